import { createHash, createHmac } from 'node:crypto';

/** What the audit log signs with, under a key of the tests. */
export const keyedDigest = (words: string): string => createHmac('sha256', 'test').update(words).digest('hex');
export const plainDigest = (words: string): string => createHash('sha256').update(words).digest('hex');
