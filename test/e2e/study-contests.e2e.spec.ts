/** A contest that is final stands in the ledgers of the branches that took part, without anybody entering it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { PersonHours } from '../../src/protocol/hours.js';
import type { EntryInfo, EntryPage, StudyOverview } from '../../src/protocol/study.js';
import { HourAwards } from '../../src/study/hours/hour-awards.service.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, type Stage } from '../support/contest-stage.js';
import { PASSWORD } from '../support/identity-server.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { RestClient } from '../support/rest-client.js';
import { rowsOf, secretaryOf, StudyDesk } from '../support/study-desk.js';
import { playByRoster, playThrough, studyStage, written, type StudyStage } from '../support/study-stage.js';

const HOURS = '/api/study/hours';

let server: InProcessServer;
let study: StudyStage;
let secretary: StudyDesk;
let branch: string;
let contest: Stage;

beforeAll(async () => {
  server = await InProcessServer.start({});
  study = await studyStage(server);
  branch = (await study.desk.unit('示例甲局 第一支部')).id;
  secretary = await secretaryOf(study.first.operator, 'shili.one', branch);
  const [member] = study.members;
  const ledgers = [{ ledger: 'party-member', track: 'year', fromYear: 2024, toYear: null }];
  const body = { people: [{ personId: member?.personId ?? '', before: [], ledgers }] };
  await bodyOf(secretary.operator.send('PUT', `${HOURS}/units/${branch}/ledgers`, { body }));
  // 示例乙 joins and gives no response.
  contest = await playByRoster(study, [
    [true, undefined],
    [true, undefined],
  ]);
  await written(server);
}, 60_000);
afterAll(() => server.close());

const own = (query = '') => secretary.list(`unitId=${branch}&kind=contest${query}`);
const only = async (): Promise<EntryInfo> => {
  const { entries } = await own();
  expect(entries).toHaveLength(1);
  return secretary.entry(entries[0]?.id ?? '');
};

describe('a contest that is final', () => {
  it('is an approved entry of the branch, with who took part and all that its mode asks for', async () => {
    const entry = await only();
    expect(entry).toMatchObject({
      title: '示例竞赛',
      kind: 'contest',
      source: 'contest',
      status: 'approved',
      late: false,
      personId: null,
      modes: [{ id: 'apply', label: '研讨践学' }],
      record: { contest: '示例竞赛', 'own-role': '参赛', result: '参赛 1 人，成绩已确认。' },
      attendance: [{ personId: study.members[0]?.personId, name: '示例甲', state: 'present', reason: null }],
      expected: 1,
      present: 1,
      missing: [],
      warnings: [],
      decidedBy: null,
      createdBy: null,
      actions: ['return', 'lock'],
    });
    expect(JSON.stringify(entry)).not.toContain('示例乙');
  });

  it('counts for the mode that stands for contests, and for nobody who was not there', async () => {
    const path = '/api/study/overview?from=2026-01-01&to=2026-12-31';
    const overview = await bodyOf<StudyOverview>(study.first.operator.get(path));
    const [row] = overview.rows;
    const at = overview.modes.findIndex(({ id }) => id === 'apply');
    expect([row?.approved, row?.active, row?.byMode[at]]).toEqual([1, 1, 1]);
    const [one, other] = study.members;
    const list = (client = one?.client) =>
      bodyOf<EntryPage>(client?.get('/api/member/study/entries') ?? Promise.reject());
    expect((await list()).entries).toMatchObject([{ kind: 'contest', title: '示例竞赛' }]);
    expect((await list(other?.client)).entries).toEqual([]);
  });

  it('gives no hours but those of its rule, and no statements but those of its responses', async () => {
    const rules = { rules: [{ ledger: 'party-member', passPercent: 60, hundredths: 600 }] };
    const path = `${HOURS}/contests/${contest.contestId}/rules`;
    await bodyOf(study.first.operator.send('PUT', path, { body: rules }));
    await server.app.get(HourAwards).settled();
    const personId = study.members[0]?.personId ?? '';
    const hours = await bodyOf<PersonHours>(secretary.operator.get(`${HOURS}/people/${personId}?year=2026`));
    expect(hours.standings).toMatchObject([{ ledger: 'party-member', done: 600 }]);
    // Into a ledger afterwards, which counts what was approved before.
    const ledgers = ['party-member', 'cadre'].map((ledger) => ({
      ledger,
      track: 'year',
      fromYear: 2024,
      toYear: null,
    }));
    const body = { people: [{ personId, before: [], ledgers }] };
    await bodyOf(secretary.operator.send('PUT', `${HOURS}/units/${branch}/ledgers`, { body }));
    expect(await rowsOf(server, `SELECT source FROM hour_line`)).toEqual([{ source: 'award' }]);
    expect(await rowsOf(server, `SELECT id FROM statement WHERE source = 'entry'`)).toEqual([]);
    // Who took a seat and gave no response has attempted nothing, and failed in nothing.
    const said = await rowsOf(server, `SELECT source_id AS "sourceId" FROM statement WHERE source = 'contest'`);
    expect(new Set(said.map(({ sourceId }) => String(sourceId).split('/')[1]))).toEqual(new Set([personId]));
  });

  it('stands there once: also after a restart, and not again once the branch has taken it out', async () => {
    const again = async () => {
      server = await server.restart(60_000);
      await written(server);
      const operator = new RestClient(server.url);
      await bodyOf(operator.signIn('shili.one', PASSWORD));
      secretary = new StudyDesk(operator);
    };
    await again();
    const { id } = await only();
    await bodyOf(secretary.step(id, 'return', { reason: '示例：与手工登记的重复' }));
    await bodyOf(secretary.operator.delete(`/api/study/entries/${id}`));
    await again();
    expect((await own()).entries).toEqual([]);
  });
});

describe('what is left to the secretary', () => {
  it('is nothing of a rehearsal, and a draft where no mode stands for contests', async () => {
    const admin = new RestClient(server.url);
    await bodyOf(admin.signIn('shili.admin', PASSWORD));
    const path = `/api/contests/${contest.contestId}/rehearsal`;
    const { id } = await bodyOf<{ id: string }>(admin.post(path, { participants: 2 }));
    const first = study.first.on(server, admin);
    const now = { ...study, server, first, desk: new OrganisationDesk(admin) };
    const rehearsal = await first.of(id);
    await playThrough(now, rehearsal, [[true, true], [true, true]]); // prettier-ignore
    await written(server);
    expect((await own()).entries).toEqual([]);

    const apply = (await secretary.setup()).modes.find((mode) => mode.id === 'apply');
    const evidence = apply?.evidence.filter(({ source }) => source !== 'contest');
    await bodyOf(admin.send('PATCH', '/api/study/modes/apply', { body: { evidence } }));
    await playByRoster(now, [[true, false]]);
    await written(server);
    const draft = await only();
    expect(draft).toMatchObject({ status: 'draft', modes: [], expected: 2, present: 2, actions: ['edit', 'submit', 'remove'] }); // prettier-ignore
    expect(draft.missing.map(({ path: at }) => at)).toEqual(['modes']);
    await bodyOf(secretary.patch(draft.id, draft.version, { modes: ['apply'], record: { speeches: '示例发言' } }));
    await secretary.lock(draft.id);
    expect(await only()).toMatchObject({ status: 'locked', modes: [{ id: 'apply' }], missing: [] });
    const deeds = await rowsOf(server, `SELECT detail FROM audit_entry WHERE action = 'study.contest-entered'`);
    expect(deeds.map(({ detail }) => JSON.parse(String(detail)) as unknown)).toEqual([
      { entries: 1, drafts: 0 },
      { entries: 1, drafts: 1 },
    ]);
  });
});
