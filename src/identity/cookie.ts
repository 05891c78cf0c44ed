import type { AppConfig } from '../platform/config/app-config.js';
import { SESSION_COOKIE } from '../platform/http/access.js';
import { cookieOf } from '../platform/http/cookies.js';

/**
 * With TLS the name's prefix makes browsers refuse a cookie of that name from plain HTTP, from another host or for
 * another path, so nobody can plant a session; browsers refuse the prefix itself on the plain HTTP of a LAN.
 */
export const sessionCookieName = (mode: AppConfig['mode']): string =>
  mode === 'TLS' ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE;

/** The session token in a Cookie header, or null. */
export function sessionTokenOf(cookieHeader: string | undefined, mode: AppConfig['mode']): string | null {
  return cookieOf(cookieHeader, sessionCookieName(mode));
}
