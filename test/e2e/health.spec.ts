import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Body, Controller, Module, Post } from '@nestjs/common';

import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { ERROR_MESSAGES, type ErrorCode } from '../../src/protocol/error-code.js';
import { startApp, type RunningApp } from '../support/app.js';

@Controller('api/echo')
class EchoController {
  @Post()
  echo(@Body() body: object): object {
    return body;
  }
}
@Module({ controllers: [EchoController] })
class EchoModule {}

const TOKEN = '0123456789abcdef';

describe('health and metrics', () => {
  let server: RunningApp;

  beforeEach(async () => {
    server = await startApp({ modules: [HealthModule, EchoModule], env: { METRICS_TOKEN: TOKEN } });
  });

  afterEach(() => server.close());

  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers });
  const post = (body: string) =>
    fetch(`${server.url}/api/echo`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const refusal = (code: ErrorCode) => ({ error: { code, message: ERROR_MESSAGES[code] } });

  it('is live and ready', async () => {
    expect(await (await get('/api/health/live')).json()).toEqual({ status: 'ok' });
    const ready = await get('/api/health/ready');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'ok',
      details: { writer: { status: 'up' }, reader: { status: 'up' } },
    });
  });

  it('is live but not ready where the writer takes nothing', async () => {
    await server.app.get(WriteQueue).close();
    expect((await get('/api/health/live')).status).toBe(200);
    const ready = await get('/api/health/ready');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ status: 'error', error: { writer: { status: 'down' } } });
  });

  it('shows its metrics to this machine and to the token, and to nobody else', async () => {
    await server.app.get(WriteQueue).run((manager) => manager.query('SELECT 1'));
    const text = await (await get('/api/metrics')).text();
    expect(text).toMatch(/^xuesai_write_queue_depth 0$/m);
    expect(text).toMatch(/^xuesai_commit_seconds_count\{kind="job"\} [1-9]/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    const forwarded = { 'X-Forwarded-For': '203.0.113.9' };
    const refused = await get('/api/metrics', forwarded);
    expect([refused.status, await refused.json()]).toEqual([403, refusal('auth.forbidden')]);
    expect((await get('/api/metrics', { ...forwarded, Authorization: 'Bearer 0123456789abcdeX' })).status).toBe(403);
    expect((await get('/api/metrics', { ...forwarded, Authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });

  it('refuses an unknown route, malformed JSON and an oversized body in the one shape', async () => {
    const unknown = await get('/api/nothing');
    expect([unknown.status, await unknown.json()]).toEqual([404, refusal('rest.not-found')]);
    const malformed = await post('{"a":');
    expect([malformed.status, await malformed.json()]).toEqual([400, refusal('protocol.malformed')]);
    const oversized = await post(JSON.stringify({ text: 'x'.repeat(2_000_000) }));
    expect([oversized.status, await oversized.json()]).toEqual([413, refusal('protocol.too-large')]);
  });
});
