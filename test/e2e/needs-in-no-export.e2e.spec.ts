/**
 * Needs are in no export: every GET route of the server, everything that is handed out by POST, the signed export of the
 * log, a backup and the database file itself are looked through, unpacked where they are archives.
 */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runBackupCommand } from '../../src/cli/backup-command.js';
import type { UnitBranchInfo } from '../../src/protocol/organisation.js';
import { routesOfRouter } from '../support/access-matrix.js';
import { auditOf } from '../support/audit-terminal.js';
import { Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, rightResponse, Stage } from '../support/contest-stage.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';
import { withRows } from '../support/recount.js';
import { databaseEnv } from '../support/ring-database.js';

/** By name (but for the window that everybody has), in either form in which they are stored, and in the words of the pages. */
const NEEDS =
  /(?<!window)multiplier|additional-testing-time|accessForAllPnp|single-switch|needs_?encrypted|own_?limit|1\.5 ?倍/iu;
/** Meant to show them: to who may decide, each reading on record. The description has the names of all fields. */
const MEANT = ['GET /api/contests/:id/needs', 'GET /api/openapi.json'];
/** What is handed out as a file, or printed. */
const EXPORTS = [
  'GET /api/audit/export?from=0&to=4102444800000',
  'GET /api/contests/:id/leaderboard?limit=200',
  'GET /api/contests/:id/paper?format=docx&part=paper',
  'GET /api/contests/:id/participants',
  'GET /api/contests/:id/results?format=xlsx',
  'GET /api/contests/:id/results?format=xlsx&anonymised=true',
  'GET /api/contests/:id/roster',
  'GET /api/contests/:id/roster/codes?branchId=:branch',
  'GET /api/organisation/roster/export?format=csv',
  'GET /api/organisation/roster/export?format=xlsx',
  'GET /api/question-banks/:bank/export?format=xlsx',
  'GET /api/question-banks/:bank/export?format=docx',
];

let server: InProcessServer;
let stage: Stage;
let folder: string;
let codes: ReadonlyMap<string, string>;
let ciphers: readonly string[];
let rejoinCode: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xuesai-exports-'));
  server = await InProcessServer.start();
  const first = await Stage.set(server);
  const desk = new OrganisationDesk(first.operator);
  await desk.load(SAMPLE_ROSTER);
  const branches = await bodyOf<UnitBranchInfo[]>(first.operator.get('/api/organisation/units/all/branches?level=5'));
  const settings = { entry: 'roster', needsApproval: 'required', speedBonusPercent: 20 } as const;
  stage = await first.another({ branches, settings, rounds: [{ items: 1 }] });
  const lists = await Promise.all(stage.contest.branches.map(({ id }) => desk.codes(stage.contestId, id)));
  codes = new Map(lists.flat().map(({ name, code }) => [name, code]));
  await play();
  const rows = await withRows(server.dataDir, (read) =>
    read.all<{ needs: string }>('SELECT needs_encrypted AS "needs" FROM person_needs'),
  );
  ciphers = rows.map(({ needs }) => needs);
}, 60_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** One of the roster has more time, approved; one waits; and one is erased afterwards. */
async function play(): Promise<void> {
  const { pin } = stage.contest;
  const state = (name: string, needs: object) =>
    bodyOf(stage.operator.post(`/api/entry/${pin}/needs`, { code: codes.get(name), needs, consent: true, noticeVersion: 1 })); // prettier-ignore
  await state('示例甲', { multiplier: 1.5, scanning: true });
  await state('示例乙', { multiplier: 3, readAloud: true });
  const asked = await bodyOf<{ subjectId: string; name: string }[]>(
    stage.operator.get(`/api/contests/${stage.contestId}/needs`),
  );
  const subjectId = asked.find(({ name }) => name === '示例甲')?.subjectId ?? '';
  await bodyOf(
    stage.operator.send('PUT', `/api/contests/${stage.contestId}/needs/${subjectId}`, { body: { approved: true } }),
  );
  const host = await stage.console();
  await host.pressAll('contest:open-lobby');
  const people: Participant[] = [];
  for (const name of ['示例甲', '示例乙', '示例丙']) {
    const entryCode = codes.get(name) ?? '';
    people.push(await Participant.join(stage.url, { pin, entryCode, consent: { notice: true, noticeVersion: 1 } }));
  }
  rejoinCode = people[0]?.receipt.rejoinCode ?? '';
  await host.pressAll('round:introduce', 'item:present', 'item:open');
  const [item] = stage.items;
  if (!item) throw new Error('the contest has no item');
  for (const person of people) await person.respond(rightResponse(item));
  if ((await host.sync()).phase === 'open') await host.press('item:close', { override: true });
  await host.client.phase('closed');
  await host.pressAll('item:reveal', 'contest:end');
  for (const { client } of people) client.close();
  host.client.close();
}

const fetched = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
  const headers = { cookie: stage.operator.cookie ?? '' };
  const answer = await fetch(server.url + path, { headers });
  return { status: answer.status, text: textOf(new Uint8Array(await answer.arrayBuffer())) };
};

/** An archive as the text of all its files. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return Buffer.from(bytes).toString('utf8');
  return Object.values(unzipSync(bytes))
    .map((file) => Buffer.from(file).toString('utf8'))
    .join('\n');
}

const told = (text: string): string[] =>
  [NEEDS.exec(text)?.[0] ?? '', ...ciphers.filter((cipher) => text.includes(cipher))].filter((found) => found !== '');

async function filled(route: string): Promise<string> {
  const banks = await bodyOf<{ id: string }[]>(stage.operator.get('/api/question-banks'));
  const [method = '', path = ''] = route.split(' ');
  if (method !== 'GET') throw new Error(route);
  const isOf = (part: string): boolean => path.startsWith(`/api/${part}`);
  const id = isOf('contests') ? stage.contestId : isOf('question-banks') ? (banks[0]?.id ?? '') : 'all';
  return path
    .replace(':bank', banks[0]?.id ?? '')
    .replace(':branch', stage.branchId(0))
    .replace(':pin', stage.contest.pin)
    .replace(/:id\b/, id)
    .replace(/:\w+/g, stage.contestId);
}

describe('needs', () => {
  it('are there to be found: who decides on them reads them', async () => {
    expect(ciphers).toHaveLength(2);
    expect(told((await fetched(`/api/contests/${stage.contestId}/needs`)).text)).not.toEqual([]);
  });

  it.each(EXPORTS)('are not in %s', async (route) => {
    const { status, text } = await fetched(await filled(route));
    expect([status, text === '']).toEqual([200, false]);
    expect(told(text)).toEqual([]);
  });

  it('are in no answer of any other route that reads', async () => {
    const routes = routesOfRouter(server.app).filter(
      (route) => route.startsWith('GET /api/') && !MEANT.includes(route),
    );
    expect(routes.length).toBeGreaterThan(40);
    const found: string[] = [];
    for (const route of routes) {
      const { text } = await fetched(await filled(route));
      if (told(text).length > 0) found.push(route);
    }
    expect(found).toEqual([]);
  });

  it('are not in the own data of anybody, their own included', async () => {
    const { pin } = stage.contest;
    for (const code of [...codes.values(), rejoinCode]) {
      for (const path of ['/api/own-data', '/api/own-data/needs']) {
        expect(told(JSON.stringify((await stage.operator.post(path, { pin, code })).body))).toEqual([]);
      }
    }
    const { body } = await stage.operator.post('/api/own-data/needs', { pin, code: codes.get('示例甲') });
    expect(body).toMatchObject({ kept: true, consentAt: server.clock.now(), noticeVersion: 1 });
  });

  it('are in no signed export of the log, nor in the log itself', async () => {
    const file = join(folder, 'audit.ndjson');
    const made = await auditOf(server.dataDir, 'export', '--from', '2026-01-01', '--to', '2026-12-31', '--out', file);
    expect(made.code).toBe(0);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('needs.read');
    expect(told(text)).toEqual([]);
    const tables = ['audit_entry', 'audit_note', 'contest_event', 'needs_decision', 'participant', 'person'];
    for (const table of tables) {
      const rows = await withRows(server.dataDir, (read) => read.all(`SELECT * FROM ${table}`));
      expect([table, told(JSON.stringify(rows))]).toEqual([table, []]);
    }
  });

  it('are not to be read in a backup, which is sealed as a whole', async () => {
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const terminal = {
      env: { DATA_DIR: server.dataDir, ...(await databaseEnv(server.dataDir)) },
      now: server.clock.now(),
      out: say,
      fault: say,
    };
    await runBackupCommand(['keygen', join(folder, 'backup.key')], terminal);
    const recipient = /age1\w+/.exec(said.join('\n'))?.[0] ?? '';
    const archive = join(folder, 'sample.age');
    expect(await runBackupCommand(['create', archive, '--recipient', recipient], terminal)).toBe(0);
    const bytes = (await readFile(archive)).toString('latin1');
    expect(bytes.startsWith('age-encryption.org/')).toBe(true);
    expect(told(bytes)).toEqual([]);
    expect(bytes).not.toContain('SQLite format');
  });

  it('are not in clear in any file of the data folder', async () => {
    const files = await readdir(server.dataDir, { recursive: true, withFileTypes: true });
    for (const file of files.filter((one) => one.isFile())) {
      const bytes = (await readFile(join(file.parentPath, file.name))).toString('latin1');
      // Names of columns are in the schema; what somebody needs is not.
      expect([file.name, /time-multiplier|"multiplier"|additional-testing-time/.exec(bytes)]).toEqual([
        file.name,
        null,
      ]);
    }
  });
});
