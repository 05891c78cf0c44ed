/** Sending what takes its time, with progress: fetch tells nothing about a body on its way. */
import { callHeaders, readReply } from './api.js';
import { clientFault } from './refusal.js';
import type { Result } from './refusal.js';

/** A large file over a slow network, then read by the server. */
const TIMEOUT_MS = 15 * 60_000;

export interface Sending<T> {
  readonly done: Promise<Result<T>>;
  readonly stop: () => void;
}

/**
 * POST of a file, a text or, without a type, of a JSON body.
 * @param onProgress bytes sent and bytes in all; the last call has both equal, then the server is at work
 * @param token of a member's page; else the operator's
 */
export function send<T>(
  path: string,
  body: Blob | string,
  type: string,
  onProgress: (sent: number, of: number) => void = () => undefined,
  token?: string | null,
): Sending<T> {
  const request = new XMLHttpRequest();
  const done = new Promise<Result<T>>((resolve) => {
    const failed = (): void => resolve(clientFault(navigator.onLine === false ? 'client.offline' : 'client.no-reply'));
    request.open('POST', path);
    request.timeout = TIMEOUT_MS;
    for (const [name, value] of Object.entries(callHeaders('POST', token))) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', type);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded, total));
    request.upload.addEventListener('load', ({ loaded }) => onProgress(loaded, loaded));
    request.addEventListener('load', () =>
      resolve(readReply<T>(request.status >= 200 && request.status < 300, request.responseText)),
    );
    for (const event of ['error', 'timeout', 'abort'] as const) request.addEventListener(event, failed);
    request.send(body);
  });
  return { done, stop: () => request.abort() };
}
