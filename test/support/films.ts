/** Recordings as phones make them, with what they write into them. */

/** Written where a phone writes the place; must never come out again. */
export const FILM_PLACE = '示例地点';

/** A box of ISO 14496-12. */
const box = (type: string, ...bodies: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(bodies);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length + 8);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
};

export const filmOf = (brand: string): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\0\0`)),
    box('moov', box('trak', box('meta', Buffer.from(FILM_PLACE))), box('udta', Buffer.from(FILM_PLACE))),
    box('mdat', Buffer.from('示例画面')),
  ]);
