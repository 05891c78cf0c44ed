/** Entries of the study log over REST: their life, several writers, corrections, who sees what. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { DecideReply, EntryHistory, EntryInfo, StudyOverview } from '../../src/protocol/study.js';
import type { Refusal } from '../../src/protocol/error-code.js';
import { verifyLog } from '../support/audit-terminal.js';
import { bodyOf } from '../support/contest-stage.js';
import type { RestAnswer } from '../support/rest-client.js';
import { letPass, rowsOf, studyStage, themeDay, type StudyStage } from '../support/study-desk.js';

const DAY_MS = 24 * 60 * 60_000;

let stage: StudyStage;
beforeAll(async () => {
  stage = await studyStage();
}, 60_000);
afterAll(() => stage.server.close());

const refusal = ({ body }: RestAnswer): Refusal => (body as { error: Refusal }).error;
const both = () => [stage.people.甲, stage.people.乙];

describe('an entry', () => {
  it('begins with who belonged to the branch on that day, also before the roster was loaded', async () => {
    const names = (await stage.secretary.members(stage.branch, '2025-06-30')).map(({ name }) => name);
    expect(names).toEqual(['示例甲', '示例乙']);
  });

  it('says what is missing, is handed in, returned with a reason, approved, locked', async () => {
    const { secretary, branch } = stage;
    const draft = await secretary.create({
      unitId: branch,
      kind: 'theme-day',
      onDate: '2026-01-05',
      modes: ['branch'],
    });
    expect(draft).toMatchObject({ status: 'draft', version: 1, actions: ['edit', 'submit', 'remove'] });
    const early = await secretary.step(draft.id, 'submit');
    expect([early.status, early.code]).toEqual([422, 'study.evidence-missing']);
    expect(refusal(early).details?.map(({ path }) => path)).toEqual([
      'title',
      'attendance',
      'record.host',
      'record.recorder',
      'record.agenda',
      'record.contents',
    ]);
    const { title = '', record = {}, attendance = [] } = themeDay(branch, both());
    await bodyOf(secretary.patch(draft.id, 1, { title, record, attendance }));
    expect(await bodyOf<EntryInfo>(secretary.step(draft.id, 'submit'))).toMatchObject({
      status: 'submitted',
      late: false,
      expected: 2,
      present: 2,
      missing: [],
    });
    expect((await secretary.patch(draft.id, 3, { title: '示例' })).code).toBe('study.entry-refused');
    expect((await secretary.step(draft.id, 'return', { reason: ' ' })).code).toBe('study.entry-rejected');
    const returned = await bodyOf<EntryInfo>(secretary.step(draft.id, 'return', { reason: '请补充示例' }));
    expect(returned).toMatchObject({ status: 'returned', returnReason: '请补充示例', actions: ['edit', 'submit', 'remove'] }); // prettier-ignore
    const locked = await secretary.lock(draft.id);
    expect(locked).toMatchObject({ status: 'locked', actions: ['correct'], decidedBy: '示例书记shili.one' });
    const { steps } = await bodyOf<EntryHistory>(secretary.operator.get(`/api/study/entries/${draft.id}/history`));
    expect(steps.map(({ action }) => action)).toEqual(['create', 'edit', 'submit', 'return', 'submit', 'approve', 'lock']); // prettier-ignore
    expect(steps[3]?.reason).toBe('请补充示例');
    expect((await secretary.operator.delete(`/api/study/entries/${draft.id}`)).code).toBe('study.entry-refused');
  });

  it('is marked as 补录 where it comes late, and never refused for it', async () => {
    const entry = await stage.secretary.create(themeDay(stage.branch, both(), { onDate: '2025-11-01' }));
    const submitted = await bodyOf<EntryInfo>(stage.secretary.step(entry.id, 'submit'));
    expect(submitted.late).toBe(true);
    expect(submitted.warnings.map(({ code }) => code)).toEqual(['late']);
    expect((await stage.secretary.list('late=true')).entries.map(({ id }) => id)).toEqual([entry.id]);
  });

  it('warns where not more than half were there for a vote, and goes on', async () => {
    const states = ['present', 'absent'] as const;
    const attendance = both().map((personId, index) => ({ personId, state: states[index] ?? 'absent' }));
    const body = themeDay(stage.branch, [], { kind: 'member-meeting', attendance });
    const entry = await stage.secretary.create({ ...body, record: { ...body.record, 'votes-for': 1 } });
    expect(entry.warnings.map(({ code }) => code)).toEqual(['quorum']);
    expect((await stage.secretary.lock(entry.id)).status).toBe('locked');
  });

  it('is made once however often it is sent, and a draft can be taken away', async () => {
    const body = themeDay(stage.branch, both(), { sourceId: 'page-1' });
    const one = await stage.secretary.create(body);
    expect((await stage.secretary.create(body)).id).toBe(one.id);
    expect((await stage.secretary.operator.delete(`/api/study/entries/${one.id}`)).status).toBe(204);
    expect((await stage.secretary.operator.get(`/api/study/entries/${one.id}`)).code).toBe('study.entry-unknown');
  });

  it('takes nobody from elsewhere, no field that is not one, no self-study without a person', async () => {
    const foreign = (await stage.organisation.people('示例乙局 第一支部')).people[0]?.id ?? '';
    const tried = async (over: object) =>
      refusal(
        await stage.secretary.operator.post('/api/study/entries', { ...themeDay(stage.branch, both()), ...over }),
      );
    expect(await tried({ attendance: [{ personId: foreign, state: 'present' }] })).toMatchObject({
      code: 'study.entry-rejected',
      details: [{ path: `attendance.${foreign}.personId` }],
    });
    expect(await tried({ mood: 'x', record: { nothing: 'x' } })).toMatchObject({ details: [{ path: 'mood' }] });
    expect(await tried({ kind: 'self-study', attendance: [] })).toMatchObject({ details: [{ path: 'kind' }] });
    expect(await tried({ onDate: '2026-02-30' })).toMatchObject({ details: [{ path: 'onDate' }] });
    expect((await tried({ personId: foreign, kind: 'self-study', attendance: [] })).code).toBe('person.unknown');
  });
});

describe('two people at one entry', () => {
  it('lose nothing: other fields are put together, the same field is shown twice', async () => {
    const { admin, secretary, branch } = stage;
    const { id, version } = await secretary.create(themeDay(branch, both()));
    await bodyOf(secretary.patch(id, version, { record: { host: '示例甲' }, title: '示例一' }));
    const merged = await bodyOf<EntryInfo>(
      admin.patch(id, version, { record: { recorder: '示例乙' }, place: '示例室' }),
    );
    expect(merged).toMatchObject({ title: '示例一', place: '示例室', record: { host: '示例甲', recorder: '示例乙' } });
    const clash = await admin.patch(id, version, { title: '示例二', minutes: 60 });
    expect([clash.status, clash.code]).toEqual([409, 'study.entry-conflict']);
    expect(refusal(clash).conflicts).toEqual([{ path: 'title', current: '示例一', wanted: '示例二' }]);
    expect((await admin.entry(id)).minutes).toBe(90);
    expect((await bodyOf<EntryInfo>(admin.patch(id, merged.version, { title: '示例二' }))).title).toBe('示例二');
  });

  it('at the same moment on different people of the list', async () => {
    const { admin, secretary, branch, people } = stage;
    const { id, version } = await secretary.create(themeDay(branch, both()));
    const set = (desk: typeof admin, personId: string) =>
      desk.patch(id, version, { attendance: [{ personId, state: 'absent', madeUpOn: '2026-01-05', madeUpChannel: 'home', madeUpForm: 'braille' }] }); // prettier-ignore
    const answers = await Promise.all([set(admin, people.甲), set(secretary, people.乙)]);
    expect(answers.map(({ code }) => code)).toEqual([null, null]);
    expect(await admin.entry(id)).toMatchObject({ expected: 2, present: 0 });
    expect((await secretary.entry(id)).attendance.map(({ madeUpForm }) => madeUpForm)).toEqual(['braille', 'braille']);
    const again = await admin.patch(id, version, { attendance: [{ personId: people.乙, state: null }] });
    expect(again.code).toBe('study.entry-conflict');
  });
});

describe('a locked entry', () => {
  it('is corrected by an addition; what it said stays on record, and the log vouches for it', async () => {
    const { secretary, server, branch } = stage;
    const { id } = await secretary.create(themeDay(branch, both()));
    const { version } = await secretary.lock(id);
    expect((await secretary.patch(id, version, { title: '示例' })).code).toBe('study.entry-refused');
    const correct = (body: object) =>
      secretary.step(id, 'corrections', { baseVersion: version, reason: '示例笔误', ...body });
    expect((await correct({ patch: {} })).code).toBe('study.entry-rejected');
    expect((await correct({ patch: { minutes: 60 }, reason: '' })).code).toBe('study.entry-rejected');
    const patch = { minutes: 60, attendance: [{ personId: stage.people.乙, state: 'absent' }] };
    const corrected = await bodyOf<EntryInfo>(correct({ patch }));
    expect(corrected).toMatchObject({ status: 'locked', minutes: 60, present: 1, expected: 2 });
    expect(corrected.corrections).toMatchObject([
      {
        number: 1,
        reason: '示例笔误',
        changes: [
          { path: 'minutes', before: 90, after: 60 },
          { path: `attendance.${stage.people.乙}.state`, before: 'present', after: 'absent' },
        ],
      },
    ]);
    expect((await correct({ patch: { minutes: 30 } })).code).toBe('study.entry-conflict');
    expect((await secretary.list(`unitId=${branch}&status=locked`)).entries.find((row) => row.id === id)?.corrected).toBe(true); // prettier-ignore
    expect((await verifyLog(server.dataDir)).findings).toEqual([]);
    await rowsOf(server, `UPDATE study_entry SET present = 2 WHERE id = $1`, [id]);
    expect((await verifyLog(server.dataDir)).findings).toMatchObject([
      { what: 'rows-changed', kind: 'locked-entry', keys: [id] },
    ]);
    await rowsOf(server, `UPDATE study_entry SET present = 1 WHERE id = $1`, [id]);
  });

  it('may not be corrected into what could not have been handed in', async () => {
    const { secretary, branch, people } = stage;
    const { id } = await secretary.create(themeDay(branch, both()));
    const { version } = await secretary.lock(id);
    const tried = async (patch: object) => {
      const { code, body } = await secretary.step(id, 'corrections', { baseVersion: version, reason: '示例', patch });
      return [code, ...((body as { error: Refusal }).error.details ?? []).map(({ path }) => path)];
    };
    expect(await tried({ title: '', record: { host: '' } })).toEqual(['study.evidence-missing', 'title', 'record.host']); // prettier-ignore
    expect(await tried({ modes: [] })).toEqual(['study.evidence-missing', 'modes']);
    expect(await tried({ onDate: '2026-12-31' })).toEqual(['study.evidence-missing', 'onDate']);
    expect(await tried({ attendance: both().map((personId) => ({ personId, state: 'absent' })) })).toEqual(['study.evidence-missing', 'attendance']); // prettier-ignore
    const madeUp = (madeUpOn: string, state = 'absent') =>
      tried({ attendance: [{ personId: people.乙, state, madeUpOn, madeUpChannel: 'home', madeUpForm: 'visit' }] });
    const refused = ['study.entry-rejected', `attendance.${people.乙}.madeUpOn`];
    expect(await madeUp('2026-01-04')).toEqual(refused);
    expect(await madeUp('2026-12-31')).toEqual(refused);
    expect(await madeUp('2026-01-05', 'present')).toEqual(refused);
    expect((await secretary.entry(id)).corrections).toEqual([]);
  });

  it('of which something has been erased since is corrected all the same', async () => {
    const { server, secretary, branch } = stage;
    const { id } = await secretary.create(themeDay(branch, both()));
    const { version } = await secretary.lock(id);
    // As an erasure leaves it: what was written is gone.
    await rowsOf(server, `UPDATE study_entry SET record = '{}' WHERE id = $1`, [id]);
    const answer = secretary.step(id, 'corrections', { baseVersion: version, reason: '示例', patch: { minutes: 60 } });
    expect((await bodyOf<EntryInfo>(answer)).minutes).toBe(60);
  });

  it('many are decided at once, each for itself', async () => {
    const { secretary, branch } = stage;
    const ids: string[] = [];
    for (const at of [1, 2]) ids.push((await secretary.create(themeDay(branch, both(), { title: `示例${at}` }))).id);
    await bodyOf(secretary.step(ids[0] ?? '', 'submit'));
    const decide = (decision: string) =>
      bodyOf<DecideReply>(secretary.operator.post('/api/study/entries/decide', { ids, decision }));
    const { done, refused } = await decide('approve');
    expect(done).toEqual([ids[0]]);
    expect(refused).toMatchObject([{ id: ids[1], message: expect.stringContaining('草稿') }]);
    expect((await decide('lock')).done).toEqual([ids[0]]);
  });
});

describe('who sees what', () => {
  it('a secretary sees the own branch, and of others not even that they exist', async () => {
    const { secretary, other, branch } = stage;
    const { id, version } = await secretary.create(themeDay(branch, both()));
    const codes = [
      await other.operator.get(`/api/study/entries/${id}`),
      await other.operator.get(`/api/study/entries/${id}/history`),
      await other.patch(id, version, { title: '示例' }),
      await other.step(id, 'submit'),
      await other.step(id, 'approve'),
      await other.operator.delete(`/api/study/entries/${id}`),
    ].map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['study.entry-unknown']));
    expect((await other.operator.post('/api/study/entries', themeDay(branch, []))).code).toBe('unit.unknown');
    expect((await other.operator.get(`/api/study/units/${branch}/members`)).code).toBe('unit.unknown');
    expect((await other.operator.get(`/api/study/entries?unitId=${branch}`)).code).toBe('unit.unknown');
    expect((await other.list()).entries).toEqual([]);
  });

  it('absence reasons stay in the branch: not in lists, not in the history, not for who is above', async () => {
    const { admin, secretary, branch, people } = stage;
    const attendance = [
      { personId: people.甲, state: 'present' as const },
      { personId: people.乙, state: 'absent' as const, reason: 'sick' as const },
    ];
    const { id, version } = await secretary.create(themeDay(branch, [], { attendance }));
    const reasons = (entry: EntryInfo) => entry.attendance.map(({ reason }) => reason);
    expect(reasons(await secretary.entry(id))).toEqual([null, 'sick']);
    const above = await admin.entry(id);
    expect([reasons(above), above.reasonsShown]).toEqual([[null, null], false]);
    await bodyOf(secretary.patch(id, version, { attendance: [{ personId: people.乙, reason: 'official' }] }));
    const history = await admin.operator.get(`/api/study/entries/${id}/history`);
    const list = await admin.operator.get(`/api/study/entries?unitId=${branch}`);
    for (const answer of [history, list]) expect(JSON.stringify(answer.body)).not.toMatch(/sick|official|absent/);
    // Who does not see a reason leaves it as it is.
    await bodyOf(admin.patch(id, version + 1, { attendance: [{ personId: people.甲, minutes: 30 }] }));
    expect(reasons(await secretary.entry(id))).toEqual([null, 'official']);
  });

  it('they stay there also where somebody from above began the entry', async () => {
    const { admin, secretary, branch, people } = stage;
    const { id, version } = await admin.create(themeDay(branch, both()));
    const absent = { personId: people.乙, state: 'absent' as const, reason: 'sick' as const };
    await bodyOf(secretary.patch(id, version, { attendance: [absent] }));
    const above = await admin.entry(id);
    expect([above.attendance.map(({ reason }) => reason), above.reasonsShown]).toEqual([[null, null], false]);
    expect((await secretary.entry(id)).attendance.map(({ reason }) => reason)).toEqual([null, 'sick']);
    // Nor does a clash tell.
    const clash = await admin.patch(id, version, { attendance: [{ personId: people.乙, reason: 'personal' }] });
    expect(clash.code).toBe('study.entry-conflict');
    expect(JSON.stringify(clash.body)).not.toContain('sick');
    // Nor does it stand in the way of who cannot take it out.
    await bodyOf(admin.patch(id, above.version, { attendance: [{ personId: people.乙, state: 'present' }] }));
    expect((await secretary.entry(id)).attendance).toMatchObject([
      { reason: null },
      { state: 'present', reason: null },
    ]);
  });

  it('how somebody caught up stays there, too, since it tells of needs; that they did is for all', async () => {
    const { admin, secretary, branch, people } = stage;
    const madeUp = { madeUpOn: '2026-01-05', madeUpChannel: 'home' as const, madeUpForm: 'large-print' as const };
    const absent = { personId: people.乙, state: 'absent' as const, ...madeUp };
    const { id } = await secretary.create(themeDay(branch, [people.甲]));
    const { version } = await secretary.entry(id);
    await bodyOf(secretary.patch(id, version, { attendance: [absent] }));
    const rowOf = (entry: EntryInfo) => entry.attendance.find(({ personId }) => personId === people.乙);
    expect(rowOf(await secretary.entry(id))).toMatchObject(madeUp);
    await secretary.lock(id);
    const locked = await secretary.entry(id);
    const patch = { attendance: [{ personId: people.乙, madeUpForm: 'braille' as const }] };
    await bodyOf(secretary.step(id, 'corrections', { baseVersion: locked.version, reason: '示例乙因病缺席', patch }));
    const above = await admin.entry(id);
    expect(rowOf(above)).toMatchObject({ madeUpOn: '2026-01-05', madeUpChannel: null, madeUpForm: null });
    const history = await admin.operator.get(`/api/study/entries/${id}/history`);
    for (const shown of [above, history.body])
      expect(JSON.stringify(shown)).not.toMatch(/large-print|braille|"home"|因病/);
    const own = await secretary.operator.get(`/api/study/entries/${id}/history`);
    for (const word of ['braille', '因病']) expect(JSON.stringify(own.body)).toContain(word);
  });
});

describe('a list', () => {
  it('goes page by page without a gap or a repetition, and is filtered', async () => {
    const { admin, secretary, branch } = stage;
    await letPass(stage, DAY_MS);
    for (const at of [1, 2, 3, 4, 5]) {
      await secretary.create(themeDay(branch, both(), { title: `示例翻页_${at}`, onDate: `2026-01-0${(at % 2) + 1}` }));
    }
    const all = (await admin.list('q=翻页_')).entries.map(({ id }) => id);
    expect(all).toHaveLength(5);
    const paged: string[] = [];
    for (let cursor = ''; ;) {
      const { entries, next } = await admin.list(`q=翻页_&limit=2${cursor}`);
      paged.push(...entries.map(({ id }) => id));
      if (next === null) break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    expect(paged).toEqual(all);
    expect((await admin.list('q=翻页%')).entries).toEqual([]);
    expect((await admin.list('q=翻页&from=2026-01-02&to=2026-01-02&of=branch&mode=branch&kind=theme-day')).entries).toHaveLength(3); // prettier-ignore
    expect((await admin.operator.get('/api/study/entries?cursor=x')).body).toMatchObject({ error: { code: 'rest.invalid', details: [{ path: 'cursor' }] } }); // prettier-ignore
  });
});

describe('the overview', () => {
  it('adds up every unit once, from the rows that are approved', async () => {
    const { admin, secretary, other, branch } = stage;
    const of = (desk: typeof admin, query = '') =>
      bodyOf<StudyOverview>(desk.operator.get(`/api/study/overview?from=2025-01-01&to=2026-12-31${query}`));
    const approved = [
      ...(await admin.list(`unitId=${branch}&status=locked&limit=200`)).entries,
      ...(await admin.list(`unitId=${branch}&status=approved&limit=200`)).entries,
    ];
    const whole = await of(admin);
    expect(whole.rows.map(({ unitName }) => unitName)).toEqual(['示例省']);
    const [row] = whole.rows;
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
    expect(row).toMatchObject({
      approved: approved.length,
      present: sum(approved.map(({ present }) => present)),
      expected: sum(approved.map(({ expected }) => expected)),
      active: 1,
    });
    expect(row?.byMode[whole.modes.findIndex(({ id }) => id === 'branch')]).toBe(approved.length);
    const [own] = (await of(secretary)).rows;
    expect(own).toMatchObject({ unitId: branch, itself: true, approved: approved.length });
    expect((await of(other)).rows.map(({ approved: count }) => count)).toEqual([0, 0]);
    expect((await other.operator.get(`/api/study/overview?unitId=${branch}`)).code).toBe('unit.unknown');
  });
});
