/** Pictures, recordings and films that come with a file: checked as an uploaded one is, before its reader asks for them. */
import type { KeptFile, KeptFiles } from '../../core/question-bank/formats/carried-media.js';
import type { Reading } from '../../core/question-bank/formats/reading.js';
import type { BankMedia } from '../../core/question-bank/types.js';
import { RefusalError } from '../../platform/refusal.js';
import type { CheckedMedia } from '../media/media-check.js';
import { MediaFolder } from '../media/media-folder.js';
import { mediaTypeOf, type MediaType } from '../media/media-type.js';

/** What a file carries in, by the id under which it is kept. */
export type CarriedFiles = ReadonlyMap<string, Uint8Array>;

/** A film in a bank is one in sign language: the readers take it only where the file says that it is. */
const KINDS: Partial<Readonly<Record<MediaType, KeptFile['kind']>>> = {
  jpg: 'image',
  png: 'image',
  webp: 'image',
  mp3: 'audio',
  m4a: 'audio',
  mp4: 'sign-video',
  vtt: 'captions',
};
/** Each picture is drawn anew, which takes some 30 ms: a bank has one for an item at most. */
const MOST_FILES = 500;
const MOST_BYTES = 100 * 1024 * 1024;

export class CarriedMedia {
  private readonly byKey = new Map<string, KeptFile>();
  private readonly byId = new Map<string, Uint8Array>();
  private left = MOST_BYTES;

  /** @param isKept true of the id of a file that lies on this server: it was checked when it came */
  constructor(private readonly isKept: (file: string) => Promise<boolean> = () => Promise.resolve(false)) {}

  /** `key`: as the reader asks for it. What is none of its kinds, or is not allowed, is left out: the reader names it. */
  async add(key: string, bytes: Buffer): Promise<void> {
    const type = mediaTypeOf(bytes);
    const kind = type === null ? undefined : KINDS[type];
    if (
      type === null ||
      kind === undefined ||
      this.byKey.has(key) ||
      this.byId.size >= MOST_FILES ||
      bytes.length > this.left
    )
      return;
    const checked = await this.checked(kind, { type, bytes });
    if (checked === null) return;
    const file = await MediaFolder.idOf(checked.type, checked.bytes);
    this.byKey.set(key, { kind, file });
    this.byId.set(file, checked.bytes);
    this.left -= checked.bytes.length;
  }

  /** Drawn anew, a photograph would become another file each time that it goes out and comes back. */
  private async checked(kind: KeptFile['kind'], found: CheckedMedia): Promise<CheckedMedia | null> {
    if (await this.isKept(await MediaFolder.idOf(found.type, found.bytes))) return found;
    const { checkMedia } = await import('../media/media-check.js');
    try {
      return await checkMedia(kind, found.bytes);
    } catch (error) {
      if (error instanceof RefusalError) return null;
      throw error;
    }
  }

  get kept(): KeptFiles {
    return this.byKey;
  }

  /** Of all that were kept those that items use. */
  usedBy({ items }: Reading): CarriedFiles {
    const used = new Set(items.flatMap(({ item }) => usedIn(item)).flatMap(({ file, captions }) => [file, captions]));
    return new Map([...this.byId].filter(([file]) => used.has(file)));
  }
}

interface Illustrated {
  readonly media?: readonly BankMedia[];
  readonly choices?: readonly Illustrated[];
  readonly targets?: readonly Illustrated[];
}

const usedIn = ({ media = [], choices = [], targets = [] }: Illustrated): readonly BankMedia[] => [
  ...media,
  ...[...choices, ...targets].flatMap(usedIn),
];

const INLINE = /data:(?:image|audio)\/[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)/gu;

/** Adds what stands in a text itself, by its base64. */
export async function addInline(media: CarriedMedia, text: string): Promise<void> {
  for (const [, base64 = ''] of text.matchAll(INLINE)) {
    const key = base64.replace(/\s+/gu, '');
    await media.add(key, Buffer.from(key, 'base64'));
  }
}

const NAMED = /["'(;=]\s*([^"'<>();=]{1,300}\.(?:jpe?g|png|webp|mp3|m4a|mp4|vtt))/giu;

/** Names of pictures, recordings, films and captions that stand in a text as addresses, in small letters and without their folders. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(NAMED)].map(([, address = '']) => baseName(address));
}

export function baseName(address: string): string {
  const last = address.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last).toLowerCase();
  } catch {
    // A name with a bare % is no URI, but a name.
    return last.toLowerCase();
  }
}
