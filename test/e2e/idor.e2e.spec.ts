/** An id of somebody else's in every route and event that takes one: refused, and nothing read or changed by it. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { entriesOf, foreignStage, OF_STUDY, routesOf, rowsOf, type ForeignStage } from '../support/foreign-stage.js';
import type { SheetContest } from '../../src/protocol/organisation.js';
import type { RestAnswer, RestClient } from '../support/rest-client.js';

let world: ForeignStage;
let before: Awaited<ReturnType<typeof rowsOf>>;

beforeAll(async () => {
  world = await foreignStage();
  before = await rowsOf(world);
}, 120_000);
afterAll(async () => {
  for (const { client } of world.played.flatMap(({ people }) => people)) client.close();
  await world.server.close();
});

interface Foreign {
  /** A faultless call but for one id, which is of the other contest, bank or unit. */
  readonly call: (world: ForeignStage) => Promise<RestAnswer>;
  readonly code: string;
}

const put = (who: RestClient, path: string, body: unknown) => who.send('PUT', path, { body });
const contest = (one: { readonly stage: { readonly contestId: string } }) => `/api/contests/${one.stage.contestId}`;
const bank = ({ banks: [one] }: ForeignStage) => `/api/question-banks/${one.id}`;
const RULING = { verdict: 'dismissed', text: '示例裁决' };

/** Routes that take an id inside another. */
const INSIDE: Record<string, Foreign> = {
  'PUT /api/contests/{id}/items/{itemId}': {
    code: 'item.unknown',
    call: ({ operator, drafts: [own, other] }) => {
      const { stem, choices, explanation, correctResponse, points, timeLimitSeconds } = other.item;
      const body = { stem, choices, explanation, correctResponse, points, timeLimitSeconds };
      return put(operator, `${contest(own)}/items/${other.item.contestItemId}`, body);
    },
  },
  'POST /api/contests/{id}/items/{itemId}/swap': {
    code: 'item.unknown',
    call: ({ operator, drafts: [own, other] }) =>
      operator.post(`${contest(own)}/items/${other.item.contestItemId}/swap`, {}),
  },
  'POST /api/contests/{id}/participants/{participantId}/rejoin-code': {
    code: 'participant.unknown',
    call: ({ operator, played: [own, other] }) => {
      const foreign = other.people[0]?.receipt.participant.id;
      return operator.post(`${contest(own)}/participants/${foreign}/rejoin-code`, {});
    },
  },
  'POST /api/contests/{id}/adjustments': {
    code: 'participant.unknown',
    call: ({ operator, played: [own, other] }) => {
      const subjectId = other.people[0]?.receipt.participant.id;
      return operator.post(`${contest(own)}/adjustments`, {
        subject: 'participant',
        subjectId,
        points: 5,
        reason: '示例加分',
      });
    },
  },
  'POST /api/contests/{id}/adjustments/{adjustmentId}/confirm': {
    code: 'adjustment.unknown',
    call: ({ second, played: [own, other] }) =>
      second.post(`${contest(own)}/adjustments/${other.adjustmentId}/confirm`, {}),
  },
  'POST /api/contests/{id}/adjustments/{adjustmentId}/reject': {
    code: 'adjustment.unknown',
    call: ({ second, played: [own, other] }) =>
      second.post(`${contest(own)}/adjustments/${other.adjustmentId}/reject`, {}),
  },
  'GET /api/contests/{id}/appeals/{appealId}': {
    code: 'appeal.unknown',
    call: ({ operator, played: [own, other] }) => operator.get(`${contest(own)}/appeals/${other.appealId}`),
  },
  'POST /api/contests/{id}/appeals/{appealId}/ruling': {
    code: 'appeal.unknown',
    call: ({ operator, played: [own, other] }) =>
      operator.post(`${contest(own)}/appeals/${other.appealId}/ruling`, RULING),
  },
  'POST /api/contests/{id}/corrections/preview': {
    code: 'item.unknown',
    call: ({ operator, played: [own, other] }) =>
      operator.post(`${contest(own)}/corrections/preview`, { contestItemId: other.itemId, kind: 'void' }),
  },
  'POST /api/contests/{id}/corrections': {
    code: 'item.unknown',
    call: ({ operator, played: [own, other] }) =>
      operator.post(`${contest(own)}/corrections`, {
        contestItemId: other.itemId,
        kind: 'void',
        reason: '示例理由',
        expectedVersion: own.version,
      }),
  },
  'POST /api/contests/{id}/corrections/{version}/cancel': {
    code: 'correction.unknown',
    call: ({ operator, played: [own, other] }) =>
      operator.post(`${contest(own)}/corrections/${other.correction}/cancel`, {
        reason: '示例理由',
        expectedVersion: own.version,
      }),
  },
  'PUT /api/contests/{id}/needs/{subjectId}': {
    code: 'needs.unknown',
    call: ({ operator, drafts: [own, other] }) =>
      put(operator, `${contest(own)}/needs/${other.personId}`, { approved: true }),
  },
  'PUT /api/contests/{id}/roster/{personId}/exemption': {
    code: 'person.unknown',
    call: ({ operator, drafts: [own, other] }) =>
      put(operator, `${contest(own)}/roster/${other.personId}/exemption`, { exempt: true }),
  },
  'POST /api/contests/{id}/roster/{personId}/code': {
    code: 'person.unknown',
    call: ({ operator, drafts: [own, other] }) => operator.post(`${contest(own)}/roster/${other.personId}/code`, {}),
  },
  'GET /api/contests/{id}/roster/codes': {
    code: 'entry.branch-unknown',
    call: ({ operator, drafts: [own, other] }) =>
      operator.get(`${contest(own)}/roster/codes?branchId=${other.branchId}`),
  },
  'GET /api/question-banks/{id}/items/{itemId}': {
    code: 'rest.not-found',
    call: (all) => all.operator.get(`${bank(all)}/items/${all.banks[1].item.id}`),
  },
  'PUT /api/question-banks/{id}/items/{itemId}': {
    code: 'rest.not-found',
    call: (all) => {
      const { id, item, revision } = all.banks[1].item;
      return put(all.operator, `${bank(all)}/items/${id}`, { item, revision });
    },
  },
  'POST /api/question-banks/{id}/items/copy': {
    code: 'rest.not-found',
    call: (all) => all.operator.post(`${bank(all)}/items/copy`, { itemIds: ['not-an-id'] }),
  },
  'POST /api/question-banks/{id}/status': {
    code: 'rest.not-found',
    call: (all) => all.operator.post(`${bank(all)}/status`, { itemIds: [all.banks[1].item.id], status: 'reviewed' }),
  },
  'GET /api/organisation/units/{id}/people': {
    code: 'unit.unknown',
    call: ({ secretary, otherUnit }) => secretary.get(`/api/organisation/units/${otherUnit}/people`),
  },
};

/** Tried in idor-reading.e2e.spec.ts. */
const IN_READING = / \/api\/(study|member)\/reading\//;
const codesOf = (unit: string, person = ''): string => `/api/organisation/units/${unit}/study-codes${person}`;
Object.assign(INSIDE, {
  'GET /api/organisation/units/{id}/study-codes': {
    code: 'unit.unknown',
    call: ({ secretary, otherUnit }) => secretary.get(codesOf(otherUnit)),
  },
  'POST /api/organisation/units/{id}/study-codes': {
    code: 'unit.unknown',
    call: ({ secretary, otherUnit }) => secretary.post(codesOf(otherUnit), {}),
  },
  'GET /api/study/units/{id}/weak-topics': {
    code: 'unit.unknown',
    call: ({ secretary, otherUnit }) => secretary.get(`/api/study/units/${otherUnit}/weak-topics`),
  },
  'POST /api/organisation/units/{id}/study-codes/{personId}': {
    code: 'person.unknown',
    call: ({ secretary, ownUnit, members: [, other] }) => secretary.post(codesOf(ownUnit, `/${other.personId}`), {}),
  },
  'DELETE /api/organisation/units/{id}/study-codes/{personId}': {
    code: 'person.unknown',
    call: ({ secretary, ownUnit, members: [, other] }) => secretary.delete(codesOf(ownUnit, `/${other.personId}`)),
  },
} satisfies Readonly<Record<string, Foreign>>);

const documentedRoutes = () => routesOf(world);
/** For members alone: an operator has not entered there. */
const ofMembers = (route: string): boolean => route.includes(' /api/member/');
const idsIn = (route: string): number => [...route.matchAll(/\{[^}]+\}/g)].length;
const unchanged = async (): Promise<void> => expect(await rowsOf(world)).toEqual(before);

describe('an id inside another', () => {
  it('is tried on every route that takes two', async () => {
    const routes = await documentedRoutes();
    expect(routes.length).toBeGreaterThan(60);
    expect(Object.keys(INSIDE).filter((route) => !routes.includes(route))).toEqual([]);
    expect(routes.filter((route) => idsIn(route) > 1 && !(route in INSIDE) && !IN_READING.test(route))).toEqual([]);
  });

  it.each(Object.entries(INSIDE))('%s', async (_route, { call, code }) => {
    const answer = await call(world);
    expect([answer.code, answer.status]).toEqual([code, 404]);
    await unchanged();
  });
});

describe('a branch secretary', () => {
  it('sees the own unit and what is below it, and no other', async () => {
    const { secretary, ownUnit, otherUnit } = world;
    expect((await secretary.get(`/api/organisation/units/${ownUnit}/people`)).code).toBeNull();
    const said = JSON.stringify((await secretary.get('/api/organisation/units')).body);
    expect(said).toContain(ownUnit);
    expect(said).not.toContain(otherUnit);
  });

  it('prints the codes of the own branch, which is on record, and of no other, which is not', async () => {
    const { secretary, drafts: [own, other] } = world; // prettier-ignore
    const codes = (one: typeof own, branchId = one.branchId) =>
      secretary.get(`${contest(one)}/roster/codes?branchId=${branchId}`);
    const shown = () => entriesOf(world, 'roster.codes-shown');
    const noted = await shown();
    expect((await codes(other)).code).toBe('entry.branch-unknown');
    expect((await codes(own, other.branchId)).code).toBe('entry.branch-unknown');
    expect(await shown()).toBe(noted);
    const answer = await codes(own);
    expect([answer.code, (answer.body as unknown[]).length]).toEqual([null, 2]);
    expect(await shown()).toBe(noted + 1);
    const sheets = (await secretary.get('/api/entry-sheets')).body as readonly SheetContest[];
    expect(sheets.map(({ contestId, branches }) => [contestId, branches.map(({ id }) => id)])).toEqual([
      [own.stage.contestId, [own.branchId, own.stage.branchId(1)]],
    ]);
    await unchanged();
  });

  it('is refused by every other route that takes an id', async () => {
    const { played, ownUnit } = world;
    const id = (route: string): string => (route.includes('/units/') ? ownUnit : played[0].stage.contestId);
    const open = new Set([
      'GET /api/organisation/units/{id}/people',
      'GET /api/contests/{id}/roster/codes',
      'GET /api/study/calendar/years/{year}',
    ]);
    const codes = /\/units\/\{id\}\/(study-codes|weak-topics)/;
    const forAnybody =
      /^(GET|POST) \/api\/(entry|media|calendar|certificates)\/|^GET \/api\/contests\/\{id\}\/leaderboard/;
    for (const route of (await documentedRoutes()).filter((one) => idsIn(one) > 0)) {
      if (open.has(route) || forAnybody.test(route) || codes.test(route)) continue;
      if (IN_READING.test(route) || OF_STUDY.test(route)) continue;
      const [method = '', path = ''] = route.split(' ');
      const answer = await raw(world.secretary, method, path.replace('{id}', id(route)).replace(/\{[^}]+\}/g, '1'));
      expect([route, answer.status]).toEqual([route, ofMembers(route) ? 401 : 403]);
    }
    await unchanged();
  });
});

describe('nobody', () => {
  it('gets past the door of a route that takes an id', async () => {
    const forAnybody =
      /^(GET|POST) \/api\/(entry|media|calendar|certificates)\/|^GET \/api\/contests\/\{id\}\/leaderboard/;
    const nobody = world.operator.url;
    for (const route of (await documentedRoutes()).filter((one) => idsIn(one) > 0 && !forAnybody.test(one))) {
      const [method = '', path = ''] = route.split(' ');
      const at = path.replace('{id}', world.played[0].stage.contestId).replace(/\{[^}]+\}/g, '1');
      const answer = await fetch(nobody + at, { method, headers: { Origin: nobody } });
      expect([route, answer.status]).toEqual([route, 401]);
    }
    await unchanged();
  });
});

describe('a member', () => {
  it('gets past no door of operators, and finds nothing of anybody else behind their own', async () => {
    const { members: [own, other], played, ownUnit } = world; // prettier-ignore
    const id = (route: string): string => (route.includes('/units/') ? ownUnit : played[0].stage.contestId);
    const forAnybody =
      /^(GET|POST) \/api\/(entry|media|calendar|certificates)\/|^GET \/api\/contests\/\{id\}\/leaderboard/;
    for (const route of (await documentedRoutes()).filter((one) => idsIn(one) > 0 && !forAnybody.test(one))) {
      const [method = '', path = ''] = route.split(' ');
      const answer = await raw(own.client, method, path.replace('{id}', id(route)).replace(/\{[^}]+\}/g, '1'));
      const turnedAway = ofMembers(route) ? [400, 404] : [401];
      expect({ route, turnedAway: turnedAway.includes(answer.status) }).toEqual({ route, turnedAway: true });
    }
    const sessions = (await other.client.get('/api/member/sessions')).body as readonly { readonly id: string }[];
    expect((await own.client.delete(`/api/member/sessions/${sessions[0]?.id}`)).code).toBe('rest.not-found');
    const data = JSON.stringify((await own.client.get('/api/member/own-data')).body);
    expect(data).toContain(own.name);
    expect(data).not.toContain(other.name);
    await unchanged();
  });
});

describe('a participant', () => {
  it('of one contest reads and disputes nothing in another, nor an item of another in the own', async () => {
    const [own, other] = world.played;
    const client = own.people[1]?.client;
    const text = '示例申诉';
    const codes = [
      await client?.ask('record:own', { contestId: other.stage.contestId }),
      await client?.ask('appeal:file', { contestId: other.stage.contestId, text }),
      await client?.ask('contest:sync', { contestId: other.stage.contestId, sinceVersion: 0 }),
      await client?.ask('appeal:file', { contestId: own.stage.contestId, contestItemId: other.itemId, text }),
    ].map((ack) => (ack?.ok === false ? ack.error.code : 'let through'));
    expect(codes).toEqual(['contest.not-joined', 'contest.not-joined', 'contest.not-joined', 'item.unknown']);
    await unchanged();
  });
});

/** Answers that are no JSON are as good as any. */
async function raw(who: RestClient, method: string, path: string): Promise<{ readonly status: number }> {
  const headers = { Cookie: who.cookie ?? '', 'X-CSRF-Token': who.csrfToken ?? '', Origin: who.url };
  return fetch(who.url + path, { method, headers });
}
