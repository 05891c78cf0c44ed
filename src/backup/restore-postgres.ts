import { join } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';

import { openWriter } from '../platform/database/data-source.js';
import { Fault } from '../platform/fault.js';
import { COPY } from './database-copy.js';
import { connectionEnv, runPostgresTool, type Env } from './postgres-tools.js';
import type { Unfinished } from './unfinished.js';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const INSUFFICIENT_PRIVILEGE = '42501';

interface Work {
  /** Folder of the unpacked archive. */
  readonly work: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly env: Env;
  readonly unfinished: Unfinished;
}

/**
 * What is there moves to a schema of its own name and comes back where the restore fails. @returns that name
 * @throws Fault
 */
export async function restorePostgres(url: string, { work, at, env, unfinished }: Work): Promise<string> {
  const target = decodeURIComponent(new URL(url).pathname.slice(1));
  const aside = `before_restore_${at}`;
  const source = await openWriter({ kind: 'postgres', url }, []);
  try {
    await unfinished.note(aside);
    await putAside(source, aside).catch(async (error: unknown) => {
      // Where nothing has moved nothing may be taken back: `public` is still what everybody works with. Where nobody
      // can say, the mark stays.
      if (!(await exists(source, aside).catch(() => true))) await unfinished.undone();
      throw faultOf(error, target);
    });
    const args = ['--no-owner', '--no-privileges', '--single-transaction', '--exit-on-error', `--dbname=${target}`];
    const file = join(work, COPY.postgres);
    await runPostgresTool('pg_restore', [...args, '--schema=public', file], connectionEnv(url, env)).catch(
      async (error: unknown) => {
        await takeBack(source, aside).catch((reason: unknown) => {
          throw stranded(aside, error, reason);
        });
        await unfinished.undone();
        throw error;
      },
    );
  } finally {
    await source.destroy();
  }
  return aside;
}

/** Both or neither. */
const putAside = (source: DataSource, aside: string): Promise<void> =>
  source.transaction(async (manager) => {
    await run(manager, `ALTER SCHEMA public RENAME TO ${aside}`, 'CREATE SCHEMA public');
  });

const takeBack = (source: DataSource, aside: string): Promise<void> =>
  source.transaction(async (manager) => {
    await run(manager, 'DROP SCHEMA public CASCADE', `ALTER SCHEMA ${aside} RENAME TO public`);
  });

async function exists(source: DataSource, schema: string): Promise<boolean> {
  const rows = (await source.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])) as readonly unknown[];
  return rows.length > 0;
}

async function run(manager: EntityManager, ...statements: readonly string[]): Promise<void> {
  for (const statement of statements) await manager.query(statement);
}

function faultOf(error: unknown, target: string): unknown {
  if ((error as { readonly code?: string }).code !== INSUFFICIENT_PRIVILEGE) return error;
  return new Fault(
    `数据库账号没有建立模式（schema）的权限，没有恢复，原有数据未动；请由数据库管理员执行 GRANT CREATE ON DATABASE "${target}" TO 该账号，并让该账号拥有 public 模式，再重试。`,
    `The database account may not make schemas; nothing was restored and nothing was touched. Have it GRANTed CREATE ON DATABASE "${target}" and made the owner of the schema public, and try again.`,
  );
}

const stranded = (aside: string, ...reasons: readonly unknown[]): Fault => {
  const said = reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join('; ');
  return new Fault(
    `恢复没有成功，原有数据在 PostgreSQL 的 ${aside} 模式（schema）中，请勿删除，并重新执行恢复命令。（${said}）`,
    `The restore failed. What was there is in the schema ${aside}: do not drop it, and run the restore command again. (${said})`,
  );
};
