/** A whole contest, with faults of every kind, at LOG_LEVEL=trace: nothing in the log opens a door or tells of anybody. */
import 'reflect-metadata';

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';

import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { LiveService } from '../../src/contest/live.service.js';
import { SetupService } from '../../src/identity/setup.service.js';
import { AppConfig } from '../../src/platform/config/app-config.js';
import { Reader } from '../../src/platform/database/reader.js';
import { AppLogger } from '../../src/platform/logging/app-logger.js';
import { createServer } from '../../src/server.js';
import { playItems } from '../support/after-play.js';
import { Stage } from '../support/contest-stage.js';
import { RestClient } from '../support/rest-client.js';
import { databaseEnv } from '../support/ring-database.js';

const WRONG_PASSWORD = 'a wrong password of its own';
const NAMES = ['示例甲子', '示例乙丑'];
const FEEDBACK = '示例意见：请把字放大';

let dataDir: string;
let app: NestExpressApplication;
let logged = '';
let url: string;
let setupToken: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'xuesai-logs-'));
  const config = AppConfig.read({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    ...(await databaseEnv(dataDir)),
    LOG_LEVEL: 'trace',
    DEMO: 'false',
    METRICS_TOKEN: 'metrics-token-of-the-test',
  });
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  app = await createServer(config, new AppLogger(config.logLevel, sink));
  await app.init();
  await app.get(LiveService).start();
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  url = `http://127.0.0.1:${port}`;
  setupToken = app.get(SetupService).pendingToken ?? '';
}, 60_000);

afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Everything that is secret, by what it is. */
async function playThrough(): Promise<Readonly<Record<string, string>>> {
  const stage = await Stage.set({ url, setupToken });
  const { operator, contest } = stage;
  await new RestClient(url).signIn('shili.admin', WRONG_PASSWORD);
  const again = new RestClient(url);
  await again.signIn('shili.admin', 'orbit lantern gravel mint');
  const host = await stage.console();
  await host.pressAll('contest:open-lobby');
  const people = [
    await stage.join(NAMES[0] ?? '', 0, { multiplier: 1.5, readAloud: true }),
    await stage.join(NAMES[1] ?? ''),
  ];
  await host.pressAll('round:introduce');
  await playItems(stage, host, people, [[true, false]]);
  await operator.post('/api/feedback', { text: FEEDBACK, contact: 'wang@example.cn' });
  await faults(operator, people[0]?.receipt.token ?? '');
  for (const { client } of people) client.close();
  host.client.close();
  const [first, second] = people;
  return {
    'set-up token': setupToken,
    password: 'orbit lantern gravel mint',
    'wrong password': WRONG_PASSWORD,
    'session token': operator.cookie?.split('=')[1] ?? '',
    'second session token': again.cookie?.split('=')[1] ?? '',
    'CSRF token': operator.csrfToken ?? '',
    'participant token': first?.receipt.token ?? '',
    'other participant token': second?.receipt.token ?? '',
    'rejoin code': first?.receipt.rejoinCode ?? '',
    'screen key': contest.screenKey,
    'metrics token': 'metrics-token-of-the-test',
    name: NAMES[0] ?? '',
    'other name': NAMES[1] ?? '',
    needs: 'multiplier',
    feedback: FEEDBACK,
    contact: 'wang@example.cn',
    'key of an item': stage.items[0]?.explanation ?? '',
  };
}

/** What makes a server write to its log: bodies it cannot read, a query that fails, a bug with everything at hand. */
async function faults(operator: RestClient, token: string): Promise<void> {
  await operator.post('/api/session', `{"login":"shili.admin","password":"${WRONG_PASSWORD}`);
  await operator.post('/api/operators', { login: 'x', password: WRONG_PASSWORD, secret: token });
  await operator.post('/api/operators', {}, { headers: { 'X-CSRF-Token': 'wrong' } });
  await operator.post('/api/operators', {}, { headers: { Origin: 'http://elsewhere.example' } });
  const failing = app.get(Reader).source.query('SELECT $1 FROM no_such_table', [token]);
  await failing.catch((error: unknown) => new Logger('Test').error(error));
  new Logger('Test').warn({ token, password: WRONG_PASSWORD, seat: { rejoinCode: token, needs: { multiplier: 2 } } });
}

it('nothing secret and nobody is in the log', async () => {
  const secrets = await playThrough();
  // The log was on, at its most talkative, and the faults are in it.
  expect(logged).toMatch(/no_such_table/);
  expect(logged).toContain('[secret]');
  expect(logged).toMatch(
    /"code":"auth.csrf","method":"POST","path":"\/api\/operators","address":"[^"]+","operatorId":"[^"]+"/,
  );
  expect(logged).toMatch(/"code":"protocol.origin"/);
  expect(logged).toMatch(/"level":(10|20)/);
  for (const [what, secret] of Object.entries(secrets)) {
    expect([what, secret.length > 3]).toEqual([what, true]);
    expect([what, logged.includes(secret)]).toEqual([what, false]);
  }
}, 60_000);
