import { get, request } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ImportReport } from '../../src/protocol/question-bank.js';
import { BuiltServer, dropDataDir, newDataDir } from '../support/contest-server.js';
import type { Participant } from '../support/contest-client.js';
import { Stage, rightResponse } from '../support/contest-stage.js';
import { HOSTILE, longText } from '../support/hostile-files.js';
import { postFile } from '../support/upload.js';

const MEGABYTE = 1024 * 1024;
/** Four a second stay far below the limit of messages of one socket, however long the machine takes. */
const BETWEEN_ASKING_MS = 250;
/** What the server itself may take beside the file that it receives: 20 MB, and copies on the way to the disk. */
const MOST_GROWTH = 200 * MEGABYTE;

const refused = (code: string) => ({
  read: 0,
  accepted: 0,
  rejected: [{ code, message: expect.stringMatching(/请.+。$/u) }],
});
const remarked = (read: number, accepted: number, code: string) => ({
  read,
  accepted,
  warnings: expect.arrayContaining([expect.objectContaining({ code })]),
});

const FILES: readonly [keyof typeof HOSTILE, object][] = [
  ['zipBomb', refused('file.too-large')],
  ['packageBomb', refused('file.too-large')],
  ['billionLaughs', refused('file.unsupported')],
  ['externalEntity', refused('file.unsupported')],
  ['entityInWorkbook', refused('file.unsupported')],
  ['formulas', { read: 2, accepted: 1, rejected: [{ code: 'value.formula', place: { cell: 'F3' } }] }],
  ['macros', remarked(1, 1, 'feature.dropped')],
  ['halfZip', refused('file.malformed')],
  ['picture', { ...refused('file.unsupported'), format: 'png' }],
  ['oldOffice', { ...refused('file.unsupported'), format: 'ole' }],
  ['hundredThousandRows', refused('file.too-large')],
  ['nestedJson', refused('file.unsupported')],
  ['nestedXml', refused('file.unsupported')],
  ['longLines', refused('file.malformed')],
  ['emptyLines', refused('file.too-large')],
];

describe('files that mean harm, brought while a contest runs', () => {
  let dataDir: string;
  let server: BuiltServer;
  let stage: Stage;
  const participants: Participant[] = [];

  beforeAll(async () => {
    dataDir = await newDataDir();
    server = await BuiltServer.start(dataDir, { RATE_MESSAGES_PER_MINUTE: '100000', RATE_REST_PER_MINUTE: '100000' });
    stage = await Stage.set(server, { rounds: [{ items: 1, timeLimitSeconds: 600 }] });
    const console = await stage.console();
    await console.pressAll('contest:open-lobby');
    for (let number = 0; number < FILES.length + 3; number += 1) {
      participants.push(await stage.join(`示例${String(number).padStart(2, '0')}`));
    }
    await console.pressAll('round:introduce', 'item:present', 'item:open');
  });
  afterAll(async () => {
    participants.forEach(({ client }) => client.close());
    await server.stop();
    await dropDataDir(dataDir);
  });

  /** Over a connection of its own: making a file takes longer than the server keeps an idle one. */
  const memory = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const asking = get(`${server.url}/api/metrics`, { agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve(Number(/^process_resident_memory_bytes (\d+)/mu.exec(text)?.[1])));
      });
      asking.on('error', reject);
    });

  /** Takes the file in, while one participant responds and another asks for the time again and again. */
  async function meanwhile<T>(bring: () => Promise<T>): Promise<T> {
    const [item] = stage.items;
    const participant = participants.pop()!;
    const before = await memory();
    const state = { over: false };
    const bringing = bring().finally(() => (state.over = true));
    const ack = await participant.respond(rightResponse(item!));
    expect(ack.ok).toBe(true);
    let most = before;
    for (let asked = 0; !state.over; asked += 1) {
      // Rejects where no ack comes within the client's own limit: how fast they are is what test/bench/import.mjs measures.
      await participant.client.demand('clock:ping', { sentAt: 1 });
      if (asked % 4 === 0) most = Math.max(most, await memory());
      await delay(BETWEEN_ASKING_MS);
    }
    expect(most - before).toBeLessThan(MOST_GROWTH);
    return bringing;
  }

  it.each(FILES)(
    '%s',
    async (name, report) => {
      const bytes = await HOSTILE[name]();
      const answer = await meanwhile(() =>
        postFile(stage.operator, '/api/question-banks/import?dryRun=true&fileName=a.xlsx', { bytes }),
      );
      expect(answer.status).toBe(200);
      expect(answer.body as ImportReport).toMatchObject(report);
    },
    120_000,
  );

  it.each([
    ['that says its length', { 'Content-Length': String(200 * MEGABYTE) }],
    ['that does not', { 'Transfer-Encoding': 'chunked' }],
  ])('200 MB of text %s are refused while they come', async (_, headers) => {
    const { status, body } = await meanwhile(() => stream(200 * MEGABYTE, headers));
    expect([status, JSON.parse(body)]).toMatchObject([
      413,
      { error: { code: 'protocol.too-large', message: expect.stringMatching(/20 MB.*请.+。$/u) } },
    ]);
  });

  /** Sends until the answer comes, as a browser does. */
  function stream(bytes: number, headers: Readonly<Record<string, string>>): Promise<{ status: number; body: string }> {
    const { cookie, csrfToken, url } = stage.operator;
    return new Promise((resolve, reject) => {
      const sending = request(`${url}/api/question-banks/import?dryRun=true`, {
        method: 'POST',
        headers: {
          Cookie: cookie ?? '',
          'X-CSRF-Token': csrfToken ?? '',
          Origin: url,
          'Content-Type': 'text/plain',
          ...headers,
        },
      });
      const source = Readable.fromWeb(longText(bytes));
      sending.on('response', (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body });
          source.destroy();
          sending.destroy();
        });
      });
      sending.on('error', reject);
      source.pipe(sending);
    });
  }
});
