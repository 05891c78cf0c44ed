/** A word on more time holds for that much time, also when the same needs or others are stated again at the door. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Needs } from '../../src/protocol/frames.js';
import type { UnitBranchInfo } from '../../src/protocol/organisation.js';
import type { NeedsRequest } from '../../src/protocol/privacy.js';
import { Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';

let server: InProcessServer;
let stage: Stage;
let codes: ReadonlyMap<string, string>;
const people: Participant[] = [];

const state = (name: string, needs: Needs) =>
  bodyOf(stage.operator.post(`/api/entry/${stage.contest.pin}/needs`, { code: codes.get(name), needs, consent: true }));
const list = () => bodyOf<NeedsRequest[]>(stage.operator.get(`/api/contests/${stage.contestId}/needs`));
async function decide(name: string, approved: boolean): Promise<void> {
  const asked = (await list()).find((one) => one.name === name);
  const path = `/api/contests/${stage.contestId}/needs/${asked?.subjectId ?? ''}`;
  await bodyOf(stage.operator.send('PUT', path, { body: { approved } }));
}
async function enter(name: string, needs: Needs): Promise<Participant> {
  const consent = { notice: true, needs: true };
  const message = { pin: stage.contest.pin, entryCode: codes.get(name) ?? '', needs, consent };
  const person = await Participant.join(stage.url, message);
  people.push(person);
  return person;
}
const standing = async (person: Participant) => {
  const { needs, needsState } = await person.sync();
  return [needs?.multiplier, needsState];
};

beforeAll(async () => {
  server = await InProcessServer.start();
  const first = await Stage.set(server);
  const desk = new OrganisationDesk(first.operator);
  await desk.load(SAMPLE_ROSTER);
  const branches = await bodyOf<UnitBranchInfo[]>(first.operator.get('/api/organisation/units/all/branches?level=5'));
  const settings = { entry: 'roster', needsApproval: 'required' } as const;
  stage = await first.another({ branches, settings, rounds: [{ items: 1 }] });
  const lists = await Promise.all(stage.contest.branches.map(({ id }) => desk.codes(stage.contestId, id)));
  codes = new Map(lists.flat().map(({ name, code }) => [name, code]));
  const host = await stage.console();
  await host.pressAll('contest:open-lobby');
  host.client.close();
});
afterAll(async () => {
  for (const { client } of people) client.close();
  await server.close();
});

describe('needs that are stated again at the door', () => {
  it('keep the word on as much time, and wait for one on more; a new start changes neither', async () => {
    await state('示例甲', { multiplier: 1.5 });
    await state('示例乙', { multiplier: 1.5 });
    await decide('示例甲', true);
    await decide('示例乙', true);
    const [more, same] = [await enter('示例甲', { multiplier: 3 }), await enter('示例乙', { multiplier: 1.5 })];
    expect([await standing(more), await standing(same)]).toEqual([
      [3, 'requested'],
      [1.5, 'approved'],
    ]);
    expect((await list()).find(({ name }) => name === '示例甲')?.state).toBe('requested');
    server = await server.restart();
    stage = stage.on(server);
    const [moreAgain, sameAgain] = [await stage.comeBack(more), await stage.comeBack(same)];
    people.push(moreAgain, sameAgain);
    expect([await standing(moreAgain), await standing(sameAgain)]).toEqual([
      [3, 'requested'],
      [1.5, 'approved'],
    ]);
  });
});
