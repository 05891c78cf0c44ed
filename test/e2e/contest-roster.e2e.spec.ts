import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { EntryPerson } from '../../src/protocol/organisation.js';
import type { ContestDetail, EntryInfo, LeaderboardPage, ParticipantInfo } from '../../src/protocol/rest.js';
import { ContestClient, Participant, type Console } from '../support/contest-client.js';
import { bodyOf, rightResponse, Stage, wrongResponse } from '../support/contest-stage.js';
import { InProcessServer } from '../support/contest-server.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';

const CONSENT = { notice: true } as const;

describe('a contest by roster', () => {
  let server: InProcessServer;
  let desk: OrganisationDesk;
  let stage: Stage;

  beforeAll(async () => {
    server = await InProcessServer.start();
    const first = await Stage.set(server);
    desk = new OrganisationDesk(first.operator);
    await desk.load(SAMPLE_ROSTER);
    stage = await prepared(first);
  });
  afterAll(() => server.close());

  async function prepared(first: Stage, settings = { entry: 'roster' as const, branchFormula: 'mean' as const }) {
    const branches = await bodyOf<{ unitId: string; name: string; expected: number }[]>(
      desk.operator.get('/api/organisation/units/all/branches?level=5'),
    );
    return first.another({ branches, settings, rounds: [{ items: 2 }] });
  }
  const branch = (name: string) => stage.contest.branches.find((one) => one.name === name)?.id ?? '';
  const codesOf = async (name: string) =>
    new Map((await desk.codes(stage.contestId, branch(name))).map((entry) => [entry.name, entry]));
  const detail = () => bodyOf<ContestDetail>(stage.operator.get(`/api/contests/${stage.contestId}`));
  const enter = (code: string, more = {}) =>
    Participant.join(stage.url, { pin: stage.contest.pin, entryCode: code, consent: CONSENT, ...more });
  const refusalOf = async (message: object) => {
    const client = await ContestClient.connect(stage.url);
    const ack = await client.ask('contest:join', { pin: stage.contest.pin, ...message });
    client.close();
    return ack.ok ? null : ack.error.code;
  };

  it('takes branches, headcounts and people from the organisation', async () => {
    const found = (await detail()).branches.map(({ name, expected, unitId }) => [name, expected, typeof unitId]);
    expect(found).toEqual([
      ['示例甲局 第一支部', 2, 'string'],
      ['第二支部', 1, 'string'],
      ['示例乙局', 1, 'string'],
      ['示例乙局 第一支部', 1, 'string'],
    ]);
    expect(await desk.roster(stage.contestId)).toMatchObject({ total: 5, expected: 5, exempt: 0, frozen: false });
  });

  it('lets exempt people leave the denominator, without a word why', async () => {
    const page = await desk.roster(stage.contestId, `branchId=${branch('示例乙局')}`);
    const personId = page.people[0]?.personId ?? '';
    const path = `/api/contests/${stage.contestId}/roster/${personId}/exemption`;
    await bodyOf(stage.operator.send('PUT', path, { body: { exempt: true } }));
    expect((await detail()).branches.find(({ name }) => name === '示例乙局')?.expected).toBe(0);
    expect(await desk.roster(stage.contestId)).toMatchObject({ total: 5, expected: 4, exempt: 1 });
    expect((await stage.operator.send('PUT', path, { body: { exempt: true, reason: '示例' } })).code).toBe(
      'rest.invalid',
    );
  });

  it('follows the organisation until the lobby opens, then stands', async () => {
    await desk.load('省,市州,单位,支部,姓名,工号\n示例省,示例市,示例甲局,第一支部,示例己,S6');
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    expect((await detail()).branches[0]?.expected).toBe(3);
    expect(await desk.roster(stage.contestId)).toMatchObject({ total: 6, expected: 5, exempt: 1, frozen: true });
    await desk.load('省,市州,单位,支部,姓名,工号\n示例省,示例市,示例甲局,第一支部,示例庚,S7');
    await bodyOf(desk.patch(`units/${(await desk.unit('示例甲局')).id}`, { name: '示例新局' }));
    await bodyOf(desk.post(`units/${(await desk.unit('第二支部')).id}/close`, {}));
    expect(await desk.roster(stage.contestId)).toMatchObject({ total: 6 });
    const refresh = `/api/contests/${stage.contestId}/roster/refresh`;
    expect((await stage.operator.post(refresh, {})).code).toBe('contest.not-draft');
    host.client.close();
  });

  it('asks for the personal code, and shows the branches to nobody', async () => {
    const info = await bodyOf<EntryInfo>(stage.operator.get(`/api/entry/${stage.contest.pin}`));
    expect(info).toMatchObject({ entry: 'roster', branches: [] });
    expect(await refusalOf({ name: '示例', branchId: stage.branchId(0), consent: CONSENT })).toBe(
      'entry.code-required',
    );
    expect(await refusalOf({ entryCode: '346791ACDEFG', consent: CONSENT })).toBe('entry.code-unknown');
  });

  it('tells who holds a code whose it is, in any way of writing it', async () => {
    const { code = '' } = (await codesOf('示例甲局 第一支部')).get('示例甲') ?? {};
    expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTUVWXY]{12}$/);
    const typed = ` ${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8).toLowerCase()} `;
    const path = `/api/entry/${stage.contest.pin}/person`;
    expect(await bodyOf<EntryPerson>(stage.operator.post(path, { code: typed }))).toEqual({
      name: '示例甲',
      branchName: '示例甲局 第一支部',
      entered: false,
    });
    expect((await stage.operator.post(path, { code: 'NOT-A-CODE' })).code).toBe('entry.code-unknown');
  });

  it('gives one person one seat, from any device', async () => {
    const { code = '' } = (await codesOf('示例甲局 第一支部')).get('示例甲') ?? {};
    expect(await refusalOf({ entryCode: code })).toBe('entry.consent-required');
    const phone = await enter(code, { name: '别的名字', branchId: stage.branchId(1) });
    expect(phone.receipt.participant).toMatchObject({ name: '示例甲', branchName: '示例甲局 第一支部' });
    const tablet = await Participant.join(stage.url, { pin: stage.contest.pin, entryCode: code.toLowerCase() });
    expect(tablet.id).toBe(phone.id);
    await phone.client.gone();
    const both = await Promise.allSettled([enter(code), enter(code)]);
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    const seats = await bodyOf<ParticipantInfo[]>(stage.operator.get(`/api/contests/${stage.contestId}/participants`));
    expect(seats.filter(({ name }) => name.startsWith('示例甲'))).toHaveLength(1);
  });

  it('voids a code that was made anew', async () => {
    const { code = '', personId = '' } = (await codesOf('示例甲局 第一支部')).get('示例乙') ?? {};
    const path = `/api/contests/${stage.contestId}/roster/${personId}/code`;
    const renewed = await bodyOf<{ code: string }>(stage.operator.post(path, {}));
    expect(renewed.code).not.toBe(code);
    expect(await refusalOf({ entryCode: code, consent: CONSENT })).toBe('entry.code-unknown');
    expect(await refusalOf({ entryCode: renewed.code, consent: CONSENT })).toBeNull();
    expect((await codesOf('示例甲局 第一支部')).get('示例乙')?.code).toBe(renewed.code);
  });

  it('records who was helped, and tells the public nothing of it', async () => {
    const { code = '' } = (await codesOf('示例乙局 第一支部')).get('示例丁') ?? {};
    const helped = await enter(code, { enteredBy: 'assistant' });
    const seats = await bodyOf<ParticipantInfo[]>(stage.operator.get(`/api/contests/${stage.contestId}/participants`));
    expect(seats.map(({ name, enteredBy }) => [name, enteredBy]).sort()).toEqual([
      ['示例丁', 'assistant'],
      ['示例乙', 'self'],
      ['示例甲', 'self'],
    ]);
    expect(JSON.stringify(helped.client.frames)).not.toContain('assistant');
    await enter(code);
    const after = await bodyOf<ParticipantInfo[]>(stage.operator.get(`/api/contests/${stage.contestId}/participants`));
    expect(after.find(({ name }) => name === '示例丁')?.enteredBy).toBe('assistant');
  });

  it('shows its board at every level as the organisation stood then', async () => {
    const people = await seated();
    const host = await stage.console();
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    const { item } = await people[0]!.sync();
    const key = stage.item(item?.contestItemId ?? '');
    for (const [index, person] of people.entries())
      await person.respond(index < 2 ? rightResponse(key) : wrongResponse(key));
    await closed(host);
    await host.pressAll('item:reveal');
    const board = (query: string) =>
      bodyOf<LeaderboardPage>(stage.operator.get(`/api/contests/${stage.contestId}/leaderboard?${query}`));
    const rows = ({ branches }: LeaderboardPage) => branches.map((row) => [row.name, row.score, row.participants, row.expected]); // prettier-ignore
    const offices = await board('level=4');
    expect(rows(offices)).toEqual([
      ['示例甲局', 10, 2, 4],
      ['示例乙局', 0, 1, 1],
    ]);
    expect(offices.levels.map(({ level, name }) => [level, name])).toEqual([[1, '省'], [2, '市州'], [4, '单位'], [5, '支部']]); // prettier-ignore
    expect(rows(await board('level=1'))).toEqual([['示例省', 6.67, 3, 5]]);
    const inside = await board(`unit=${offices.branches[0]?.unitId ?? ''}`);
    expect(inside.within.map(({ name }) => name)).toEqual(['示例省', '示例市', '示例甲局']);
    expect(rows(inside)).toEqual([
      ['第一支部', 10, 2, 3],
      ['第二支部', null, 0, 1],
    ]);
    expect((await stage.operator.get(`/api/contests/${stage.contestId}/leaderboard?unit=none`)).code).toBe(
      'unit.unknown',
    );
    expect(rows(await board(''))).toHaveLength(4);
  });

  async function seated(): Promise<Participant[]> {
    const first = await codesOf('示例甲局 第一支部');
    const other = await codesOf('示例乙局 第一支部');
    return Promise.all(
      [first.get('示例甲'), first.get('示例乙'), other.get('示例丁')].map((entry) => enter(entry?.code ?? '')),
    );
  }
  async function closed(host: Console): Promise<void> {
    if ((await host.sync()).phase === 'open') await host.press('item:close', { override: true });
    await host.client.phase('closed');
  }

  it('goes on after a restart with the same people and codes', async () => {
    const { code = '' } = (await codesOf('示例甲局 第一支部')).get('示例甲') ?? {};
    server = await server.restart();
    stage = stage.on(server);
    desk = new OrganisationDesk(stage.operator);
    const before = await bodyOf<ParticipantInfo[]>(stage.operator.get(`/api/contests/${stage.contestId}/participants`));
    const back = await enter(code);
    expect(before.find(({ id }) => id === back.id)?.name).toBe('示例甲');
  });

  it('is open to names where the contest says so, and codes work there too', async () => {
    const open = await prepared(stage, { entry: 'open' as never, branchFormula: 'mean' });
    await (await open.console()).pressAll('contest:open-lobby');
    const byName = await open.join('示例外');
    expect(byName.receipt.participant.name).toBe('示例外');
    const first = open.contest.branches[0]?.id ?? '';
    const [entry] = await desk.codes(open.contestId, first);
    const byCode = await Participant.join(open.url, { pin: open.contest.pin, entryCode: entry?.code ?? '', consent: CONSENT }); // prettier-ignore
    expect(byCode.receipt.participant.name).toBe(entry?.name);
  });

  it('needs branches of the organisation to open by roster, known ones and each once', async () => {
    const typed = await stage.another({ settings: { entry: 'roster' } });
    const host = await typed.console();
    expect(await host.press('contest:open-lobby', {})).toBe('contest.no-roster');
    const patch = (branches: object[]) =>
      typed.operator.send('PATCH', `/api/contests/${typed.contestId}`, { body: { branches } });
    const unitId = (await desk.unit('示例乙局')).id;
    expect((await patch([{ name: '甲', expected: null, unitId: 'none' }])).code).toBe('contest.rejected');
    const twice = [{ name: '甲', expected: null, unitId }, { name: '乙', expected: null, unitId }]; // prettier-ignore
    expect((await patch(twice)).code).toBe('contest.rejected');
    const patched = await bodyOf<ContestDetail>(patch([{ name: '甲', expected: null, unitId }]));
    expect(patched.branches).toMatchObject([{ name: '甲', expected: 2, unitId }]);
    const kept = await bodyOf<ContestDetail>(patch([{ name: '甲', expected: 9 }]));
    expect(kept.branches).toMatchObject([{ name: '甲', expected: 2, unitId }]);
    const freed = await bodyOf<ContestDetail>(patch([{ name: '甲', expected: 9, unitId: null }]));
    expect(freed.branches).toMatchObject([{ name: '甲', expected: 9, unitId: null }]);
    expect(await desk.roster(typed.contestId)).toMatchObject({ total: 0 });
  });

  it('is copied with its units, and its people are expected there under codes of their own', async () => {
    const { id } = await bodyOf<{ id: string }>(stage.operator.post(`/api/contests/${stage.contestId}/copy`, {}));
    const copy = await bodyOf<ContestDetail>(stage.operator.get(`/api/contests/${id}`));
    expect(copy.settings.entry).toBe('roster');
    expect((await desk.roster(id)).total).toBeGreaterThan(4);
    const first = copy.branches[0]?.id ?? '';
    const codes = new Set((await codesOf('示例甲局 第一支部')).values());
    const copied = await desk.codes(id, first);
    expect(copied.some(({ code }) => [...codes].some((entry) => entry.code === code))).toBe(false);
  });
});
