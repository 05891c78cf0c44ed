import type { FieldCipher } from './field-cipher.js';

/** Without characters that look or sound alike (0 O, 1 I L, 2 Z, 5 S, 8 B). */
const ALPHABET = '34679ACDEFGHJKMNPQRTUVWXY';
/** 55 bits: among 20,000 codes a guess hits one time in a million million. */
const LENGTH = 12;

/** A code of 12 characters that follows from this server's key and what it is for, so that none has to be stored. */
export function personalCode(cipher: FieldCipher, purpose: string): string {
  const bytes = Buffer.from(cipher.sign(purpose), 'base64url');
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let code = '';
  while (code.length < LENGTH) {
    code += ALPHABET[Number(rest % BigInt(ALPHABET.length))];
    rest /= BigInt(ALPHABET.length);
  }
  return code;
}

/** As people type, paste and scan it: any case, with blanks and hyphens between groups. */
export const readCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();
