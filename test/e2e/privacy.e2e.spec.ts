/** Needs of people of the roster with somebody's word on them, and everybody's own data: a copy of it, its erasure. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { EntryPerson } from '../../src/protocol/organisation.js';
import type { NeedsRequest, OwnData, OwnNeeds } from '../../src/protocol/privacy.js';
import { Participant, type Console } from '../support/contest-client.js';
import { bodyOf, rightResponse, Stage, wrongResponse } from '../support/contest-stage.js';
import { InProcessServer } from '../support/contest-server.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';
import { withRows } from '../support/recount.js';

const CONSENT = { notice: true } as const;
const T0 = 30_000;

let server: InProcessServer;
let desk: OrganisationDesk;
let first: Stage;

beforeAll(async () => {
  server = await InProcessServer.start();
  first = await Stage.set(server);
  desk = new OrganisationDesk(first.operator);
  await desk.load(SAMPLE_ROSTER);
});
afterAll(() => server.close());

async function byRoster(settings = {}): Promise<Stage> {
  const branches = await bodyOf<{ unitId: string; name: string; expected: number }[]>(
    desk.operator.get('/api/organisation/units/all/branches?level=5'),
  );
  return first.another({ branches, settings: { entry: 'roster', ...settings }, rounds: [{ items: 1 }] });
}
async function codesOf(stage: Stage) {
  const lists = await Promise.all(stage.contest.branches.map(({ id }) => desk.codes(stage.contestId, id)));
  return new Map(lists.flat().map(({ name, code }) => [name, code]));
}
const state = (stage: Stage, code: string, needs: object | null, consent = true) =>
  first.operator.post(`/api/entry/${stage.contest.pin}/needs`, { code, needs, ...(consent ? { consent } : {}) });
const enter = (stage: Stage, entryCode: string) =>
  Participant.join(stage.url, { pin: stage.contest.pin, entryCode, consent: CONSENT });
const rowsOf = (sql: string, ...values: string[]) => withRows(server.dataDir, (rows) => rows.all(sql, ...values));
const play = async (host: Console, stage: Stage, right: readonly Participant[], wrong: readonly Participant[]) => {
  await host.pressAll('round:introduce', 'item:present', 'item:open');
  const item = stage.item((await host.sync()).item?.contestItemId ?? '');
  for (const person of right) await person.respond(rightResponse(item));
  for (const person of wrong) await person.respond(wrongResponse(item));
  if ((await host.sync()).phase === 'open') await host.press('item:close', { override: true });
  await host.client.phase('closed');
};

describe('needs of a person of the roster', () => {
  let stage: Stage;
  let code: string;
  const list = () => bodyOf<NeedsRequest[]>(first.operator.get(`/api/contests/${stage.contestId}/needs`));
  const decide = (subjectId: string, approved: boolean) =>
    first.operator.send('PUT', `/api/contests/${stage.contestId}/needs/${subjectId}`, { body: { approved } });

  beforeAll(async () => {
    stage = await byRoster({ needsApproval: 'required', speedBonusPercent: 20 });
    code = (await codesOf(stage)).get('示例甲') ?? '';
  });

  it('are stated before the contest, with a consent of their own, and stored as ciphertext', async () => {
    expect((await state(stage, code, { multiplier: 2 }, false)).code).toBe('entry.needs-consent-required');
    await bodyOf(state(stage, code, { multiplier: 2, readAloud: true }));
    const [row] = (await rowsOf('SELECT * FROM person_needs')) as { needs_encrypted: string }[];
    expect(row?.needs_encrypted).toMatch(/^v1\./);
    const path = `/api/entry/${stage.contest.pin}/person`;
    const person = await bodyOf<EntryPerson>(first.operator.post(path, { code }));
    expect(person).toMatchObject({ name: '示例甲', entered: false });
    // How they stand is told to whoever asks for it, which is on record.
    expect(JSON.stringify(person)).not.toMatch(/multiplier|needs|requested/);
    const kept = await bodyOf<OwnNeeds>(first.operator.post('/api/own-data/needs', { pin: stage.contest.pin, code }));
    expect(kept).toMatchObject({ kept: true, state: 'requested' });
    const told = (await rowsOf(`SELECT * FROM audit_entry WHERE action LIKE 'needs.%' ORDER BY sequence`)) as object[];
    const by = { actor_kind: 'participant', detail: '{}' };
    expect(told).toMatchObject([
      { action: 'needs.stated', ...by },
      { action: 'needs.told', contest_id: stage.contestId, ...by },
    ]);
  });

  it('are read by who may approve them, each reading on record, without a word of what they are', async () => {
    const [asked, ...more] = await list();
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ name: '示例甲', needs: { multiplier: 2, readAloud: true }, state: 'requested' });
    const reads = (await rowsOf(`SELECT * FROM audit_entry WHERE action = 'needs.read'`)) as object[];
    expect(reads).toMatchObject([{ subject_id: asked?.subjectId, contest_id: stage.contestId, detail: '{}' }]);
    const open = await first.another();
    expect((await first.operator.get(`/api/contests/${open.contestId}/needs`)).code).toBe('needs.not-asked');
    expect((await decide('nobody', true)).code).toBe('needs.unknown');
  });

  it('give more time once approved, and not before; withdrawn they are gone', async () => {
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const person = await enter(stage, code);
    expect(person.receipt.snapshot).toMatchObject({ needs: { multiplier: 2 }, needsState: 'requested' });
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    const window = async () => {
      const { item } = await person.sync();
      return (item?.closesAt ?? 0) - (item?.opensAt ?? 0);
    };
    expect(await window()).toBe(T0);
    const subjectId = (await list())[0]?.subjectId ?? '';
    expect((await decide(subjectId, true)).status).toBe(204);
    expect((await person.sync()).needsState).toBe('approved');
    expect(await window()).toBe(2 * T0);
    // More than what was approved has to be approved again; less does not.
    const { contestId } = stage;
    const change = (needs: object | null) =>
      person.client.demand('participant:update-needs', { contestId, needs, consent: true });
    await change({ multiplier: 1.5 });
    expect((await person.sync()).needsState).toBe('approved');
    await change({ multiplier: 3 });
    expect((await person.sync()).needsState).toBe('requested');
    expect(await window()).toBe(T0);
    await bodyOf(state(stage, code, null));
    expect((await person.sync()).needs).toBeNull();
    expect(await rowsOf('SELECT * FROM person_needs')).toEqual([]);
    expect(await rowsOf('SELECT * FROM needs_decision')).toEqual([]);
    expect(await rowsOf(`SELECT * FROM audit_entry WHERE action = 'needs.withdrawn'`)).toHaveLength(1);
    host.client.close();
  });
});

describe('own data', () => {
  const own = (stage: Stage, code: string) => first.operator.post('/api/own-data', { pin: stage.contest.pin, code });
  const erase = (stage: Stage, code: string) =>
    first.operator.post('/api/own-data/erase', { pin: stage.contest.pin, code, confirm: true });
  const figures = async (stage: Stage) => {
    const { rows, branches } = await stage.board();
    return { rows: rows.map(({ branchName, points, rank }) => [branchName, points, rank]), branches };
  };

  it('of somebody who came in by name is given out without needs, and erased with the board unchanged', async () => {
    const stage = await first.another({ rounds: [{ items: 1 }] });
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const [one, two] = [await stage.join('示例丙', 0, { multiplier: 1.5 }), await stage.join('示例丁')];
    await play(host, stage, [one], [two]);
    const code = one.receipt.rejoinCode;
    expect((await erase(stage, code)).code).toBe('own-data.contest-running');
    await host.pressAll('item:reveal', 'contest:end');
    const before = await figures(stage);
    const data = await bodyOf<OwnData>(own(stage, code));
    expect(data).toMatchObject({ person: null, participations: [{ name: '示例丙', total: 10, inPlay: false }] });
    const exports = await rowsOf(`SELECT * FROM audit_entry WHERE action = 'own-data.exported'`);
    expect(exports).toMatchObject([{ actor_id: one.id, subject_id: one.id, detail: '{}' }]);
    expect(data.participations[0]?.items).toHaveLength(1);
    expect(JSON.stringify(data)).not.toMatch(/needs|multiplier|ownLimit|示例丁/);
    await bodyOf(erase(stage, code));
    expect(await figures(stage)).toEqual(before);
    expect(JSON.stringify(await stage.board())).toContain('已注销参赛者');
    expect(await rowsOf('SELECT * FROM participant WHERE name = ?', '示例丙')).toEqual([]);
    expect(await rowsOf('SELECT * FROM participant_needs WHERE participant_id = ?', one.id)).toEqual([]);
    expect((await own(stage, code)).code).toBe('entry.code-unknown');
    await host.pressAll('contest:finalize');
    expect(await figures(stage)).toEqual(before);
    host.client.close();
  });

  it('of a person of the roster goes from every contest by the personal code alone; branches count as before', async () => {
    const stage = await byRoster();
    const codes = await codesOf(stage);
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const person = await enter(stage, codes.get('示例乙') ?? '');
    await play(host, stage, [person], []);
    await host.pressAll('item:reveal', 'contest:end');
    const before = await figures(stage);
    expect(await bodyOf<OwnData>(own(stage, codes.get('示例乙') ?? ''))).toMatchObject({
      person: { name: '示例乙', memberships: [{ to: null }] },
      participations: [{ total: 10 }],
    });
    expect((await erase(stage, person.receipt.rejoinCode)).code).toBe('own-data.personal-code-required');
    await bodyOf(erase(stage, codes.get('示例乙') ?? ''));
    expect(await figures(stage)).toEqual(before);
    expect(await rowsOf('SELECT * FROM person WHERE name = ?', '示例乙')).toEqual([]);
    expect(await desk.roster(stage.contestId)).toMatchObject({ expected: 5 });
    host.client.close();
  });
});
