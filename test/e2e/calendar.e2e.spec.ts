/** The study calendar over REST, on a clock that stands in January 2026. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type {
  CalendarFeedInfo,
  CalendarNodeBody,
  CalendarNodeInfo,
  CalendarYear,
  ScheduleWarning,
} from '../../src/protocol/calendar.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { InProcessServer, SHIPPED_BANKS } from '../support/contest-server.js';
import { ManualClock } from '../support/manual-clock.js';
import { RestClient } from '../support/rest-client.js';
import { personWith } from '../support/role-people.js';

const BASE = '/api/study/calendar';
const OWN: CalendarNodeBody = {
  name: '示例支部读书日',
  rule: { kind: 'weekday', month: 11, nth: -1, weekday: 5, days: 1 },
  content: '示例内容; 第一行, 第二行',
  banks: ['civil-code', 'no-such-bank'],
};

let server: InProcessServer;
let operator: RestClient;
let secretary: RestClient;

beforeAll(async () => {
  server = await InProcessServer.start(SHIPPED_BANKS, new ManualClock(Date.UTC(2026, 0, 1, 4)));
  operator = (await Stage.set(server)).operator;
  secretary = (await personWith(operator, 'shili.secretary', ['branch-secretary'])).client;
});
afterAll(() => server.close());

const year = (which: number, who = operator): Promise<CalendarYear> => bodyOf(who.get(`${BASE}/years/${which}`));
const put = (path: string, body: unknown, who = operator) => who.send('PUT', `${BASE}/${path}`, { body });
const feedOf = async (path: string): Promise<Response> => fetch(server.url + path);
const link = async (): Promise<string> => (await bodyOf<CalendarFeedInfo>(operator.get(`${BASE}/feed`))).path;

describe('the study calendar', () => {
  it('has the nodes of a year in their order, with content, banks and what they clash with', async () => {
    const { events, today, holidays } = await year(2026, secretary);
    expect(today).toBe('2026-01-01');
    const days = new Map(events.map(({ nodeId, from, to }) => [nodeId, `${from} ${to}`]));
    expect(days.get('disability-day')).toBe('2026-05-17 2026-05-17');
    expect(days.get('reading-week')).toBe('2026-04-20 2026-04-26');
    expect(days.get('new-years-eve')).toBe('2026-02-16 2026-02-16');
    expect(days.get('constitution-week')).toBe('2026-12-01 2026-12-07');
    expect(events.map(({ from }) => from)).toEqual(events.map(({ from }) => from).toSorted());
    const midAutumn = events.find(({ nodeId }) => nodeId === 'mid-autumn');
    expect(midAutumn).toMatchObject({ ruleText: '农历八月十五', clashes: ['9月25日（星期五）中秋节放假'] });
    expect(events.find(({ nodeId }) => nodeId === 'civic-morality-day')?.clashes).toEqual([
      '9月20日（星期日）调休上班（国庆节）',
    ]);
    expect(events.find(({ nodeId }) => nodeId === 'disability-day')?.banks.map(({ title }) => title)).toEqual([
      '残疾人权益保障',
    ]);
    expect(holidays?.source).toContain('关于2026年部分节假日安排的通知');
    expect(holidays?.days).toHaveLength(39);
  });

  it('says of a year without a recorded arrangement that it has none', async () => {
    expect((await year(2027)).holidays).toBeNull();
    expect((await year(2027)).events.find(({ nodeId }) => nodeId === 'disability-day')?.from).toBe('2027-05-16');
  });

  it('records the arrangement of a year, in place of the one before', async () => {
    const days = [{ date: '2027-01-01', kind: 'off', name: '元旦' }] as const;
    const body = { source: '示例通知', days };
    expect((await put('holidays/2027', body)).code).toBeNull();
    expect((await year(2027)).holidays).toEqual({ ...body, year: 2027, origin: 'own' });
    const more = { source: '示例通知二', days: [...days, { date: '2027-01-02', kind: 'work', name: '元旦' }] };
    expect((await put('holidays/2027', more)).code).toBeNull();
    expect((await year(2027)).holidays?.days).toHaveLength(2);
  });

  it('refuses days of another year, twice the same and what is no day', async () => {
    const day = { kind: 'off', name: '元旦' } as const;
    const faults = async (dates: readonly string[]) => {
      const answer = await put('holidays/2028', { source: '示例', days: dates.map((date) => ({ ...day, date })) });
      return [answer.status, answer.code];
    };
    expect(await faults(['2027-01-01'])).toEqual([400, 'calendar.rejected']);
    expect(await faults(['2028-01-01', '2028-01-01'])).toEqual([400, 'calendar.rejected']);
    expect(await faults(['2028-02-30'])).toEqual([400, 'rest.invalid']);
    expect((await year(2028)).holidays).toBeNull();
  });

  it('takes nodes of its own, changes and hides shipped ones, and gives them back', async () => {
    const { id } = await bodyOf<{ id: string }>(operator.post(`${BASE}/nodes`, OWN));
    const added = (await year(2026)).events.find(({ nodeId }) => nodeId === id);
    expect(added).toMatchObject({ from: '2026-11-27', ruleText: '11月最后一个星期五', content: OWN.content });
    expect(added?.banks.map(({ slug }) => slug)).toEqual(['civil-code']);

    const shipped = (await bodyOf<CalendarNodeInfo[]>(operator.get(`${BASE}/nodes`))).find(
      (node) => node.id === 'two-sessions',
    );
    const { name, content, banks } = shipped as CalendarNodeInfo;
    const rule = { kind: 'fixed', month: 3, day: 12, days: 14 };
    expect((await put('nodes/two-sessions', { name, content, banks, rule })).code).toBeNull();
    expect((await put('nodes/qixi/hidden', { hidden: true })).code).toBeNull();
    const changed = await year(2026);
    expect(changed.events.find(({ nodeId }) => nodeId === 'two-sessions')?.from).toBe('2026-03-12');
    expect(changed.events.some(({ nodeId }) => nodeId === 'qixi')).toBe(false);
    for (const one of ['two-sessions', 'qixi', id]) await bodyOf(operator.delete(`${BASE}/nodes/${one}`));
    const back = await year(2026);
    expect(back.events.find(({ nodeId }) => nodeId === 'two-sessions')?.from).toBe('2026-03-09');
    expect(back.events.some(({ nodeId }) => nodeId === 'qixi')).toBe(true);
    expect(back.events.some(({ nodeId }) => nodeId === id)).toBe(false);
  });

  it('refuses rules that are none and nodes that are not there', async () => {
    const bad = await operator.post(`${BASE}/nodes`, { ...OWN, rule: { kind: 'fixed', month: 2, day: 30, days: 1 } });
    expect([bad.status, bad.code]).toEqual([400, 'calendar.rejected']);
    for (const answer of [
      await put('nodes/none', OWN),
      await put('nodes/none/hidden', { hidden: true }),
      await operator.delete(`${BASE}/nodes/none`),
    ]) {
      expect([answer.status, answer.code]).toEqual([404, 'calendar.unknown']);
    }
    expect((await operator.get(`${BASE}/years/1999`)).code).toBe('rest.invalid');
  });

  it('is read by a branch secretary and changed by who sets up the study log, on record', async () => {
    expect((await secretary.post(`${BASE}/nodes`, OWN)).code).toBe('auth.forbidden');
    expect((await put('holidays/2027', { source: '示例', days: [] }, secretary)).code).toBe('auth.forbidden');
    expect((await new RestClient(server.url).get(`${BASE}/years/2026`)).code).toBe('auth.required');
    const log = await bodyOf<{ entries: { action: string }[] }>(operator.get('/api/audit'));
    const actions = log.entries.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['calendar.node-added', 'calendar.holidays-recorded']));
  });

  it('says what speaks against a schedule, in sentences', async () => {
    const body = {
      form: 'window',
      startsOn: '2026-09-28',
      endsOn: '2026-10-02',
      deadline: '23:30',
      announcedOn: '2026-09-20',
      practiceOn: null,
    };
    const warnings = await bodyOf<ScheduleWarning[]>(secretary.post(`${BASE}/check`, body));
    expect(warnings.map(({ code }) => code)).toEqual([
      'holiday',
      'window-short',
      'notice-short',
      'deadline-at-night',
      'practice-missing',
    ]);
    for (const { message } of warnings) expect(message).toMatch(/^[^!！]*。$/);
    const wrong = await operator.post(`${BASE}/check`, { ...body, startsOn: '2026-02-30', deadline: '25:00' });
    expect(wrong.code).toBe('rest.invalid');
  });
});

describe('the feed', () => {
  it('is read without a session by whoever has the link, for this year and the next', async () => {
    const answer = await feedOf(await link());
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    const text = (await answer.text()).replaceAll('\r\n ', '');
    expect(text).toContain('UID:disability-day-2026-1@xuesai');
    expect(text).toContain('UID:disability-day-2027-1@xuesai');
    expect(text).toContain('SUMMARY:国庆节放假\r\n');
    expect(text).toContain('DTSTART;VALUE=DATE:20261001\r\n');
    expect(text).not.toContain('20280521');
  });

  it('has the same node and the same holiday under one name wherever they move, stamped with the change', async () => {
    const entries = async () => {
      const text = (await (await feedOf(await link())).text()).replaceAll('\r\n ', '');
      const value = (part: string, name: string) => new RegExp(`^${name}[^:\r]*:(.*)\r$`, 'mu').exec(part)?.[1];
      const parts = text.split('BEGIN:VEVENT').slice(1);
      expect(new Set(parts.map((part) => value(part, 'UID'))).size).toBe(parts.length);
      return new Map(parts.map((part) => [value(part, 'UID'), [value(part, 'DTSTART'), value(part, 'DTSTAMP')]]));
    };
    const [week, day] = ['cyber-security-week-2026-1@xuesai', 'disability-day-2026-1@xuesai'];
    const holiday = `holiday-off-${encodeURIComponent('春节')}-2026-1@xuesai`;
    const before = await entries();
    expect(before.get(week)).toEqual(['20260914', '20251104T000000Z']);
    expect(before.get(holiday)).toEqual(['20260215', '20251104T000000Z']);
    const { name, content, banks } = (await bodyOf<CalendarNodeInfo[]>(operator.get(`${BASE}/nodes`))).find(({ id }) => id === 'cyber-security-week') as CalendarNodeInfo; // prettier-ignore
    server.clock.advance(60_000);
    const rule = { kind: 'fixed', month: 9, day: 7, days: 7 };
    await bodyOf(put('nodes/cyber-security-week', { name, content, banks, rule }));
    const moved = await entries();
    expect([...moved.keys()]).toEqual(expect.arrayContaining([...before.keys()]));
    expect(moved.size).toBe(before.size);
    expect(moved.get(week)).toEqual(['20260907', '20260101T040100Z']);
    expect(moved.get(day)).toEqual(before.get(day));
    // Of what a node clashes with its description tells.
    server.clock.advance(60_000);
    const days = [{ date: '2026-02-16', kind: 'off', name: '春节' }];
    await bodyOf(put('holidays/2026', { source: '示例通知', days }));
    const corrected = await entries();
    expect(corrected.get(holiday)).toEqual(['20260216', '20260101T040200Z']);
    expect([week, day].map((uid) => corrected.get(uid)?.[1])).toEqual(['20260101T040200Z', '20260101T040200Z']);
    expect(corrected.get('disability-day-2027-1@xuesai')).toEqual(before.get('disability-day-2027-1@xuesai'));
    await bodyOf(operator.delete(`${BASE}/nodes/cyber-security-week`));
  });

  it('has no other link, and none that worked before a new one was made', async () => {
    const before = await link();
    const after = (await bodyOf<CalendarFeedInfo>(operator.post(`${BASE}/feed/renew`, {}))).path;
    expect(after).not.toBe(before);
    for (const path of [before, '/api/calendar/x.ics', '/api/calendar/none', before.replace('.ics', '')]) {
      expect([path, (await feedOf(path)).status]).toEqual([path, 404]);
    }
    expect((await feedOf(after)).status).toBe(200);
    expect((await secretary.post(`${BASE}/feed/renew`, {})).code).toBe('auth.forbidden');
  });
});
