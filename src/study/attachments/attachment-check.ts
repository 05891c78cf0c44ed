import type { MediaService } from '../../question-bank/media.service.js';
import { blankMp4Metadata, withoutId3 } from '../../platform/media/strip-metadata.js';
import { refuse, RefusalError } from '../../platform/refusal.js';
import type { AttachmentKind } from '../../protocol/study.js';

export interface CheckedAttachment {
  readonly mediaType: string;
  /** Of the kept file's name. */
  readonly ending: string;
  /** As it is kept: pictures drawn anew, recordings without place, time and device. */
  readonly bytes: Buffer;
}

const MB = 1024 * 1024;
export const MOST_BYTES: Readonly<Record<AttachmentKind, number>> = {
  photo: 10 * MB,
  voice: 20 * MB,
  'sign-video': 60 * MB,
  document: 20 * MB,
};

const WANTED: Readonly<Record<AttachmentKind, string>> = {
  photo: '照片请用 JPG、PNG 或 WebP 格式。',
  voice: '录音请用 MP3 或 M4A 格式；手机自带录音机大多可以直接使用。',
  'sign-video': '手语视频请用 MP4 或手机自带相机录制的视频。',
  document: '文件请用 PDF、Word、Excel、PowerPoint 或 TXT 格式。',
};

/** Major brands of ISO 14496-12 that phones record; HEIC and AVIF pictures begin alike and are none of them. */
const FILM_BRAND = /^(isom|iso[2-6]|mp4[12]|avc1|M4[ABV] |MSNV|dash|3gp\d|qt {2})$/;
const OFFICE: readonly (readonly [mark: string, ending: string, mediaType: string])[] = [
  ['word/', 'docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];
const OLD_OFFICE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * What was uploaded, told by its content and never by its name, as it may be kept.
 * @throws RefusalError study.attachment-rejected with what to do
 */
export async function checkAttachment(
  media: Pick<MediaService, 'redrawn'>,
  kind: AttachmentKind,
  bytes: Buffer,
): Promise<CheckedAttachment> {
  if (bytes.length === 0) throw rejected(`这个文件是空的。${WANTED[kind]}`);
  const checked = await of(media, kind, bytes);
  if (checked === null) throw rejected(`这个文件的内容不是可用的格式。${WANTED[kind]}`);
  return checked;
}

async function of(
  media: Pick<MediaService, 'redrawn'>,
  kind: AttachmentKind,
  bytes: Buffer,
): Promise<CheckedAttachment | null> {
  switch (kind) {
    case 'photo':
      return photo(media, bytes);
    case 'voice':
      return mp3(bytes) ?? film(bytes, { mediaType: 'audio/mp4', ending: 'm4a' });
    case 'sign-video':
      // The films of phones are of one family; browsers play H.264 in them under this name.
      return film(bytes, { mediaType: 'video/mp4', ending: 'mp4' });
    case 'document':
      return document(bytes);
  }
}

async function photo(media: Pick<MediaService, 'redrawn'>, bytes: Buffer): Promise<CheckedAttachment> {
  try {
    const { type, bytes: drawn } = await media.redrawn(bytes);
    return { mediaType: type === 'jpg' ? 'image/jpeg' : `image/${type}`, ending: type, bytes: drawn };
  } catch (error) {
    // The same picture is refused for the same reason, under the code of this part.
    if (error instanceof RefusalError) throw rejected(error.refusal.message);
    throw error;
  }
}

function mp3(bytes: Buffer): CheckedAttachment | null {
  const tagged = bytes.toString('latin1', 0, 3) === 'ID3';
  const second = bytes[1] ?? 0;
  // Eleven bits of synchronisation, a version and a layer that exist (ISO 11172-3 2.4.1.3).
  const frame = bytes[0] === 0xff && (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (second & 0x06) !== 0;
  return tagged || frame ? { mediaType: 'audio/mpeg', ending: 'mp3', bytes: withoutId3(bytes) } : null;
}

function film(bytes: Buffer, as: Pick<CheckedAttachment, 'mediaType' | 'ending'>): CheckedAttachment | null {
  const brand = bytes.toString('latin1', 8, 12);
  if (bytes.toString('latin1', 4, 8) !== 'ftyp' || !FILM_BRAND.test(brand)) return null;
  if (!blankMp4Metadata(bytes)) throw rejected('文件不完整，请重新导出后上传。');
  return { ...as, bytes };
}

function document(bytes: Buffer): CheckedAttachment | null {
  if (bytes.toString('latin1', 0, 5) === '%PDF-') return { mediaType: 'application/pdf', ending: 'pdf', bytes };
  if (bytes.toString('latin1', 0, 4) === 'PK\x03\x04') {
    const office = OFFICE.find(([mark]) => bytes.includes(mark, 0, 'latin1'));
    if (office === undefined || !bytes.includes('[Content_Types].xml', 0, 'latin1')) return null;
    return { mediaType: office[2], ending: office[1], bytes };
  }
  // Kept to be saved, never opened here: which of the three it is, the name says.
  if (bytes.subarray(0, 8).equals(OLD_OFFICE)) return { mediaType: 'application/octet-stream', ending: 'ole', bytes };
  return plainText(bytes) ? { mediaType: 'text/plain; charset=utf-8', ending: 'txt', bytes } : null;
}

function plainText(bytes: Buffer): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}

export const rejected = (message: string) =>
  refuse('study.attachment-rejected', { message, details: [{ path: 'file', message }] });
