import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FeedbackModule } from '../../src/feedback/feedback.module.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { SetupService } from '../../src/identity/setup.service.js';
import type { FeedbackInfo } from '../../src/protocol/rest.js';
import { startApp, type RunningApp } from '../support/app.js';
import { ManualClock } from '../support/manual-clock.js';
import { RestClient } from '../support/rest-client.js';

let running: RunningApp;
let clock: ManualClock;

beforeEach(async () => {
  clock = new ManualClock();
  running = await startApp({ modules: [IdentityModule, FeedbackModule], clock, env: { TRUST_PROXY: '1' } });
});
afterEach(() => running.close());

async function administrator(): Promise<RestClient> {
  const client = new RestClient(running.url);
  const token = running.app.get(SetupService).pendingToken;
  const body = { token, login: 'shili.admin', displayName: '示例管理员', password: 'orbit lantern gravel mint' };
  await client.keepSession(client.post('/api/setup', body));
  return client;
}

describe('feedback', () => {
  it('comes from anybody and is read by operators, the newest first', async () => {
    const anybody = new RestClient(running.url, '192.0.2.20');
    expect((await anybody.post('/api/feedback', { text: '  示例意见一 ' })).status).toBe(204);
    const sentAt = clock.now();
    clock.advance(1000);
    const second = { text: '示例意见二 <b>', contact: '示例联系方式', page: '/accessibility' };
    expect((await anybody.post('/api/feedback', second)).status).toBe(204);
    expect((await anybody.get('/api/feedback')).code).toBe('auth.required');
    const list = (await (await administrator()).get('/api/feedback')).body as FeedbackInfo[];
    expect(list).toEqual([
      { id: expect.any(String), ...second, createdAt: sentAt + 1000 },
      { id: expect.any(String), text: '示例意见一', contact: null, page: null, createdAt: sentAt },
    ]);
  });

  it.each([
    ['empty text', { text: ' \n ' }, 'text'],
    ['no text', {}, 'text'],
    ['more than 2,000 characters', { text: '长'.repeat(2001) }, 'text'],
    ['something else than text', { text: ['示例'] }, 'text'],
    ['a property nobody asked for', { text: '示例', createdAt: 0 }, 'createdAt'],
  ])('refuses %s', async (_what, body, path) => {
    const anybody = new RestClient(running.url);
    const answer = await anybody.post('/api/feedback', body);
    expect(answer).toMatchObject({ status: 400, code: 'rest.invalid', body: { error: { details: [{ path }] } } });
    expect((await (await administrator()).get('/api/feedback')).body).toEqual([]);
  });

  it('takes 2,000 characters and refuses other sites', async () => {
    const anybody = new RestClient(running.url);
    expect((await anybody.post('/api/feedback', { text: '长'.repeat(2000) })).status).toBe(204);
    const headers = { Origin: 'http://evil.example' };
    expect((await anybody.post('/api/feedback', { text: '示例' }, { headers })).code).toBe('protocol.origin');
  });

  it('stops a flood from one address and lets the others speak', async () => {
    const flood = Array.from({ length: 201 }, () =>
      new RestClient(running.url, '203.0.113.5').post('/api/feedback', { text: '示例' }),
    );
    const codes = (await Promise.all(flood)).map(({ code }) => code);
    expect(codes.filter((code) => code === 'protocol.rate-limited')).toHaveLength(1);
    expect((await new RestClient(running.url, '203.0.113.6').post('/api/feedback', { text: '示例' })).status).toBe(204);
  });
});
