/** Characters of fonts that have a sign where others have a letter, as Word stores marks and Greek letters. */

/** By code within the font. Only what stands in keys, choices and formulas. */
const WINGDINGS: Readonly<Record<number, string>> = {
  0x6c: '●', 0x6e: '■', 0x6f: '□', 0x71: '□', 0x72: '□', 0x75: '◆', 0x9f: '·', 0xa1: '○', 0xa2: '○', 0xa3: '○', 0xa7: '■', 0xa8: '□',
  0xdf: '←', 0xe0: '→', 0xe8: '→', 0xf0: '→', 0xfb: '×', 0xfc: '√', 0xfd: '☒', 0xfe: '☑',
  0x80: '⓪', 0x81: '①', 0x82: '②', 0x83: '③', 0x84: '④', 0x85: '⑤', 0x86: '⑥', 0x87: '⑦', 0x88: '⑧', 0x89: '⑨', 0x8a: '⑩',
}; // prettier-ignore
const WINGDINGS_2: Readonly<Record<number, string>> = {
  0x4f: '×', 0x50: '√', 0x51: '☒', 0x52: '☑', 0x53: '☒', 0x54: '☒', 0x55: '×', 0x56: '×', 0xa3: '□', 0x2a: '□', 0x30: '□',
}; // prettier-ignore
const SYMBOL: Readonly<Record<number, string>> = {
  0xa3: '≤', 0xa5: '∞', 0xac: '←', 0xad: '↑', 0xae: '→', 0xaf: '↓', 0xb0: '°', 0xb1: '±', 0xb2: '″', 0xb3: '≥', 0xb4: '×', 0xb7: '·', 0xb8: '÷', 0xb9: '≠',
  0xba: '≡', 0xbb: '≈', 0xbc: '…', 0xc7: '∩', 0xc8: '∪', 0xc9: '⊃', 0xcc: '⊂', 0xcd: '⊆', 0xce: '∈', 0xcf: '∉', 0xd0: '∠', 0xd6: '√', 0xd7: '·', 0xde: '⇒', 0xe5: '∑', 0xf2: '∫', 0xa2: '′', 0xd1: '∇', 0x2d: '−', 0x5e: '⊥', 0x5c: '∴', 0x40: '≅', 0x7e: '~',
  ...Object.fromEntries([...'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'].map((sign, index) => [0x41 + index, sign])),
  ...Object.fromEntries([...'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'].map((sign, index) => [0x61 + index, sign])),
}; // prettier-ignore
/** What is a plain character there as in any font. */
const PLAIN_IN_SYMBOL = /[\d\s()[\]{}.,:;<=>?!#%&+/|_]/u;

const FONTS: readonly (readonly [RegExp, Readonly<Record<number, string>>])[] = [
  [/^wingdings 2$/iu, WINGDINGS_2],
  [/^wingdings$/iu, WINGDINGS],
  [/^symbol(?:mt)?$/iu, SYMBOL],
];

const UNKNOWN = '\uFFFD';

/** Undefined: the font has letters where others have them. */
function signsOf(font: string): Readonly<Record<number, string>> | undefined {
  return FONTS.find(([name]) => name.test(font.trim()))?.[1] ?? (/^(?:wingdings 3|webdings|marlett)$/iu.test(font) ? {} : undefined);
} // prettier-ignore

/** The sign with a code of a font, or U+FFFD. Codes from F000 on stand for those from 0 on. */
export function symbolOf(font: string, code: number): string {
  const sign = signsOf(font)?.[code & 0xff];
  if (sign !== undefined) return sign;
  const plain = String.fromCharCode(code & 0xff);
  if (signsOf(font) === SYMBOL && PLAIN_IN_SYMBOL.test(plain)) return plain;
  return signsOf(font) === undefined && code < 0xf000 ? String.fromCodePoint(code) : UNKNOWN;
}

/** A text as it looks in its font: `P` in Wingdings 2 is √. White space and what is beyond the font's codes stays. */
export function textInFont(text: string, font: string): string {
  if (signsOf(font) === undefined) return text;
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      const inFont = (code > 0x20 && code <= 0xff) || (code >= 0xf020 && code <= 0xf0ff);
      return inFont ? symbolOf(font, code) : character;
    })
    .join('');
}
