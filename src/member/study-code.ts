import type { FieldCipher } from '../platform/crypto/field-cipher.js';
import { personalCode } from '../platform/crypto/personal-code.js';

export { readCode } from '../platform/crypto/personal-code.js';

/** A person's own code for the study pages; another `number` is another code, and the one before is void. */
export const studyCode = (cipher: FieldCipher, personId: string, number: number): string =>
  personalCode(cipher, `study code ${personId} ${number}`);

/** By which the row of a code is found; without the key it leads to no code. */
export const studyCodeDigest = (cipher: FieldCipher, code: string): string => cipher.sign(`study digest ${code}`);
