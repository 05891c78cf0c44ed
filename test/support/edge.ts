/** nginx as deploy/nginx sets it up, on free ports of this machine, before little nodes that know nothing of contests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server as HttpServer } from 'node:http';
import { connect, type AddressInfo, type Socket as TcpSocket } from 'node:net';
import { join } from 'node:path';

import { Server } from 'socket.io';

import { nameConnections } from '../../src/platform/socket/name-connections.js';
import { eventually } from './eventually.js';
import { freePort, selfSigned, settleNginx, type Site } from './shipped-nginx.js';

/** Socket.IO with ids as our nodes give them, and one route that says what arrived. */
export class LittleNode {
  readonly requests: { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];
  /** Posts end with the connection instead of an answer. */
  breaks = false;
  private readonly open = new Set<TcpSocket>();

  private constructor(
    readonly name: string,
    readonly io: Server,
    private readonly http: HttpServer,
  ) {
    http.on('connection', (socket: TcpSocket) => {
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
    });
  }

  static async start(name: string): Promise<LittleNode> {
    const http = createServer();
    const io = new Server(http, { serveClient: false });
    nameConnections(io.engine, name);
    io.on('connection', (socket) => socket.on('say', (_text: string, ack: (node: string) => void) => ack(name)));
    const node = new LittleNode(name, io, http);
    http.on('request', (request, response) => {
      if (request.url?.startsWith('/socket.io/')) return;
      node.requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
      if (node.breaks && request.method === 'POST') request.socket.destroy();
      else request.resume().on('end', () => response.end(name));
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return node;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.io.engine.clientsCount;
  }

  /** As when the machine goes: nothing is said to anybody. */
  async die(): Promise<void> {
    this.http.close();
    for (const socket of this.open) socket.destroy();
    await this.io.close().catch(() => undefined);
  }
}

export interface Edge {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** What nginx says of the files; an empty text where it takes them without a word. */
export async function checkEdge(nginx: string, site: Site): Promise<string> {
  const folder = await settleNginx(site, ['127.0.0.1:1', '127.0.0.1:2', '127.0.0.1:3'], { port: 18_080 });
  try {
    selfSigned(folder);
    const { status, stderr } = await ended(spawn(nginx, ['-t', '-q', '-p', folder, '-c', join(folder, 'nginx.conf')]));
    return status === 0 ? stderr : `${stderr} (${status})`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function startEdge(nginx: string, nodes: readonly LittleNode[]): Promise<Edge> {
  const port = await freePort();
  const addresses = nodes.map((node) => `127.0.0.1:${node.port}`);
  const folder = await settleNginx('lan', addresses, { port });
  const child = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;']);
  const over = ended(child);
  const early = over.then(({ status, stderr }) => Promise.reject(new Error(`nginx ended with ${status}: ${stderr}`)));
  await Promise.race([eventually(() => listens(port)), early]);
  early.catch(() => undefined);
  const close = async () => {
    child.kill('SIGTERM');
    await over;
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

async function ended(child: ChildProcess): Promise<{ status: number | null; stderr: string }> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stderr };
}

/** @throws where nobody does */
async function listens(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
