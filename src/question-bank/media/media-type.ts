/** Which files of media a bank takes, told by their first bytes and never by their name. */

export const MEDIA_TYPES = ['jpg', 'png', 'webp', 'mp3', 'm4a', 'mp4', 'vtt'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** Formats that Chrome 92 and iOS 14.5 play. */
export const MIME_TYPES: Readonly<Record<MediaType, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  vtt: 'text/vtt; charset=utf-8',
};

/** Major brands of ISO 14496-12 and its relatives; HEIC pictures, AVIF and QuickTime films begin alike and are none of them. */
const BRANDS: Readonly<Record<string, MediaType>> = {
  'M4A ': 'm4a',
  'M4B ': 'm4a',
  ...Object.fromEntries(
    ['isom', 'iso2', 'iso3', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash'].map(
      (brand) => [brand, 'mp4'] as const,
    ),
  ),
};

/** Null where it is none of them. */
export function mediaTypeOf(bytes: Buffer): MediaType | null {
  const ascii = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (ascii(0, 3) === '\xff\xd8\xff') return 'jpg';
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (ascii(4, 8) === 'ftyp') return BRANDS[ascii(8, 12)] ?? null;
  if (ascii(0, 3) === 'ID3' || isMpegAudioFrame(bytes)) return 'mp3';
  if (/^(\uFEFF)?WEBVTT([ \t\r\n]|$)/u.test(bytes.toString('utf8', 0, 12))) return 'vtt';
  return null;
}

/** Eleven bits of synchronisation, a version and a layer that exist (ISO 11172-3 2.4.1.3). */
function isMpegAudioFrame(bytes: Buffer): boolean {
  const second = bytes[1] ?? 0;
  return bytes[0] === 0xff && (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (second & 0x06) !== 0;
}
