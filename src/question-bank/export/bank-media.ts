import { filesOfItem } from '../../core/question-bank/formats/media-markup.js';
import type { StoredBankItem } from '../../core/question-bank/types.js';

/** The files that are kept, by their ids; null: not here. */
export type MediaSource = (file: string) => Promise<Uint8Array | null>;

export const NO_MEDIA: MediaSource = () => Promise.resolve(null);

/** All that the items show, as far as it is here and fits; films and the like that do not fit are left out. */
export async function mediaOfBank(
  items: readonly StoredBankItem[],
  source: MediaSource,
  mostBytes: number,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const media = new Map<string, Uint8Array>();
  let left = mostBytes;
  for (const file of new Set(items.flatMap(filesOfItem))) {
    const bytes = await source(file);
    if (bytes === null || bytes.length > left) continue;
    media.set(file, bytes);
    left -= bytes.length;
  }
  return media;
}
