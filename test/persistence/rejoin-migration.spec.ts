import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, MigrationInterface } from 'typeorm';

import { rejoinDigest } from '../../src/contest/entry/rejoin-code.js';
import { RejoinKeys } from '../../src/contest/entry/rejoin-keys.js';
import { SeatStore } from '../../src/contest/entry/seat-store.js';
import { ParticipantEntity } from '../../src/contest/persistence/participant.entity.js';
import type { IdentityService } from '../../src/identity/identity.service.js';
import { FieldCipher } from '../../src/platform/crypto/field-cipher.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { DEFAULT_SETTINGS } from '../../src/protocol/settings.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';

const NAME = 'RejoinDigest1770600000021';
const CODE = 'A7CD9KE4';
const LOCKED = { erased: '0197f000-0000-7000-8000-000000000000', rehearsal: 'SIM-0123456789ab' };
/** More than are digested in one transaction. */
const CROWD = 2100;

/** A server from before rejoin codes were digests, with people who have them on paper and on their phones. */
describe.each(DATABASES)('rejoin codes from before on $name', ({ name, create }) => {
  let database: TestDatabase;
  let writer: DataSource;
  let folder: string;
  let cipher: FieldCipher;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xuesai-key-'));
    cipher = await FieldCipher.open(join(folder, 'secret.key'));
    database = await create();
    writer = await openWriter(database.settings, ENTITIES);
    const all = writer.migrations as MigrationInterface[];
    const later = all.splice(all.findIndex((migration) => migration.name === NAME));
    await writer.runMigrations();
    all.push(...later);
    await fill();
    await writer.runMigrations();
    await start();
  });
  afterEach(async () => {
    await writer.destroy();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the server does before it serves; nobody acts, so nobody is asked who. */
  const start = (): Promise<void> =>
    new SeatStore(new WriteQueue(writer), {} as IdentityService, new RejoinKeys(cipher)).onModuleInit();

  async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    const insertion = `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${places.join(', ')})`;
    await writer.query(insertion, Object.values(row));
  }

  async function fill(): Promise<void> {
    for (const id of ['c', 'd']) {
      const settings = JSON.stringify(DEFAULT_SETTINGS);
      const contest = {
        id,
        title: '示例竞赛',
        kind: 'regular',
        pin: `10000${id}`,
        screen_key: id,
        seed: '示例',
        settings,
      };
      await insert('contest', { ...contest, phase: 'ended', version: 9, created_at: 1000 });
      await insert('contest_branch', { id: `b${id}`, contest_id: id, ordinal: 0, name: '示例支部', expected: 4 });
    }
    await person('p1', 'c', CODE);
    await person('p2', 'd', CODE);
    await person('p3', 'c', 'K7M9XQ');
    await person('p4', 'c', LOCKED.erased);
    await person('p5', 'c', LOCKED.rehearsal);
    for (let index = 0; index < CROWD; index += 1) await person(`q${index}`, 'd', `Q${index}`);
  }

  const person = (id: string, contestId: string, code: string): Promise<void> =>
    insert('participant', {
      id,
      contest_id: contestId,
      branch_id: `b${contestId}`,
      name: `示例${id}`,
      name_ordinal: 1,
      token_hash: id,
      rejoin_code: code,
      entered_by: 'self',
      locale: 'zh-CN',
      simulated: false,
      joined_at: 1000,
      notice_consent_at: 1000,
    });

  const digestOf = async (id: string) => (await writer.manager.findOneByOrFail(ParticipantEntity, { id })).rejoinDigest;

  it('lead to their seats as before, each in its contest, and stand nowhere', async () => {
    expect(await digestOf('p1')).toBe(rejoinDigest(cipher, 'c', CODE));
    expect(await digestOf('p2')).toBe(rejoinDigest(cipher, 'd', CODE));
    expect(await digestOf('p3')).toBe(rejoinDigest(cipher, 'c', 'K7M9XQ'));
    expect(await digestOf('p1')).not.toBe(await digestOf('p2'));
    expect(await digestOf('p4')).toBe(LOCKED.erased);
    expect(await digestOf('p5')).toBe(LOCKED.rehearsal);
    const all = await writer.manager.find(ParticipantEntity);
    expect(all).toHaveLength(CROWD + 5);
    expect(all.filter(({ rejoinDigest: digest }) => digest.length <= 8)).toEqual([]);
    expect(all.every(({ rejoinNumber }) => rejoinNumber === null)).toBe(true);
  });

  it('are digested once, and stay unique', async () => {
    const before = await digestOf('p1');
    await start();
    expect(await digestOf('p1')).toBe(before);
    const twice = writer.query(`UPDATE "participant" SET "rejoin_digest" = '${before}' WHERE "id" = 'p3'`);
    await expect(twice).rejects.toThrow(/unique|uq_participant_rejoin/i);
  });

  it('leave no drift and no dangling reference', async () => {
    const { upQueries } = await writer.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => query.includes('participant'))).toEqual([]);
    if (name === 'sqlite') expect(await writer.query('PRAGMA foreign_key_check')).toEqual([]);
  });
});
