import type { IncomingHttpHeaders } from 'node:http';
import type { AppConfig } from '../platform/config/app-config.js';

/**
 * Whether a request, or a socket handshake, comes from this server's own pages: its Origin is the Host it was sent to
 * or PUBLIC_URL. Without an Origin it is allowed unless the browser says that another site started it: browsers send
 * Origin with every unsafe method and every handshake, so what sends none is not a page of somebody else.
 */
export function originAllowed(headers: IncomingHttpHeaders, config: Pick<AppConfig, 'mode' | 'publicUrl'>): boolean {
  const { origin, host } = headers;
  if (origin === undefined) {
    const site = headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }
  const from = urlOf(origin);
  if (!from) return false;
  if (config.publicUrl && urlOf(config.publicUrl)?.origin === from.origin) return true;
  if (config.mode === 'TLS' && from.protocol !== 'https:') return false;
  return host !== undefined && from.host === urlOf(`${from.protocol}//${host}`)?.host;
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
