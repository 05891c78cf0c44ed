/** What was set or given by mistake: a policy under the wrong year, hours of one person by the rule of a contest, a ledger. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { HourPolicyInfo, HourRuleInfo, PersonHours } from '../../src/protocol/hours.js';
import type { RestClient } from '../support/rest-client.js';
import { HourAwards } from '../../src/study/hours/hour-awards.service.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, type Stage } from '../support/contest-stage.js';
import { rowsOf, secretaryOf, themeDay, type StudyDesk } from '../support/study-desk.js';
import { playByRoster, studyStage, type StudyStage } from '../support/study-stage.js';

const HOURS = '/api/study/hours';

let server: InProcessServer;
let study: StudyStage;
let secretary: StudyDesk;
let operator: RestClient;
let branch: string;
let contest: Stage;
let one: string;
let two: string;

const held = (ledger: string, fromYear: number, toYear: number | null = null) => ({ ledger, track: 'year', fromYear, toYear }); // prettier-ignore
const put = (client: RestClient, path: string, body: unknown) => client.send('PUT', `${HOURS}/${path}`, { body });
const setLedgers = (personId: string, before: readonly object[], ledgers: readonly object[]) =>
  bodyOf(put(secretary.operator, `units/${branch}/ledgers`, { people: [{ personId, before, ledgers }] }));
const ofPerson = (personId = one): Promise<PersonHours> =>
  bodyOf(secretary.operator.get(`${HOURS}/people/${personId}?year=2026`));
const done = async () => (await ofPerson()).standings[0]?.done;
const linesOf = async () => (await ofPerson()).lines.map(({ source, hundredths }) => [source, hundredths]);

beforeAll(async () => {
  server = await InProcessServer.start({});
  study = await studyStage(server);
  operator = study.first.operator;
  branch = (await study.desk.unit('示例甲局 第一支部')).id;
  secretary = await secretaryOf(operator, 'shili.one', branch);
  [one = '', two = ''] = study.members.map(({ personId }) => personId);
  await setLedgers(one, [], [held('party-member', 2024)]);
  const entry = await secretary.create(themeDay(branch, [one], { onDate: '2026-01-04', minutes: 180 }));
  await secretary.lock(entry.id);
  contest = await playByRoster(study, [[true, undefined]]);
  await bodyOf(put(operator, `contests/${contest.contestId}/rules`, { rules: [{ ledger: 'party-member', passPercent: 60, hundredths: 200 }] })); // prettier-ignore
  await server.app.get(HourAwards).settled();
}, 60_000);
afterAll(() => server.close());

describe('a policy of hours', () => {
  /** By ledger and first year. */
  const policies = async () => {
    const list = await bodyOf<HourPolicyInfo[]>(operator.get(`${HOURS}/policies`));
    return new Map(list.map((policy) => [`${policy.ledger} ${policy.fromYear}`, policy]));
  };
  const counted = async () => {
    while ([...(await policies()).values()].some(({ counting }) => counting)) {
      await new Promise((next) => setImmediate(next));
    }
  };
  const remove = (client: RestClient, id = '') => client.delete(`${HOURS}/policies/${id}`);
  const usual = async () => {
    const { id: _id, own: _own, counting: _counting, ...body } = (await policies()).get('party-member 2024') as HourPolicyInfo; // prettier-ignore
    return body;
  };

  it('under the wrong year is removed, and hours are counted by what is left', async () => {
    const before = Number(await done());
    const body = { ...(await usual()), fromYear: 2026, minutesPerHour: 30, before: null };
    await bodyOf(put(operator, 'policies', body));
    await counted();
    expect(await done()).toBe(before + 300);
    const wrong = (await policies()).get('party-member 2026');
    expect(wrong?.own).toBe(true);
    expect((await remove(secretary.operator, wrong?.id)).code).toBe('auth.forbidden');
    await bodyOf(remove(operator, wrong?.id));
    await counted();
    expect((await policies()).has('party-member 2026')).toBe(false);
    expect(await done()).toBe(before);
    expect(await rowsOf(server, `SELECT id FROM hour_policy`)).toEqual([]);
    expect((await remove(operator, wrong?.id)).code).toBe('hours.policy-unknown');
  });

  it('that came with the program can be changed alone, and has its own numbers back when the change is removed', async () => {
    const policy = (await policies()).get('party-member 2024');
    expect(policy?.own).toBe(false);
    expect((await remove(operator, policy?.id)).code).toBe('hours.policy-unknown');
    const body = await usual();
    await bodyOf(put(operator, 'policies', { ...body, yearTarget: 100 }));
    await counted();
    await bodyOf(remove(operator, (await policies()).get('party-member 2024')?.id));
    await counted();
    expect(await usual()).toEqual(body);
  });

  it('stays where a year with hours would have none, and the refusal names the year', async () => {
    await bodyOf(put(operator, 'policies', { ...(await usual()), ledger: 'leadership', fromYear: 2020, toYear: 2021, before: null })); // prettier-ignore
    const early = held('leadership', 2020, 2021);
    await setLedgers(two, [], [early]);
    const award = { personId: two, ledger: 'leadership', title: '示例培训班', onDate: '2020-05-01', hundredths: 100, key: 'early-award' }; // prettier-ignore
    await bodyOf(operator.post(`${HOURS}/awards`, award));
    const id = (await policies()).get('leadership 2020')?.id;
    const refused = await remove(operator, id);
    expect(refused.code).toBe('hours.policy-in-use');
    expect(JSON.stringify(refused.body)).toContain('2020年已有学时');
    expect((await policies()).has('leadership 2020')).toBe(true);
    await setLedgers(two, [early], []);
    await bodyOf(remove(operator, id));
    await counted();
    const removals = await rowsOf(server, `SELECT action FROM audit_entry WHERE action = 'hours.policy-removed'`); // prettier-ignore
    expect(removals).toHaveLength(3);
  });
});

describe('hours by the rule of a contest', () => {
  it('are taken back from one person with a reason, and neither a later run nor other ledgers give them again', async () => {
    const [award] = (await ofPerson()).awards;
    expect(await linesOf()).toContainEqual(['award', 200]);
    const path = `${HOURS}/awards/${award?.id}`;
    const takeBack = (reason: string) => secretary.operator.post(`${path}/take-back`, { reason });
    expect((await takeBack(' ')).code).toBe('rest.invalid');
    const { id } = await bodyOf<{ id: string }>(secretary.operator.post(`${path}/certificate`, {}));
    const refused = await takeBack('示例理由：核对有误');
    expect(refused.code).toBe('hours.award-rejected');
    expect(JSON.stringify(refused.body)).toContain('请先收回这份学时证明');
    await bodyOf(secretary.operator.delete(`${HOURS}/certificates/${id}`));
    await bodyOf(takeBack('示例理由：核对有误'));
    expect((await takeBack('示例理由：核对有误')).code).toBe('hours.award-unknown');
    expect(await linesOf()).toEqual([['entry', 300]]);

    const rules = `contests/${contest.contestId}/rules`;
    const [rule] = await bodyOf<HourRuleInfo[]>(operator.get(`${HOURS}/${rules}`));
    const { awarded, ...same } = rule as HourRuleInfo;
    expect(awarded).toBe(0);
    await bodyOf(put(operator, rules, { rules: [same] }));
    await server.app.get(HourAwards).settled();
    const party = held('party-member', 2024);
    await setLedgers(one, [party], [party, held('cadre', 2024)]);
    expect((await ofPerson()).awards).toEqual([]);
    expect(await linesOf()).toEqual([
      ['entry', 300],
      ['entry', 300],
    ]);
    const [last] = await rowsOf(
      server,
      `SELECT entry.subject_id AS "subjectId", note.note FROM audit_entry entry
        JOIN audit_note note ON note.chain = entry.chain AND note.sequence = entry.sequence
        WHERE entry.action = 'hours.award-taken-back'`,
    );
    expect(last).toEqual({ subjectId: one, note: '示例理由：核对有误' });
  });
});
