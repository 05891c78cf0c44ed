/** The databases at hand: SQLite always, PostgreSQL where TEST_DATABASE_URL says so. Each test gets its own, empty. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

import { ENTITIES } from '../../src/entities.js';
import type { DatabaseSettings } from '../../src/platform/database/data-source.js';

export { ENTITIES };

export interface TestDatabase {
  readonly settings: DatabaseSettings;
  drop(): Promise<void>;
}

export interface DatabaseKind {
  readonly name: DatabaseSettings['kind'];
  create(): Promise<TestDatabase>;
}

const sqlite: DatabaseKind = {
  name: 'sqlite',
  async create() {
    const folder = await mkdtemp(join(tmpdir(), 'xuesai-test-'));
    return {
      settings: { kind: 'sqlite', file: join(folder, 'xuesai.sqlite') },
      drop: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

const postgres = (url: string): DatabaseKind => ({
  name: 'postgres',
  async create() {
    const name = `xuesai_test_${randomBytes(6).toString('hex')}`;
    await inDatabase(url, `CREATE DATABASE ${name}`);
    const own = new URL(url);
    own.pathname = `/${name}`;
    return {
      settings: { kind: 'postgres', url: own.href },
      drop: () => inDatabase(url, `DROP DATABASE ${name} WITH (FORCE)`),
    };
  },
});

/** Past the server, one statement. */
export async function inDatabase(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const url = process.env['TEST_DATABASE_URL'];

export const DATABASES: readonly DatabaseKind[] = url ? [sqlite, postgres(url)] : [sqlite];
