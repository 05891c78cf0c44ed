/** Hours of study over REST: ledgers, policies, corrections, contests that are worth hours, certificates. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { CertificateCheck, CertificateInfo, HourPolicyInfo, HourRuleInfo, HoursBelow, OwnCertificates, PersonHours, UnitHours } from '../../src/protocol/hours.js'; // prettier-ignore
import type { OwnData } from '../../src/protocol/privacy.js';
import type { EntryInfo } from '../../src/protocol/study.js';
import { HourAwards } from '../../src/study/hours/hour-awards.service.js';
import { Console, Participant } from '../support/contest-client.js';
import { bodyOf, rightResponse, Stage } from '../support/contest-stage.js';
import { membersOf } from '../support/member-desk.js';
import { RestClient } from '../support/rest-client.js';
import { rowsOf, secretaryOf, studyStage, themeDay, type StudyStage } from '../support/study-desk.js';
import { getFile } from '../support/upload.js';

const HOURS = '/api/study/hours';

let stage: StudyStage;
beforeAll(async () => {
  stage = await studyStage();
}, 60_000);
afterAll(() => stage.server.close());

const put = (client: RestClient, path: string, body: unknown) => client.send('PUT', `${HOURS}/${path}`, { body });
const ofPerson = (personId = stage.people.甲) =>
  bodyOf<PersonHours>(stage.secretary.operator.get(`${HOURS}/people/${personId}?year=2026`));
const done = async (ledger = 'party-member') => (await ofPerson()).standings.find((one) => one.ledger === ledger)?.done;
const inLedgers = (...ledgers: readonly string[]) => ({
  people: [
    {
      personId: stage.people.甲,
      before: [],
      ledgers: ledgers.map((ledger) => ({ ledger, track: 'year', fromYear: 2024, toYear: null })),
    },
  ],
});
const both = () => [stage.people.甲, stage.people.乙];

describe('hours of study', () => {
  let entry: EntryInfo;

  it('begin with the policies of the plans', async () => {
    const policies = await bodyOf<HourPolicyInfo[]>(stage.secretary.operator.get(`${HOURS}/policies`));
    expect(policies.map(({ ledger, yearTarget, spanTarget, trainings }) => [ledger, yearTarget, spanTarget, trainings])).toEqual([
      ['party-member', 3200, null, 0],
      ['leadership', 5600, null, 1],
      ['cadre', 9000, 55000, 0],
    ]);
  }); // prettier-ignore

  it('count what was approved before somebody was put into a ledger, and after', async () => {
    entry = await stage.secretary.create(themeDay(stage.branch, both(), { onDate: '2026-01-04' }));
    await stage.secretary.lock(entry.id);
    expect((await ofPerson()).standings).toEqual([]);
    await bodyOf(put(stage.secretary.operator, `units/${stage.branch}/ledgers`, inLedgers('party-member', 'cadre')));
    expect([await done(), await done('cadre')]).toEqual([150, 150]);
    const second = await stage.secretary.create(themeDay(stage.branch, both(), { title: '示例党课', kind: 'lecture', modes: ['branch'], minutes: 60, onDate: '2026-01-04' }));
    await stage.secretary.lock(second.id);
    expect([await done(), await done('cadre')]).toEqual([250, 250]);
  }); // prettier-ignore

  it('follow a correction of a locked entry', async () => {
    const { version } = await stage.secretary.entry(entry.id);
    const body = { baseVersion: version, patch: { minutes: 120 }, reason: '示例：记错了时间' };
    await bodyOf(stage.secretary.step(entry.id, 'corrections', body));
    expect([await done(), await done('cadre')]).toEqual([300, 300]);
  });

  it('stand in the table of the branch and of what is above, few people without figures', async () => {
    const table = await bodyOf<UnitHours>(stage.secretary.operator.get(`${HOURS}/units/${stage.branch}?year=2026`));
    expect(table.people?.map(({ name, standings }) => [name, standings.map(({ missing }) => missing)])).toEqual([
      ['示例甲', [2900, 8700]],
      ['示例乙', []],
    ]);
    const top = (await stage.organisation.unit('示例省')).id;
    const { rows } = await bodyOf<HoursBelow>(stage.admin.operator.get(`${HOURS}/units/${top}/below?year=2026`));
    expect(rows.map(({ unitName, ledger, people, done: hours }) => [unitName, ledger, people, hours])).toEqual([
      ['示例市', 'party-member', 1, null],
      ['示例市', 'cadre', 1, null],
    ]);
  });

  it('are counted anew by a changed policy, which only those who set up may change', async () => {
    const [policy] = await bodyOf<HourPolicyInfo[]>(stage.admin.operator.get(`${HOURS}/policies`));
    const { id: _id, own: _own, counting: _counting, ...body } = policy as HourPolicyInfo;
    expect((await put(stage.secretary.operator, 'policies', body)).code).toBe('auth.forbidden');
    expect((await put(stage.admin.operator, 'policies', { ...body, toYear: 2020 })).code).toBe('hours.policy-rejected');
    await bodyOf(put(stage.admin.operator, 'policies', { ...body, minutesPerHour: 45, rounding: 'nearest' }));
    const counting = async () => {
      const policies = await bodyOf<HourPolicyInfo[]>(stage.admin.operator.get(`${HOURS}/policies`));
      return policies.some((one) => one.counting);
    };
    while (await counting()) await new Promise((next) => setImmediate(next));
    // 180 minutes at 45 are four; the ledger of cadres keeps its own policy.
    expect([await done(), await done('cadre')]).toEqual([400, 300]);
    await bodyOf(put(stage.admin.operator, 'policies', body));
    while (await counting()) await new Promise((next) => setImmediate(next));
    expect(await done()).toBe(300);
  });

  it('are none of the business of another branch', async () => {
    const { operator } = stage.other;
    expect((await operator.get(`${HOURS}/units/${stage.branch}`)).code).toBe('unit.unknown');
    expect((await operator.get(`${HOURS}/people/${stage.people.甲}`)).code).toBe('person.unknown');
    expect((await put(operator, `units/${stage.branch}/ledgers`, inLedgers('cadre'))).code).toBe('unit.unknown');
    const award = { personId: stage.people.甲, ledger: 'cadre', title: '示例', onDate: '2026-01-02', hundredths: 100, key: 'award-key-1' };
    expect((await operator.post(`${HOURS}/awards`, award)).code).toBe('person.unknown');
  }); // prettier-ignore
});

let contestId: string;

describe('a contest that is worth hours', () => {
  it('awards whoever passed, once, and to the certificate of it', async () => {
    const operator = stage.admin.operator;
    const branches = await bodyOf<{ unitId: string; name: string; expected: number }[]>(operator.get('/api/organisation/units/all/branches?level=5'));
    const contest = await Stage.by(stage.server, operator, { branches, settings: { entry: 'roster' }, rounds: [{ items: 1 }] });
    const branchId = contest.contest.branches.find(({ name }) => name.includes('第一支部'))?.id ?? '';
    const console = await Console.open(stage.server.url, contest.contestId, operator.cookie ?? '');
    await console.pressAll('contest:open-lobby');
    const codes = new Map((await stage.organisation.codes(contest.contestId, branchId)).map((one) => [one.name, one.code]));
    const join = (name: string) => Participant.join(stage.server.url, { pin: contest.contest.pin, entryCode: codes.get(name) ?? '', consent: { notice: true } });
    const [one, two] = [await join('示例甲'), await join('示例乙')];
    const rules = { rules: [{ ledger: 'party-member', passPercent: 60, hundredths: 600 }] };
    expect(await bodyOf<HourRuleInfo[]>(put(operator, `contests/${contest.contestId}/rules`, rules))).toMatchObject([{ awarded: null }]);
    await console.pressAll('round:introduce', 'item:present', 'item:open');
    await one.client.phase('open');
    await one.respond(rightResponse(contest.item(contest.items[0]?.contestItemId ?? '')));
    await console.press('item:close', { override: true });
    await console.client.phase('closed');
    await console.pressAll('item:reveal', 'contest:end', 'contest:finalize');
    const awarded = async () => (await bodyOf<HourRuleInfo[]>(operator.get(`${HOURS}/contests/${contest.contestId}/rules`)))[0]?.awarded;
    while ((await awarded()) === null) await new Promise((next) => setImmediate(next));
    expect(await awarded()).toBe(1);
    for (const client of [one, two, console]) client.client.close();
    // The same again changes nothing.
    await bodyOf(put(operator, `contests/${contest.contestId}/rules`, rules));
    await stage.server.app.get(HourAwards).settled();
    contestId = contest.contestId;
    const hours = await ofPerson();
    expect(hours.awards).toMatchObject([{ ledger: 'party-member', hundredths: 600, source: 'contest', certificateId: null }]);
    expect(await done()).toBe(900);
    expect(await done('cadre')).toBe(300);
    expect((await ofPerson(stage.people.乙)).awards).toEqual([]);
  }); // prettier-ignore

  it('gives a certificate that anybody can check, with a masked name', async () => {
    const { operator } = stage.secretary;
    const [award] = (await ofPerson()).awards;
    const issued = await bodyOf<CertificateInfo>(operator.post(`${HOURS}/awards/${award?.id}/certificate`, {}));
    expect(await bodyOf(operator.post(`${HOURS}/awards/${award?.id}/certificate`, {}))).toEqual(issued);
    expect(issued.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/u);
    const { bytes, headers } = await getFile(operator, `${HOURS}/certificates/${issued.id}/file`);
    expect(headers.get('content-type')).toContain('application/pdf');
    expect(new TextDecoder('latin1').decode(bytes.slice(0, 5))).toBe('%PDF-');
    const stranger = new RestClient(stage.server.url);
    const typed = issued.code.toLowerCase().replaceAll('-', ' ');
    const check = await bodyOf<CertificateCheck>(stranger.get(`/api/certificates/${encodeURIComponent(typed)}`));
    expect(check).toMatchObject({ maskedName: '示*甲', hundredths: 600, ledger: 'party-member', revoked: false });
    expect(JSON.stringify(check)).not.toContain('示例甲');
    expect((await stranger.get('/api/certificates/346791ACDEFG')).code).toBe('hours.certificate-unknown');
    expect((await stage.other.operator.get(`${HOURS}/certificates/${issued.id}/file`)).code).toBe(
      'hours.certificate-unknown',
    );
    await bodyOf(operator.delete(`${HOURS}/certificates/${issued.id}`));
    expect(await bodyOf(stranger.get(`/api/certificates/${issued.code}`))).toMatchObject({ revoked: true });
    const again = await bodyOf<CertificateInfo>(operator.post(`${HOURS}/awards/${award?.id}/certificate`, {}));
    expect(again.code).not.toBe(issued.code);
    // The sheet that was taken back is still in somebody's hands, and says so.
    expect(await bodyOf(stranger.get(`/api/certificates/${issued.code}`))).toMatchObject({ revoked: true });
    expect(await bodyOf(stranger.get(`/api/certificates/${again.code}`))).toMatchObject({ revoked: false });
  });

  it('gives who took part a certificate of that, by themselves or by the branch, and nobody who only joined', async () => {
    const OWN = '/api/member/certificates';
    const [one, two] = await membersOf(stage.organisation, '示例甲局 第一支部');
    const list = (client: RestClient) => bodyOf<OwnCertificates>(client.get(OWN));
    const own = one?.client as RestClient;
    expect((await list(own)).participations).toMatchObject([{ contestId, title: '示例竞赛', certificate: null }]);
    const issued = await bodyOf<CertificateInfo>(own.post(OWN, { contestId }));
    expect(await bodyOf(own.post(OWN, { contestId }))).toEqual(issued);
    expect((await list(own)).participations).toMatchObject([{ certificate: issued }]);
    const { bytes } = await getFile(own, `${OWN}/${issued.id}/file`);
    expect(new TextDecoder('latin1').decode(bytes.slice(0, 5))).toBe('%PDF-');
    const stranger = new RestClient(stage.server.url);
    const check = await bodyOf<CertificateCheck>(stranger.get(`/api/certificates/${issued.code}`));
    expect(check).toMatchObject({
      title: '参与证明',
      maskedName: '示*甲',
      ledger: null,
      hundredths: 0,
      revoked: false,
    });
    // Who joined and gave no response.
    const other = two?.client as RestClient;
    expect((await list(other)).participations).toEqual([]);
    expect((await other.post(OWN, { contestId })).code).toBe('contest.unknown');
    expect((await other.get(`${OWN}/${issued.id}/file`)).code).toBe('hours.certificate-unknown');
    // The branch prints it for somebody without a phone: the same one.
    const path = `${HOURS}/people/${stage.people.甲}/certificates`;
    const { operator } = stage.secretary;
    expect(await bodyOf(operator.post(path, { contestId }))).toEqual(issued);
    expect((await bodyOf<OwnCertificates>(operator.get(path))).hours).toHaveLength(1);
    expect((await getFile(operator, `${HOURS}/certificates/${issued.id}/file`)).status).toBe(200);
    expect((await stage.other.operator.get(path)).code).toBe('person.unknown');
    expect((await stage.other.operator.get(`${HOURS}/certificates/${issued.id}/file`)).code).toBe('hours.certificate-unknown'); // prettier-ignore
    await bodyOf(operator.delete(`${HOURS}/certificates/${issued.id}`));
    expect((await list(own)).participations).toMatchObject([{ certificate: null }]);
    // What the branch took back nobody gives to themselves again.
    expect((await own.post(OWN, { contestId })).code).toBe('hours.certificate-unknown');
    expect(await bodyOf(stranger.get(`/api/certificates/${issued.code}`))).toMatchObject({ revoked: true });
    const again = await bodyOf<CertificateInfo>(operator.post(path, { contestId }));
    expect(await bodyOf(operator.post(path, { contestId }))).toEqual(again);
    expect(await bodyOf(stranger.get(`/api/certificates/${issued.code}`))).toMatchObject({ revoked: true });
    expect((await list(own)).participations).toMatchObject([{ certificate: again }]);
    const data = await bodyOf<OwnData>(own.get('/api/member/own-data'));
    expect(JSON.stringify(data.study['hours'])).toContain('示例竞赛');
  });

  it('may be awarded by hand for what was certified elsewhere, once for a key, and taken back', async () => {
    const { operator } = stage.secretary;
    const award = { personId: stage.people.甲, ledger: 'cadre', title: '示例培训班', onDate: '2026-01-02', hundredths: 800, key: 'award-key-2' };
    await bodyOf(operator.post(`${HOURS}/awards`, award));
    await bodyOf(operator.post(`${HOURS}/awards`, award));
    expect(await done('cadre')).toBe(1100);
    expect((await operator.post(`${HOURS}/awards`, { ...award, key: 'award-key-3', onDate: '2199-01-01' })).code).toBe('hours.award-rejected');
    const given = (await ofPerson()).awards.find(({ source }) => source === 'manual');
    await bodyOf(operator.post(`${HOURS}/awards/${given?.id}/take-back`, { reason: '示例理由：重复认定' }));
    expect(await done('cadre')).toBe(300);
  }); // prettier-ignore

  it('is of a kind and of as many days as it took: a course counts whole, and as one training', async () => {
    const { operator } = stage.secretary;
    await bodyOf(put(operator, `units/${stage.branch}/ledgers`, inLedgers('leadership')));
    const standing = async () => (await ofPerson()).standings.find(({ ledger }) => ledger === 'leadership');
    const held = (await standing())?.done ?? 0;
    expect((await standing())?.trainings).toEqual({ wanted: 1, held: 0 });
    const course = { personId: stage.people.甲, ledger: 'leadership', title: '示例党校班', kind: 'training', onDate: '2025-03-03', days: 5, hundredths: 4000, key: 'award-key-5' }; // prettier-ignore
    const refused = async (over: object) => {
      const { code, body } = await operator.post(`${HOURS}/awards`, { ...course, key: 'award-key-6', ...over });
      return [code, (body as { error: { details?: { path: string }[] } }).error.details?.map(({ path }) => path)];
    };
    expect(await refused({ kind: 'self-study' })).toEqual(['hours.award-rejected', ['kind']]);
    expect(await refused({ kind: 'party' })).toEqual(['rest.invalid', ['kind']]);
    for (const days of [0, 32, 1.5]) expect(await refused({ days })).toEqual(['rest.invalid', ['days']]);
    expect(await refused({ onDate: '2026-01-04' })).toEqual(['hours.award-rejected', ['days']]);
    // Written down day by day as well, in the same year as whatever else is held.
    const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
    for (const onDate of days) {
      const { id } = await stage.secretary.create(themeDay(stage.branch, both(), { kind: 'training', title: '示例培训', minutes: 60, onDate })); // prettier-ignore
      await stage.secretary.lock(id);
    }
    expect(await standing()).toMatchObject({ done: held + 300, trainings: { held: 1 } });
    await bodyOf(operator.post(`${HOURS}/awards`, { ...course, onDate: '2025-12-29' }));
    const before = await bodyOf<PersonHours>(operator.get(`${HOURS}/people/${stage.people.甲}?year=2025`));
    expect(before.standings.find(({ ledger }) => ledger === 'leadership')).toMatchObject({ done: 4000, trainings: { held: 1 } }); // prettier-ignore
    expect(before.awards).toMatchObject([{ kind: 'training', days: 5, hundredths: 4000 }]);
    expect(before.lines).toMatchObject([{ kind: 'training', hundredths: 4000, because: 'counted' }]);
  });

  it('goes with who moves: both branches open and issue its certificate, a third none', async () => {
    const old = stage.secretary.operator;
    const { operator } = stage.other;
    const award = { personId: stage.people.乙, ledger: 'cadre', title: '示例进修', onDate: '2026-01-03', hundredths: 400, key: 'award-key-4' }; // prettier-ignore
    await bodyOf(old.post(`${HOURS}/awards`, award));
    const given = (await ofPerson(stage.people.乙)).awards.find(({ title }) => title === '示例进修');
    const certificate = `${HOURS}/awards/${given?.id}/certificate`;
    expect((await operator.post(certificate, {})).code).toBe('hours.award-unknown');
    await bodyOf(stage.organisation.patch(`people/${stage.people.乙}`, { unitId: stage.office }));
    const issued = await bodyOf<CertificateInfo>(operator.post(certificate, {}));
    expect(await bodyOf(old.post(certificate, {}))).toEqual(issued);
    const third = await secretaryOf(stage.admin.operator, 'shili.third', (await stage.organisation.unit('示例甲局 第二支部')).id); // prettier-ignore
    expect((await third.operator.post(certificate, {})).code).toBe('hours.award-unknown');
    const file = `${HOURS}/certificates/${issued.id}/file`;
    for (const client of [old, operator]) expect((await getFile(client, file)).status).toBe(200);
    expect((await third.operator.get(file)).code).toBe('hours.certificate-unknown');
  });

  it('is on record without a name', async () => {
    const rows = await rowsOf(stage.server, `SELECT action, detail FROM audit_entry WHERE action LIKE 'hours.%'`);
    const actions = new Set(rows.map(({ action }) => action));
    for (const action of ['hours.policy-saved', 'hours.ledgers-set', 'hours.rules-set', 'hours.contest-awarded', 'hours.certificate-issued', 'hours.certificate-revoked', 'hours.awarded', 'hours.award-taken-back']) {
      expect(actions).toContain(action);
    }
    expect(JSON.stringify(rows)).not.toContain('示例甲');
  }); // prettier-ignore
});
