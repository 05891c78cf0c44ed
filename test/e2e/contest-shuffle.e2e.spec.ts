import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Console, Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { rightResponse, Stage } from '../support/contest-stage.js';

const PEOPLE = 24;

/** Played from end to end once; each case looks at what came of it. */
describe('a contest whose choices come in a different order for each person', () => {
  let server: InProcessServer;
  let stage: Stage;
  let host: Console;
  let people: Participant[];
  let screenChoices: readonly string[];
  const shown = new Map<string, readonly string[]>();
  let itemId = '';

  beforeAll(async () => {
    server = await InProcessServer.start();
    const first = await Stage.set(server);
    stage = await first.another({ settings: { shuffleChoices: true }, rounds: [{ items: 20, everyKind: true }] });
    host = await stage.console();
    const screen = await stage.screen();
    await host.pressAll('contest:open-lobby');
    people = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => stage.join(`示例${index}`, index % 2)));
    const chosen = stage.items.find((item) => item.kind === 'choice' && item.choices.length === 4);
    itemId = chosen?.contestItemId ?? '';
    await host.pressAll('round:introduce');
    await host.press('item:present', { contestItemId: itemId });
    await host.pressAll('item:open');
    for (const person of people) {
      const { item } = await person.client.phase('open');
      shown.set(person.receipt.participant.id, item?.choices.map(({ id }) => id) ?? []);
    }
    screenChoices = (await screen.phase('open')).item?.choices.map(({ id }) => id) ?? [];
  });
  afterAll(() => server.close());

  it('shows everybody the same choices, in several orders', () => {
    const orders = [...shown.values()].map((ids) => ids.join());
    expect(new Set(orders).size).toBeGreaterThan(2);
    for (const ids of shown.values()) expect([...ids].sort()).toEqual([...screenChoices].sort());
  });

  it('letters them by place', async () => {
    for (const person of people) {
      const { item } = await person.sync();
      expect(item?.choices.map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D']);
    }
  });

  it('shows a person who comes back the order they had', async () => {
    const person = people[0] as Participant;
    person.client.close();
    const back = await stage.comeBack(person);
    people[0] = back;
    expect((await back.sync()).item?.choices.map(({ id }) => id)).toEqual(shown.get(back.receipt.participant.id));
  });

  it('judges a response by the choice, wherever it stood', async () => {
    const response = rightResponse(stage.item(itemId));
    for (const person of people) {
      const ack = await person.submit({
        contestItemId: itemId,
        opening: 1,
        submissionId: `s-${person.receipt.participant.id}`,
        response,
      });
      expect(ack).toMatchObject({ ok: true });
    }
    server.clock.advance(250);
    await host.client.phase('closed');
    await host.pressAll('item:reveal');
    for (const person of people) {
      const { reveal, ownResult } = await person.sync();
      expect(ownResult?.outcome).toBe('correct');
      expect(reveal?.correctResponse).toEqual(response);
    }
  });
});
