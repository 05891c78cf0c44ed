import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { checkExport, exportLines } from '../../src/audit/audit-export.js';
import { AuditKeys } from '../../src/audit/audit-keys.js';
import { coverOf } from '../../src/audit/audit.service.js';
import { AuditRetention } from '../../src/audit/retention.js';
import { ContestEventEntity } from '../../src/contest/persistence/contest-event.entity.js';
import type { AppConfig } from '../../src/platform/config/app-config.js';
import { ERASED_NAME } from '../../src/core/ranking/mask.js';
import { AuditLog, dropPlaces, newPlaces } from '../support/audit-log.js';
import { DATABASES } from '../support/databases.js';
import { eventRow, insertContest, type SampleContest } from '../support/rows.js';

const DAY_MS = 24 * 60 * 60_000;
/** Of the people in the sample contest, each of them sealed. */
const NAMES = 3;

function retentionOf({ database, audit, keys, clock }: AuditLog): AuditRetention {
  const config = { audit: { ...keys.places, keepDays: 180 } } as AppConfig;
  return new AuditRetention(database.writes, audit, keys, config, clock);
}

describe.each(DATABASES)('the audit log on $name', (kind) => {
  let log: AuditLog;
  let contest: SampleContest;

  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['error']));
  beforeEach(async () => {
    log = await AuditLog.open(kind);
    contest = await log.database.writes.run((manager) => insertContest(manager));
    await log.begin();
  });
  afterEach(() => log.close());

  const writeEvent = (version: number) =>
    log.database.writes.run(async (manager) => {
      const row = eventRow(contest.contestId, version);
      await manager.insert(ContestEventEntity, row);
      const covers = [coverOf('contest-event', [{ ...row, payload: JSON.stringify(row.payload) }])];
      await log.audit.record(manager, { action: 'contest.moved', contestId: contest.contestId, covers });
    });

  const found = async () => (await log.verify()).findings.map(({ what, sequence }) => ({ what, sequence }));

  it('begins once, with what stands there, and is sound', async () => {
    await log.begin();
    await log.record({ action: 'operator.signed-in', actor: { kind: 'operator', id: 'o' }, note: '示例说明' });
    await writeEvent(1);
    await log.noteHead();
    expect(await log.verify()).toMatchObject({ ok: true, entries: 3, rows: 1 + NAMES, findings: [] });
  });

  it('has the entry of a deed that failed no more than the deed', async () => {
    const failed = log.database.writes.run(async (manager) => {
      await log.audit.record(manager, { action: 'operator.created' });
      throw new Error('failed');
    });
    await expect(failed).rejects.toThrow('failed');
    expect(await log.verify()).toMatchObject({ ok: true, entries: 1 });
  });

  it.each([
    ['changed', 'entry-changed', `UPDATE audit_entry SET action = 'operator.signed-out' WHERE sequence = 3`, 3],
    ['changed in its covers', 'entry-changed', `UPDATE audit_entry SET covers = NULL WHERE sequence = 2`, 2],
    ['taken out', 'entry-missing', 'DELETE FROM audit_entry WHERE sequence = 3', 4],
    ['cut off', 'tail-missing', 'DELETE FROM audit_entry WHERE sequence = 4', 4],
    ['cut off whole', 'tail-missing', 'DELETE FROM audit_entry', 1],
    ['moved', 'entry-missing', 'UPDATE audit_entry SET sequence = 5 WHERE sequence = 3', 4],
    [
      'put in',
      'entry-unlinked',
      `INSERT INTO audit_entry (chain, sequence, at, actor_kind, action, outcome, detail, previous_mac, mac)
        SELECT chain, 5, at, actor_kind, action, outcome, detail, previous_mac, mac FROM audit_entry WHERE sequence = 4`,
      5,
    ],
  ])('names an entry that was %s', async (_how, what, sql, sequence) => {
    await writeEvent(1);
    await log.record({ action: 'operator.signed-in' });
    await log.record({ action: 'operator.disabled' });
    await log.noteHead();
    expect(await found()).toEqual([]);
    await log.tamper(sql);
    expect((await found())[0]).toEqual({ what, sequence });
  });

  it.each([
    ['cut off', 'DELETE FROM audit_entry WHERE sequence > 2', 1],
    ['cut off whole', 'DELETE FROM audit_entry', 3],
  ])('stays broken for good where it was %s, then grows', async (_how, sql, turnsToCatchUp) => {
    await writeEvent(1);
    await log.record({ action: 'operator.signed-in' });
    await log.record({ action: 'operator.disabled' });
    await log.noteHead();
    await log.tamper(sql);
    await log.tamper(`UPDATE contest_event SET payload = '{}'`);
    for (let turn = 0; turn < 6; turn += 1) {
      await log.begin();
      await log.record({ action: 'operator.signed-in' });
      expect(await log.noteHead()).toBe(turn < turnsToCatchUp ? 'tail-missing' : 'tail-replaced');
    }
    const findings = (await found()).map(({ what }) => what);
    expect(findings).toContain('tail-replaced');
    expect(findings.some((what) => what === 'rows-changed' || what === 'rows-uncovered')).toBe(true);
    log.clock.advance(400 * DAY_MS);
    expect(await retentionOf(log).prune()).toBe(0);
    expect((await found()).map(({ what }) => what)).toEqual(findings);
  });

  it.each([
    ['changed', 'rows-changed', `UPDATE contest_event SET at = at + 1 WHERE version = 1`],
    ['rewritten', 'rows-changed', `UPDATE contest_event SET payload = '{}' WHERE version = 1`],
    ['deleted', 'rows-missing', `DELETE FROM contest_event WHERE version = 1`],
  ])('names the entry that vouches for a row that was %s', async (_how, what, sql) => {
    await writeEvent(1);
    await writeEvent(2);
    await log.tamper(sql);
    expect(await found()).toEqual([{ what, sequence: 2 }]);
  });

  it('names a row that nobody vouches for, also after a new start', async () => {
    await writeEvent(1);
    await log.database.writes.run((manager) => manager.insert(ContestEventEntity, eventRow(contest.contestId, 2)));
    await log.begin();
    expect((await log.verify()).findings).toEqual([
      { what: 'rows-uncovered', chain: null, sequence: null, kind: 'contest-event', keys: [`${contest.contestId}/2`] },
    ]);
  });

  it('finds nothing wrong with a contest that was deleted by right, and does where its entry is missing', async () => {
    await writeEvent(1);
    await log.tamper('DELETE FROM contest WHERE id = $1', [contest.contestId]);
    // With the contest its sealed names.
    expect(await found()).toEqual([
      { what: 'rows-missing', sequence: 2 },
      { what: 'rows-missing', sequence: 1 },
    ]);
    await log.record({ action: 'contest.deleted', contestId: contest.contestId });
    expect(await found()).toEqual([]);
  });

  it('stays sound when a name or a note is erased, and names a note that was changed', async () => {
    await log.record({ action: 'participant.removed', note: '示例：张三请求退出。' });
    await log.record({ action: 'participant.removed', note: '示例：重复进入。' });
    await log.database.writes.run(async (manager) => {
      await manager.query(`UPDATE participant SET name = '${ERASED_NAME}'`);
      const covers = await log.audit.unsealed(manager, contest.participantIds);
      await log.audit.record(manager, { action: 'participant.erased', covers });
    });
    await log.tamper('DELETE FROM audit_note WHERE sequence = 2');
    expect(await found()).toEqual([]);
    await log.tamper(`UPDATE audit_note SET note = '示例：其他原因。'`);
    expect(await found()).toEqual([{ what: 'note-changed', sequence: 3 }]);
  });

  describe('pruned', () => {
    let retention: AuditRetention;

    beforeEach(async () => {
      retention = retentionOf(log);
      await writeEvent(1);
      await log.record({ action: 'participant.removed', note: '示例说明' });
      log.clock.advance(200 * DAY_MS);
      await writeEvent(2);
    });

    it('keeps what is young enough, and still vouches for the rows of what went', async () => {
      expect(await retention.prune()).toBe(3);
      const report = await log.verify();
      expect(report).toMatchObject({ ok: true, entries: 2, rows: 2 + NAMES });
      await log.tamper('UPDATE contest_event SET at = at + 1 WHERE version = 1');
      expect(await found()).toEqual([{ what: 'rows-changed', sequence: 3 }]);
    });

    it('does so again and again, to the last entry, which stays', async () => {
      for (let turn = 0; turn < 3; turn += 1) {
        await retention.prune();
        await log.noteHead();
        log.clock.advance(200 * DAY_MS);
        expect(await log.verify()).toMatchObject({ ok: true, rows: 2 + NAMES });
      }
      await log.begin();
      expect((await log.verify()).entries).toBeLessThanOrEqual(2);
    });

    it('knows of a contest that was deleted by an entry that went', async () => {
      await log.tamper('DELETE FROM contest WHERE id = $1', [contest.contestId]);
      await log.record({ action: 'contest.deleted', contestId: contest.contestId });
      log.clock.advance(200 * DAY_MS);
      await retention.prune();
      expect(await log.verify()).toMatchObject({ ok: true });
    });

    it('cannot pass for more than it was: another checkpoint is forged', async () => {
      await retention.prune();
      await log.tamper(`UPDATE audit_checkpoint SET covers = '[]'`);
      expect((await found())[0]).toEqual({ what: 'checkpoint-forged', sequence: 3 });
      await log.tamper('DELETE FROM audit_checkpoint');
      expect((await found())[0]).toEqual({ what: 'entry-missing', sequence: 4 });
    });

    it('leaves a broken chain as it is', async () => {
      await log.tamper(`UPDATE audit_entry SET action = 'x' WHERE sequence = 2`);
      expect(await retention.prune()).toBe(0);
      expect((await found())[0]).toEqual({ what: 'entry-changed', sequence: 2 });
    });
  });

  it.each([
    ['in a chain', 'DELETE FROM audit_entry WHERE sequence = 3', 4],
    ['that cuts a chain off at its end', null, 4],
  ])('names a gap %s of what was exported', async (_where, sql, sequence) => {
    await writeEvent(1);
    await log.record({ action: 'operator.signed-in' });
    await log.record({ action: 'operator.disabled' });
    expect(checkExport(await exported())).toMatchObject({ signed: true, entries: 4, unlinked: null });
    if (sql !== null) await log.tamper(sql);
    const lines = (await exported()).trimEnd().split('\n');
    const text = sql === null ? lines.toSpliced(-2, 1) : lines;
    expect(checkExport(`${text.join('\n')}\n`)?.unlinked).toEqual({ chain: log.chain.name, sequence });
  });

  async function exported(): Promise<string> {
    const { manager } = log.database.reader.source;
    const span = { from: 0, to: log.clock.now() + 1 };
    let text = '';
    for await (const line of exportLines(manager, log.keys, span, log.clock.now())) text += line;
    return text;
  }

  it('does not take another key for its own', async () => {
    const places = await newPlaces();
    try {
      const { findings } = await log.verify(await AuditKeys.open(places));
      expect(findings).toEqual([{ what: 'key-missing', chain: log.chain.name, sequence: null }]);
    } finally {
      await dropPlaces(places);
    }
  });

  it('keeps its keys for its owner alone, and refuses a damaged one', async () => {
    const { keysDir } = log.keys.places;
    for (const name of ['audit.key', 'signing.key']) {
      expect((await stat(join(keysDir, name))).mode & 0o777).toBe(0o600);
      await rm(join(keysDir, name));
      await writeFile(join(keysDir, name), 'x');
      await expect(AuditKeys.open(log.keys.places)).rejects.toThrow(/已损坏/);
    }
  });
});
