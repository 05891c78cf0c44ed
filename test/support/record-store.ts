/** An outside record store of xAPI, for whoever sends to one. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Identified {
  readonly id: string;
}

/** As small as a record store can be: it keeps what it is sent, or refuses as it is told. */
export class RecordStore {
  readonly kept = new Map<string, Identified>();
  readonly headers: IncomingMessage['headers'][] = [];
  status = 200;
  /** Ids that it will not take. */
  readonly refused = new Set<string>();
  /** Ids that it finds too large, and how many it takes at once. */
  readonly large = new Set<string>();
  most = Infinity;
  private waiting: (() => void)[] = [];
  private constructor(private readonly server: Server) {}

  static async open(): Promise<RecordStore> {
    const server = createServer((request, response) => void store.take(request, response));
    const store = new RecordStore(server);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return store;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/xapi`;
  }

  /** Resolves with the next call. */
  called(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += String(part);
    this.headers.push(request.headers);
    const statements = JSON.parse(body) as readonly Identified[];
    const tooLarge = statements.length > this.most || statements.some(({ id }) => this.large.has(id));
    const refused = statements.some(({ id }) => this.refused.has(id));
    const status = this.status !== 200 ? this.status : tooLarge ? 413 : refused ? 400 : 200;
    if (status === 200) for (const statement of statements) this.kept.set(statement.id, statement);
    response.writeHead(request.url === '/xapi/statements' ? status : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(statements.map(({ id }) => id)));
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
