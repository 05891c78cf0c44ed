import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { personalCode } from '../../platform/crypto/personal-code.js';

export { readCode } from '../../platform/crypto/personal-code.js';

/** The personal code of somebody in a contest: follows from this server's key, so that none has to be stored. */
export const entryCode = (cipher: FieldCipher, contestId: string, personId: string, number: number): string =>
  personalCode(cipher, `entry code ${contestId} ${personId} ${number}`);

/** By which the row of a code is found; without the key it leads to no code. */
export const codeDigest = (cipher: FieldCipher, contestId: string, code: string): string =>
  cipher.sign(`entry digest ${contestId} ${code}`);
