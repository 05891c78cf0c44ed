/** A console whose operator may not look on any more, where nobody told the server of it: another server did it. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { Snapshot } from '../../src/protocol/frames.js';
import type { Console, ContestClient } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { Stage } from '../support/contest-stage.js';
import { personWith, type Person } from '../support/role-people.js';

const MINUTE_MS = 60_000;
let server: InProcessServer;
let stage: Stage;
let person: Person;
let watching: Console;
let other: Console;
let screen: ContestClient;

beforeAll(async () => {
  server = await InProcessServer.start();
  stage = await Stage.set(server);
  person = await personWith(stage.operator, 'shili.zhao', ['host']);
  [watching, other] = [await stage.console(person.client), await stage.console()];
  screen = await stage.screen();
}, 60_000);
afterAll(async () => {
  for (const client of [watching.client, other.client, screen]) client.close();
  await server.close();
});

it('is told nothing more, and let go within a minute', async () => {
  const sync = (client: ContestClient) =>
    client.ask<{ snapshot: Snapshot }>('contest:sync', { contestId: stage.contestId });
  expect(await sync(watching.client)).toMatchObject({ ok: true });
  const without = 'DELETE FROM operator_role WHERE operator_id = $1';
  await server.app.get(WriteQueue).run((manager) => manager.query(without, [person.id]));
  expect(await sync(watching.client)).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });
  server.clock.advance(MINUTE_MS);
  await watching.client.gone();
  expect(await sync(other.client)).toMatchObject({ ok: true });
  expect(await sync(screen)).toMatchObject({ ok: true });
});
