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
const CONTAINERS = new Set(['moov', 'trak']);
/** User data (place, title), metadata, and boxes of vendors (XMP). */
const METADATA = new Set(['udta', 'meta', 'uuid']);

/**
 * An MP4 or M4A file whose metadata boxes are empty `free` boxes of the same length (ISO 14496-12 8.1.2): offsets of
 * sound and pictures stay as they are. Null where the boxes do not add up to the file: it is cut off or none.
 */
export function withoutMp4Metadata(bytes: Buffer): Buffer | null {
  const copy = Buffer.from(bytes);
  return blank(copy, 0, copy.length) ? copy : null;
}

function blank(bytes: Buffer, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    if (at + BOX_HEADER_BYTES > to) return false;
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
    } else if (CONTAINERS.has(type) && !blank(bytes, body, at + size)) {
      return false;
    }
    at += size;
  }
  return true;
}
