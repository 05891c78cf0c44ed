import { createHash } from 'node:crypto';

/** In hex. */
export const sha256 = (words: string): string => createHash('sha256').update(words).digest('hex');
