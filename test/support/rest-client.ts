import type { SessionInfo } from '../../src/protocol/access.js';

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON body, null where there is none. */
  readonly body: unknown;
  /** The refusal's code, null where the request was let through. */
  readonly code: string | null;
}

interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser as far as REST goes: keeps the cookie, sends Origin and the CSRF token with unsafe methods. */
export class RestClient {
  cookie: string | null = null;
  csrfToken: string | null = null;

  constructor(
    readonly url: string,
    /** Taken for the client's address by a server with TRUST_PROXY=1. */
    readonly address = '192.0.2.1',
  ) {}

  /** The same session at another address of the server. */
  at(url: string): RestClient {
    const client = new RestClient(url, this.address);
    client.cookie = this.cookie;
    client.csrfToken = this.csrfToken;
    return client;
  }

  get = (path: string, options: RequestOptions = {}) => this.send('GET', path, options);
  post = (path: string, body: unknown, options: RequestOptions = {}) => this.send('POST', path, { ...options, body });
  delete = (path: string, options: RequestOptions = {}) => this.send('DELETE', path, options);

  /** Signs in and keeps the session for the requests after. */
  signIn(login: string, password: string): Promise<RestAnswer> {
    return this.keepSession(this.post('/api/session', { login, password }));
  }

  async keepSession(pending: Promise<RestAnswer>): Promise<RestAnswer> {
    const answer = await pending;
    if (answer.code === null) this.csrfToken = (answer.body as SessionInfo).csrfToken;
    return answer;
  }

  async send(method: string, path: string, { body, headers = {} }: RequestOptions): Promise<RestAnswer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...this.usualHeaders(method), ...(body === undefined ? {} : JSON_BODY), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    this.keepCookie(response);
    const text = await response.text();
    const parsed = text === '' ? null : (JSON.parse(text) as { error?: { code: string } } | null);
    return { status: response.status, headers: response.headers, body: parsed, code: parsed?.error?.code ?? null };
  }

  private usualHeaders(method: string): Record<string, string> {
    return {
      'X-Forwarded-For': this.address,
      ...(this.cookie === null ? {} : { Cookie: this.cookie }),
      ...(method === 'GET' ? {} : { Origin: this.url }),
      ...(method === 'GET' || this.csrfToken === null ? {} : { 'X-CSRF-Token': this.csrfToken }),
    };
  }

  private keepCookie(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      this.cookie = pair.endsWith('=') ? null : pair;
    }
  }
}

const JSON_BODY = { 'Content-Type': 'application/json' } as const;
