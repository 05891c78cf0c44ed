/**
 * On which database the servers of a test run: SQLite in their data folder, or, where RING_DATABASE=postgres, a database of
 * PostgreSQL for each data folder. It lives as long as the folder, so that a server which is started again finds it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';

import { openWriter, type DatabaseSettings } from '../../src/platform/database/data-source.js';
import { ENTITIES, inDatabase } from './databases.js';

const BASE = process.env['RING_DATABASE'] === 'postgres' ? (process.env['TEST_DATABASE_URL'] ?? '') : null;
/** Of one run of the ring, which drops it at its end (scripts/lib/rings.mjs). */
const TEMPLATE = process.env['RING_TEMPLATE'] ?? 'xuesai_ring_template';
/** Any number: of all files that run at once, one makes the template. */
const MAKING_KEY = 7_836_590;

const nameOf = (dataDir: string): string =>
  `xuesai_ring_${createHash('sha256').update(dataDir).digest('hex').slice(0, 24)}`;
const made = new Set<string>();

function urlOf(database: string): string {
  const url = new URL(BASE ?? '');
  url.pathname = `/${database}`;
  return url.href;
}

export const settingsOf = (dataDir: string): DatabaseSettings =>
  BASE === null
    ? { kind: 'sqlite', file: join(dataDir, 'xuesai.sqlite') }
    : { kind: 'postgres', url: urlOf(nameOf(dataDir)) };

/** What a server, or a command beside it, is told of its database. Made, migrated and empty, where it is not there yet. */
export async function databaseEnv(dataDir: string): Promise<Readonly<Record<string, string>>> {
  if (BASE === null) return {};
  const name = nameOf(dataDir);
  if (!made.has(name)) {
    await template(BASE);
    await inDatabase(BASE, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
    made.add(name);
  }
  return { DATABASE_URL: urlOf(name) };
}

/** As on a new machine: nothing has been written to it. */
export async function emptyDatabase(dataDir: string): Promise<void> {
  if (BASE === null) return;
  await inDatabase(BASE, `CREATE DATABASE ${nameOf(dataDir)}`);
  made.add(nameOf(dataDir));
}

/** Of a server that is stopped, with a copy of its folder. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  if (BASE === null) return;
  await inDatabase(BASE, `CREATE DATABASE ${nameOf(to)} TEMPLATE ${nameOf(from)}`);
  made.add(nameOf(to));
}

export async function dropDatabase(dataDir: string): Promise<void> {
  if (BASE !== null && made.delete(nameOf(dataDir)))
    await inDatabase(BASE, `DROP DATABASE ${nameOf(dataDir)} WITH (FORCE)`);
}

async function template(base: string): Promise<void> {
  const client = new Client({ connectionString: base });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MAKING_KEY]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (rowCount === 1) return;
    const draft = `${TEMPLATE}_${randomBytes(3).toString('hex')}`;
    await client.query(`CREATE DATABASE ${draft}`);
    const writer = await openWriter({ kind: 'postgres', url: urlOf(draft) }, ENTITIES);
    await writer.runMigrations();
    await writer.destroy();
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`);
  } finally {
    await client.end();
  }
}
