import type { BankMedia, StoredBankItem } from '../core/question-bank/types.js';
import type { BankMediaKind } from '../protocol/question-bank.js';
import { fitsKind } from './media/media-check.js';
import type { MediaService } from './media.service.js';

interface Reference {
  /** From the item: choices.0.media.1.captions */
  readonly path: string;
  readonly kind: BankMediaKind;
  readonly file: string;
}

/** References to files that are not kept here, or are of another kind than what they are used for. */
export async function mediaFaults(
  media: Pick<MediaService, 'pathOf'>,
  item: StoredBankItem,
): Promise<{ readonly path: string; readonly message: string }[]> {
  const faults = [];
  for (const { path, kind, file } of referencesOf(item)) {
    if ((await media.pathOf(file)) === null) faults.push({ path, message: '媒体文件不在这台服务器上，请重新上传。' });
    else if (!fitsKind(kind, file)) faults.push({ path, message: '媒体文件的类型与用途不符，请重新上传。' });
  }
  return faults;
}

function referencesOf(item: StoredBankItem): Reference[] {
  return [
    ...ofList('media', item.media),
    ...('choices' in item ? item.choices.flatMap(({ media }, at) => ofList(`choices.${at}.media`, media)) : []),
    ...('targets' in item ? item.targets.flatMap(({ media }, at) => ofList(`targets.${at}.media`, media)) : []),
  ];
}

function ofList(path: string, media: readonly BankMedia[] = []): Reference[] {
  return media.flatMap(({ kind, file, captions }, at) => [
    { path: `${path}.${at}.file`, kind, file },
    ...(captions === undefined ? [] : [{ path: `${path}.${at}.captions`, kind: 'captions' as const, file: captions }]),
  ]);
}
