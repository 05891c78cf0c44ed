/** The databases at hand: SQLite always, PostgreSQL where TEST_DATABASE_URL says so. Each test gets its own, empty. */
import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
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
  /** @param template a database of this kind, closed, to be copied; empty without one */
  create(template?: DatabaseSettings): Promise<TestDatabase>;
}

const sqlite: DatabaseKind = {
  name: 'sqlite',
  async create(template) {
    const folder = await mkdtemp(join(tmpdir(), 'xuesai-test-'));
    const file = join(folder, 'xuesai.sqlite');
    if (template?.kind === 'sqlite') await copyFile(template.file, file);
    return {
      settings: { kind: 'sqlite', file },
      drop: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

const postgres = (url: string): DatabaseKind => ({
  name: 'postgres',
  async create(template) {
    const name = `xuesai_test_${randomBytes(6).toString('hex')}`;
    const from = template?.kind === 'postgres' ? ` TEMPLATE ${new URL(template.url).pathname.slice(1)}` : '';
    await inDatabase(url, `CREATE DATABASE ${name}${from}`);
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
