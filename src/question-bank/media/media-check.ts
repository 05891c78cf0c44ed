import { refuse } from '../../platform/refusal.js';
import type { BankMediaKind } from '../../protocol/question-bank.js';
import { mediaTypeOf, type MediaType } from './media-type.js';
import { blankMp4Metadata, withoutId3 } from '../../platform/media/strip-metadata.js';

export interface CheckedMedia {
  readonly type: MediaType;
  /** As it is kept: without place, time, device and title. */
  readonly bytes: Buffer;
}

const MB = 1024 * 1024;

/** A film of a minute at 720p is some 20 MB. */
export const MOST_BYTES: Readonly<Record<BankMediaKind, number>> = {
  image: 10 * MB,
  audio: 10 * MB,
  'sign-video': 60 * MB,
  captions: MB,
};

const TYPES: Readonly<Record<BankMediaKind, { readonly types: readonly MediaType[]; readonly wanted: string }>> = {
  image: { types: ['jpg', 'png', 'webp'], wanted: '图片请用 JPG、PNG 或 WebP 格式。' },
  audio: { types: ['mp3', 'm4a'], wanted: '朗读录音请用 MP3 或 M4A 格式。' },
  'sign-video': { types: ['mp4'], wanted: '手语视频请用 MP4 格式（H.264，720p 以内）。' },
  captions: { types: ['vtt'], wanted: '字幕请用 WebVTT 格式（.vtt，UTF-8 编码，第一行是 WEBVTT）。' },
};

/** Whether a kept file, told by the ending of its id, is of a type that this use of it takes. */
export function fitsKind(kind: BankMediaKind, file: string): boolean {
  return TYPES[kind].types.some((type) => file.endsWith(`.${type}`));
}

/** A picture larger than this, unpacked, is an attack or a poster: 50 megapixels are 200 MB of memory. */
const MOST_PIXELS = 50_000_000;
/** Enough for a projector; a phone does not load more than it can show. */
const LONGEST_SIDE = 1920;
const CUE = /^(\d{2,}:)?\d{2}:\d{2}\.\d{3}[ \t]+-->[ \t]+(\d{2,}:)?\d{2}:\d{2}\.\d{3}/mu;

/**
 * What was uploaded, as it may be kept and shown.
 * @throws RefusalError bank.media-rejected with what to do
 */
export async function checkMedia(kind: BankMediaKind, bytes: Buffer): Promise<CheckedMedia> {
  const { types, wanted } = TYPES[kind];
  const type = mediaTypeOf(bytes);
  if (type === null || !types.includes(type)) throw rejected(`这个文件的内容不是可用的格式。${wanted}`);
  switch (type) {
    case 'jpg':
    case 'png':
    case 'webp':
      return redrawn(type, bytes, wanted);
    case 'mp3':
      return { type, bytes: withoutId3(bytes) };
    case 'm4a':
    case 'mp4':
      if (!blankMp4Metadata(bytes)) throw rejected(`文件不完整，请重新导出后上传。${wanted}`);
      return { type, bytes };
    case 'vtt':
      return { type, bytes: captions(bytes) };
  }
}

/** Drawn anew: turned as the camera was held, at most as large as a projector, without EXIF, XMP and whatever hides in it. */
async function redrawn(type: 'jpg' | 'png' | 'webp', bytes: Buffer, wanted: string): Promise<CheckedMedia> {
  // Loaded with the first picture rather than at the start of every server.
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true });
    const output = type === 'jpg' ? picture.jpeg({ quality: 85 }) : type === 'png' ? picture.png() : picture.webp();
    return { type, bytes: await output.toBuffer() };
  } catch {
    throw rejected(`图片打不开、不完整或者太大，请用画图等软件另存后再上传。${wanted}`);
  }
}

function captions(bytes: Buffer): Buffer {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw rejected('字幕文件不是 UTF-8 编码，请另存为 UTF-8 后再上传。');
  }
  if (!CUE.test(text)) throw rejected('字幕文件里没有一条带时间的字幕，例如 00:01.000 --> 00:04.000，请补上。');
  return Buffer.from(text, 'utf8');
}

const rejected = (message: string) => refuse('bank.media-rejected', { message });
