/** 三员分立 has no way back, not even past the server: with a database that says otherwise it does not start. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { SettingEntity } from '../../src/identity/persistence/setting.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { BuiltServer, dropDataDir, InProcessServer } from '../support/contest-server.js';
import { ENTITIES } from '../support/databases.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import { RestClient } from '../support/rest-client.js';
import { threeTrusted } from '../support/role-people.js';
import { settingsOf } from '../support/ring-database.js';

let dataDir: string;

beforeAll(async () => {
  const server = await InProcessServer.start();
  ({ dataDir } = server);
  const admin = new RestClient(server.url);
  await admin.keepSession(admin.post('/api/setup', { token: server.setupToken, ...ADMINISTRATOR }));
  await threeTrusted(admin);
  expect((await admin.post('/api/access/separation', { confirmation: '三员分立' })).status).toBe(204);
  await server.app.close();
}, 60_000);
afterAll(() => dropDataDir(dataDir));

async function setPolicy(value: string): Promise<void> {
  const database = await Database.open(settingsOf(dataDir), ENTITIES);
  await database.writes.run((manager) => manager.update(SettingEntity, { name: 'policy.separation' }, { value }));
  await database.close();
}

it('starts as it was left, and not with a policy that somebody has set back by hand', async () => {
  const server = await BuiltServer.start(dataDir);
  await server.stop();
  await setPolicy('simple');
  const refused = await BuiltServer.start(dataDir).catch((error: unknown) => error as Error);
  // 78: what `npm start` understands as "starting again would not help".
  expect((refused as Error).message).toMatch(/ended \(78\)/);
  expect((refused as Error).message).toMatch(/审计日志记载已开启三员分立.*服务器没有启动/);
  await setPolicy('separated');
  await (await BuiltServer.start(dataDir)).stop();
}, 120_000);
