import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** UUIDv7: made in the application, ordered by time, so that indexes grow at their end. */
export const newId = (): string => v7();

/** Crockford's base32 in lower case: no i, l, o, u, so that nothing reads as a digit or a word. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 16 characters of base32 (80 bits of chance), for contest items and choices: it says nothing about the bank. */
export function opaqueId(): string {
  let id = '';
  for (const byte of randomBytes(16)) id += ALPHABET[byte & 31];
  return id;
}
