/** What a person keeps for themselves, and what stays of somebody who is erased. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { OrganisationService } from '../../src/organisation/organisation.service.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { RefusalError } from '../../src/platform/refusal.js';
import type { AttachmentInfo } from '../../src/protocol/study.js';
import { EntryHooks } from '../../src/study/entries/entry-hooks.js';
import { OwnEntries } from '../../src/study/entries/own-entries.service.js';
import { verifyLog } from '../support/audit-terminal.js';
import { bodyOf } from '../support/contest-stage.js';
import { rowsOf, studyStage, themeDay, type StudyStage } from '../support/study-desk.js';
import { postFile } from '../support/upload.js';

let stage: StudyStage;
let own: OwnEntries;
beforeAll(async () => {
  stage = await studyStage();
  own = stage.server.app.get(OwnEntries);
}, 60_000);
afterAll(() => stage.server.close());

const self = () => ({ personId: stage.people.甲, unitId: stage.branch });
const selfStudy = (over: object = {}) => ({
  kind: 'self-study' as const,
  onDate: '2026-01-04',
  title: '示例自学',
  modes: ['self'],
  minutes: 60,
  record: { item: '示例篇目', 'declared-hours': 1, insight: '示例体会' },
  ...over,
});
const codeOf = (pending: Promise<unknown>) =>
  pending.then(
    () => null,
    (error: unknown) => (error instanceof RefusalError ? error.refusal.code : String(error)),
  );

describe('self-study', () => {
  it('is nobody else’s until it is handed in, and then the secretary decides', async () => {
    const draft = await own.create(self(), selfStudy());
    expect(draft).toMatchObject({ status: 'draft', personName: '示例甲', createdBy: '示例甲', actions: ['edit', 'submit', 'remove'] }); // prettier-ignore
    expect((await stage.secretary.operator.get(`/api/study/entries/${draft.id}`)).code).toBe('study.entry-unknown');
    expect((await stage.secretary.list('of=person')).entries).toEqual([]);
    await own.patch(self(), draft.id, { baseVersion: 1, patch: { record: { insight: '示例新体会' } } });
    await own.submit(self(), draft.id);
    expect((await stage.secretary.list('of=person')).entries.map(({ id }) => id)).toEqual([draft.id]);
    await bodyOf(stage.secretary.step(draft.id, 'return', { reason: '示例理由' }));
    expect(await own.entry(self(), draft.id)).toMatchObject({ status: 'returned', returnReason: '示例理由' });
    await own.submit(self(), draft.id);
    // As a draft again it would be gone for who took it back in place of its writer.
    expect((await stage.secretary.entry(draft.id)).actions).toEqual(['approve', 'return']);
    expect((await stage.secretary.step(draft.id, 'withdraw')).code).toBe('study.entry-refused');
    expect((await own.withdraw(self(), draft.id)).status).toBe('draft');
    await own.submit(self(), draft.id);
    await bodyOf(stage.secretary.step(draft.id, 'approve'));
    expect(await codeOf(own.patch(self(), draft.id, { baseVersion: 9, patch: { title: 'x' } }))).toBe(
      'study.entry-refused',
    );
  });

  it('belongs to who wrote it, whatever the body says', async () => {
    const forged = { ...selfStudy(), unitId: stage.office, personId: stage.people.乙 };
    const { id, personId, unitId } = await own.create(self(), forged);
    expect([personId, unitId]).toEqual([stage.people.甲, stage.branch]);
    const other = { personId: stage.people.乙, unitId: stage.branch };
    expect(await codeOf(own.entry(other, id))).toBe('study.entry-unknown');
    expect(await codeOf(own.remove(other, id))).toBe('study.entry-unknown');
    await own.remove(self(), id);
  });

  it('stands beside what the branch did with them, without the others on the list', async () => {
    const attendance = [
      { personId: stage.people.甲, state: 'present' as const },
      { personId: stage.people.乙, state: 'absent' as const, reason: 'sick' as const },
    ];
    const { id } = await stage.secretary.create(themeDay(stage.branch, [], { attendance }));
    expect((await own.list(self(), {})).entries.map((row) => row.id)).not.toContain(id);
    await stage.secretary.lock(id);
    expect((await own.list(self(), {})).entries.map((row) => row.id)).toContain(id);
    const shown = await own.entry(self(), id);
    expect(shown.attendance.map(({ name }) => name)).toEqual(['示例甲']);
    expect(shown).toMatchObject({ expected: 2, present: 1, actions: [] });
    expect(JSON.stringify(shown)).not.toMatch(/sick|示例乙/);
  });
});

describe('what follows from an entry', () => {
  it('is told in the transaction of the decision, and taken back with it', async () => {
    const told: string[] = [];
    stage.server.app.get(EntryHooks).add({
      approved: async (manager, entries) => {
        const [row] = (await manager.query(`SELECT status FROM study_entry WHERE id = $1`, [entries[0]?.id])) as { status: string }[]; // prettier-ignore
        told.push(`approved ${row?.status} ${entries[0]?.attendance.length}`);
        if (entries[0]?.title === '示例失败') throw new Error('the hook fails');
      },
      corrected: (_manager, entry, before) => {
        told.push(`corrected ${before.minutes} ${entry.minutes}`);
        return Promise.resolve();
      },
      reopened: (_manager, entry) => {
        told.push(`reopened ${entry.attendance.length}`);
        return Promise.resolve();
      },
    });
    const make = async (title: string) => {
      const { id } = await stage.secretary.create(themeDay(stage.branch, [stage.people.甲], { title }));
      await bodyOf(stage.secretary.step(id, 'submit'));
      return id;
    };
    const id = await make('示例');
    await bodyOf(stage.secretary.step(id, 'approve'));
    await bodyOf(stage.secretary.step(id, 'return', { reason: '示例' }));
    const { version } = await stage.secretary.lock(id);
    await bodyOf(
      stage.secretary.step(id, 'corrections', { baseVersion: version, patch: { minutes: 45 }, reason: '示例' }),
    );
    expect(told).toEqual(['approved approved 1', 'reopened 1', 'approved approved 1', 'corrected 90 45']);
    const failing = await make('示例失败');
    expect((await stage.secretary.step(failing, 'approve')).code).toBe('server.error');
    expect((await stage.secretary.entry(failing)).status).toBe('submitted');
  });
});

describe('somebody who is erased', () => {
  it('leaves the figures as they were, without a word of theirs, and the log holds', async () => {
    const entry = await own.create(self(), selfStudy({ title: '示例秘密', place: '示例秘密' }));
    const path = `/api/study/entries/${entry.id}/attachments?kind=document&name=x.txt`;
    await own.submit(self(), entry.id);
    await bodyOf(stage.secretary.step(entry.id, 'return', { reason: '示例秘密理由' }));
    const attached = await bodyOf<AttachmentInfo>(postFile(stage.secretary.operator, path, { bytes: '示例秘密' }));
    await own.submit(self(), entry.id);
    await bodyOf(stage.secretary.step(entry.id, 'approve'));
    const { version } = await bodyOf<{ version: number }>(stage.secretary.step(entry.id, 'lock'));
    const correction = { baseVersion: version, patch: { title: '示例秘密更正', minutes: 30 }, reason: '示例秘密更正' };
    await bodyOf(stage.secretary.step(entry.id, 'corrections', correction));
    const attendance = [{ personId: stage.people.甲, state: 'absent' as const, reason: 'official' as const }];
    const meeting = await stage.secretary.create(themeDay(stage.branch, [stage.people.乙]));
    await bodyOf(stage.secretary.patch(meeting.id, 1, { attendance }));
    const draft = await own.create(self(), selfStudy({ title: '示例秘密草稿' }));
    const figures = async () =>
      rowsOf(stage.server, `SELECT id, minutes, expected, present, status FROM study_entry WHERE id <> $1 ORDER BY id`, [draft.id]); // prettier-ignore
    const before = await figures();

    const organisation = stage.server.app.get(OrganisationService);
    await stage.server.app
      .get(WriteQueue)
      .run((manager) => organisation.erase(manager, stage.people.甲, stage.server.clock.now()));

    expect(await figures()).toEqual(before);
    const kept = ['study_entry', 'study_entry_change', 'study_entry_correction', 'attachment', 'audit_note', 'study_attendance']; // prettier-ignore
    for (const table of kept)
      expect(JSON.stringify(await rowsOf(stage.server, `SELECT * FROM ${table}`))).not.toMatch(/秘密|official/);
    expect((await stage.secretary.operator.get(attached.url)).code).toBe('study.attachment-unknown');
    expect(await stage.secretary.entry(entry.id)).toMatchObject({
      personName: '已注销人员',
      minutes: 30,
      attachments: [],
    });
    expect((await stage.secretary.entry(meeting.id)).attendance.map(({ name }) => name)).toContain('已注销人员');
    expect((await verifyLog(stage.server.dataDir)).findings).toEqual([]);
  });
});
