import type { FieldCipher } from '../../platform/crypto/field-cipher.js';

/** Without characters that look or sound alike (0 O, 1 I L, 2 Z, 5 S, 8 B). */
const ALPHABET = '34679ACDEFGHJKMNPQRTUVWXY';
/** 37 bits: behind the throttles of wrong codes, and still short enough to be read out and typed. */
const LENGTH = 8;
/** What `rejoinDigest` makes; anything else in its place locks a seat: of somebody who was erased, or of a rehearsal. */
const DIGEST = /^[\w-]{22}$/;

/** The code of a seat follows from this server's key, so that none has to be stored; a fresh one has the next number. */
export function rejoinCode(cipher: FieldCipher, contestId: string, participantId: string, number: number): string {
  const bytes = Buffer.from(cipher.sign(`rejoin code ${contestId} ${participantId} ${number}`), 'base64url');
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let code = '';
  while (code.length < LENGTH) {
    code += ALPHABET[Number(rest % BigInt(ALPHABET.length))];
    rest /= BigInt(ALPHABET.length);
  }
  return code;
}

/** By which the seat of a code is found; without the key it leads to no code. */
export const rejoinDigest = (cipher: FieldCipher, contestId: string, code: string): string =>
  cipher.sign(`rejoin digest ${contestId} ${code}`);

export const opensSeat = (digest: string): boolean => DIGEST.test(digest);
