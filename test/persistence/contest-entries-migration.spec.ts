import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, MigrationInterface } from 'typeorm';

import { openWriter } from '../../src/platform/database/data-source.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';

/** A server from before contests stood in the ledgers by themselves. */
describe.each(DATABASES)('contests from before on $name', ({ create }) => {
  let database: TestDatabase;
  let writer: DataSource;

  beforeEach(async () => {
    database = await create();
    writer = await openWriter(database.settings, ENTITIES);
    const all = writer.migrations as MigrationInterface[];
    const later = all.splice(all.findIndex(({ name }) => name === 'ContestEntries1772200000011'));
    await writer.runMigrations();
    all.push(...later);
  });
  afterEach(async () => {
    await writer.destroy();
    await database.drop();
  });

  it('that were final are left to what was entered by hand, and the others are not', async () => {
    const insert = (id: string, kind: string, phase: string) =>
      writer.query(
        `INSERT INTO contest (id, title, kind, pin, screen_key, seed, settings, phase, version, created_at)
          VALUES ($1, '示例竞赛', $2, $1, $1, 's', '{}', $3, 1, 5)`,
        [id, kind, phase],
      );
    await insert('final', 'regular', 'finalized');
    await insert('ended', 'regular', 'ended');
    await insert('tried', 'rehearsal', 'finalized');
    await writer.runMigrations();
    expect(await writer.query('SELECT contest_id FROM study_entry_contest')).toEqual([{ contest_id: 'final' }]);
  });
});
