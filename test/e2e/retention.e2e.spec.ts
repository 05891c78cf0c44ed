/** What retention and the codes of one's own data let go, hold back and put on record; the log verifies after all of it. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Retention } from '../../src/contest/own-data/retention.js';
import type { AuditPage } from '../../src/protocol/audit.js';
import type { UnitBranchInfo } from '../../src/protocol/organisation.js';
import { playItems, Review } from '../support/after-play.js';
import { verifyLog } from '../support/audit-terminal.js';
import { Participant, type Console } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';
import { withRows } from '../support/recount.js';

const DAY_MS = 86_400_000;
const PASSWORD = 'orbit lantern gravel mint';

let server: InProcessServer;
let first: Stage;
const open: { close: () => void }[] = [];

beforeAll(async () => {
  server = await InProcessServer.start({ NEEDS_KEEP_DAYS: '30', PERSONAL_KEEP_DAYS: '90' });
  first = await Stage.set(server);
});
afterAll(async () => {
  for (const client of open) client.close();
  await server.close();
});

const rowsOf = <T = object>(sql: string, ...values: string[]) =>
  withRows(server.dataDir, (rows) => rows.all<T>(sql, ...values));
const prune = () => server.app.get(Retention).prune();
async function daysPass(days: number): Promise<void> {
  server.clock.skip(days * DAY_MS);
  await first.operator.signIn('shili.admin', PASSWORD);
}
async function lobby(stage: Stage): Promise<Console> {
  const host = await stage.console();
  await host.pressAll('contest:open-lobby');
  open.push(host.client);
  return host;
}
async function seated(joining: Promise<Participant>): Promise<Participant> {
  const person = await joining;
  open.push(person.client);
  return person;
}

describe('names in a result', () => {
  const names = async ({ contestId }: Stage) =>
    (await rowsOf<{ name: string }>('SELECT name FROM participant WHERE contest_id = ?', contestId)).map(({ name }) => name); // prettier-ignore
  let stage: Stage;
  let lost: Stage;
  let other: Console;

  it('go with every word about them, and the log verifies', async () => {
    stage = await first.another({ rounds: [{ items: 1 }] });
    const host = await lobby(stage);
    const [jia, yi] = [await seated(stage.join('示例甲')), await seated(stage.join('示例乙', 1))];
    const { contestId } = stage;
    await host.client.demand('participant:rename', { contestId, participantId: jia.id, name: '示例丙' });
    await host.pressAll('round:introduce');
    await playItems(stage, host, [jia, yi], [[true, false]]);
    await host.pressAll('contest:end');
    const [review, second] = [new Review(stage, stage.operator), new Review(stage, await stage.secondHost())];
    const [item] = stage.items;
    await jia.client.demand('appeal:file', { contestId, contestItemId: item?.contestItemId, text: '示例申诉' });
    const [appeal] = await review.appeals();
    await bodyOf(review.rule(appeal?.id ?? '', { verdict: 'dismissed', text: '示例裁定' }));
    const points = { subject: 'participant' as const, subjectId: jia.id, points: 1, reason: '示例加分' };
    const [made] = await bodyOf<{ id: string }[]>(review.propose(points));
    await bodyOf(second.decide(made?.id ?? '', 'confirm'));
    await host.pressAll('contest:finalize');
    const { entries } = await bodyOf<AuditPage>(first.operator.get(`/api/audit?subjectId=${jia.id}`));
    expect(new Set(entries.map(({ subjectId }) => subjectId))).toEqual(new Set([jia.id]));
    const about = ['participant.renamed', 'appeal.filed', 'appeal.ruled', 'adjustment.proposed'];
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(about));
    lost = await first.another({ rounds: [{ items: 1 }] });
    await lobby(lost);
    await seated(lost.join('示例丁'));
    expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true });
  });

  it('wait while another contest is being played', async () => {
    await daysPass(91);
    const playing = await first.another({ rounds: [{ items: 1 }] });
    other = await lobby(playing);
    await seated(playing.join('示例戊'));
    await other.pressAll('round:introduce');
    expect(await prune()).toMatchObject({ participants: 0, putOff: true });
    expect((await names(stage)).toSorted()).toEqual(['示例丙', '示例乙'].toSorted());
  });

  it('go afterwards, also from a contest that nobody ended, and the log still verifies', async () => {
    await other.pressAll('contest:end');
    expect(await prune()).toMatchObject({ participants: 3, putOff: false });
    expect(new Set([...(await names(stage)), ...(await names(lost))])).toEqual(new Set(['已注销参赛者']));
    const words = await Promise.all(
      ['SELECT * FROM appeal', 'SELECT * FROM points_adjustment', 'SELECT * FROM audit_note', 'SELECT * FROM audit_entry'].map((sql) => rowsOf(sql)), // prettier-ignore
    );
    expect(JSON.stringify(words)).not.toMatch(/示例申诉|示例裁定|示例加分|示例甲|示例丙|示例乙/);
    expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true });
    expect(await prune()).toEqual({ needs: 0, participants: 0, putOff: false });
  });
});

describe('people of the roster', () => {
  const needs = () => rowsOf<{ person_id: string }>('SELECT person_id FROM person_needs');
  const people = async () => (await rowsOf<{ name: string }>('SELECT name FROM person')).map(({ name }) => name).toSorted(); // prettier-ignore
  let codes: ReadonlyMap<string, string>;
  let stage: Stage;
  let host: Console;
  let desk: OrganisationDesk;

  beforeAll(async () => {
    desk = new OrganisationDesk(first.operator);
    await desk.load(SAMPLE_ROSTER);
    const branches = await bodyOf<UnitBranchInfo[]>(first.operator.get('/api/organisation/units/all/branches?level=5'));
    stage = await first.another({ branches, settings: { entry: 'roster' }, rounds: [{ items: 1 }] });
    const lists = await Promise.all(stage.contest.branches.map(({ id }) => desk.codes(stage.contestId, id)));
    codes = new Map(lists.flat().map(({ name, code }) => [name, code]));
    host = await lobby(stage);
    const stated = { needs: { multiplier: 2 }, consent: true };
    await bodyOf(
      first.operator.post(`/api/entry/${stage.contest.pin}/needs`, { code: codes.get('示例甲'), ...stated }),
    );
    const consent = { notice: true };
    await seated(
      Participant.join(stage.url, { pin: stage.contest.pin, entryCode: codes.get('示例乙') ?? '', consent }),
    );
  });

  it('are told by a code no more often than at the entry where it is a short one; long ones are told on', async () => {
    const ask = (path: string, code: string) => first.operator.post(`/api/own-data${path}`, { pin: stage.contest.pin, code }); // prettier-ignore
    const paths = ['', '/needs', '/needs/withdraw'];
    const codesOf = new Set<string | null>();
    for (let n = 0; n < 300; n += 1) codesOf.add((await ask(paths[n % 3] ?? '', `ZZZZ${1000 + n}`)).code);
    expect([...codesOf]).toEqual(['entry.code-unknown']);
    for (const path of paths) expect((await ask(path, 'ZZZZ9999')).code).toBe('protocol.rate-limited');
    expect((await ask('/needs', codes.get('示例甲') ?? '')).body).toMatchObject({ kept: true, state: 'approved' });
    server.clock.advance(60_000);
    expect((await ask('', 'ZZZZ9999')).code).toBe('entry.code-unknown');
  });

  it('may be erased while a lobby stands open, not while a contest is being played', async () => {
    const erase = (name: string) =>
      first.operator.post('/api/own-data/erase', { pin: stage.contest.pin, code: codes.get(name), confirm: true });
    await bodyOf(erase('示例乙'));
    expect(await people()).not.toContain('示例乙');
    expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true });
    await seated(
      Participant.join(stage.url, { pin: stage.contest.pin, entryCode: codes.get('示例丙') ?? '', consent: { notice: true } }), // prettier-ignore
    );
    await host.pressAll('round:introduce');
    expect((await erase('示例丙')).code).toBe('own-data.contest-running');
    await host.pressAll('contest:end');
  });

  it('keep their needs until a month after the last contest that knows of them', async () => {
    await daysPass(29);
    await prune();
    expect(await needs()).toHaveLength(1);
    await daysPass(2);
    expect(await prune()).toMatchObject({ needs: 1 });
    expect(await needs()).toEqual([]);
  });

  it('lose their names long after they left, and those who stayed do not', async () => {
    await first.operator.signIn('shili.admin', PASSWORD);
    const rest = SAMPLE_ROSTER.split('\r\n').filter((line) => !line.includes('示例乙,')); // prettier-ignore
    // A complete file without 示例甲: gone from the unit.
    const without = [
      ...rest.filter((line) => !line.includes('示例甲,S1')),
      '示例省,示例市,示例甲局,第一支部,示例己,S9',
    ];
    expect(await desk.load(without.join('\r\n'), 'leave')).toMatchObject({ leaving: 1, heldBack: 0 });
    await daysPass(89);
    await prune();
    expect(await people()).toContain('示例甲');
    await daysPass(2);
    await prune();
    const left = await people();
    expect(left).not.toContain('示例甲');
    expect(left).toEqual(expect.arrayContaining(['示例丁', '示例戊', '示例己', '已注销人员']));
    expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true });
  });
});
