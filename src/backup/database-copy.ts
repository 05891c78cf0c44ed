import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { DataSource } from 'typeorm';

import { openBare, openReader, type DatabaseSettings } from '../platform/database/data-source.js';
import { MIGRATIONS } from '../platform/database/migrations/index.js';
import { Fault } from '../platform/fault.js';
import type { Manifest } from './manifest.js';
import { connectionEnv, runPostgresTool, type Env } from './postgres-tools.js';

type AboutDatabase = Manifest['database'];

/** The file of the copy, by kind of database. */
export const COPY = { sqlite: 'xuesai.sqlite', postgres: 'database.dump' } as const;

/** TypeORM's own table of migrations that ran. */
const MIGRATIONS_TABLE = 'migrations';

/**
 * One instant of the database, while a contest runs: both ways read from a snapshot and keep nobody from writing.
 * `folder` is empty and this call's own.
 */
export async function copyDatabase(settings: DatabaseSettings, folder: string, env: Env): Promise<AboutDatabase> {
  return settings.kind === 'sqlite' ? copySqlite(settings.file, folder) : copyPostgres(settings, folder, env);
}

async function copySqlite(file: string, folder: string): Promise<AboutDatabase> {
  const copy = join(folder, COPY.sqlite);
  const source = await openBare(file);
  try {
    await source.query('PRAGMA busy_timeout = 5000');
    // Leaves out what was deleted, too: an erased name is in no later backup.
    await source.query(`VACUUM INTO '${copy.replaceAll("'", "''")}'`);
  } finally {
    await source.destroy();
  }
  const copied = await openBare(copy);
  // The mode is kept in the file, and VACUUM INTO does not copy it.
  await copied.query('PRAGMA journal_mode = WAL').finally(() => copied.destroy());
  return aboutSqlite(copy);
}

/** What stands in a SQLite file. @throws Fault where it is no sound database of this program */
export async function aboutSqlite(file: string): Promise<AboutDatabase> {
  const source = await openBare(file);
  try {
    const [check] = (await source.query('PRAGMA integrity_check(1)')) as readonly { integrity_check: string }[];
    const orphans = (await source.query('PRAGMA foreign_key_check')) as readonly unknown[];
    if (check?.integrity_check !== 'ok' || orphans.length > 0) throw unsound();
    const names = (await source.query(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )) as readonly { name: string }[];
    return { kind: 'sqlite', ...(await figures(source, names)) };
  } catch (error) {
    if (error instanceof Error && /SQLITE_NOTADB|SQLITE_CORRUPT|no such table/.test(error.message)) throw unsound();
    throw error;
  } finally {
    await source.destroy();
  }
}

async function copyPostgres(
  settings: { kind: 'postgres'; url: string },
  folder: string,
  env: Env,
): Promise<AboutDatabase> {
  const source = await openReader(settings, []);
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction('REPEATABLE READ');
    const [{ snapshot } = { snapshot: '' }] = (await runner.query(
      'SELECT pg_export_snapshot() AS snapshot',
    )) as readonly { snapshot: string }[];
    const names = (await runner.query(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    )) as readonly { name: string }[];
    const about = { kind: 'postgres' as const, ...(await figures(runner, names)) };
    const target = join(folder, COPY.postgres);
    // What an earlier restore put aside is in schemas of its own.
    const what = ['--format=custom', '--no-owner', '--no-privileges', '--schema=public'];
    const args = [...what, `--snapshot=${snapshot}`, `--file=${target}`];
    await runPostgresTool('pg_dump', args, connectionEnv(settings.url, env));
    return about;
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
    await source.destroy();
  }
}

async function figures(
  source: Pick<DataSource, 'query'>,
  tables: readonly { readonly name: string }[],
): Promise<Pick<AboutDatabase, 'migration' | 'rows'>> {
  const rows: Record<string, number> = {};
  for (const { name } of tables) {
    const [counted] = (await source.query(`SELECT COUNT(*) AS count FROM "${name}"`)) as readonly { count: number }[];
    rows[name] = Number(counted?.count);
  }
  const [last] = (await source.query(
    `SELECT name FROM "${MIGRATIONS_TABLE}" ORDER BY timestamp DESC LIMIT 1`,
  )) as readonly { name: string }[];
  return { migration: last?.name ?? '', rows };
}

/** @throws Fault where the copy is damaged, says other figures than its manifest, or comes from a newer program */
export async function checkCopy(about: AboutDatabase, folder: string, env: Env): Promise<void> {
  const file = join(folder, COPY[about.kind]);
  if (!(await stat(file).catch(() => null))?.isFile()) throw unsound();
  if (!MIGRATIONS.some(({ name }) => name === about.migration)) {
    throw new Fault(
      '这份备份来自更新的版本，请先升级程序再恢复。',
      'This backup comes from a newer version: upgrade the program first.',
    );
  }
  if (about.kind === 'postgres') {
    await runPostgresTool('pg_restore', ['--list', file], env);
    return;
  }
  const found = await aboutSqlite(file);
  if (JSON.stringify(found.rows) !== JSON.stringify(about.rows)) throw unsound();
}

const unsound = (): Fault =>
  new Fault('备份里的数据库不完好，请换用另一份备份。', 'The database in the backup is unsound; use another backup.');
