/** Raised, lowered and circled signs, fractions: NFKC would make plain figures of them. */
const SMALL = '\u00B2\u00B3\u00B9\u00BC-\u00BE\u2070-\u209C\u2150-\u215E\u2460-\u24FF\u3251-\u325F\u32B1-\u32BF';
const PLAIN = new RegExp(`[^${SMALL}]+`, 'gu');

/** Signs that hold a raised figure. */
const UNITS = new Map(
  Object.entries({
    '㎟': 'mm²',
    '㎠': 'cm²',
    '㎡': 'm²',
    '㎢': 'km²',
    '㎣': 'mm³',
    '㎤': 'cm³',
    '㎥': 'm³',
    '㎦': 'km³',
  }),
);
const UNIT = /[\u339F-\u33A6]/gu;

/** Every character in one width, as NFKC has it, but 10² does not become 102, nor ①② 12. */
export const inOneWidth = (text: string): string =>
  text.replace(UNIT, (unit) => UNITS.get(unit) ?? unit).replace(PLAIN, (plain) => plain.normalize('NFKC'));
