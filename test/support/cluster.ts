/** Several nodes over one PostgreSQL and one Redis, with nginx in front, as a province runs them. */
import { randomBytes } from 'node:crypto';

import type { DatabaseSettings } from '../../src/platform/database/data-source.js';
import { BuiltServer, dropDataDir, newDataDir, type Env, type RunningServer } from './contest-server.js';
import { eventually } from './eventually.js';
import { RestClient } from './rest-client.js';
import { freePort, OwnNginx, type OwnPostgres, type OwnRedis } from './own-services.js';

export interface ClusterNode {
  readonly name: string;
  readonly port: number;
  server: BuiltServer | null;
}

export interface ClusterOptions {
  readonly nodes?: number;
  /** Of each node by its number, besides what all have. */
  readonly envOf?: (node: number) => Env;
}

/** The address is that of nginx; a node may be asked by its own. */
export class Cluster implements RunningServer {
  private constructor(
    readonly nodes: readonly ClusterNode[],
    readonly databaseUrl: string,
    readonly dataDir: string,
    private readonly nginx: OwnNginx,
    private readonly envOf: (node: number) => Env,
  ) {}

  /** With all nodes started at once, on an empty database. */
  static async start(postgres: OwnPostgres, redis: OwnRedis, options: ClusterOptions = {}): Promise<Cluster> {
    const { nodes: count = 3, envOf = () => ({}) } = options;
    const url = await postgres.create(`cluster_${randomBytes(5).toString('hex')}`);
    const dataDir = await newDataDir();
    const ports: number[] = [];
    while (ports.length < count) ports.push(await freePort());
    const nodes = ports.map((port, at): ClusterNode => ({ name: `node${at + 1}`, port, server: null }));
    const nginx = await OwnNginx.before(ports);
    const shared = {
      DATABASE_URL: url,
      REDIS_URL: redis.url,
      RATE_MESSAGES_PER_MINUTE: '100000',
      TRUST_PROXY: 'loopback',
    };
    const own = (at: number): Env => ({ ...shared, ...envOf(at) });
    const cluster = new Cluster(nodes, url, dataDir, nginx, own);
    await Promise.all([...nodes.keys()].map((at) => cluster.startNode(at)));
    return cluster;
  }

  get setupToken(): string | null {
    return this.at(0).server?.setupToken ?? null;
  }

  get database(): DatabaseSettings {
    return { kind: 'postgres', url: this.databaseUrl };
  }

  get url(): string {
    return this.nginx.url;
  }

  urlOf(node: number): string {
    return `http://127.0.0.1:${this.at(node).port}`;
  }

  /** One node by its own address; the set-up link that any node prints is good on each. */
  only(node: number): RunningServer {
    const printedBy = this.at((node + 1) % this.nodes.length);
    return { url: this.urlOf(node), setupToken: printedBy.server?.setupToken ?? null };
  }

  /** A browser that asks one node, signed out. */
  clientOf(node: number): RestClient {
    return new RestClient(this.urlOf(node));
  }

  /** @param more than what this node has otherwise */
  async startNode(node: number, more: Env = {}): Promise<void> {
    const { name, port } = this.at(node);
    const wrapper = this.envOf(node)['WRAPPER']?.split(' ') ?? [];
    const env = { ...this.envOf(node), PORT: String(port), NODE_NAME: name, ...more };
    const server = await BuiltServer.start(this.dataDir, env, wrapper);
    this.at(node).server = server;
  }

  /** Starts those that are not there. */
  async complete(): Promise<void> {
    const missing = [...this.nodes.keys()].filter((at) => this.at(at).server === null);
    await Promise.all(missing.map((at) => this.startNode(at)));
  }

  /** kill -9. */
  async killNode(node: number): Promise<void> {
    await this.at(node).server?.kill();
    this.at(node).server = null;
  }

  /** SIGSTOP. */
  standStill(node: number): void {
    this.at(node).server?.standStill();
  }

  /** SIGCONT. */
  goOn(node: number): void {
    this.at(node).server?.goOn();
  }

  /** SIGTERM, and back again; answers the exit code. */
  async restartNode(node: number): Promise<number | NodeJS.Signals | undefined> {
    const code = await this.at(node).server?.stop();
    await this.startNode(node);
    return code;
  }

  async ready(node: number): Promise<number> {
    return (await fetch(`${this.urlOf(node)}/api/health/ready`)).status;
  }

  /** Until every node answers that it is ready. */
  async allReady(): Promise<void> {
    await eventually(async () => {
      for (const at of this.nodes.keys())
        if ((await this.ready(at)) !== 200) throw new Error(`node ${at + 1} is not ready`);
    }, 30_000);
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map(({ server }) => server?.kill()));
    await this.nginx.stop();
    await dropDataDir(this.dataDir);
  }

  private at(node: number): ClusterNode {
    const found = this.nodes[node];
    if (!found) throw new Error(`there is no node ${node}`);
    return found;
  }
}
