import type { CookieOptions } from 'express';

/** The value of a cookie, or null where it is absent or empty. */
export function cookieOf(cookieHeader: string | undefined, wanted: string): string | null {
  for (const pair of cookieHeader?.split(';') ?? []) {
    const [name, value] = pair.split('=', 2).map((part) => part.trim());
    if (name === wanted && value) return value;
  }
  return null;
}

/** A Secure cookie would never be sent back over the plain HTTP of a LAN. */
export const sessionCookieOptions = (mode: 'LAN' | 'TLS'): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: mode === 'TLS',
  path: '/',
});
