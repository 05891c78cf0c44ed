import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';

import { findNginx } from '../../scripts/lib/find-nginx.mjs';
import { followGuide } from '../support/debian-nginx.js';
import { checkEdge, LittleNode, startEdge, type Edge } from '../support/edge.js';
import { eventually } from '../support/eventually.js';

// The ring leaves this file out where there is none, and says so.
const nginx = findNginx() ?? '';
/** The floor of a fair share of thirty among three. */
const FAIR = 8;
const CROWD = 30;

type Transport = 'websocket' | 'polling';

describe('nginx before three nodes, as deploy/nginx sets it up', () => {
  let nodes: LittleNode[];
  let edge: Edge;
  let clients: Socket[];

  beforeEach(async () => {
    clients = [];
    nodes = await Promise.all(['node1', 'node2', 'node3'].map((name) => LittleNode.start(name)));
    edge = await startEdge(nginx, nodes);
  });
  afterEach(async () => {
    for (const client of clients) client.disconnect();
    await edge.close();
    await Promise.all(nodes.map((node) => node.die()));
  });

  /** No cookies are kept, as by any client that is no browser. */
  function client(...transports: readonly Transport[]): Socket {
    const socket = io(edge.url, { transports: [...transports], forceNew: true, reconnectionDelay: 20 });
    clients.push(socket);
    return socket;
  }

  const connected = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });

  const say = (socket: Socket): Promise<string> =>
    socket.timeout(20_000).emitWithAck('say', 'sample') as Promise<string>;

  async function crowd(...transports: readonly Transport[]): Promise<Socket[]> {
    const sockets = Array.from({ length: CROWD }, () => client(...transports));
    await Promise.all(sockets.map(connected));
    return sockets;
  }

  const shares = (): number[] => nodes.map((node) => node.connections);

  it.each(['lan', 'tls'] as const)('takes the file for %s without a warning', async (site) => {
    expect(await checkEdge(nginx, site)).toBe('');
  });

  it('spreads WebSockets over the nodes', async () => {
    await crowd('websocket');
    expect(shares().reduce((sum, share) => sum + share)).toBe(CROWD);
    expect(Math.min(...shares())).toBeGreaterThanOrEqual(FAIR);
  });

  it('keeps each polling connection on its node, and spreads those of one address over all', async () => {
    const lost: string[] = [];
    const sockets = await crowd('polling');
    for (const socket of sockets) socket.on('disconnect', (reason) => lost.push(reason));
    const homes = await Promise.all(sockets.map(say));
    for (let turn = 0; turn < 5; turn++) expect(await Promise.all(sockets.map(say))).toEqual(homes);
    expect(lost).toEqual([]);
    expect(Math.min(...shares())).toBeGreaterThanOrEqual(FAIR);
  });

  it('lets a connection that polls become a WebSocket on the node that knows it', async () => {
    const sockets = await crowd('polling', 'websocket');
    await eventually(() => {
      expect(sockets.map(({ io: { engine } }) => engine.transport.name)).toEqual(sockets.map(() => 'websocket'));
    });
    expect(new Set(await Promise.all(sockets.map(say)))).toEqual(new Set(['node1', 'node2', 'node3']));
  });

  it.each(['websocket', 'polling'] as const)(
    'takes people of a node that died to the others, by %s',
    async (transport) => {
      const sockets = await crowd(transport);
      const homes = await Promise.all(sockets.map(say));
      const stayed = sockets.filter((_, index) => homes[index] !== 'node2');
      const moved: string[] = [];
      for (const socket of stayed) socket.on('disconnect', (reason) => moved.push(reason));
      await nodes[1]!.die();
      await eventually(() => expect(nodes[0]!.connections + nodes[2]!.connections).toBe(CROWD));
      const now = await Promise.all(sockets.map(say));
      expect(now).not.toContain('node2');
      expect(moved).toEqual([]);
    },
  );

  it('asks another node where one does not answer, for what may be asked twice', async () => {
    await nodes[1]!.die();
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async () => (await fetch(`${edge.url}/page`)).status),
    );
    expect(statuses).toEqual(statuses.map(() => 200));
  });

  it('sends a POST that may have arrived to nobody else', async () => {
    for (const node of nodes) node.breaks = true;
    expect((await fetch(`${edge.url}/deed`, { method: 'POST', body: 'once' })).status).toBe(502);
    expect(nodes.flatMap(({ requests }) => requests)).toHaveLength(1);
  });

  it('says who is connected, whatever they say of themselves, and by which name they came', async () => {
    const forged = { 'X-Forwarded-For': '203.0.113.9', Forwarded: 'for=203.0.113.9' };
    await fetch(`${edge.url}/page`, { headers: forged });
    const { headers } = nodes.flatMap(({ requests }) => requests)[0]!;
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(headers['forwarded']).toBeUndefined();
    expect(headers['host']).toBe(new URL(edge.url).host);
  });

  it('shows the figures of a node to nobody', async () => {
    expect((await fetch(`${edge.url}/api/metrics`)).status).toBe(404);
    expect(nodes.flatMap(({ requests }) => requests)).toEqual([]);
  });

  it.each([
    [60, 200],
    [70, 413],
  ])('answers a file of %i MB with %i', async (megabytes, status) => {
    expect(await upload(edge.url, megabytes * 1024 * 1024)).toBe(status);
  });
});

describe('the steps of docs/operations.md, beside the files of Debian', () => {
  it.each([
    ['lan', '# server_tokens off;'],
    ['tls', '# server_tokens off;'],
    ['lan', 'server_tokens off;'],
    ['tls', 'server_tokens off;'],
  ] as const)('let nginx start with %s where Debian says "%s"', async (site, tokens) => {
    const tried = await followGuide(nginx, { site, tokens });
    // The limit of this shell, which is not that of the service.
    const said = tried.said.split('\n').filter((line) => !/^$|exceed open file resource limit/.test(line));
    expect({ status: tried.status, said }).toEqual({ status: 0, said: [] });
    expect(tried.calls).toEqual(['daemon-reload', 'restart nginx']);
    expect(tried.conf).toContain('worker_connections 30000;');
    expect(tried.conf).not.toContain('768');
    expect(tried.dropIn).toBe('[Service]\nLimitNOFILE=65536\n');
  });

  it('are needed: the page that Debian brings claims the port as well', async () => {
    const tried = await followGuide(nginx, { site: 'lan', tokens: '', without: /sites-enabled/ });
    expect(tried.status).not.toBe(0);
    expect(tried.said).toContain('a duplicate default server');
    expect(tried.calls).toEqual(['daemon-reload']);
  });
});

/** By its declared length: a refusal comes before the body. */
function upload(url: string, bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/file`, { method: 'POST', headers: { 'Content-Length': bytes } });
    sent.once('response', (response) => resolve(response.resume().statusCode ?? 0));
    sent.once('error', reject);
    const piece = Buffer.alloc(1024 * 1024);
    const send = (left: number): void => {
      if (left === 0) sent.end();
      else sent.write(piece, () => send(left - piece.length));
    };
    send(bytes);
  });
}
