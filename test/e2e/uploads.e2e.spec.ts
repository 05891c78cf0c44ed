/** Every route that takes a file: for whom, how much, and of what kind. */
import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { RestClient } from '../support/rest-client.js';
import { postFile, postForm } from '../support/upload.js';
import { newOperator } from '../support/operators.js';

const MB = 1024 * 1024;
/** Path and most bytes. */
const UPLOADS = [
  ['/api/question-banks/import', 20],
  ['/api/question-banks/media?kind=image', 10],
  ['/api/question-banks/media?kind=audio', 10],
  ['/api/question-banks/media?kind=sign-video', 60],
  ['/api/question-banks/media?kind=captions', 1],
  ['/api/organisation/roster/import', 20],
] as const;

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const FOREIGN: Readonly<Record<string, Uint8Array>> = {
  'a program for Windows': new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, ...Array<number>(200).fill(0)]),
  'a program for Linux': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...Array<number>(200).fill(0)]),
  'a PDF': text('%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript >> >> endobj'),
  'a drawing with a script': text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  'a page': text('<!doctype html><html><body><script>alert(1)</script></body></html>'),
  'an entity from outside': text(
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  ),
};

interface Report {
  readonly rejected?: readonly unknown[];
  readonly warnings?: readonly unknown[];
  readonly accepted?: number;
}

let server: InProcessServer;
let operator: RestClient;

beforeAll(async () => {
  server = await InProcessServer.start();
  operator = (await Stage.set(server)).operator;
}, 60_000);
afterAll(() => server.close());

const kept = (): string[] => {
  const media = join(server.dataDir, 'media');
  return existsSync(media) ? readdirSync(media, { recursive: true }).map(String) : [];
};

/** On a connection of its own: the server may close it with the refusal. */
function sendTooMuch(path: string, limitMb: number, declared: boolean): Promise<{ status: number; code: string }> {
  const most = limitMb * MB + 1;
  const headers = {
    'Content-Type': 'application/octet-stream',
    Cookie: operator.cookie ?? '',
    Origin: server.url,
    'X-CSRF-Token': operator.csrfToken ?? '',
    ...(declared ? { 'Content-Length': most } : {}),
  };
  return new Promise((resolve, reject) => {
    const asked = request(server.url + path, { method: 'POST', agent: false, headers });
    let answered = false;
    asked.once('response', (response) => {
      answered = true;
      let said = '';
      response.setEncoding('utf8').on('data', (part: string) => (said += part));
      response.once('end', () => {
        asked.destroy();
        const { error } = JSON.parse(said) as { error: { code: string } };
        resolve({ status: response.statusCode ?? 0, code: error.code });
      });
    });
    asked.on('error', (error) => (answered ? undefined : reject(error)));
    asked.end(Buffer.alloc(most));
  });
}

describe.each(UPLOADS)('%s', (path, limitMb) => {
  it('is for those with the right and a page of ours', async () => {
    const login = `shili.${path.replace(/\W/g, '').slice(-20).toLowerCase()}`;
    const account = { login, displayName: '示例审计员', roles: ['auditor'], password: 'orbit lantern gravel mint' };
    await newOperator(operator, account);
    const auditor = new RestClient(server.url);
    await bodyOf(auditor.signIn(login, account.password));
    const stranger = new RestClient(server.url);
    const forged = new RestClient(server.url);
    forged.cookie = operator.cookie;
    for (const [client, code] of [
      [stranger, 'auth.required'],
      [forged, 'auth.csrf'],
      [auditor, 'auth.forbidden'],
    ] as const) {
      expect((await postFile(client, path, { bytes: 'x' })).code).toBe(code);
    }
  });

  it('takes no more than its limit, declared or not', async () => {
    for (const declared of [true, false]) {
      expect(await sendTooMuch(path, limitMb, declared)).toMatchObject({ status: 413, code: 'protocol.too-large' });
    }
  }, 30_000);

  it.each(Object.entries(FOREIGN))(
    'keeps nothing of %s',
    async (_name, bytes) => {
      for (const answer of [
        await postFile(operator, path, { bytes }),
        await postForm(operator, path, '示例.xlsx', bytes),
      ]) {
        expect(answer.status).toBeLessThan(500);
        // A report, where there is one, says what it could not read.
        const { rejected = [], warnings = [], accepted = 0 } = (answer.body ?? {}) as Report;
        expect([answer.code !== null || rejected.length + warnings.length > 0, accepted]).toEqual([true, 0]);
        expect(JSON.stringify(answer.body)).not.toContain('root:');
      }
      expect(kept()).toEqual([]);
    },
    30_000,
  );
});
