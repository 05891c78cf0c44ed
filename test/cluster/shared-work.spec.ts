/** What nodes do together besides contests: consoles, imports, files for handing in, the log. */
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { BankItemPage, ImportReport } from '../../src/protocol/question-bank.js';
import type { StudyExportInfo } from '../../src/protocol/study-export.js';
import { Console } from '../support/contest-client.js';
import { bodyOf } from '../support/contest-stage.js';
import { eventually } from '../support/eventually.js';
import { Final } from '../support/final.js';
import { OwnPostgres, OwnRedis } from '../support/own-services.js';
import type { RestClient } from '../support/rest-client.js';
import { withRows } from '../support/recount.js';
import { getFile, postFile } from '../support/upload.js';

const TEST_MS = 180_000;
const PASSWORD = 'orbit lantern gravel mint';
const PASTED = '1. 示例：太阳从东方升起。（ √ ）\n2. 示例：雨后的彩虹一般分为几种颜色？\nA. 五种\nB. 七种\n答案：B\n';
/** A card for each takes some seconds together. */
const PEOPLE = 300;
const ROSTER = [
  '工号,姓名,支部',
  ...Array.from({ length: PEOPLE }, (_, at) => `${String(at + 1).padStart(4, '0')},示例${at + 1},示例支部`),
].join('\n');

let postgres: OwnPostgres;
let redis: OwnRedis;
let final: Final;

beforeAll(async () => {
  postgres = await OwnPostgres.start();
  redis = await OwnRedis.start();
}, TEST_MS);

beforeEach(async () => {
  final = await Final.prepare({ postgres, redis });
}, TEST_MS);

afterEach(() => Final.end(), TEST_MS);

afterAll(async () => {
  await redis.down();
  postgres.drop();
}, TEST_MS);

const at = (node: number): RestClient => final.stage.on(final.cluster.only(node)).operator;

describe('three nodes', () => {
  it(
    'vouch for what one of them acknowledged in its last moment',
    async () => {
      const host = await final.hostOn(1);
      await host.pressAll('round:introduce', 'item:present', 'item:open');
      await final.everybodySees('open', 1);
      const responding = final.respond(1);
      await eventually(() => expect(final.guests.some((guest) => guest.acknowledged.length > 0)).toBe(true));
      await final.cluster.killNode(1);
      expect(await responding).toEqual([]);
      await final.isVouchedFor();
    },
    TEST_MS,
  );

  it(
    'turn away one that brought audit keys of its own, and take it back with theirs',
    async () => {
      await final.cluster.killNode(2);
      const own = { KEYS_DIR: join(final.cluster.dataDir, 'keys-of-its-own') };
      await expect(final.cluster.startNode(2, own)).rejects.toThrow(/ended \(75\)[^]*别的审计密钥/);
      await final.cluster.startNode(2);
      await final.cluster.allReady();
      await final.isVouchedFor();
    },
    TEST_MS,
  );

  it(
    'end the consoles on one of a session that is ended on another',
    async () => {
      const theirs = final.cluster.clientOf(2);
      expect((await theirs.signIn('shili.admin', PASSWORD)).code).toBeNull();
      const console = await Console.open(theirs.url, final.stage.contestId, theirs.cookie ?? '');
      expect((await at(1).post('/api/session/end-others', {})).code).toBeNull();
      await eventually(() => expect(console.client.socket.connected).toBe(false));
    },
    TEST_MS,
  );

  it(
    'load on one what was looked at on another, and add nothing twice',
    async () => {
      const looked = await postFile(at(0), '/api/question-banks/import?dryRun=true', { bytes: PASTED });
      const { importId, accepted } = looked.body as ImportReport;
      expect(accepted).toBe(2);
      const path = `/api/question-banks/imports/${importId}/load`;
      const loaded = await bodyOf<ImportReport>(at(1).post(path, { mode: 'all-or-nothing' }));
      const bankId = loaded.batch?.bankId ?? '';
      const codes = (await Promise.all([0, 2].map((node) => at(node).post(path, { mode: 'skip-bad', bankId })))).map(
        ({ code }) => code,
      );
      expect(codes.filter((code) => code !== null && code !== 'server.busy')).toEqual([]);
      const items = await bodyOf<BankItemPage>(at(0).get(`/api/question-banks/${bankId}/items`));
      expect(items.total).toBe(2);
    },
    TEST_MS,
  );

  it(
    'show and fetch on one what another makes, and say so where that one is gone',
    async () => {
      const roster = await postFile(at(0), '/api/organisation/roster/import?dryRun=false', {
        bytes: ROSTER,
        type: 'text/csv',
      });
      expect(roster.code).toBeNull();
      const unitId = await withRows(final.cluster.database, async (rows) => {
        return (await rows.all<{ id: string }>('SELECT id FROM unit LIMIT 1'))[0]?.id ?? '';
      });
      const started = await bodyOf<StudyExportInfo>(
        at(0).post('/api/study/exports', { kind: 'ledger-xlsx', unitId, year: 2026 }),
      );
      const path = `/api/study/exports/${started.id}`;
      await eventually(
        async () => expect(await bodyOf<StudyExportInfo>(at(1).get(path))).toMatchObject({ state: 'done' }),
        60_000,
      );
      expect((await getFile(at(2), `${path}/file`)).bytes.length).toBeGreaterThan(1000);

      const lost = await bodyOf<StudyExportInfo>(
        at(0).post('/api/study/exports', { kind: 'cards', unitId, year: 2026 }),
      );
      const seen = (node: number) => bodyOf<StudyExportInfo>(at(node).get(`/api/study/exports/${lost.id}`));
      await eventually(async () => expect(await seen(1)).toMatchObject({ state: 'running', of: 2 * PEOPLE }));
      await final.cluster.killNode(0);
      await eventually(async () => expect(await seen(1)).toMatchObject({ state: 'failed' }), 30_000);
      expect(await seen(2)).toMatchObject({ state: 'failed', fileName: null });
      expect(await at(2).get(`/api/study/exports/${lost.id}/file`)).toMatchObject({ code: 'study.export-unknown' });
    },
    TEST_MS,
  );
});
