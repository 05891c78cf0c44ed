import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, MigrationInterface } from 'typeorm';

import { ContestBranchEntity } from '../../src/contest/persistence/contest-branch.entity.js';
import { ParticipantEntity } from '../../src/contest/persistence/participant.entity.js';
import { ResponseEntity } from '../../src/contest/persistence/response.entity.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import { DEFAULT_SETTINGS } from '../../src/protocol/settings.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';

const NAME = 'Organisation1770200000000';

/** A server from before the organisation, with a contest that was played. */
describe.each(DATABASES)('the schema before the organisation on $name', ({ name, create }) => {
  let database: TestDatabase;
  let writer: DataSource;

  beforeEach(async () => {
    database = await create();
    writer = await openWriter(database.settings, ENTITIES);
    const all = writer.migrations as MigrationInterface[];
    const later = all.splice(all.findIndex((migration) => migration.name === NAME));
    await writer.runMigrations();
    all.push(...later);
    await fill();
    await writer.runMigrations();
  });
  afterEach(async () => {
    await writer.destroy();
    await database.drop();
  });

  async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    const names = columns.map((column) => `"${column}"`);
    await writer.query(
      `INSERT INTO "${table}" (${names.join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
  }

  async function fill(): Promise<void> {
    const settings = JSON.stringify(DEFAULT_SETTINGS);
    await insert('contest', {
      id: 'c',
      title: '示例竞赛',
      kind: 'regular',
      pin: '100000',
      screen_key: 'k',
      seed: '示例',
      settings,
      phase: 'ended',
      version: 9,
      created_at: 1000,
    });
    await insert('contest_branch', { id: 'b', contest_id: 'c', ordinal: 0, name: '示例支部', expected: 4 });
    await insert('contest_round', { id: 'r', contest_id: 'c', ordinal: 0, title: '必答', warm_up: false });
    const item = { id: 'i', contest_id: 'c', round_id: 'r', ordinal: 0, content: '{}', points: 1000 };
    await insert('contest_item', { ...item, time_limit_ms: 20_000 });
    for (const id of ['p1', 'p2']) {
      await insert('participant', {
        id,
        contest_id: 'c',
        branch_id: 'b',
        name: `示例${id}`,
        name_ordinal: 1,
        token_hash: id,
        rejoin_code: id,
        locale: 'zh-CN',
        simulated: false,
        joined_at: 1000,
        notice_consent_at: 1000,
      });
      const sent = { contest_id: 'c', contest_item_id: 'i', opening: 1, response: '{"value":true}', received_at: 1000 };
      await insert('response', { ...sent, id: `response-${id}`, participant_id: id, submission_id: `sent-${id}` });
    }
  }

  it('keeps branches, participants and responses, who came in by name and by themselves', async () => {
    expect(await writer.manager.find(ContestBranchEntity)).toMatchObject([{ id: 'b', expected: 4, unitId: null }]);
    const people = await writer.manager.find(ParticipantEntity, { order: { id: 'ASC' } });
    expect(people).toMatchObject([
      { id: 'p1', name: '示例p1', personId: null, enteredBy: 'self' },
      { id: 'p2', name: '示例p2', personId: null, enteredBy: 'self' },
    ]);
    expect(await writer.manager.count(ResponseEntity)).toBe(2);
  });

  it('knows two ways of entering and no third', async () => {
    const change = writer.query(`UPDATE "participant" SET "entered_by" = 'other'`);
    await expect(change).rejects.toThrow(/ck_participant_entered_by/);
  });

  it('holds a person to one seat in a contest and to one unit at a time', async () => {
    await insert('unit', { id: 'u', code: '01', name: '示例单位', level: 4, ordinal: 0, opened_at: 1 });
    await insert('person', { id: 'x', name: '示例甲', created_at: 1 });
    await insert('membership', { id: 'm1', person_id: 'x', unit_id: 'u', from_at: 1, to_at: 2 });
    await insert('membership', { id: 'm2', person_id: 'x', unit_id: 'u', from_at: 2 });
    const second = insert('membership', { id: 'm3', person_id: 'x', unit_id: 'u', from_at: 3 });
    await expect(second).rejects.toThrow(/unique|uq_membership_now/i);
    await writer.query(`UPDATE "participant" SET "person_id" = 'x' WHERE "id" = 'p1'`);
    const twice = writer.query(`UPDATE "participant" SET "person_id" = 'x' WHERE "id" = 'p2'`);
    await expect(twice).rejects.toThrow(/unique|uq_participant_person/i);
  });

  it('has no dangling reference afterwards', async () => {
    const nowhere = writer.query(`UPDATE "contest_branch" SET "unit_id" = 'nowhere'`);
    await expect(nowhere).rejects.toThrow(/foreign key/i);
    if (name === 'sqlite') expect(await writer.query('PRAGMA foreign_key_check')).toEqual([]);
  });
});
