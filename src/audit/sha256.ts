import { hash } from 'node:crypto';

/** In hex. In one call: half the time of an object for each digest, of which a burst of responses asks thousands. */
export const sha256 = (words: string): string => hash('sha256', words, 'hex');
