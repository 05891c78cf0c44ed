/** Who may open, rename and take away somebody's seat, and that the log says who did. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { ParticipantInfo, RejoinCodeReply } from '../../src/protocol/rest.js';
import { ContestClient, type Console, type Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { withRows } from '../support/recount.js';
import { RestClient } from '../support/rest-client.js';
import { personWith } from '../support/role-people.js';

interface Entry {
  readonly action: string;
  readonly operatorId: string | null;
  readonly subjectId: string;
  readonly note: string | null;
}

describe('a seat', () => {
  let server: InProcessServer;
  let first: Stage;
  let stage: Stage;
  let host: Console;
  let person: Participant;
  let otherHost: RestClient;
  let arbiter: RestClient;
  let pureArbiter: RestClient;
  let reader: RestClient;

  beforeAll(async () => {
    server = await InProcessServer.start();
    first = await Stage.set(server);
    otherHost = await first.secondHost();
    arbiter = (await personWith(first.operator, 'shili.arbiter', ['host', 'arbiter'])).client;
    pureArbiter = (await personWith(first.operator, 'shili.pure.arbiter', ['arbiter'])).client;
    reader = (await personWith(first.operator, 'shili.reader', ['scorekeeper'])).client;
  });
  afterAll(() => server.close());

  beforeEach(async () => {
    stage = await first.another();
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    person = await stage.join('示例甲');
  });

  const route = (): string => `/api/contests/${stage.contestId}/participants`;
  const fresh = (who: RestClient) => who.post(`${route()}/${person.id}/rejoin-code`, {});
  const byCode = async (rejoinCode: string): Promise<string> => {
    const client = await ContestClient.connect(stage.url);
    const ack = await client.ask('contest:join', { pin: stage.contest.pin, rejoinCode });
    client.close();
    return ack.ok ? 'ok' : ack.error.code;
  };
  const log = (): Promise<readonly Entry[]> =>
    withRows(server.dataDir, (rows) =>
      rows.all<Entry>(
        `SELECT e.action, e.actor_id AS "operatorId", e.subject_id AS "subjectId", n.note AS note
         FROM audit_entry e LEFT JOIN audit_note n ON n.chain = e.chain AND n.sequence = e.sequence
         WHERE e.contest_id = ? AND e.action LIKE 'participant.%' ORDER BY e.sequence`,
        stage.contestId,
      ),
    );
  const actions = async (): Promise<string[]> => (await log()).map(({ action }) => action);

  it('has a code that no list shows', async () => {
    const list = await bodyOf<ParticipantInfo[]>(stage.operator.get(route()));
    expect(list).toHaveLength(1);
    expect(JSON.stringify([list, await host.sync()])).not.toContain(person.receipt.rejoinCode);
  });

  it('is opened by a fresh code, which voids the one before and is in the log', async () => {
    expect((await fresh(reader)).code).toBe('auth.forbidden');
    expect(await byCode(person.receipt.rejoinCode)).toBe('ok');
    const { rejoinCode } = await bodyOf<RejoinCodeReply>(fresh(otherHost));
    expect(rejoinCode).not.toBe(person.receipt.rejoinCode);
    expect(await byCode(person.receipt.rejoinCode)).toBe('entry.rejoin-unknown');
    expect(await byCode(rejoinCode)).toBe('ok');
    expect(await log()).toMatchObject([
      { action: 'participant.taken-over', operatorId: null, subjectId: person.id },
      { action: 'participant.rejoin-code-shown', operatorId: expect.any(String), subjectId: person.id },
      { action: 'participant.taken-over', operatorId: null, subjectId: person.id },
    ]);
  });

  it('goes back to its own phone without an entry: a network loss brings hundreds', async () => {
    person.client.close();
    const back = await stage.comeBack(person);
    expect(back.receipt.rejoinCode).toBe(person.receipt.rejoinCode);
    expect(await actions()).toEqual([]);
  });

  it('still has its fresh code after a restart', async () => {
    const { rejoinCode } = await bodyOf<RejoinCodeReply>(fresh(stage.operator));
    const [stored] = await withRows(server.dataDir, (rows) =>
      rows.all<{ digest: string }>('SELECT rejoin_digest AS digest FROM participant WHERE id = ?', person.id),
    );
    // Kept is what leads to the seat and to no code.
    expect(stored?.digest).toMatch(/^[\w-]{22}$/);
    expect(stored?.digest).not.toContain(rejoinCode);
    const told = await person.client.until('rejoin-code:changed');
    expect(told).toEqual({ contestId: stage.contestId, rejoinCode });
    expect((await stage.comeBack(person)).receipt.rejoinCode).toBe(rejoinCode);
  });

  it('is not found by guessing: past 300 wrong codes a minute not even the right one is looked at', async () => {
    // One socket may send a hundred in a burst.
    const clients = await Promise.all(Array.from({ length: 4 }, () => ContestClient.connect(stage.url)));
    const tried = async (n: number, rejoinCode: string): Promise<string | undefined> => {
      const message = { pin: stage.contest.pin, rejoinCode };
      const ack = await clients[Math.floor(n / 100)]?.ask('contest:join', message);
      return ack?.ok === false ? ack.error.code : 'ok';
    };
    for (let n = 0; n < 300; n += 1) expect(await tried(n, `ZZZZ${1000 + n}`)).toBe('entry.rejoin-unknown');
    expect(await tried(300, person.receipt.rejoinCode)).toBe('protocol.rate-limited');
    server.clock.advance(60_000);
    expect(person.receipt.rejoinCode).toMatch(/^[0-9A-Z]{8}$/);
    expect(await tried(301, person.receipt.rejoinCode)).toBe('ok');
    for (const client of clients) client.close();
  });

  describe('by socket', () => {
    const rename = async (who: Console, name: string): Promise<string> => {
      const body = { contestId: stage.contestId, participantId: person.id, name };
      const ack = await who.client.ask('participant:rename', body);
      return ack.ok ? 'ok' : ack.error.code;
    };
    const remove = async (who: Console): Promise<string> => {
      const body = { contestId: stage.contestId, participantId: person.id, reason: '示例理由' };
      const ack = await who.client.ask('participant:remove', body);
      return ack.ok ? 'ok' : ack.error.code;
    };

    it('is renamed and taken away by the host in control alone; the old name is an erasable note', async () => {
      const other = await stage.console(otherHost);
      expect([await rename(other, '示例乙'), await remove(other)]).toEqual(Array(2).fill('contest.not-in-control'));
      expect(await rename(host, '示例乙')).toBe('ok');
      expect(await log()).toMatchObject([{ action: 'participant.renamed', subjectId: person.id, note: '示例甲' }]);
      expect(await remove(host)).toBe('ok');
    });

    it('is for the arbiter after the end, and keeps its name once the result is final', async () => {
      const pure = await stage.console(pureArbiter);
      expect([await rename(pure, '示例乙'), await remove(pure)]).toEqual(Array(2).fill('auth.forbidden'));
      await host.pressAll('round:introduce', 'contest:end');
      expect(await rename(pure, '示例乙')).toBe('ok');
      const other = await stage.console(otherHost);
      const judge = await stage.console(arbiter);
      expect([await rename(other, '示例丙'), await remove(other)]).toEqual(Array(2).fill('auth.forbidden'));
      expect(await rename(judge, '示例丙')).toBe('ok');
      await host.pressAll('contest:finalize');
      expect([await rename(judge, '示例丁'), await remove(judge)]).toEqual(Array(2).fill('contest.wrong-phase'));
      expect((await bodyOf<ParticipantInfo[]>(stage.operator.get(route())))[0]?.name).toBe('示例丙');
    });
  });
});

describe('the PIN of a contest', () => {
  let server: InProcessServer;

  beforeAll(async () => {
    server = await InProcessServer.start({ RATE_WRONG_CODES_PER_MINUTE: '5' });
  });
  afterAll(() => server.close());

  it('cannot be found past the limit, and lets the hall in where it is known already', async () => {
    const known = await Stage.set(server);
    const other = await known.another();
    for (const stage of [known, other]) await (await stage.console()).pressAll('contest:open-lobby');
    const anybody = new RestClient(server.url);
    const look = async (pin: string): Promise<string | null> => (await anybody.get(`/api/entry/${pin}`)).code;
    expect(await look(known.contest.pin)).toBeNull();
    const taken = [known.contest.pin, other.contest.pin];
    const wrong = ['100001', '100002', '100003', '100004', '100005', '100006', '100007'].filter(
      (pin) => !taken.includes(pin),
    );
    for (const pin of wrong.slice(0, 5)) expect(await look(pin)).toBe('entry.pin-unknown');
    expect(await look(other.contest.pin)).toBe('protocol.rate-limited');
    expect(await look(known.contest.pin)).toBeNull();
    for (let phone = 0; phone < 20; phone += 1) (await known.join(`示例${phone}`)).client.close();
    await expect(other.join('示例甲')).rejects.toThrow('protocol.rate-limited');
    server.clock.advance(60_000);
    expect(await look(other.contest.pin)).toBeNull();
  });
});
