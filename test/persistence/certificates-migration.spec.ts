import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, MigrationInterface } from 'typeorm';

import { openWriter } from '../../src/platform/database/data-source.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';

const NAME = 'Certificates1772100000000';

const AWARD = {
  id: 'a',
  unit_id: 'u',
  person_id: 'p',
  ledger: 'cadre',
  source: 'manual',
  source_id: 'k',
  title: '示例',
  on_date: '2026-01-01',
  hundredths: 600,
  created_at: 1,
};

/** A server from before there were certificates of having taken part, with one of hours in somebody's hands. */
describe.each(DATABASES)('certificates from before on $name', ({ create }) => {
  let database: TestDatabase;
  let writer: DataSource;

  beforeEach(async () => {
    database = await create();
    writer = await openWriter(database.settings, ENTITIES);
    const all = writer.migrations as MigrationInterface[];
    const later = all.splice(all.findIndex((migration) => migration.name === NAME));
    await writer.runMigrations();
    all.push(...later);
  });
  afterEach(async () => {
    await writer.destroy();
    await database.drop();
  });

  const insert = (table: string, row: Readonly<Record<string, unknown>>) => {
    const places = Object.keys(row).map((_, index) => `$${index + 1}`);
    const columns = Object.keys(row).join(', ');
    return writer.query(`INSERT INTO "${table}" (${columns}) VALUES (${places.join(', ')})`, Object.values(row));
  };

  const people = async () => {
    await insert('unit', { id: 'u', code: 'U', name: '示例支部', level: 1, ordinal: 1, opened_at: 1 });
    await insert('person', { id: 'p', name: '示例甲', created_at: 1 });
  };

  const undoDownTo = async (name: string) => {
    const all = writer.migrations as MigrationInterface[];
    for (let left = all.length - all.findIndex((one) => one.name === name); left > 0; left -= 1) {
      await writer.undoLastMigration();
    }
  };

  it('are checked by the same code, and stand beside others without hours', async () => {
    await people();
    await insert('hour_award', AWARD);
    const given = { id: 'c', code_digest: 'digest', person_id: 'p', award_id: 'a', facts: '{}', issued_at: 5 };
    await insert('hour_certificate', given);
    await writer.runMigrations();
    const [row] = (await writer.query('SELECT * FROM certificate')) as Record<string, unknown>[];
    expect({ ...row, issued_at: Number(row?.['issued_at']) }).toMatchObject({
      ...given,
      contest_id: null,
      revoked_at: null,
    });
    // For one thing or the other, never for both or neither.
    await expect(insert('certificate', { ...given, id: 'd', code_digest: 'other', award_id: null })).rejects.toThrow();
    await undoDownTo(NAME);
    expect(await writer.query('SELECT id, award_id FROM hour_certificate')).toEqual([{ id: 'c', award_id: 'a' }]);
  });

  it('stand beside what was given out instead once they were taken back, one valid each', async () => {
    await writer.runMigrations();
    await people();
    await insert('hour_award', AWARD);
    const row = { person_id: 'p', award_id: 'a', facts: '{}', issued_at: 5 };
    await insert('certificate', { ...row, id: 'c1', code_digest: 'one', revoked_at: 6 });
    await insert('certificate', { ...row, id: 'c2', code_digest: 'two', revoked_at: 8 });
    await insert('certificate', { ...row, id: 'c3', code_digest: 'three' });
    await expect(insert('certificate', { ...row, id: 'c4', code_digest: 'four' })).rejects.toThrow(/unique/iu);
    // The table from before holds one of each.
    await undoDownTo('RevokedCertificates1772200000010');
    expect(await writer.query('SELECT id FROM certificate')).toEqual([{ id: 'c3' }]);
    await writer.runMigrations();
    const { upQueries } = await writer.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
