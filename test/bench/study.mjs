/**
 * node test/bench/study.mjs [--branches 800] [--people 25] [--entries 60] [--json]
 * A year of a province: loads entries with attendance through the bulk route, as another system would, enters the year of a
 * branch of 30 one by one, and asks for all that the pages ask for.
 * Needs a build. docs/performance.md says what each figure means.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { round } from './figures.mjs';
import { Stopwatch } from './stopwatch.mjs';
import { enterYear } from './study-branch.mjs';
import { playContest } from './study-contest.mjs';
import { readBooks } from './study-reading.mjs';
import { BRANCH_ROUTES, MEMBER_ROUTES, PROVINCE_ROUTES } from './study-routes.mjs';
import { startStudyServer } from './study-server.mjs';
import { BRANCH, branchesOf, enterLedgers, loadYear, rosterOf, YEAR } from './study-year.mjs';

const LONGEST_RUN_MS = 1_500_000;
const [TIMES, PROVINCE_TIMES] = [40, 20];
const BARS = { branch: 200, member: 200, province: 1000 };
const EXPORT_WITHIN_MS = 600_000;
const LOOK_EVERY_MS = 100;

const { values } = parseArgs({
  options: {
    branches: { type: 'string', default: '800' },
    people: { type: 'string', default: '25' },
    entries: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
});
const size = { branches: Number(values.branches), people: Number(values.people), entries: Number(values.entries) };

/** Each line asked so often, every time for another of what there is; the first call of a line counts for nothing. */
async function asked(routes, times, call, given) {
  const watch = new Stopwatch();
  for (const [name, pathOf] of routes) {
    for (let n = 0; n <= times; n++) {
      const path = encodeURI(`/api/${pathOf(given, n)}`);
      const ask = () => call(n)('GET', path);
      await (n === 0 ? ask() : watch.time(name, ask));
    }
  }
  return watch.figures();
}

/** @returns the export's id and how long it took */
async function exported(call, body) {
  const startedAt = performance.now();
  const { id } = await call('POST', '/api/study/exports', { year: YEAR, ...body });
  while (performance.now() - startedAt < EXPORT_WITHIN_MS) {
    const { state, bytes } = await call('GET', `/api/study/exports/${id}`);
    if (state === 'failed') throw new Error(`the export ${body.kind} failed`);
    if (state === 'done')
      return { id, seconds: round((performance.now() - startedAt) / 1000), kb: round(bytes / 1000) };
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`the export ${body.kind} took too long`);
}

async function measure() {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuesai-bench-'));
  const stage = await startStudyServer(dataDir);
  const { server, call } = stage;
  try {
    const roster = '/api/organisation/roster/import?dryRun=false&fileName=r.csv';
    const loaded = await call('POST', roster, rosterOf(size), 'application/octet-stream');
    const people = size.branches * size.people + BRANCH.people;
    if (loaded.newPeople !== people) throw new Error(`only ${loaded.newPeople} people were loaded`);
    const { listed, branch, top } = await branchesOf(call, size.branches);
    const ledgersSeconds = await enterLedgers(call, [...listed, branch]);
    const bulk = await loadYear(call, listed, size);
    const watch = new Stopwatch();
    const { members, ...year } = await enterYear(stage, { unitId: branch.id, watch });
    const reading = await readBooks(stage, { watch, unitId: top.id, members });
    const contest = await playContest(stage, branch.id);
    const files = {
      xlsx: await exported(call, { kind: 'ledger-xlsx', unitId: branch.id }),
      docx: await exported(call, { kind: 'ledger-docx', unitId: branch.id }),
      cards: await exported(call, { kind: 'cards', unitId: branch.id }),
      brief: await exported(call, { kind: 'brief', unitId: branch.id, month: 6 }),
      provinceXlsx: await exported(call, { kind: 'ledger-xlsx', unitId: top.id, below: true }),
    };
    const { attachments } = await call('GET', `/api/study/entries/${year.meetings[0]}`);
    const { path: feed } = await call('POST', '/api/study/calendar/feed/renew', {});
    const given = {
      ...year,
      ...contest,
      ...reading,
      unit: branch.id,
      top: top.id,
      exported: files.xlsx.id,
      attachment: attachments[0].id,
      feed: feed.replace('/api/', ''),
    };
    const asOperator = () => call;
    const asMember = (n) => members[n % members.length];
    const routes = {
      branch: await asked(BRANCH_ROUTES, TIMES, asOperator, given),
      member: await asked(MEMBER_ROUTES, TIMES, asMember, given),
      province: await asked(PROVINCE_ROUTES, PROVINCE_TIMES, asOperator, given),
    };
    const over = Object.entries(routes).flatMap(([where, rows]) =>
      Object.entries(rows).flatMap(([name, { p95 }]) => (p95 > BARS[where] ? [`${where}: ${name}`] : [])),
    );
    return {
      entries: size.branches * size.entries,
      attendance: size.branches * size.entries * size.people,
      ledgersSeconds,
      bulk,
      databaseMb: process.env.DATABASE_URL ? null : round(statSync(join(dataDir, 'xuesai.sqlite')).size / 1e6),
      files,
      writes: watch.figures(),
      routes,
      over,
    };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function print({ files, writes, routes, ...figures }) {
  console.log(figures);
  console.log('Files, seconds and kilobytes');
  console.table(files, ['seconds', 'kb']);
  for (const [name, rows] of Object.entries({ writes, ...routes })) {
    console.log(name in BARS ? `${name}, milliseconds; p95 at most ${BARS[name]}` : `${name}, milliseconds`);
    console.table(rows);
  }
}

const watchdog = setTimeout(() => {
  console.error('The bench took too long.');
  process.exit(1);
}, LONGEST_RUN_MS);
const figures = await measure();
clearTimeout(watchdog);
if (values.json) console.log(JSON.stringify(figures));
else print(figures);
