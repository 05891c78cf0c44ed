import { randomBytes, randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

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

/** Crockford's base32 in lower case: no i, l, o, u, so that nothing reads as a digit or a word. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 16 characters of base32 (80 bits of chance), for contest items and choices: it says nothing about the bank. */
export function opaqueId(): string {
  let id = '';
  for (const byte of randomBytes(16)) id += ALPHABET[byte & 31];
  return id;
}
