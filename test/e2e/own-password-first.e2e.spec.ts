/** A first password that somebody else chose: nothing counts before its owner has chosen another. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { EVENT_RIGHTS } from '../../src/contest/event-rights.js';
import { SetupService } from '../../src/identity/setup.service.js';
import type { OperatorInfo, SessionInfo } from '../../src/protocol/access.js';
import { CLIENT_EVENTS } from '../../src/protocol/events.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import { nameOf, routesOfControllers } from '../support/access-matrix.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import { FIRST_PASSWORD } from '../support/operators.js';
import { RestClient, type RestAnswer } from '../support/rest-client.js';
import { bodiesOf } from '../support/wire-bodies.js';
import { createContest, WireServer } from '../support/wire-server.js';

const ACCOUNT = {
  login: 'shili.new',
  displayName: '示例新人',
  roles: ['administrator', 'organiser', 'host'],
  password: FIRST_PASSWORD,
};
/** Strong under either policy. */
const STRONG = 'Mint harbour quilt 22';
const CODE = 'auth.password-first';
/** What somebody can do about it, and the way out. */
const OPEN = [
  'DELETE /api/session',
  'GET /api/session',
  'GET /api/session/remaining',
  'POST /api/session/extend',
  'POST /api/session/password',
];

describe.each(['asvs', 'dengbao'])('under PASSWORD_POLICY=%s', (policy) => {
  let server: WireServer;
  let contest: ContestDetail;
  let newcomer: RestClient;

  beforeAll(async () => {
    server = await WireServer.start({ env: { PASSWORD_POLICY: policy } });
    const administrator = new RestClient(server.url);
    const token = server.app.get(SetupService).pendingToken;
    const setup = { token, ...ADMINISTRATOR, password: STRONG };
    await administrator.keepSession(administrator.post('/api/setup', setup));
    contest = await createContest(administrator, [{ kind: 'true-false', count: 1 }]);
    const made = await administrator.post('/api/operators', ACCOUNT);
    expect((made.body as OperatorInfo).roles).toEqual(ACCOUNT.roles);
    newcomer = new RestClient(server.url);
    expect((await newcomer.signIn(ACCOUNT.login, FIRST_PASSWORD)).body).toMatchObject({ due: 'password', rights: [] });
  }, 60_000);
  afterAll(() => server.close());

  it('every route refuses, but those of the own session and the change itself', async () => {
    // Members come by a door of their own, which no operator's session opens.
    const routes = routesOfControllers(server.app).filter(
      ({ access }) => access?.kind !== 'public' && access?.kind !== 'member',
    );
    expect(routes.length).toBeGreaterThan(60);
    const shut: string[] = [];
    for (const route of routes.filter((one) => !OPEN.includes(nameOf(one)))) {
      const path = route.path.replaceAll(/:(\w+)/g, 'no-such-$1');
      const answer: RestAnswer = await newcomer.send(route.method, path, route.method === 'GET' ? {} : { body: {} });
      expect([nameOf(route), answer.status, answer.code]).toEqual([nameOf(route), 403, CODE]);
      shut.push(nameOf(route));
    }
    expect(shut).toHaveLength(routes.length - OPEN.length);
    for (const path of ['/api/session', '/api/session/remaining']) expect((await newcomer.get(path)).code).toBeNull();
  });

  it('every event that asks for a right refuses, and so does watching', async () => {
    const socket = await server.connect({ cookie: newcomer.cookie });
    const of = {
      contestId: contest.id,
      contestItemId: 'none',
      participantId: 'none',
      pin: '000000',
      screenKey: 'none',
    };
    const bodies = bodiesOf({ ...of, version: 9999, opening: 1 });
    const asking = CLIENT_EVENTS.filter((event) => EVENT_RIGHTS[event] !== 'anyone');
    expect(asking.length).toBeGreaterThan(20);
    for (const event of [...asking, 'contest:watch'] as const) {
      const body = event === 'contest:watch' ? { contestId: contest.id, as: 'host' } : bodies[event];
      const ack = await socket.send(event, body);
      expect([event, ack.ok ? null : ack.error.code]).toEqual([event, CODE]);
    }
    socket.close();
  });

  it('the same password again is no change; another one opens what the roles allow', async () => {
    const change = (newPassword: string) =>
      newcomer.post('/api/session/password', { password: FIRST_PASSWORD, newPassword });
    expect((await change(FIRST_PASSWORD)).code).toBe('auth.password-used');
    expect((await newcomer.get('/api/operators')).code).toBe(CODE);
    expect((await change(STRONG)).code).toBeNull();
    const session = (await newcomer.get('/api/session')).body as SessionInfo;
    expect(session.due).toBeNull();
    expect(session.rights).toContain('account.manage');
    expect((await newcomer.get('/api/operators')).code).toBeNull();
    expect((await newcomer.signIn(ACCOUNT.login, FIRST_PASSWORD)).code).toBe('auth.bad-credentials');
  });
});
