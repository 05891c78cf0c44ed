/** What the rows themselves refuse about points by hand and appeals. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { AppealEntity } from '../../src/contest/persistence/appeal.entity.js';
import { ContestEntity } from '../../src/contest/persistence/contest.entity.js';
import { PointsAdjustmentEntity } from '../../src/contest/persistence/points-adjustment.entity.js';
import { OperatorEntity } from '../../src/identity/persistence/operator.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { newId } from '../../src/platform/ids.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { AT, insertContest, type SampleContest } from '../support/rows.js';

describe.each(MIGRATED_DATABASES)('results after play on $name', ({ create }) => {
  let place: TestDatabase;
  let database: Database;
  let contest: SampleContest;
  let operators: string[];

  beforeEach(async () => {
    place = await create();
    database = await Database.open(place.settings, ENTITIES);
    operators = [newId(), newId()];
    contest = await database.writes.run(async (manager) => {
      for (const id of operators) {
        const account = { id, login: id, displayName: '示例', passwordHash: 'x', createdAt: AT, disabledAt: null };
        await manager.insert(OperatorEntity, account);
      }
      return insertContest(manager);
    });
  });
  afterEach(async () => {
    await database.close();
    await place.drop();
  });

  const adjustment = (changes: Partial<PointsAdjustmentEntity> = {}): PointsAdjustmentEntity => ({
    id: newId(),
    contestId: contest.contestId,
    participantId: contest.participantIds[0] ?? '',
    branchId: null,
    points: -250,
    reason: '示例理由',
    proposedBy: operators[0] ?? '',
    proposedAt: AT,
    state: 'proposed',
    decidedBy: null,
    decidedAt: null,
    version: null,
    ...changes,
  });
  const appeal = (changes: Partial<AppealEntity> = {}): AppealEntity => ({
    id: newId(),
    contestId: contest.contestId,
    participantId: contest.participantIds[0] ?? '',
    subject: contest.contestItemId,
    contestItemId: contest.contestItemId,
    text: '示例申诉',
    filedAt: AT,
    state: 'open',
    ruling: null,
    correction: null,
    adjustmentId: null,
    ruledBy: null,
    ruledAt: null,
    ...changes,
  });
  const insert = (row: PointsAdjustmentEntity | AppealEntity) =>
    database.writes.run<unknown>((manager) =>
      'points' in row ? manager.insert(PointsAdjustmentEntity, row) : manager.insert(AppealEntity, row),
    );

  it('takes what one proposes and another confirms, and gives it back as it was', async () => {
    const [first = '', second = ''] = operators;
    const row = adjustment({ state: 'confirmed', proposedBy: first, decidedBy: second, decidedAt: AT + 1, version: 7 });
    await insert(row);
    expect(await database.reader.source.manager.findOneBy(PointsAdjustmentEntity, { id: row.id })).toEqual(row);
  });

  it("refuses points that the same person has proposed and confirmed; rejecting one's own is fine", async () => {
    const [decidedBy = ''] = operators;
    const own = { decidedBy, decidedAt: AT };
    await expect(insert(adjustment({ ...own, state: 'confirmed' }))).rejects.toThrow(/ck_points_adjustment_second/);
    await insert(adjustment({ ...own, state: 'rejected' }));
  });

  it('refuses points for both a person and a branch, and for nobody', async () => {
    const { branchId } = contest;
    await expect(insert(adjustment({ branchId }))).rejects.toThrow(/ck_points_adjustment_subject/);
    await expect(insert(adjustment({ participantId: null }))).rejects.toThrow(/ck_points_adjustment_subject/);
    await insert(adjustment({ participantId: null, branchId }));
  });

  it('takes one appeal for each item and one for the whole', async () => {
    const whole = { subject: 'result', contestItemId: null };
    await insert(appeal());
    await insert(appeal(whole));
    await insert(appeal({ participantId: contest.participantIds[1] ?? '' }));
    await expect(insert(appeal())).rejects.toThrow(/uq_appeal_once|UNIQUE/);
    await expect(insert(appeal(whole))).rejects.toThrow(/uq_appeal_once|UNIQUE/);
  });

  it('goes with its contest', async () => {
    await insert(adjustment());
    await insert(appeal());
    await database.writes.run((manager) => manager.delete(ContestEntity, contest.contestId));
    const { manager } = database.reader.source;
    expect([await manager.count(PointsAdjustmentEntity), await manager.count(AppealEntity)]).toEqual([0, 0]);
  });
});
