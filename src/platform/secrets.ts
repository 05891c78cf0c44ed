import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Tokens carry 80 bits of chance or more, so one round of SHA-256 keeps a copied database useless. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Compares in a time that says nothing about where two secrets differ. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
}
