/** Two people at the same setting of the study log: nothing is lost without being said. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { HolidayYearInfo, CalendarYear } from '../../src/protocol/calendar.js';
import type { Refusal } from '../../src/protocol/error-code.js';
import type { HourPolicyInfo, PersonLedgerInfo, UnitHours } from '../../src/protocol/hours.js';
import type { CampaignSummary } from '../../src/protocol/reading.js';
import type { ContentGroup, ModeInfo, SettingInfo } from '../../src/protocol/study-setup.js';
import { bodyOf } from '../support/contest-stage.js';
import type { RestAnswer } from '../support/rest-client.js';
import { studyStage, type StudyStage } from '../support/study-desk.js';

let stage: StudyStage;
beforeAll(async () => {
  stage = await studyStage();
}, 60_000);
afterAll(() => stage.server.close());

const send = (method: string, path: string, body: unknown) =>
  stage.admin.operator.send(method, `/api/study/${path}`, { body });
const read = <T>(path: string): Promise<T> => bodyOf<T>(stage.admin.operator.get(`/api/study/${path}`));
/** The places that both have changed, and whether each has a sentence. */
function clash({ status, code, body }: RestAnswer): readonly (string | number | null)[] {
  const { conflicts = [], details = [] } = (body as { error: Refusal }).error;
  expect(details.map(({ path }) => path)).toEqual(conflicts.map(({ path }) => path));
  for (const { message } of details) expect(message).toContain('您填写的内容还在');
  return [status, code, ...conflicts.map(({ path }) => path)];
}
const CHANGED = [409, 'study.changed-meanwhile'];

describe('the ledgers of a person', () => {
  const held = (ledger: PersonLedgerInfo['ledger'], fromYear = 2024): PersonLedgerInfo => ({ ledger, track: 'year', fromYear, toYear: null }); // prettier-ignore
  const set = (before: readonly PersonLedgerInfo[], ledgers: readonly PersonLedgerInfo[]) =>
    send('PUT', `hours/units/${stage.branch}/ledgers`, { people: [{ personId: stage.people.甲, before, ledgers }] });
  const now = async () => {
    const { people } = await read<UnitHours>(`hours/units/${stage.branch}?year=2026`);
    return new Map(people?.[0]?.ledgers.map(({ ledger, fromYear }) => [ledger, fromYear]));
  };

  it('are put together, ledger by ledger', async () => {
    await bodyOf(set([], [held('party-member')]));
    await bodyOf(set([], [held('cadre')]));
    expect(await now()).toEqual(new Map([['party-member', 2024], ['cadre', 2024]])); // prettier-ignore
    // Taken out by one, left alone by the other.
    await bodyOf(set([held('party-member'), held('cadre')], [held('party-member')]));
    await bodyOf(set([held('party-member'), held('cadre')], [held('party-member', 2025), held('cadre')]));
    expect(await now()).toEqual(new Map([['party-member', 2025]]));
  });

  it('are refused where both have changed the same, with what it is now', async () => {
    const answer = await set([held('party-member')], [held('party-member', 2023)]);
    expect(clash(answer)).toEqual([...CHANGED, `${stage.people.甲}.party-member`]);
    expect((answer.body as { error: Refusal }).error.details?.[0]?.message).toContain('现在是“2025年起”');
    expect((answer.body as { error: Refusal }).error.conflicts?.[0]?.current).toEqual(held('party-member', 2025));
    expect(await now()).toEqual(new Map([['party-member', 2025]]));
    // Looked at, and meant.
    await bodyOf(set([held('party-member', 2025)], [held('party-member', 2023)]));
    expect(await now()).toEqual(new Map([['party-member', 2023]]));
  });
});

describe('settings of the study log', () => {
  it('policies of hours', async () => {
    const [policy] = await read<HourPolicyInfo[]>('hours/policies');
    const { id: _id, own: _own, counting: _counting, ...before } = policy as HourPolicyInfo;
    await bodyOf(send('PUT', 'hours/policies', { ...before, name: '示例甲', before }));
    await bodyOf(send('PUT', 'hours/policies', { ...before, yearTarget: 4000, before }));
    expect((await read<HourPolicyInfo[]>('hours/policies'))[0]).toMatchObject({ name: '示例甲', yearTarget: 4000 });
    expect(clash(await send('PUT', 'hours/policies', { ...before, name: '示例乙', before }))).toEqual([...CHANGED, 'name']);
    expect(clash(await send('PUT', 'hours/policies', { ...before, before: null })).slice(0, 2)).toEqual(CHANGED);
  }); // prettier-ignore

  it('modes, groups and plain settings', async () => {
    const { name, meaning, evidence } = (await read<ModeInfo[]>('modes'))[0]?.revisions[0] ?? {};
    const mode = (await read<ModeInfo[]>('modes'))[0]?.id ?? '';
    const before = { name, meaning, evidence };
    await bodyOf(send('PATCH', `modes/${mode}`, { ...before, name: '示例领学', before }));
    await bodyOf(send('PATCH', `modes/${mode}`, { ...before, meaning: '示例含义', before }));
    expect((await read<ModeInfo[]>('modes'))[0]?.revisions[0]).toMatchObject({ name: '示例领学', meaning: '示例含义' });
    expect(clash(await send('PATCH', `modes/${mode}`, { ...before, name: '示例', before }))).toEqual([...CHANGED, 'name']); // prettier-ignore

    const { id } = await bodyOf<{ id: string }>(send('POST', 'groups', { name: '示例组' }));
    await bodyOf(send('PATCH', `groups/${id}`, { name: '示例一组', before: '示例组' }));
    expect(clash(await send('PATCH', `groups/${id}`, { name: '示例二组', before: '示例组' }))).toEqual([...CHANGED, 'name']); // prettier-ignore
    expect((await read<ContentGroup[]>('groups')).map((group) => group.name)).toContain('示例一组');

    await bodyOf(send('PUT', 'settings/late-days', { value: 20, before: 30 }));
    expect(clash(await send('PUT', 'settings/late-days', { value: 40, before: 30 }))).toEqual([...CHANGED, 'value']);
    expect((await read<SettingInfo[]>('settings')).find((one) => one.name === 'late-days')?.value).toBe(20);
  });

  it('the calendar and its holidays', async () => {
    const nodes = await read<{ id: string; name: string; rule: object; content: string; banks: string[] }[]>('calendar/nodes'); // prettier-ignore
    const { name, rule, content, banks, id } = nodes[0] ?? { id: '', name: '', rule: {}, content: '', banks: [] };
    const before = { name, rule, content, banks };
    await bodyOf(send('PUT', `calendar/nodes/${id}`, { ...before, content: '示例内容', before }));
    await bodyOf(send('PUT', `calendar/nodes/${id}`, { ...before, name: '示例节', before }));
    expect((await read<typeof nodes>('calendar/nodes')).find((node) => node.id === id)).toMatchObject({ name: '示例节', content: '示例内容' }); // prettier-ignore
    expect(clash(await send('PUT', `calendar/nodes/${id}`, { ...before, name: '示例日', before }))).toEqual([...CHANGED, 'name']); // prettier-ignore

    const { source, days } = (await read<CalendarYear>('calendar/years/2026')).holidays as HolidayYearInfo;
    const was = { source, days };
    await bodyOf(send('PUT', 'calendar/holidays/2026', { source, days: days.slice(1), before: was }));
    expect(clash(await send('PUT', 'calendar/holidays/2026', { source, days: days.slice(2), before: was }))).toEqual([...CHANGED, 'days']); // prettier-ignore
    expect((await read<CalendarYear>('calendar/years/2026')).holidays?.days).toHaveLength(days.length - 1);
  });

  it('reading campaigns', async () => {
    const rule = { title: '读书达人', finishedBooks: 1, reflections: 0, recommendations: 0 };
    const before = { name: '示例读书', introduction: '', fromDate: '2026-01-01', toDate: '2026-02-01', rule };
    const { id } = await bodyOf<{ id: string }>(send('POST', 'reading/campaigns', { unitId: stage.branch, ...before }));
    await bodyOf(send('PATCH', `reading/campaigns/${id}`, { ...before, introduction: '示例介绍', before }));
    await bodyOf(send('PATCH', `reading/campaigns/${id}`, { name: '示例共读', before: { name: before.name } }));
    const now = await read<CampaignSummary>(`reading/campaigns/${id}`);
    expect(now).toMatchObject({ name: '示例共读', introduction: '示例介绍' });
    expect(clash(await send('PATCH', `reading/campaigns/${id}`, { ...before, name: '示例', before }))).toEqual([...CHANGED, 'name']); // prettier-ignore
  });
});
