/** ISBN as typed, pasted or read by a scanner that types. No look-up: the digits alone are judged. */
import { err, ok, type Result } from '../result.js';

export type IsbnFault = 'length' | 'prefix' | 'check-digit';

/** Books have these two of EAN's prefixes. */
const PREFIXES = ['978', '979'] as const;
/** A scanner may read the add-on beside the bar code, too: two digits or five. */
const WITH_ADD_ON: readonly number[] = [15, 18];

const digitsOf = (text: string): readonly number[] => [...text].map((sign) => (sign === 'X' ? 10 : Number(sign)));

function checkDigit13(first12: string): number {
  const sum = digitsOf(first12).reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
}

const holds10 = (isbn: string): boolean =>
  digitsOf(isbn).reduce((total, digit, index) => total + digit * (10 - index), 0) % 11 === 0;

/** @returns 13 digits; an ISBN of ten becomes the same book's of thirteen */
export function readIsbn(typed: string): Result<string, IsbnFault> {
  const bare = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^\s*ISBN(-1[03])?\s*:?/u, '')
    .replace(/[\s\p{Dash_Punctuation}−]/gu, '');
  if (/^\d{9}[\dX]$/.test(bare)) {
    if (!holds10(bare)) return err('check-digit');
    const first = `978${bare.slice(0, 9)}`;
    return ok(`${first}${checkDigit13(first)}`);
  }
  const isbn = WITH_ADD_ON.includes(bare.length) ? bare.slice(0, 13) : bare;
  if (!/^\d{13}$/.test(isbn)) return err('length');
  if (!PREFIXES.some((prefix) => isbn.startsWith(prefix))) return err('prefix');
  return checkDigit13(isbn.slice(0, 12)) === Number(isbn[12]) ? ok(isbn) : err('check-digit');
}
