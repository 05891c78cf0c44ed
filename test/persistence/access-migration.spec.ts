import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, MigrationInterface } from 'typeorm';

import { allHeldRoles } from '../../src/identity/held-roles.js';
import { OperatorEntity } from '../../src/identity/persistence/operator.entity.js';
import { isSeparated } from '../../src/identity/policy.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';

/** A server from before operators held several roles: an administrator, a host, sessions and a record of deeds. */
describe.each(DATABASES)('operators with one role on $name', ({ name, create }) => {
  let database: TestDatabase;
  let writer: DataSource;

  beforeEach(async () => {
    database = await create();
    writer = await openWriter(database.settings, ENTITIES);
    const migrations = writer.migrations as MigrationInterface[];
    const later = migrations.splice(2);
    await writer.runMigrations();
    migrations.push(...later);
    await writer.query(
      `INSERT INTO "operator" VALUES ('a', 'shili.admin', '示例管理员', 'administrator', 'x', NULL, 1000)`,
    );
    await writer.query(`INSERT INTO "operator" VALUES ('h', 'shili.host', '示例主持人', 'host', 'y', 5000, 2000)`);
    await writer.query(`INSERT INTO "operator_session" VALUES ('hash', 'a', 'csrf', 1000, 3000, 9000)`);
    await writer.query(`INSERT INTO "operator_action" VALUES ('1', NULL, 'a', 'operator.signed-in', '{}', 2500)`);
    await writer.query(`INSERT INTO "operator_action" VALUES ('2', NULL, 'a', 'operator.signed-in', '{}', 3000)`);
    await writer.runMigrations();
  });
  afterEach(async () => {
    await writer.destroy();
    await database.drop();
  });

  it('keep what they could do, and everything that points to them', async () => {
    const held = await allHeldRoles(writer.manager);
    expect(held.get('a')).toEqual({ roles: ['administrator'], unitId: null });
    expect(held.get('h')).toEqual({ roles: ['organiser', 'host', 'scorekeeper'], unitId: null });
    expect(await writer.manager.find(OperatorEntity, { order: { id: 'ASC' } })).toEqual([
      {
        id: 'a',
        login: 'shili.admin',
        displayName: '示例管理员',
        passwordHash: 'x',
        disabledAt: null,
        createdAt: 1000,
        passwordChangedAt: 1000,
        lastSignedInAt: 3000,
      },
      {
        id: 'h',
        login: 'shili.host',
        displayName: '示例主持人',
        passwordHash: 'y',
        disabledAt: 5000,
        createdAt: 2000,
        passwordChangedAt: 2000,
        lastSignedInAt: null,
      },
    ]);
    expect(await isSeparated(writer.manager)).toBe(false);
    // Whoever had codes was asked for one; nobody is asked again in the middle of a session.
    expect(await writer.query('SELECT token_hash, two_factors_at, address FROM operator_session')).toEqual([
      { token_hash: 'hash', two_factors_at: expect.anything(), address: null },
    ]);
  });

  it('leave no drift and no dangling reference', async () => {
    const { upQueries } = await writer.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => query.includes('operator'))).toEqual([]);
    const columns = 'token_hash, operator_id, csrf_token, created_at, last_seen_at, expires_at';
    const orphan = `INSERT INTO "operator_session" (${columns}) VALUES ('other', 'nobody', 'csrf', 1000, 3000, 9000)`;
    await expect(writer.query(orphan)).rejects.toThrow(/foreign key/i);
    if (name === 'sqlite') expect(await writer.query('PRAGMA foreign_key_check')).toEqual([]);
  });
});
