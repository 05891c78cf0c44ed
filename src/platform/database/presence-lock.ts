import type { EventEmitter } from 'node:events';
import type { DataSource, QueryRunner } from 'typeorm';

import { openBarePostgres } from './data-source.js';
import { DatabaseLockedError } from './database-lock.js';

/** `xuesai` in figures; advisory locks belong to one database each. */
const KEY = 7_836_572;
/** Of nodes among themselves: held shared by a node of several, alone by a server that is the only one. */
const ONLY_KEY = 7_836_573;
/** With the hash of a node's name: two nodes of one name would take each other's beats and chains for their own. */
const NAME_KEY = 7_836_574;
/** With the hash of what all nodes must have in common: held shared by each, and no other beside it. */
const COMMON_KEY = 7_836_577;
const RETAKE_MS = 1000;

const SENTENCES = {
  shared:
    'PostgreSQL 数据库正在恢复备份，请等恢复完成再启动服务。' +
    ' (A backup is being restored into the database; start the server when that is done.)',
  alone:
    'PostgreSQL 数据库正由运行中的学赛服务使用，请先停止服务，再恢复备份。' +
    ' (A server is running on the database; stop it before you restore.)',
} as const;

const SHARED = 'SELECT pg_try_advisory_lock_shared($1) AS taken';
const ALONE = 'SELECT pg_try_advisory_lock($1) AS taken';
const NAMED = 'SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken';
const IN_COMMON = 'SELECT pg_try_advisory_lock_shared($1, hashtext($2)) AS taken';
const NO_OTHER = `SELECT NOT EXISTS (SELECT 1 FROM pg_locks
    WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid = $1::int::oid AND objid <> hashtext($2)::oid AND objsubid = 2) AS taken`;

/** What this server has to have in common with the others that run, and the sentence where it has not. */
export interface InCommon {
  readonly words: string;
  readonly refusal: string;
}

/** `node`: the name of one node of several; null: the only server; undefined: a tool that keeps out of their way. */
export interface Presence {
  readonly kind: 'shared' | 'alone';
  readonly node?: string | null;
  readonly common?: InCommon;
}

interface Claim {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly refusal: string;
}

function claimsOf({ kind, node, common }: Presence): readonly Claim[] {
  const first = { sql: kind === 'shared' ? SHARED : ALONE, parameters: [KEY], refusal: SENTENCES[kind] };
  if (node === undefined) return [first];
  if (node === null) return [first, { sql: ALONE, parameters: [ONLY_KEY], refusal: ONLY }];
  return [
    first,
    { sql: SHARED, parameters: [ONLY_KEY], refusal: NOT_ONLY },
    { sql: NAMED, parameters: [NAME_KEY, node], refusal: named(node) },
    ...(common === undefined ? [] : commonClaims(common)),
  ];
}

/** One's own first: of two that start at once with different words at least one finds the other. */
const commonClaims = ({ words, refusal }: InCommon): readonly Claim[] =>
  [IN_COMMON, NO_OTHER].map((sql) => ({ sql, parameters: [COMMON_KEY, words], refusal }));

const ONLY =
  '另一个学赛服务正在使用这个 PostgreSQL 数据库，请先停止它；要同时运行多个节点，请给每个节点都设置 REDIS_URL。' +
  ' (Another server uses this database; stop it first, or set REDIS_URL on every node to run several.)';
const NOT_ONLY =
  '一个没有设置 REDIS_URL 的学赛服务正在使用这个 PostgreSQL 数据库，请先停止它，再启动多个节点。' +
  ' (A server without REDIS_URL uses this database; stop it before you start several nodes.)';
const named = (node: string): string =>
  `另一个名为 ${node} 的节点正在运行，请用 NODE_NAME 给每个节点起不同的名字。` +
  ` (Another node named ${node} is running; give each its own NODE_NAME.)`;

/**
 * Says that a server uses a PostgreSQL database: any number of servers share the lock, a restore wants it alone. It belongs
 * to a connection of its own, so it ends with the process however that ends; where the connection breaks while the server
 * goes on, it is taken anew as soon as the database answers.
 */
export class PresenceLock {
  private runner: QueryRunner | null = null;
  private retaking: NodeJS.Timeout | undefined;
  private released = false;

  private constructor(
    private readonly source: DataSource,
    private readonly claims: readonly Claim[],
  ) {}

  /** @throws DatabaseLockedError */
  static async take(url: string, presence: Presence): Promise<PresenceLock> {
    const lock = new PresenceLock(await openBarePostgres(url), claimsOf(presence));
    const refusal = await lock.hold().catch(async (error: unknown) => lock.giveUp(error));
    return refusal === null ? lock : lock.giveUp(new DatabaseLockedError(refusal));
  }

  async release(): Promise<void> {
    this.released = true;
    clearTimeout(this.retaking);
    await this.runner?.release();
    await this.source.destroy();
  }

  /** @returns null, or the sentence of the claim that somebody else stands in the way of */
  private async hold(): Promise<string | null> {
    const runner = this.source.createQueryRunner();
    // The runner itself hears the errors of its connection; its end is for us.
    const connection = (await runner.connect()) as EventEmitter;
    const refusal = await this.claim(runner).catch(async (error: unknown) => {
      await runner.release();
      throw error;
    });
    if (refusal !== null) {
      await runner.release();
      return refusal;
    }
    this.runner = runner;
    connection.once('end', () => this.retakeLater());
    return null;
  }

  private async claim(runner: QueryRunner): Promise<string | null> {
    for (const { sql, parameters, refusal } of this.claims) {
      const [row] = (await runner.query(sql, [...parameters])) as readonly { readonly taken: boolean }[];
      if (row?.taken === true) continue;
      await runner.query('SELECT pg_advisory_unlock_all()');
      return refusal;
    }
    return null;
  }

  private retakeLater(): void {
    this.runner = null;
    if (this.released) return;
    const again = (): void =>
      void this.hold().then(
        (refusal) => (refusal === null ? undefined : this.retakeLater()),
        () => this.retakeLater(),
      );
    this.retaking = setTimeout(again, RETAKE_MS).unref();
  }

  private async giveUp(error: unknown): Promise<never> {
    await this.release();
    throw error;
  }
}
