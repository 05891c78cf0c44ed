import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, MigrationInterface } from 'typeorm';

import { openWriter } from '../../src/platform/database/data-source.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';

/** A server from before awards had a kind and days, on which a course was a training for each day of it. */
describe.each(DATABASES)('trainings from before on $name', ({ create }) => {
  let database: TestDatabase;
  let writer: DataSource;

  beforeEach(async () => {
    database = await create();
    writer = await openWriter(database.settings, ENTITIES);
    const all = writer.migrations as MigrationInterface[];
    const later = all.splice(all.findIndex(({ name }) => name === 'AwardedDays1773400000000'));
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

  async function training(id: string, title: string, hundredths: number): Promise<void> {
    const of = { unit_id: 'u', kind: 'training', on_date: '2026-01-01' };
    const said = { channel: 'offline', record: '{}', status: 'locked', version: 1, expected: 1, present: 1 };
    const made = { corrections: 0, late: false, source: 'manual', created_at: 1, created_by_kind: 'operator' };
    await insert('study_entry', { id, title, ...of, ...said, ...made });
    const counted = { minutes: 480, awarded: 0, made_up: false, hundredths, because: 'counted', year: 2026 };
    const from = { person_id: 'p', ledger: 'leadership', source: 'entry', source_id: id };
    await insert('hour_line', { id: `line-${id}`, ...of, ...from, ...counted });
  }

  it('are counted by course and only with hours, and awards are of one day and no kind', async () => {
    await insert('unit', { id: 'u', code: 'U', name: '示例支部', level: 1, ordinal: 1, opened_at: 1 });
    await insert('person', { id: 'p', name: '示例甲', created_at: 1 });
    for (const day of ['1', '2', '3']) await training(day, '示例培训', 800);
    await training('4', '示例党校班', 800);
    await training('5', '补学', 0);
    const year = { person_id: 'p', ledger: 'leadership', year: 2026, hundredths: 3200, trainings: 5 };
    await insert('hour_year', year);
    const award = { unit_id: 'u', person_id: 'p', ledger: 'cadre', source: 'manual', source_id: 'k', title: '示例' };
    await insert('hour_award', { id: 'a', ...award, on_date: '2026-01-01', hundredths: 600, created_at: 1 });
    await writer.runMigrations();
    expect(await writer.query('SELECT * FROM hour_year')).toEqual([{ ...year, trainings: 2 }]);
    expect(await writer.query('SELECT kind, days FROM hour_award')).toEqual([{ kind: null, days: null }]);
  });
});
