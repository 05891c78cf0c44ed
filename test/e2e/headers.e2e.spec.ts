/** The headers that every answer carries, whoever gives it: pages, files, REST, its refusals, and Socket.IO. */
import 'reflect-metadata';

import { request } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { InProcessServer } from '../support/contest-server.js';

let server: InProcessServer;
beforeAll(async () => {
  server = await InProcessServer.start();
}, 60_000);
afterAll(() => server.close());

interface Asked {
  readonly path: string;
  readonly status: number;
  readonly init?: RequestInit;
}
const JSON_BODY = { 'Content-Type': 'application/json' };
const ELSEWHERE = { headers: { Origin: 'http://elsewhere.example' } };

const ANSWERS: Readonly<Record<string, Asked>> = {
  'a page': { path: '/join', status: 200 },
  'a page that is not there': { path: '/nowhere/at/all', status: 200 },
  'a file': { path: '/favicon.svg', status: 200 },
  'a file that is not there': { path: '/assets/nothing.js', status: 404 },
  'a folder': { path: '/assets/', status: 404 },
  'a way out of the folder': { path: '/assets/..%2f..%2fpackage.json', status: 403 },
  'an answer': { path: '/api/info', status: 200 },
  'a description': { path: '/api/openapi.json', status: 200 },
  'a refusal': { path: '/api/contests', status: 401 },
  'an unknown route': { path: '/api/nothing', status: 404 },
  'a broken body': { path: '/api/session', status: 400, init: { method: 'POST', body: '{"', headers: JSON_BODY } },
  'a broken address': { path: '/api/entry/%E0%A4%A', status: 400 },
  'another method': { path: '/api/info', status: 404, init: { method: 'PUT' } },
  'a handshake': { path: '/socket.io/?EIO=4&transport=polling', status: 200 },
  'a refused handshake': { path: '/socket.io/?EIO=4&transport=polling', status: 403, init: ELSEWHERE },
  'a broken handshake': { path: '/socket.io/?EIO=4&transport=none', status: 400 },
};

describe.each(Object.entries(ANSWERS))('%s', (_name, { path, status, init }) => {
  it('is guarded by its headers and tells nothing of the inside', async () => {
    const answer = await fetch(server.url + path, init);
    expect(answer.status).toBe(status);
    const { headers } = answer;
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy.split(';')).toContain(part);
    }
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    for (const name of ['x-powered-by', 'server', 'access-control-allow-origin']) expect(headers.get(name)).toBeNull();
    const type = headers.get('content-type') ?? '';
    if (/^text|html|javascript/.test(type)) expect(type).toMatch(/charset=utf-8/i);
    const said = await answer.text();
    expect(said).not.toMatch(/node_modules|\bat .*:\d+:\d+|"dependencies"/);
    // Never a page of the framework's own where a refusal belongs.
    if (status >= 400) expect(type).toMatch(/^application\/json/);
  });
});

describe('caches', () => {
  it.each([
    ['/api/info', 'no-store'],
    ['/api/contests', 'no-store'],
    ['/join', 'no-cache'],
  ])('of %s are told %s', async (path, control) => {
    expect((await fetch(server.url + path)).headers.get('cache-control')).toBe(control);
  });

  it('keep hashed files alone for long', async () => {
    const page = await (await fetch(`${server.url}/`)).text();
    const asset = /\/assets\/[\w-]+\.js/.exec(page)?.[0] ?? '';
    const answer = await fetch(server.url + asset);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect((await fetch(`${server.url}/assets/nothing.js`)).headers.get('cache-control') ?? '').not.toContain(
      'immutable',
    );
  });
});

it('TRACE echoes nothing', async () => {
  const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(`${server.url}/api/session`, { method: 'TRACE', headers: { Cookie: 'secret=1' } });
    asked.once('error', reject).once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.end();
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.text).not.toContain('secret=1');
});
