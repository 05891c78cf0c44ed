import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';

import { NeedsStore } from '../../src/contest/entry/needs.store.js';
import { SeatLane, type ParticipantRow } from '../../src/contest/seat-lane.js';
import type { FieldCipher } from '../../src/platform/crypto/field-cipher.js';
import { newId, opaqueId } from '../../src/platform/ids.js';
import { AuditLog } from '../support/audit-log.js';
import { DATABASES } from '../support/databases.js';
import { AT, insertContest, type SampleContest } from '../support/rows.js';

describe.each(DATABASES)('seats on $name', (kind) => {
  let log: AuditLog;
  let contest: SampleContest;
  let lane: SeatLane;
  let source: DataSource;

  beforeEach(async () => {
    log = await AuditLog.open(kind);
    contest = await log.database.writes.run((manager) => insertContest(manager, 0));
    await log.begin();
    source = await log.database.writes.run((manager) => Promise.resolve(manager.connection));
    log.audit.watch(source);
    lane = new SeatLane(log.database.writes, new NeedsStore(null as unknown as FieldCipher));
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await log.close();
  });

  const rowOf = (nameOrdinal: number): ParticipantRow => ({
    id: newId(),
    contestId: contest.contestId,
    branchId: contest.branchId,
    name: '示例甲',
    nameOrdinal,
    tokenHash: opaqueId(),
    rejoinDigest: opaqueId(),
    rejoinNumber: 0,
    joinId: null,
    personId: null,
    enteredBy: 'self',
    locale: 'zh-CN',
    simulated: false,
    joinedAt: AT,
    noticeConsentAt: AT,
    noticeVersion: null,
  });
  const read = <T>(sql: string): Promise<readonly T[]> => log.database.reader.source.query(sql);

  /** The next commit is done, and its answer lost on the way. */
  function loseAnswer(): void {
    const create = source.createQueryRunner.bind(source);
    let lost = false;
    jest.spyOn(source, 'createQueryRunner').mockImplementation((mode) => {
      const runner = create(mode);
      const commit = runner.commitTransaction.bind(runner);
      runner.commitTransaction = async () => {
        await commit();
        if (lost) return;
        lost = true;
        throw new Error('Connection terminated unexpectedly');
      };
      return runner;
    });
  }

  it('are taken once where the answer of the commit is lost', async () => {
    loseAnswer();
    const rows = [rowOf(1), rowOf(2)];
    expect(await Promise.all(rows.map((row) => lane.append(row, null)))).toEqual([true, true]);
    const stored = await read<{ readonly id: string }>('SELECT id FROM participant');
    expect(new Set(stored.map(({ id }) => id))).toEqual(new Set(rows.map(({ id }) => id)));
    expect(await log.verify()).toMatchObject({ ok: true, findings: [] });
  });

  it('are not taken where somebody else has the name', async () => {
    const [first, second, third] = [rowOf(1), rowOf(1), rowOf(2)];
    expect(await lane.append(first, null)).toBe(true);
    expect(await Promise.all([second, third].map((row) => lane.append(row, null)))).toEqual([false, true]);
  });
});
