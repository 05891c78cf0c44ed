/** Modes of study as data: what is renamed tomorrow does not change what was written yesterday. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ModeInfo, SettingInfo } from '../../src/protocol/study-setup.js';
import { bodyOf } from '../support/contest-stage.js';
import { letPass, rowsOf, studyStage, themeDay, type StudyStage } from '../support/study-desk.js';

const DAY_MS = 24 * 60 * 60_000;

let stage: StudyStage;
beforeAll(async () => {
  stage = await studyStage();
}, 60_000);
afterAll(() => stage.server.close());

const send = (method: string, path: string, body: unknown) =>
  stage.admin.operator.send(method, `/api/study/${path}`, { body });
const modes = () => bodyOf<ModeInfo[]>(stage.admin.operator.get('/api/study/modes'));

describe('modes of study', () => {
  it('come as five, each with what it asks for', async () => {
    const { settings, modes: offered, kinds } = await stage.admin.setup();
    expect(settings.heading).toBe('五学联动');
    expect(offered.map(({ id, name }) => [id, name])).toEqual([
      ['lead', '领导领学'],
      ['branch', '支部共学'],
      ['guide', '专家导学'],
      ['self', '个人自学'],
      ['apply', '研讨践学'],
    ]);
    for (const { evidence } of offered) expect(evidence.filter(({ required }) => required).length).toBeGreaterThan(2);
    expect(kinds.map(({ kind }) => kind)).toContain('committee-meeting');
  });

  it('renamed: new entries have the new name, last month still has the old one, also when written afterwards', async () => {
    const { admin, branch, people } = stage;
    const lecture = (onDate: string) =>
      admin.create(themeDay(branch, [people.甲], { kind: 'lecture', modes: ['guide'], onDate, record: { speaker: '示例', 'speaker-unit': '示例' } })); // prettier-ignore
    const before = await lecture('2025-12-20');
    await admin.lock(before.id);
    await letPass(stage, DAY_MS);
    expect((await send('PATCH', 'modes/guide', { name: '送学' })).status).toBe(204);
    const today = await lecture('2026-01-06');
    const backdated = await lecture('2025-12-21');
    const { entries } = await admin.list(`mode=guide&unitId=${branch}`);
    expect(entries.map(({ onDate, modes: labels }) => [onDate, labels[0]?.label])).toEqual([
      ['2026-01-06', '送学'],
      ['2025-12-21', '专家导学'],
      ['2025-12-20', '专家导学'],
    ]);
    expect(await admin.entry(before.id)).toMatchObject({ modes: [{ id: 'guide', label: '专家导学' }] });
    // A day moved over the change takes the name of its new day with it.
    await bodyOf(admin.patch(backdated.id, backdated.version, { onDate: '2026-01-06' }));
    expect((await admin.entry(backdated.id)).modes).toEqual([{ id: 'guide', label: '送学' }]);
    expect((await admin.setup('2026-01-05')).modes[2]?.name).toBe('专家导学');
    const guide = (await modes()).find(({ id }) => id === 'guide');
    expect(guide?.used).toBe(true);
    expect(guide?.revisions.map(({ name, effectiveFrom, by }) => [name, effectiveFrom, by])).toEqual([
      ['送学', '2026-01-06', '示例管理员'],
      ['专家导学', '1970-01-01', null],
    ]);
    expect(today.modes).toEqual([{ id: 'guide', label: '送学' }]);
  });

  it('are archived, never fewer than three, and what has one keeps it', async () => {
    const { admin, branch, people } = stage;
    const entry = await admin.create(themeDay(branch, [people.甲], { modes: ['lead', 'branch'] }));
    expect((await send('POST', 'modes/lead/archive', {})).status).toBe(204);
    expect((await admin.setup()).modes.map(({ id }) => id)).not.toContain('lead');
    const refused = await admin.operator.post('/api/study/entries', themeDay(branch, [], { modes: ['lead'], onDate: '2026-01-06' })); // prettier-ignore
    expect(refused.code).toBe('study.entry-rejected');
    const patched = await admin.patch(entry.id, entry.version, { title: '示例修改' });
    expect(patched.body).toMatchObject({ modes: [{ id: 'lead' }, { id: 'branch' }] });
    await send('POST', 'modes/self/archive', {});
    expect((await send('POST', 'modes/apply/archive', {})).code).toBe('study.modes-refused');
    for (const id of ['lead', 'self']) expect((await send('POST', `modes/${id}/restore`, {})).status).toBe(204);
    expect((await send('POST', 'modes/none/archive', {})).code).toBe('study.mode-unknown');
  });

  it('are added up to eight, ordered, and held to sound fields', async () => {
    const added: string[] = [];
    const body = { name: '示例联学', meaning: '联建共学', evidence: [{ key: 'partner', label: '共建单位', input: 'line', source: 'record', required: true }] }; // prettier-ignore
    for (const at of [1, 2, 3]) {
      added.push((await bodyOf<{ id: string }>(send('POST', 'modes', { ...body, name: `示例联学${at}` }))).id);
    }
    expect((await send('POST', 'modes', body)).code).toBe('study.modes-refused');
    const wrong = await send('PATCH', `modes/${added[0]}`, { evidence: [{ key: 'Bad Key', label: '', input: 'line', source: 'record', required: true }] }); // prettier-ignore
    expect(wrong.code).toBe('study.mode-rejected');
    const ids = (await modes()).map(({ id }) => id);
    expect((await send('PUT', 'modes/order', { ids: ids.slice(1) })).code).toBe('study.modes-refused');
    expect((await send('PUT', 'modes/order', { ids: ids.toReversed() })).status).toBe(204);
    expect((await stage.admin.setup()).modes.map(({ id }) => id)).toEqual(ids.toReversed());
    const { admin, branch } = stage;
    const entry = await admin.create({ unitId: branch, kind: 'other', onDate: '2026-01-06', modes: [added[0] ?? ''], record: { partner: '示例单位' } }); // prettier-ignore
    expect(entry.missing.map(({ path }) => path)).toEqual(['title']);
  });
});

describe('content groups', () => {
  it('are named by the organisation, kept by entries, and archived', async () => {
    const { admin, branch } = stage;
    const { id } = await bodyOf<{ id: string }>(send('POST', 'groups', { name: '学理论' }));
    const { body: twice } = await stage.admin.operator.post('/api/study/groups', { name: '学理论' });
    expect(twice).toMatchObject({ error: { code: 'study.group-rejected', details: [{ path: 'name' }] } });
    const entry = await admin.create({ unitId: branch, kind: 'other', onDate: '2026-01-06', groups: [id] });
    await send('PATCH', `groups/${id}`, { name: '学党章' });
    await send('PUT', `groups/${id}/archived`, { archived: true });
    expect((await admin.entry(entry.id)).groups).toEqual([{ id, label: '学理论' }]);
    expect((await admin.setup()).groups).toEqual([]);
    expect((await send('PATCH', 'groups/none', { name: '示例' })).code).toBe('study.group-unknown');
    expect((await admin.list(`group=${id}`)).entries.map((row) => row.id)).toEqual([entry.id]);
  });
});

describe('settings', () => {
  const all = async () => {
    const infos = await bodyOf<SettingInfo[]>(stage.admin.operator.get('/api/study/settings'));
    return new Map(infos.map((info) => [info.name, info]));
  };

  it('hold from their day on, and what was said before stays on record', async () => {
    expect((await send('PUT', 'settings/heading', { value: '六学联动', effectiveFrom: '2026-02-01' })).status).toBe(
      204,
    );
    expect((await stage.admin.setup('2026-01-31')).settings.heading).toBe('五学联动');
    expect((await stage.admin.setup('2026-02-01')).settings.heading).toBe('六学联动');
    expect((await send('PUT', 'settings/late-days', { value: 0 })).code).toBe('study.setting-rejected');
    expect((await send('PUT', 'settings/other', { value: 1 })).code).toBe('rest.not-found');
  });

  it('switch a guard-rail on with its rule read and a name beside it, on record', async () => {
    const rail = (await all()).get('public-person-ranking');
    expect(rail).toMatchObject({ value: false, rule: expect.stringContaining('在线时长'), history: [] });
    const set = (body: object) => send('PUT', 'settings/public-person-ranking', body);
    expect((await set({ value: true })).code).toBe('study.approval-required');
    expect((await set({ value: true, approvedBy: '示例批准人', reason: '示例理由' })).code).toBe(
      'study.approval-required',
    );
    expect((await set({ value: true, approvedBy: ' ', reason: '示例理由', ruleRead: true })).code).toBe(
      'study.approval-required',
    );
    const { body: bare } = await set({ value: true });
    expect(bare).toMatchObject({
      error: { details: [{ path: 'ruleRead' }, { path: 'approvedBy' }, { path: 'reason' }] },
    });
    const sound = { value: true, approvedBy: '示例批准人', reason: '示例理由', ruleRead: true };
    expect((await set(sound)).status).toBe(204);
    expect((await all()).get('public-person-ranking')).toMatchObject({
      value: true,
      history: [{ approvedBy: '示例批准人', reason: '示例理由', by: '示例管理员' }],
    });
    const [logged] = await rowsOf(
      stage.server,
      `SELECT entry.detail, note.note FROM audit_entry entry JOIN audit_note note
        ON note.chain = entry.chain AND note.sequence = entry.sequence WHERE entry.action = 'study.setting-changed'`,
    );
    expect(logged).toMatchObject({
      note: '示例批准人：示例理由',
      detail: expect.stringContaining('"on":true'),
    });
    expect((await set({ value: false })).status).toBe(204);
  });

  it('know no streaks and no time online, also where one was switched on before there were none', async () => {
    for (const name of ['streaks', 'online-time']) {
      expect((await send('PUT', `settings/${name}`, { value: false })).code).toBe('rest.not-found');
      const values = [`old-${name}`, name, 'true', '2026-01-01', 1];
      const sql = `INSERT INTO study_setting (id, name, value, effective_from, created_at) VALUES ($1, $2, $3, $4, $5)`;
      await rowsOf(stage.server, sql, values);
    }
    expect([...(await all()).keys()]).not.toContain('streaks');
    expect(Object.keys((await stage.admin.setup()).settings)).not.toContain('online-time');
  });

  it('are for who may configure; a secretary reads what a form needs', async () => {
    const { operator } = stage.secretary;
    expect((await operator.get('/api/study/settings')).code).toBe('auth.forbidden');
    expect((await operator.get('/api/study/setup')).status).toBe(200);
  });
});
