import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { EVENT_RIGHTS } from '../../src/contest/event-rights.js';
import { ROLES, TRUSTED_ROLES, type Role } from '../../src/core/access/rights.js';
import { CLIENT_EVENTS } from '../../src/protocol/events.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import {
  CALLERS,
  matrixPage,
  mayCall,
  maySend,
  nameOf,
  routesOfControllers,
  routesOfRouter,
  type Caller,
  type Route,
} from '../support/access-matrix.js';
import { newMember } from '../support/member-desk.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { RestClient } from '../support/rest-client.js';
import { personWith } from '../support/role-people.js';
import { bodiesOf } from '../support/wire-bodies.js';
import { createContest, WireServer } from '../support/wire-server.js';
import { PASSWORD } from '../support/identity-server.js';

const PAGE = fileURLToPath(new URL('../../docs/access-matrix.md', import.meta.url));
/** The description of the routes themselves, registered without a controller. */
const WITHOUT_CONTROLLER = ['GET /api/openapi.json'];
/** The metrics are for this machine alone, or for who has the token. */
const METRICS_TOKEN = 'sample-metrics-token';
const headers = { Authorization: `Bearer ${METRICS_TOKEN}` };
const SIGN_OUTS = ['DELETE /api/session', 'DELETE /api/member/session'];
const REFUSALS = [
  'auth.required',
  'auth.forbidden',
  'auth.session-expired',
  'auth.csrf',
  'member.required',
  'member.session-expired',
  'protocol.origin',
];

/** By hand and on purpose: what the world may call grows only where somebody adds a line here. */
const OPEN_TO_ALL = [
  'GET /api/calendar/:file',
  'GET /api/certificates/:code',
  'GET /api/contests/:id/leaderboard',
  'GET /api/entry/:pin',
  'GET /api/health/live',
  'GET /api/health/ready',
  'GET /api/info',
  'GET /api/media/:file',
  'GET /api/metrics',
  'GET /api/session/oidc/callback',
  'GET /api/xapi/about',
  'POST /api/entry/:pin/needs',
  'POST /api/entry/:pin/person',
  'POST /api/feedback',
  'POST /api/member/session',
  'POST /api/own-data',
  'POST /api/own-data/erase',
  'POST /api/own-data/needs',
  'POST /api/own-data/needs/withdraw',
  'POST /api/session',
  'POST /api/session/oidc/start',
  'POST /api/setup',
];

let server: WireServer;
let contest: ContestDetail;
let routes: readonly Route[];
const clients = new Map<Caller, RestClient>();
/** `name caller`, where the server let it through. */
const allowed = new Set<string>();
const yes = (name: string, caller: Caller): boolean => allowed.has(`${name} ${caller}`);

beforeAll(async () => {
  server = await WireServer.start({ env: { METRICS_TOKEN } });
  const administrator = await server.administrator();
  contest = await createContest(administrator, [{ kind: 'true-false', count: 1 }]);
  clients.set(null, new RestClient(server.url));
  clients.set('member', (await newMember(new OrganisationDesk(administrator))).client);
  for (const role of ROLES) {
    const { client } = await personWith(administrator, `shili.${role}`, [role]);
    clients.set(role, client);
  }
  routes = routesOfControllers(server.app).toSorted((one, other) => one.path.localeCompare(other.path));
  for (const caller of CALLERS) {
    await tryRoutes(caller);
    await tryEvents(caller);
    // A new minute for the routes whose rate is limited; all sessions live on through twelve of them.
    server.clock.advance(60_000);
  }
}, 300_000);
afterAll(() => server.close());

async function tryRoutes(caller: Caller): Promise<void> {
  const client = clients.get(caller) as RestClient;
  // Signing out comes last, and the socket below needs a session again.
  const isLast = (route: Route): boolean => SIGN_OUTS.includes(nameOf(route));
  for (const route of [...routes.filter((one) => !isLast(one)), ...routes.filter(isLast)]) {
    const path = route.path.replaceAll(/:(\w+)/g, 'no-such-$1');
    const answer = await client
      .send(route.method, path, { headers, ...(route.method === 'GET' ? {} : { body: {} }) })
      .catch(notJson);
    const refused = answer.status === 401 || REFUSALS.includes(answer.code ?? '');
    if (!refused) allowed.add(`${nameOf(route)} ${caller}`);
  }
  if (caller !== null && caller !== 'member') await client.signIn(`shili.${caller}`, PASSWORD);
}

/** The metrics are text. */
const notJson = (error: unknown) => {
  if (error instanceof SyntaxError) return { status: 200, code: null };
  throw error;
};

async function tryEvents(caller: Caller): Promise<void> {
  const socket = await server.connect({ cookie: clients.get(caller)?.cookie ?? null });
  const of = { contestId: contest.id, contestItemId: 'none', participantId: 'none', pin: '000000', screenKey: 'none' };
  const bodies = bodiesOf({ ...of, screenKey: contest.screenKey, version: 9999, opening: 1 });
  for (const event of CLIENT_EVENTS) {
    const ack = await socket.send(event, bodies[event]);
    if (ack.ok || !REFUSALS.includes(ack.error.code)) allowed.add(`${event} ${caller}`);
  }
  socket.close();
}

describe('the router', () => {
  it('has the routes of controllers and what is known besides, and nothing else', () => {
    const declared = [...routes.map(nameOf), ...WITHOUT_CONTROLLER];
    expect(routesOfRouter(server.app).toSorted()).toEqual(declared.toSorted());
    expect(routes.length).toBeGreaterThan(60);
  });

  it('has no route that says nothing about access', () => {
    expect(routes.filter(({ access }) => access === undefined).map(nameOf)).toEqual([]);
  });

  it('is open without a session where that was decided, and nowhere else', () => {
    const open = routes.filter(({ access }) => access?.kind === 'public').map(nameOf);
    expect(open.toSorted()).toEqual(OPEN_TO_ALL.toSorted());
  });
});

describe('every role on every route and event', () => {
  it('is let through where the table says so, and refused where it does not', () => {
    const expected = routes.flatMap((route) =>
      CALLERS.filter((caller) => mayCall(caller, route.access)).map((caller) => `${nameOf(route)} ${caller}`),
    );
    const events = CLIENT_EVENTS.flatMap((event) =>
      CALLERS.filter((caller) => maySend(caller, EVENT_RIGHTS[event])).map((caller) => `${event} ${caller}`),
    );
    expect([...allowed].toSorted()).toEqual([...expected, ...events].toSorted());
  });

  it('never brings one of the three to contests, points, needs or responses', () => {
    const ofContests = routes.filter(
      ({ path, access }) => path.startsWith('/api/contests') && access?.kind !== 'public',
    );
    const events = CLIENT_EVENTS.filter((event) => EVENT_RIGHTS[event] !== 'anyone');
    const names = [...ofContests.map(nameOf), ...events];
    expect(names.length).toBeGreaterThan(40);
    expect(
      TRUSTED_ROLES.flatMap((role) => names.filter((name) => yes(name, role)).map((name) => [name, role])),
    ).toEqual([]);
  });

  it('lets the auditor change nothing but the own session and account', () => {
    const own = /^(POST|PUT|DELETE) \/api\/session/;
    const changes = routes
      .filter(({ method, access }) => method !== 'GET' && access?.kind !== 'public')
      .map(nameOf)
      .filter((name) => yes(name, 'auditor') && !own.test(name));
    expect(changes).toEqual([]);
  });

  it('keeps making accounts and granting roles in two hands', () => {
    const holders = (name: string): Role[] => ROLES.filter((role) => yes(name, role));
    expect(holders('POST /api/operators')).toEqual(['administrator', 'system-administrator']);
    expect(holders('PUT /api/operators/:id/roles')).toEqual(['administrator', 'security-administrator']);
    expect(holders('POST /api/access/separation')).toEqual(['administrator', 'security-administrator']);
  });
});

describe('docs/access-matrix.md', () => {
  it('is what was observed; npm run access-matrix writes it anew', () => {
    const page = matrixPage(routes, EVENT_RIGHTS, yes);
    if (process.env['WRITE_ACCESS_MATRIX'] === 'true') writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
