/** REST calls. Every failure is a value with a Chinese sentence, never an exception. */
import type { Refusal } from '@protocol/error-code.js';
import type { SessionInfo } from '@protocol/access.js';
import { clientFault } from './refusal.js';
import type { Result } from './refusal.js';

const TIMEOUT_MS = 15_000;

let csrfToken: string | null = null;

/** Operators' pages call this with the token of GET /api/session; it goes into X-CSRF-Token. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Headers of every call that may change something. @param token of a member's page; else the operator's */
export function callHeaders(method: Method, token: string | null = csrfToken): Record<string, string> {
  return {
    Accept: 'application/json',
    ...(token !== null && method !== 'GET' ? { 'X-CSRF-Token': token } : {}),
  };
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** @param body sent as JSON, except a FormData or Blob, which goes as it is @param token as of `callHeaders` */
export async function call<T>(
  method: Method,
  path: string,
  body?: unknown,
  token: string | null = csrfToken,
): Promise<Result<T>> {
  const headers = callHeaders(method, token);
  const raw = body instanceof FormData || body instanceof Blob;
  if (body !== undefined && !raw) headers['Content-Type'] = 'application/json';
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const reply = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: stop.signal,
      ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
    });
    return readReply<T>(reply.ok, await reply.text());
  } catch {
    return clientFault(navigator.onLine === false ? 'client.offline' : 'client.no-reply');
  } finally {
    clearTimeout(timer);
  }
}

/** What an answer says, whoever fetched it. */
export function readReply<T>(ok: boolean, text: string): Result<T> {
  if (ok && text === '') return { ok: true, data: undefined as T };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return clientFault('client.bad-reply');
  }
  if (ok) return { ok: true, data: parsed as T };
  const refusal = (parsed as { error?: Refusal } | null)?.error;
  return refusal && typeof refusal.message === 'string'
    ? { ok: false, error: refusal }
    : clientFault('client.bad-reply');
}

export const api = {
  get: <T>(path: string) => call<T>('GET', path),
  post: <T>(path: string, body?: unknown) => call<T>('POST', path, body ?? {}),
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => call<T>('PATCH', path, body),
  delete: <T>(path: string) => call<T>('DELETE', path),
};

/** Reads who is signed in and remembers the CSRF token for later calls. */
export async function loadSession(): Promise<Result<SessionInfo>> {
  const reply = await api.get<SessionInfo>('/api/session');
  if (reply.ok) setCsrfToken(reply.data.csrfToken);
  return reply;
}
