/** A contest whose lobby was opened too early: it goes back to draft, is edited and opened anew, and the log is sound. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import { verifyLog } from '../support/audit-terminal.js';
import type { Console } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';

let server: InProcessServer;
let stage: Stage;
let host: Console;

beforeAll(async () => {
  server = await InProcessServer.start();
  stage = await Stage.set(server);
  host = await stage.console();
}, 60_000);
afterAll(async () => {
  host.client.close();
  await server.close();
});

const edit = async (): Promise<void> => {
  const { settings } = stage.contest;
  const body = { settings: { ...settings, publicBoard: !settings.publicBoard } };
  await bodyOf<ContestDetail>(stage.operator.send('PATCH', `/api/contests/${stage.contestId}`, { body }));
};

it('is sound after 退回草稿 and an edit, and finds what is changed in the lobby', async () => {
  await host.pressAll('contest:open-lobby', 'contest:return-to-draft');
  await edit();
  expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true, findings: [] });
  await host.pressAll('contest:open-lobby');
  expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true, findings: [] });
  await server.app.get(WriteQueue).run((manager) => manager.query('UPDATE contest_item SET points = points + 1'));
  expect((await verifyLog(server.dataDir)).findings).toEqual([
    expect.objectContaining({ what: 'rows-changed', kind: 'final-item' }),
  ]);
});
