import type { FieldCipher } from '../../platform/crypto/field-cipher.js';

/** Without characters that look or sound alike (0 O, 1 I L, 2 Z, 5 S, 8 B). */
const ALPHABET = '34679ACDEFGHJKMNPQRTUVWXY';
/** 55 bits: among 20,000 codes a guess hits one time in a million million. */
const LENGTH = 12;

/** The personal code of somebody in a contest: follows from this server's key, so that none has to be stored. */
export function entryCode(cipher: FieldCipher, contestId: string, personId: string, number: number): string {
  const bytes = Buffer.from(cipher.sign(`entry code ${contestId} ${personId} ${number}`), 'base64url');
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let code = '';
  while (code.length < LENGTH) {
    code += ALPHABET[Number(rest % BigInt(ALPHABET.length))];
    rest /= BigInt(ALPHABET.length);
  }
  return code;
}

/** By which the row of a code is found; without the key it leads to no code. */
export const codeDigest = (cipher: FieldCipher, contestId: string, code: string): string =>
  cipher.sign(`entry digest ${contestId} ${code}`);

/** As people type, paste and scan it: any case, with blanks and hyphens between groups. */
export const readCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();
