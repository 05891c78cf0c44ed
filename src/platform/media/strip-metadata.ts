/** Phones write place, time and device into what they record; none of it may reach a hall. */

const ID3V1_BYTES = 128;
const ID3V2_HEADER_BYTES = 10;

/** An MP3 file without its ID3 tags (id3.org: version 2 in front, version 1 at the end). */
export function withoutId3(bytes: Buffer): Buffer {
  let start = 0;
  if (bytes.toString('latin1', 0, 3) === 'ID3' && bytes.length > ID3V2_HEADER_BYTES) {
    // Four bytes of seven bits each; a footer, where the flags announce one, repeats the header.
    const size = bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    const footer = ((bytes[5] ?? 0) & 0x10) === 0 ? 0 : ID3V2_HEADER_BYTES;
    start = Math.min(bytes.length, ID3V2_HEADER_BYTES + size + footer);
  }
  const tagAt = bytes.length - ID3V1_BYTES;
  const end = tagAt >= start && bytes.toString('latin1', tagAt, tagAt + 3) === 'TAG' ? tagAt : bytes.length;
  return bytes.subarray(start, end);
}

const BOX_HEADER_BYTES = 8;
const CONTAINERS = new Set(['moov', 'trak', 'mdia']);
/** User data (place, title), metadata, and boxes of vendors (XMP). */
const METADATA = new Set(['udta', 'meta', 'uuid']);
/** Headers of a film, a track and its media begin with when they were made and changed (ISO 14496-12 8.2.2, 8.3.2, 8.4.2). */
const DATED = new Set(['mvhd', 'tkhd', 'mdhd']);
/** A film has some ten boxes a track; more, or deeper ones, are made to keep the server busy. */
const MOST_BOXES = 10_000;
const DEEPEST = 4;

/**
 * Empties what a phone wrote about place, time and device into an MP4 or M4A file: metadata boxes become `free` boxes of
 * the same length (ISO 14496-12 8.1.2), times zero. Offsets of sound and pictures stay as they are. Works in place.
 * @returns false where the boxes do not add up to the file: it is cut off, or none
 */
export function blankMp4Metadata(bytes: Buffer): boolean {
  return blank(bytes, { from: 0, to: bytes.length, depth: 0 }, { boxes: 0 });
}

function blank(
  bytes: Buffer,
  { from, to, depth }: { from: number; to: number; depth: number },
  count: { boxes: number },
): boolean {
  let at = from;
  while (at < to) {
    count.boxes += 1;
    if (count.boxes > MOST_BOXES || at + BOX_HEADER_BYTES > to) return false;
    const declared = bytes.readUInt32BE(at);
    const wide = declared === 1;
    if (wide && at + 16 > to) return false;
    const size = wide ? Number(bytes.readBigUInt64BE(at + 8)) : declared === 0 ? to - at : declared;
    const body = at + (wide ? 16 : BOX_HEADER_BYTES);
    if (size < body - at || at + size > to) return false;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (METADATA.has(type)) {
      bytes.write('free', at + 4, 'latin1');
      bytes.fill(0, body, at + size);
    } else if (DATED.has(type)) {
      // A version and flags, then two times of 32 bits, of 64 in version 1.
      bytes.fill(0, body + 4, Math.min(at + size, body + (bytes[body] === 1 ? 20 : 12)));
    } else if (CONTAINERS.has(type)) {
      if (depth === DEEPEST || !blank(bytes, { from: body, to: at + size, depth: depth + 1 }, count)) return false;
    }
    at += size;
  }
  return true;
}
