import { randomBytes, randomFillSync } from 'node:crypto';
import { v7, validate } from 'uuid';

const ID_BYTES = 16;
/** One call for many ids: asked for one by one, chance was a tenth of the processor time of a burst of responses. */
const chance = Buffer.alloc(ID_BYTES * 256);
let used = chance.length;
let lastMs = 0;
let sequence = 0;

/** UUIDv7: made in the application, ordered by time and within a millisecond, so that indexes grow at their end. */
export function newId(): string {
  if (used === chance.length) {
    randomFillSync(chance);
    used = 0;
  }
  const random = chance.subarray(used, (used += ID_BYTES));
  const now = Date.now();
  // 31 random bits leave as many ids within one millisecond before the sequence would start anew.
  sequence = now > lastMs ? random.readUInt32BE(0) >>> 1 : sequence + 1;
  lastMs = Math.max(lastMs, now);
  return v7({ random, msecs: lastMs, seq: sequence });
}

/** As `newId`, of a time of the server's own clock; two of one millisecond are in no order. @param at epoch milliseconds */
export const idAt = (at: number): string => v7({ msecs: at });

/** Whether it can be an id at all, and so a name of a folder. */
export const isId = (text: string): boolean => validate(text);

/** Epoch milliseconds: the first 48 bits of a UUIDv7; 0 where it is none. */
export const timeOfId = (id: string): number =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id) ? parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : 0;

/** Crockford's base32 in lower case: no i, l, o, u, so that nothing reads as a digit or a word. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 16 characters of base32 (80 bits of chance), for contest items and choices: it says nothing about the bank. */
export function opaqueId(): string {
  let id = '';
  for (const byte of randomBytes(16)) id += ALPHABET[byte & 31];
  return id;
}
