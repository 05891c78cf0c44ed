/**
 * node test/bench/roster.mjs [--people 20000] [--branches 800] [--json]
 * Imports a roster into an empty server, again with nothing new in it, makes a contest of its branches, opens the lobby,
 * and rolls the board of everybody up at each level.
 * Needs a build. docs/performance.md says what each figure means.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { built, startServer } from './children.mjs';
import { prepareContest } from './contest.mjs';
import { round } from './figures.mjs';

const LONGEST_RUN_MS = 300_000;
const TIMES = 7;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '20000' },
    branches: { type: 'string', default: '800' },
    json: { type: 'boolean', default: false },
  },
});
const [people, branches] = [Number(values.people), Number(values.branches)];

/** A province with 10 cities, 5 counties each, 4 units each, branches spread over the units. */
function rosterRows() {
  const rows = [['省', '市州', '县区', '单位', '支部', '姓名', '工号']];
  for (let n = 0; n < people; n++) {
    const branch = n % branches;
    const unit = branch % 200;
    const county = unit % 50;
    rows.push([
      '示例省',
      `示例${county % 10}市`,
      `示例${county}县`,
      `示例${unit}局`,
      `第${Math.floor(branch / 200) + 1}支部`,
      `示例${n}`,
      `S${String(n).padStart(6, '0')}`,
    ]);
  }
  return rows;
}

async function workbook() {
  const { sheetOf } = await built('core/question-bank/formats/sheet.js');
  const { writeXlsx } = await built('question-bank/files/xlsx-write.js');
  return writeXlsx([sheetOf('名册', rosterRows())]);
}

async function timed(job) {
  const startedAt = performance.now();
  const result = await job();
  return { result, ms: performance.now() - startedAt };
}

async function startRosterServer(dataDir) {
  const { DEFAULT_SETTINGS } = await built('protocol/settings.js');
  const server = startServer({ DATA_DIR: dataDir });
  const [, port, token] = await server.printed(/:(\d+)\/setup\?token=([\w-]+)\s/);
  const base = `http://127.0.0.1:${port}`;
  const { rest, contest } = await prepareContest({ base, token, participants: 1, settings: DEFAULT_SETTINGS });
  const call = async (method, path, body, type = 'application/json') => {
    const response = await fetch(base + path, {
      method,
      headers: { ...rest, 'content-type': type },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  return { server, call, contestId: contest.id };
}

/** Import, the same again, and a draft that takes its branches and people from the organisation. */
async function measureServer(bytes) {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuesai-bench-'));
  const { server, call, contestId } = await startRosterServer(dataDir);
  try {
    const load = (dryRun) =>
      timed(() => call('POST', `/api/organisation/roster/import?dryRun=${dryRun}`, bytes, 'application/octet-stream'));
    const look = await load(true);
    const first = await load(false);
    if (first.result.newPeople !== people || first.result.rejected.length > 0) {
      throw new Error(`only ${first.result.newPeople} people were loaded`);
    }
    const again = await load(false);
    if (again.result.unchanged !== people) throw new Error('the same roster again changed something');
    const offered = await timed(() => call('GET', '/api/organisation/units/all/branches?level=5'));
    if (offered.result.length !== branches) throw new Error(`${offered.result.length} branches instead of ${branches}`);
    const body = JSON.stringify({ branches: offered.result });
    const taken = await timed(() => call('PATCH', `/api/contests/${contestId}`, body));
    const refreshed = await timed(() => call('POST', `/api/contests/${contestId}/roster/refresh`, '{}'));
    if (refreshed.result.total !== people) throw new Error(`${refreshed.result.total} people are expected`);
    const exported = await timed(() => call('GET', `/api/contests/${contestId}/leaderboard?level=4`));
    if (exported.result.branches.length !== 200) throw new Error('the board of the units has not 200 rows');
    return {
      lookSeconds: look.ms / 1000,
      importSeconds: first.ms / 1000,
      againSeconds: again.ms / 1000,
      branchesMs: offered.ms,
      rosterSeconds: taken.ms / 1000,
      refreshSeconds: refreshed.ms / 1000,
    };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Everybody took part: the board of each level, as the server computes it from the standings. */
async function measureRollUp() {
  const { rankRollUp, rollUp } = await built('core/ranking/roll-up.js');
  const rule = {
    branchFormula: 'organisation-index',
    topN: 10,
    indexWeights: { participation: 0.3, mean: 0.5, pass: 0.2 },
  };
  const units = new Map();
  const places = Array.from({ length: branches }, (_, branch) => {
    const unit = branch % 200;
    const county = unit % 50;
    const path = [`p`, `c${county % 10}`, `x${county}`, `u${unit}`, `b${branch}`];
    path.forEach((unitId, index) => {
      units.set(unitId, { unitId, parentId: path[index - 1] ?? null, name: unitId, level: index + 1 });
    });
    return { id: `branch-${branch}`, name: `b${branch}`, expected: Math.ceil(people / branches), unitId: `b${branch}` };
  });
  const standings = Array.from({ length: people }, (_, n) => ({
    participantId: `person-${n}`,
    branchId: `branch-${n % branches}`,
    total: (n * 7919) % 20_001,
    wrongMultiple: n % 3,
    correct: n % 20,
    rank: 1,
  }));
  const all = [...units.values()];
  const board = { standings, branches: [], pointsPossible: 20_000 };
  const levels = {};
  for (const level of [1, 2, 3, 4, 5]) {
    const runs = [];
    for (let time = 0; time < TIMES; time++) {
      const { ms, result } = await timed(() => rankRollUp(rollUp(places, all, level), board, rule));
      if (result.reduce((sum, row) => sum + row.participants, 0) !== people) throw new Error('somebody was lost');
      runs.push(ms);
    }
    levels[level] = Math.max(...runs);
  }
  return { rollUpMs: Math.max(...Object.values(levels)), rollUpMsByLevel: levels };
}

const limit = setTimeout(() => {
  console.error('The bench took longer than 5 minutes.');
  process.exit(1);
}, LONGEST_RUN_MS);
const bytes = await workbook();
const figures = { people, branches, ...(await measureServer(bytes)), ...(await measureRollUp()) };
const rounded = JSON.parse(
  JSON.stringify(figures, (_key, value) => (typeof value === 'number' ? round(value) : value)),
);
if (values.json) console.log(JSON.stringify(rounded));
else console.table(Object.fromEntries(Object.entries(rounded).filter(([, value]) => typeof value === 'number')));
clearTimeout(limit);
