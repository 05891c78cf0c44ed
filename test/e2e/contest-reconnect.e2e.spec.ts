import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ContestClient, Participant, type Console } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { rightResponse, Stage } from '../support/contest-stage.js';

const LIMIT_MS = 30_000;
/** The limit from the network being back to being on the item. */
// Generous on a busy machine; on a quiet one it is some tens of milliseconds of the two seconds allowed.
const BACK_WITHIN_MS = 10_000;

describe('coming back in the middle of an item', () => {
  let server: InProcessServer;
  let first: Stage;

  beforeAll(async () => {
    server = await InProcessServer.start();
    first = await Stage.set(server);
  });
  afterAll(() => server.close());

  async function open(): Promise<{ stage: Stage; host: Console; person: Participant; contestItemId: string }> {
    const stage = await first.another();
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const person = await stage.join('王伟');
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    const { item } = await person.client.phase('open');
    return { stage, host, person, contestItemId: item?.contestItemId ?? '' };
  }

  it('brings the item, the deadline that was and the own response, within two seconds', async () => {
    const { stage, host, person, contestItemId } = await open();
    await stage.join('李娜', 1);
    const before = (await person.sync()).item;
    const response = rightResponse(stage.item(contestItemId));
    const ack = await person.respond(response, 'before-the-loss');
    server.clock.advance(0.8 * LIMIT_MS);
    person.client.close();
    await host.untilConnected(1);

    const startedAt = Date.now();
    const back = await stage.comeBack(person);
    const snapshot = await back.sync();
    expect(Date.now() - startedAt).toBeLessThan(BACK_WITHIN_MS);
    expect(snapshot.phase).toBe('open');
    expect(snapshot.item).toEqual(before);
    expect((snapshot.item?.closesAt ?? 0) - snapshot.serverAt).toBe(0.2 * LIMIT_MS);
    expect(snapshot.ownResponse).toEqual({ ...(ack.ok ? ack.data : {}), response });
    expect(back.receipt).toMatchObject({ token: person.receipt.token, participant: person.receipt.participant });
  });

  it('keeps a response that was sent twice, and refuses another one with the first receipt', async () => {
    const { stage, person, contestItemId } = await open();
    await stage.join('李娜', 1);
    const message = { contestItemId, opening: 1, response: rightResponse(stage.item(contestItemId)) };
    const ack = await person.submit({ ...message, submissionId: 'sent-before' });
    person.client.close();
    const back = await stage.comeBack(person);
    server.clock.advance(5000);
    expect(await back.submit({ ...message, submissionId: 'sent-before' })).toEqual(ack);
    expect(await back.submit({ ...message, submissionId: 'sent-after' })).toMatchObject({
      ok: false,
      error: { code: 'response.already-submitted', receipt: ack.ok ? ack.data : null },
    });
  });

  it('gives no receipt for a response that was never taken: a submission id is good for one item', async () => {
    const { stage, host, person, contestItemId } = await open();
    await person.respond(rightResponse(stage.item(contestItemId)), 'used-already');
    server.clock.advance(250);
    await host.client.phase('closed');
    await host.pressAll('item:reveal', 'item:present', 'item:open');
    await person.client.phase('open');
    const again = await person.respond({ value: true }, 'used-already');
    expect(again).toMatchObject({ ok: false, error: { code: 'response.malformed' } });
    expect(await person.respond({ value: true }, 'a-new-one')).toMatchObject({ ok: true });
  });

  it('moves to another device by the rejoin code: the old one is told and its token is dead', async () => {
    const { stage, person, contestItemId } = await open();
    await stage.join('李娜', 1);
    await person.respond(rightResponse(stage.item(contestItemId)));
    const { rejoinCode, token } = person.receipt;
    const written = `${rejoinCode.slice(0, 4).toLowerCase()} ${rejoinCode.slice(4)}`;
    const other = await Participant.join(stage.url, { pin: stage.contest.pin, rejoinCode: written });
    expect(other.id).toBe(person.id);
    expect(other.receipt.snapshot.ownResponse).toBeDefined();
    await person.client.until('session:replaced');
    await person.client.gone();
    await expect(ContestClient.connect(stage.url, { token })).rejects.toThrow('entry.token-unknown');
    expect((await stage.comeBack(other)).id).toBe(person.id);
  });

  it('does not let a second tab with the same token respond from both', async () => {
    const { stage, person, contestItemId } = await open();
    const tab = await stage.comeBack(person);
    await person.client.until('session:replaced');
    await person.client.gone();
    expect(await tab.respond(rightResponse(stage.item(contestItemId)))).toMatchObject({ ok: true });
  });

  it('gives a late comer the start that everybody had', async () => {
    const { stage, host, person } = await open();
    const common = (await person.sync()).item;
    server.clock.advance(0.9 * LIMIT_MS);
    const late = await stage.join('张敏', 1);
    expect(late.receipt.snapshot.item).toEqual(common);
    server.clock.advance(0.1 * LIMIT_MS + 1000);
    await host.client.phase('closed');
    expect(
      await late.submit({
        contestItemId: common?.contestItemId ?? '',
        opening: 1,
        submissionId: 'too-late-now',
        response: { value: true },
      }),
    ).toMatchObject({ ok: false, error: { code: 'item.not-open' } });
  });
});
