/**
 * node test/bench/study.mjs [--branches 800] [--people 25] [--entries 60] [--json]
 * A year of a province: loads entries with attendance through the bulk route, as another system would, then asks for
 * lists, one entry and overviews. Needs a build. docs/performance.md says what each figure means.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Child } from './child.mjs';
import { prepareContest } from './contest.mjs';
import { round } from './figures.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const built = (path) => import(join(ROOT, 'dist/server', path));
const LONGEST_RUN_MS = 1_500_000;
const A_CALL = 500;
const TIMES = 20;
const YEAR = 2025;
const DAY_MS = 86_400_000;

const { values } = parseArgs({
  options: {
    branches: { type: 'string', default: '800' },
    people: { type: 'string', default: '25' },
    entries: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
});
const [branches, people, entries] = [Number(values.branches), Number(values.people), Number(values.entries)];

/** Branches of units of counties of cities; every line of the roster is a person. */
function roster() {
  const rows = ['省,市州,县区,单位,支部,姓名,工号'];
  for (let branch = 0; branch < branches; branch++) {
    const unit = branch % 200;
    const path = `示例省,示例${unit % 10}市,示例${unit % 50}县,示例${unit}局,第${Math.floor(branch / 200) + 1}支部`;
    for (let n = 0; n < people; n++) rows.push(`${path},示例${branch}之${n},S${branch}-${n}`);
  }
  return rows.join('\n');
}

const CONTENTS = '学习党章和法规的有关章节，结合本支部的工作交流体会，明确下一步的安排。'.repeat(4);
const KINDS = [
  ['theme-day', ['branch'], { host: '示例主持', recorder: '示例记录', agenda: '示例议题', contents: CONTENTS }],
  ['party-lesson', ['lead'], { leader: '示例书记', source: '示例文件' }],
  ['lecture', ['guide'], { speaker: '示例讲师', 'speaker-unit': '示例单位' }],
  ['discussion', ['apply', 'branch'], { host: '示例主持', recorder: '示例记录', agenda: '示例议题', contents: CONTENTS, speeches: CONTENTS, 'own-role': '示例', result: '示例成果' }],
]; // prettier-ignore

function* lines(codes) {
  for (let n = 0; n < entries; n++) {
    for (const [branch, unit] of codes.entries()) {
      const [kind, modes, record] = KINDS[(n + branch) % KINDS.length];
      const at = Date.UTC(YEAR, 0, 1) + Math.floor((n * 364) / Math.max(1, entries - 1)) * DAY_MS;
      const away = Array.from({ length: people }, (_, at) => at).filter((at) => (at + n + branch) % 12 === 0);
      yield JSON.stringify({
        sourceId: `bench-${n}`,
        unit,
        kind,
        modes,
        record,
        onDate: new Date(at).toISOString().slice(0, 10),
        title: `示例学习${n + 1}`,
        minutes: 60 + (n % 4) * 15,
        present: Array.from({ length: people }, (_, at) => at).filter((at) => !away.includes(at)).map((at) => `S${branch}-${at}`),
        absent: away.map((at) => `S${branch}-${at}`),
        status: 'approved',
      }); // prettier-ignore
    }
  }
}

async function startServer(dataDir) {
  const { DEFAULT_SETTINGS } = await built('protocol/settings.js');
  const server = new Child('measured.mjs', [join(ROOT, 'dist/server/main.js')], {
    execArgv: ['--max-semi-space-size=64', '--enable-source-maps', '--expose-gc'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      QUESTION_BANKS_DIR: join(ROOT, 'question-banks'),
      DEMO: 'false',
      LOG_LEVEL: 'error',
      ...(process.env.DATABASE_URL ? { DATABASE_URL: process.env.DATABASE_URL } : {}),
    },
  });
  const [, port, token] = await server.printed(/:(\d+)\/setup\?token=([\w-]+)\s/);
  const base = `http://127.0.0.1:${port}`;
  const { rest } = await prepareContest({ base, token, participants: 1, settings: DEFAULT_SETTINGS });
  const call = async (method, path, body, type = 'application/json') => {
    const headers = { ...rest, 'content-type': type };
    const response = await fetch(base + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text.slice(0, 500)}`);
    return text === '' ? null : JSON.parse(text);
  };
  return { server, call };
}

/** Codes of the branches in the order of the roster. */
async function branchCodes(call) {
  const { units } = await call('GET', '/api/organisation/units');
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const found = new Map();
  for (const unit of units.filter(({ level }) => level === 5)) {
    found.set(`${byId.get(unit.parentId).name}${unit.name}`, unit.code);
  }
  return Array.from({ length: branches }, (_, at) => found.get(`示例${at % 200}局第${Math.floor(at / 200) + 1}支部`));
}

async function load(call, codes) {
  let part = [];
  let [calls, slowest, created] = [0, 0, 0];
  const send = async () => {
    const startedAt = performance.now();
    const report = await call('POST', '/api/study/entries/bulk?dryRun=false', part.join('\n'), 'application/x-ndjson');
    slowest = Math.max(slowest, performance.now() - startedAt);
    created += report.created;
    calls += 1;
    if (report.rejected > 0) throw new Error(JSON.stringify(report.rows.find(({ faults }) => faults.length > 0)));
    part = [];
  };
  const startedAt = performance.now();
  for (const line of lines(codes)) if (part.push(line) === A_CALL) await send();
  if (part.length > 0) await send();
  if (created !== branches * entries) throw new Error(`${created} entries were loaded`);
  return { seconds: round((performance.now() - startedAt) / 1000), calls, slowestCallMs: round(slowest) };
}

/** The slowest of several, each with another of what it asks for. */
async function slowest(ask) {
  let most = 0;
  for (let n = 0; n < TIMES; n++) {
    const startedAt = performance.now();
    await ask(n);
    most = Math.max(most, performance.now() - startedAt);
  }
  return round(most);
}

async function measure() {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuesai-bench-'));
  const { server, call } = await startServer(dataDir);
  try {
    const loaded = await call('POST', '/api/organisation/roster/import?dryRun=false&fileName=r.csv', roster(), 'application/octet-stream'); // prettier-ignore
    if (loaded.newPeople !== branches * people) throw new Error(`only ${loaded.newPeople} people were loaded`);
    const bulk = await load(call, await branchCodes(call));
    const { units } = await call('GET', '/api/organisation/units');
    const [branchUnits, top] = [units.filter(({ level }) => level === 5), units.find(({ level }) => level === 1)];
    const branch = (n) => branchUnits[(n * 37) % branchUnits.length].id;
    const { entries: page } = await call('GET', `/api/study/entries?limit=${TIMES}`);
    const span = `from=${YEAR}-01-01&to=${YEAR}-12-31`;
    const get = (path) => call('GET', `/api/study/${path}`);
    return {
      entries: branches * entries,
      attendance: branches * entries * people,
      bulk,
      databaseMb: process.env.DATABASE_URL ? null : round(statSync(join(dataDir, 'xuesai.sqlite')).size / 1e6),
      branchListMs: await slowest((n) => get(`entries?unitId=${branch(n)}&below=false`)),
      provinceListMs: await slowest((n) => get(`entries?limit=200&kind=${KINDS[n % KINDS.length][0]}`)),
      provinceSearchMs: await slowest((n) => get(`entries?unitId=${top.id}&q=学习${n + 1}&status=approved`)),
      oneEntryMs: await slowest((n) => get(`entries/${page[n % page.length].id}`)),
      membersMs: await slowest((n) => get(`units/${branch(n)}/members?on=${YEAR}-06-30`)),
      branchOverviewMs: await slowest((n) => get(`overview?unitId=${branch(n)}&${span}`)),
      provinceOverviewMs: await slowest(() => get(`overview?${span}`)),
    };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const watchdog = setTimeout(() => {
  console.error('The bench took too long.');
  process.exit(1);
}, LONGEST_RUN_MS);
const figures = await measure();
clearTimeout(watchdog);
console.log(values.json ? JSON.stringify(figures) : figures);
