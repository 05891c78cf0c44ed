/** PostgreSQL, Redis and nginx of a test's own, which it may stop, kill and start again. Everything on loopback. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { Client } from 'pg';

import { findPostgres } from '../../scripts/lib/find-cluster-programs.mjs';
import { findNginx } from '../../scripts/lib/find-nginx.mjs';
import { eventually } from './eventually.js';
import { freePort, settleNginx } from './shipped-nginx.js';

export { freePort };

/** PostgreSQL refuses to run as root. */
const isRoot = process.getuid?.() === 0;
const asPostgres = (command: string, args: readonly string[], options: { cwd: string }): void => {
  const [run, all] = isRoot ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, [...args]];
  execFileSync(run, all, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
};

function postgresBin(): string {
  const bin = findPostgres();
  if (bin === null) throw new Error('PostgreSQL is not installed');
  return bin;
}

export class OwnPostgres {
  /** Those that stand still. */
  private stopped: readonly number[] = [];

  private constructor(
    private readonly folder: string,
    private readonly bin: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<OwnPostgres> {
    const folder = mkdtempSync(join(tmpdir(), 'xuesai-postgres-'));
    chmodSync(folder, 0o777);
    const bin = postgresBin();
    const own = new OwnPostgres(folder, bin, await freePort());
    const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'];
    asPostgres(join(bin, 'initdb'), ['-D', own.data, ...options], { cwd: folder });
    own.up();
    return own;
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  urlOf(database: string): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`;
  }

  async create(database: string): Promise<string> {
    const client = new Client({ connectionString: this.urlOf('postgres') });
    await client.connect();
    await client.query(`CREATE DATABASE ${database}`);
    await client.end();
    return this.urlOf(database);
  }

  up(): void {
    const options = `-p ${this.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='${this.folder}'`;
    const log = join(this.folder, 'log');
    asPostgres(join(this.bin, 'pg_ctl'), ['-D', this.data, '-l', log, '-w', '-o', options, 'start'], {
      cwd: this.folder,
    });
  }

  /** As a machine that hangs: connections stay and new ones are made, and nobody answers. */
  standStill(): void {
    const postmaster = Number(readFileSync(join(this.data, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    // The one that makes the others first, so that none is left out.
    process.kill(postmaster, 'SIGSTOP');
    this.stopped = [postmaster, ...childrenOf(postmaster)];
    for (const pid of this.stopped) process.kill(pid, 'SIGSTOP');
  }

  goOn(): void {
    for (const pid of this.stopped) process.kill(pid, 'SIGCONT');
    this.stopped = [];
  }

  /** As a machine that loses its power: no checkpoint, no word to the clients. */
  down(): void {
    this.goOn();
    asPostgres(join(this.bin, 'pg_ctl'), ['-D', this.data, '-m', 'immediate', '-w', 'stop'], { cwd: this.folder });
  }

  drop(): void {
    this.down();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

export class OwnRedis {
  private child: ChildProcess | null = null;

  private constructor(private readonly port: number) {}

  static async start(): Promise<OwnRedis> {
    const own = new OwnRedis(await freePort());
    await own.up();
    return own;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.child = spawn('redis-server', options, { stdio: 'ignore' });
    await eventually(() => this.ask('PING'));
  }

  async down(): Promise<void> {
    const { child } = this;
    if (!child) return;
    this.child = null;
    const ended = new Promise((exit) => child.once('exit', exit));
    child.kill('SIGKILL');
    await ended;
  }

  async flush(): Promise<void> {
    await this.ask('FLUSHALL');
  }

  private async ask(command: string): Promise<void> {
    const client = createClient({ url: this.url, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    await client.connect();
    await client.sendCommand([command]);
    client.destroy();
  }
}

/**
 * As deploy/nginx sets it up: WebSockets to the node with the fewest, whoever polls always to the one that knows the
 * connection by its NODE_NAME, which is node1 and so on.
 */
export class OwnNginx {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param workers more than one where a single process may not open files enough */
  static async before(ports: readonly number[], workers = 1): Promise<OwnNginx> {
    const port = await freePort();
    const addresses = ports.map((node) => `127.0.0.1:${node}`);
    const folder = await settleNginx('lan', addresses, { port, workers });
    const options = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')];
    const child = spawn(findNginx() ?? 'nginx', [...options, '-g', 'daemon off;'], { stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    // Without a node behind it: the one page that nginx answers by itself.
    await eventually(async () => {
      if ((await fetch(`${url}/api/metrics`)).status !== 404) throw new Error('nginx is not up');
    });
    return new OwnNginx(url, child, folder);
  }

  async stop(): Promise<void> {
    const ended = new Promise((exit) => this.child.once('exit', exit));
    this.child.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
