import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { CaptionEntity } from '../../src/contest/persistence/caption.entity.js';
import { ContestEventEntity } from '../../src/contest/persistence/contest-event.entity.js';
import { ContestItemEntity } from '../../src/contest/persistence/contest-item.entity.js';
import { ContestEntity } from '../../src/contest/persistence/contest.entity.js';
import { CONTEST_ENTITIES } from '../../src/contest/persistence/entities.js';
import { HeartbeatEntity } from '../../src/contest/persistence/heartbeat.entity.js';
import { ParticipantNeedsEntity } from '../../src/contest/persistence/participant-needs.entity.js';
import { ParticipantEntity } from '../../src/contest/persistence/participant.entity.js';
import { ResponseEntity } from '../../src/contest/persistence/response.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { jsonInsert } from '../../src/platform/database/json-rows.js';
import { DEFAULT_SETTINGS } from '../../src/protocol/settings.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { AT, eventRow, insertContest, responseRow, type ResponseInsert } from '../support/rows.js';

const insertResponses = jsonInsert<ResponseInsert>('response', {
  id: 'text',
  contestId: 'text',
  contestItemId: 'text',
  opening: 'integer',
  participantId: 'text',
  submissionId: 'text',
  response: 'text',
  receivedAt: 'bigint',
  ownLimitMs: 'integer',
  elapsedMs: 'integer',
  batch: 'text',
});

describe.each(MIGRATED_DATABASES)('rows on $name', ({ create }) => {
  let place: TestDatabase;
  let database: Database;

  beforeEach(async () => {
    place = await create();
    database = await Database.open(place.settings, ENTITIES);
  });

  afterEach(async () => {
    await database.close();
    await place.drop();
  });

  const read = <T extends object>(entity: new () => T) => database.reader.source.getRepository(entity);
  const sample = (participants?: number) => database.writes.run((manager) => insertContest(manager, participants));
  const insertAll = (rows: readonly ResponseInsert[]) =>
    database.writes.run((manager) => insertResponses(manager, rows));

  it('gives back what was written: instants as numbers, flags as booleans, JSON as values', async () => {
    const { contestId, contestItemId, participantIds } = await sample();
    expect(await read(ContestEntity).findOneByOrFail({ id: contestId })).toMatchObject({
      createdAt: AT,
      archivedAt: null,
      version: 0,
      settings: DEFAULT_SETTINGS,
    });
    const [participant] = await read(ParticipantEntity).findBy({ id: participantIds[0] ?? '' });
    expect(participant).toMatchObject({ joinedAt: AT, removedAt: null, simulated: false, name: '示例' });
    expect(await read(ContestItemEntity).findOneByOrFail({ id: contestItemId })).toMatchObject({
      content: { kind: 'true-false', correct: true },
      points: 1000,
      bankItemId: null,
    });
  });

  it('gives numbers from raw statements too', async () => {
    const { contestId } = await sample();
    const [row] = await database.reader.source.query(
      'SELECT created_at AS at, (SELECT COUNT(*) FROM participant) AS participants FROM contest WHERE id = $1',
      [contestId],
    );
    expect(row).toEqual({ at: AT, participants: 3 });
  });

  it('inserts many rows in one statement, exactly as they are', async () => {
    const contest = await sample();
    const texts = ['{"texts":["“引号”、\\\\ 和 \\n","🎓","\\u0001"]}', '{"value":false}', '{"choices":[]}'];
    const rows = contest.participantIds.map((id, index) => ({
      ...responseRow(contest, id),
      response: texts[index] ?? '',
      ownLimitMs: index === 0 ? 30_000 : null,
      elapsedMs: index === 0 ? 0 : null,
      receivedAt: AT + index,
      batch: `batch-${index}`,
    }));
    expect(await insertAll(rows)).toEqual(new Set(rows.map(({ id }) => id)));
    const stored = await read(ResponseEntity).find({ order: { receivedAt: 'ASC' } });
    expect(stored).toEqual(
      rows.map((row) => Object.assign(new ResponseEntity(), row, { response: JSON.parse(row.response) as object })),
    );
  });

  it('stores a response exactly once: by participant and opening, and by submission', async () => {
    const contest = await sample();
    const [first = '', second = ''] = contest.participantIds;
    const original = responseRow(contest, first);
    const inTheSameBatch = responseRow(contest, first);
    expect(await insertAll([original, inTheSameBatch])).toEqual(new Set([original.id]));
    const later = responseRow(contest, first);
    const sameSubmission = { ...responseRow(contest, second), submissionId: original.submissionId };
    const reopened = responseRow(contest, first, 2);
    expect(await insertAll([later, sameSubmission, reopened])).toEqual(new Set([reopened.id]));
    expect(await read(ResponseEntity).count()).toBe(2);
  });

  it('refuses a response to what does not exist', async () => {
    const contest = await sample();
    await expect(insertAll([responseRow(contest, 'nobody')])).rejects.toThrow(/foreign key/i);
    expect(await read(ResponseEntity).count()).toBe(0);
  });

  it('appends an event once per version: the second writer is refused', async () => {
    const { contestId } = await sample();
    const append = () => database.writes.run((manager) => manager.insert(ContestEventEntity, eventRow(contestId, 1)));
    const settled = await Promise.allSettled([append(), append()]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await read(ContestEventEntity).find()).toEqual([eventRow(contestId, 1)]);
  });

  it('keeps a name once per branch and number, and a PIN once', async () => {
    const { contestId, participantIds } = await sample();
    const [participant] = await read(ParticipantEntity).findBy({ id: participantIds[0] ?? '' });
    const twin = { ...participant, id: 'twin', tokenHash: 'other', rejoinDigest: 'other' };
    await expect(database.writes.run((manager) => manager.insert(ParticipantEntity, twin))).rejects.toThrow(/unique/i);
    const contest = await read(ContestEntity).findOneByOrFail({ id: contestId });
    const copy = { ...contest, id: 'copy' };
    await expect(database.writes.run((manager) => manager.insert(ContestEntity, copy))).rejects.toThrow(/unique/i);
  });

  it('deletes a contest with all its rows and nothing else', async () => {
    const [gone, kept] = [await sample(), await sample()];
    for (const contest of [gone, kept]) {
      await insertAll(contest.participantIds.map((id) => responseRow(contest, id)));
      await database.writes.run(async (manager) => {
        await manager.insert(ContestEventEntity, eventRow(contest.contestId, 1));
        await manager.insert(CaptionEntity, { contestId: contest.contestId, sequence: 1, text: '示例', at: AT });
        await manager.insert(ParticipantNeedsEntity, {
          participantId: contest.participantIds[0] ?? '',
          needsEncrypted: 'x',
          consentAt: AT,
          updatedAt: AT,
        });
      });
    }
    const tables = CONTEST_ENTITIES.filter((entity) => entity !== HeartbeatEntity);
    const counts = () => Promise.all(tables.map((entity) => read<object>(entity).count()));
    const both = await counts();
    await database.writes.run((manager) => manager.delete(ContestEntity, { id: gone.contestId }));
    expect(await counts()).toEqual(both.map((count) => count / 2));
    expect(await read(ContestEntity).find()).toMatchObject([{ id: kept.contestId }]);
  });

  it('keeps a rehearsal when its contest goes', async () => {
    const [original, rehearsal] = [await sample(), await sample()];
    await database.writes.run(async (manager) => {
      await manager.update(ContestEntity, { id: rehearsal.contestId }, { rehearsalOf: original.contestId });
      await manager.delete(ContestEntity, { id: original.contestId });
    });
    expect(await read(ContestEntity).find()).toMatchObject([{ id: rehearsal.contestId, rehearsalOf: null }]);
  });
});
