import type { RestClient, RestAnswer } from './rest-client.js';

export interface Upload {
  readonly bytes: Uint8Array | string;
  readonly type?: string;
}

/** POST of a file as it is, with what a signed-in page sends beside it. */
export async function postFile(client: RestClient, path: string, { bytes, type }: Upload): Promise<RestAnswer> {
  return answered(client, path, {
    body: bytes,
    headers: { 'Content-Type': type ?? 'application/octet-stream' },
  });
}

/** POST of a form with the part `file`. */
export function postForm(client: RestClient, path: string, name: string, bytes: Uint8Array): Promise<RestAnswer> {
  const form = new FormData();
  form.append('file', new Blob([bytes]), name);
  return answered(client, path, { body: form, headers: {} });
}

/** GET of a file, whatever it is. */
export async function getFile(
  client: RestClient,
  path: string,
): Promise<{ headers: Headers; bytes: Uint8Array; status: number }> {
  const response = await fetch(client.url + path, { headers: { Cookie: client.cookie ?? '' } });
  return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function answered(
  client: RestClient,
  path: string,
  {
    body,
    headers,
  }: { readonly body: NonNullable<RequestInit['body']>; readonly headers: Readonly<Record<string, string>> },
): Promise<RestAnswer> {
  const response = await fetch(client.url + path, {
    method: 'POST',
    headers: {
      Cookie: client.cookie ?? '',
      Origin: client.url,
      'X-CSRF-Token': client.csrfToken ?? '',
      ...headers,
    },
    body,
  });
  const parsed = (await response.json()) as { error?: { code: string } } | null;
  return { status: response.status, headers: response.headers, body: parsed, code: parsed?.error?.code ?? null };
}
