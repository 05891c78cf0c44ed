/** Pictures, recordings and films of items as exchange formats write them, and as they are found again. */
import type { BankMedia, StoredBankItem } from '../types.js';
import type { KeptFile } from './carried-media.js';

/** Of a film: what else would tell that it says the item's own words in sign language? */
export const SIGN_VIDEO_CLASS = 'sign-video';

export interface MediaTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly MediaTag[];
}

/** By the ending of the id under which a file is kept. */
const FILES: Readonly<Record<string, { readonly kind: KeptFile['kind']; readonly mime: string }>> = {
  jpg: { kind: 'image', mime: 'image/jpeg' },
  png: { kind: 'image', mime: 'image/png' },
  webp: { kind: 'image', mime: 'image/webp' },
  mp3: { kind: 'audio', mime: 'audio/mpeg' },
  m4a: { kind: 'audio', mime: 'audio/mp4' },
  mp4: { kind: 'sign-video', mime: 'video/mp4' },
  vtt: { kind: 'captions', mime: 'text/vtt' },
};
const fileOf = (file: string) => FILES[file.split('.').at(-1) ?? ''];

export const mimeOf = (file: string): string => fileOf(file)?.mime ?? 'application/octet-stream';
export const kindOfFile = (file: string): KeptFile['kind'] => fileOf(file)?.kind ?? 'image';

/** Where media stand: the stem, the choices, the right side. */
const placesOf = (item: StoredBankItem): readonly { readonly media?: readonly BankMedia[] }[] => [
  item,
  ...('choices' in item ? item.choices : []),
  ...('targets' in item ? item.targets : []),
];

export const mediaOfItem = (item: StoredBankItem): readonly BankMedia[] =>
  placesOf(item).flatMap(({ media = [] }) => media);

/** Ids of the files that an item needs, captions included; none twice. */
export const filesOfItem = (item: StoredBankItem): readonly string[] => [
  ...new Set(mediaOfItem(item).flatMap(({ file, captions }) => (captions === undefined ? [file] : [file, captions]))),
];

/** As HTML 5 has it, in which QTI 3 and Moodle are written. @param hasFile captions that are not there are left out */
export function htmlTag(
  { kind, file, alt = '', captions }: BankMedia,
  addressOf: (file: string) => string,
  hasFile: (file: string) => boolean,
): MediaTag {
  const src = addressOf(file);
  if (kind === 'image') return { name: 'img', attributes: { src, alt }, children: [] };
  const attributes = { src, controls: 'controls', ...(alt === '' ? {} : { 'aria-label': alt }) };
  if (kind === 'audio') return { name: 'audio', attributes, children: [] };
  const track = (id: string): MediaTag => ({
    name: 'track',
    attributes: { kind: 'captions', srclang: 'zh', label: '字幕', src: addressOf(id) },
    children: [],
  });
  return {
    name: 'video',
    attributes: { class: SIGN_VIDEO_CLASS, ...attributes },
    children: captions !== undefined && hasFile(captions) ? [track(captions)] : [],
  };
}

/** Where the file of one of them is not written. */
export const LACKING_MEDIA =
  '有图片、录音或视频没有写出：文件不在这台服务器上，或者题库的媒体太多、一个文件装不下。请另外交付。';
