import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';

import { openReader, openWriter } from '../../src/platform/database/data-source.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';

describe.each(DATABASES)('schema on $name', ({ name, create }) => {
  let database: TestDatabase;
  let writer: DataSource;

  beforeEach(async () => {
    database = await create();
    writer = await openWriter(database.settings, ENTITIES);
  });

  afterEach(async () => {
    await writer.destroy();
    await database.drop();
  });

  it('migrates from empty, once', async () => {
    expect(await writer.runMigrations()).toHaveLength(MIGRATIONS.length);
    expect(await writer.runMigrations()).toHaveLength(0);
    // The modes of study as they come, which are data from the first day on.
    const seeded = ['study_mode', 'study_mode_revision'];
    for (const { metadata } of ENTITIES.map((entity) => writer.getRepository(entity))) {
      if (seeded.includes(metadata.tableName)) continue;
      expect(await writer.query(`SELECT * FROM "${metadata.tableName}"`)).toEqual([]);
    }
  });

  it('has no drift between the entities and the migrated schema', async () => {
    await writer.runMigrations();
    const { upQueries } = await writer.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('sees drift where there is some', async () => {
    await writer.runMigrations();
    await writer.query('DROP INDEX "ix_response_participant"');
    const { upQueries } = await writer.driver.createSchemaBuilder().log();
    expect(upQueries).not.toHaveLength(0);
  });

  it('has the checks, the defaults and the deletion rules of the entities', async () => {
    await writer.runMigrations();
    const runner = writer.createQueryRunner();
    try {
      for (const entity of ENTITIES) {
        const { tableName, checks, columns, foreignKeys } = writer.getMetadata(entity);
        const table = await runner.getTable(tableName);
        expect(table?.checks.map(({ name: check }) => check).sort()).toEqual(checks.map((check) => check.name).sort());
        expect(table?.columns.filter((column) => column.default !== undefined && column.default !== null)).toEqual([]);
        expect(table?.columns.map((column) => [column.name, column.isNullable]).sort()).toEqual(
          columns.map((column) => [column.databaseName, column.isNullable]).sort(),
        );
        expect(table?.foreignKeys.map((key) => [key.name, key.onDelete]).sort()).toEqual(
          foreignKeys.map((key) => [key.name, key.onDelete ?? 'NO ACTION']).sort(),
        );
      }
    } finally {
      await runner.release();
    }
  });

  it('refuses a value outside the list of a check', async () => {
    await writer.runMigrations();
    const row = `INSERT INTO "operator_role" VALUES ('1', 'guest', NULL, 1)`;
    await expect(writer.query(row)).rejects.toThrow(/ck_operator_role_role/);
    await expect(writer.query(`INSERT INTO "heartbeat" VALUES (2, 1)`)).rejects.toThrow(/ck_heartbeat_single/);
  });

  it('opens a reader that sees committed rows and can write none', async () => {
    await writer.runMigrations();
    const reader = await openReader(database.settings, ENTITIES);
    try {
      await writer.query('INSERT INTO "heartbeat" VALUES (1, 1767600000000)');
      expect(await reader.query('SELECT id FROM "heartbeat"')).toEqual([{ id: 1 }]);
      await expect(reader.query('DELETE FROM "heartbeat"')).rejects.toThrow(/read-?only/);
    } finally {
      await reader.destroy();
    }
  });

  if (name === 'postgres') {
    it('waits for the disk at each commit', async () => {
      expect(await writer.query('SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    });
  }

  if (name === 'sqlite') {
    it('sets the pragmas that durability rests on', async () => {
      const value = async (pragma: string) => Object.values((await writer.query(`PRAGMA ${pragma}`))[0])[0];
      expect(await value('journal_mode')).toBe('wal');
      expect(await value('synchronous')).toBe(2);
      expect(await value('foreign_keys')).toBe(1);
      expect(await value('busy_timeout')).toBe(5000);
    });
  }
});
