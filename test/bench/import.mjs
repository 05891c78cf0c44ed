/**
 * node test/bench/import.mjs [--items 5000] [--participants 1000] [--json]
 * Imports a workbook into a quiet server, then plays one item again and again, every other time while workbooks are being
 * imported.
 * Needs a build. docs/performance.md says what each figure means.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { built, Children } from './children.mjs';
import { prepareContest } from './contest.mjs';
import { round, spread } from './figures.mjs';
import { requireOpenFiles } from './options.mjs';

const LONGEST_RUN_MS = 300_000;
const SETTLING_MS = 1000;
/** One second of acks has ten above its p99: whatever else the machine does then shows. The middle of several counts. */
const PLAYS = 3;

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '5000' },
    participants: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
});
const [items, participants] = [Number(values.items), Number(values.participants)];

const children = new Children();
const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLING_MS));

/** Stems, choices and explanations as long as in real banks; `variant` makes other items of the same shape. */
async function workbook(variant) {
  const { sheetOf } = await built('core/question-bank/formats/sheet.js');
  const { writeXlsx } = await built('question-bank/files/xlsx-write.js');
  const words = [...'示例学习法规安全生产服务群众环境保护文明诚信责任组织纪律监督民主科学发展创新协调绿色开放共享'];
  let seed = variant;
  const chance = (below) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const text = (length) => Array.from({ length }, () => words[chance(words.length)]).join('');
  const heading = ['题型', '题干', '选项A', '选项B', '选项C', '选项D', '答案', '解析', '难度', '知识点'];
  const row = () => [
    '单选题',
    `示例：${text(20 + chance(30))}（ ）。`,
    ...Array.from({ length: 4 }, () => text(6 + chance(10))),
    'ABCD'[chance(4)],
    text(30 + chance(40)),
    '中',
    text(4),
  ];
  return writeXlsx([sheetOf('示例', [heading, ...Array.from({ length: items }, row)])]);
}

async function startServer(dataDir, generator) {
  const { DEFAULT_SETTINGS } = await built('protocol/settings.js');
  const { PROTOCOL_VERSION } = await built('protocol/events.js');
  const server = children.startServer({ DATA_DIR: dataDir });
  const [, port, token] = await server.printed(/:(\d+)\/setup\?token=([\w-]+)\s/);
  const base = `http://127.0.0.1:${port}`;
  const settings = { ...DEFAULT_SETTINGS, readingSeconds: 0 };
  const { rest, ...prepared } = await prepareContest({ base, token, participants, settings });
  await generator.ask('enter', { port, protocolVersion: PROTOCOL_VERSION, ...prepared });
  return { server, base, rest };
}

async function call(base, rest, path, body, type) {
  const startedAt = performance.now();
  const response = await fetch(`${base}/api/question-banks/${path}`, {
    method: 'POST',
    headers: { ...rest, 'content-type': type },
    body,
  });
  const report = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(report)}`);
  return { report, ms: performance.now() - startedAt };
}

async function importOnce({ base, rest }, bytes) {
  const look = await call(base, rest, 'import?dryRun=true&fileName=bench.xlsx', bytes, 'application/octet-stream');
  const { importId } = look.report;
  const load = await call(base, rest, `imports/${importId}/load`, '{"mode":"all-or-nothing"}', 'application/json');
  if (load.report.batch?.loaded !== items) throw new Error(`only ${load.report.batch?.loaded} items were loaded`);
  return { lookSeconds: look.ms / 1000, loadSeconds: load.ms / 1000 };
}

/** The play whose p99 is neither the best nor the worst. */
const middle = (acks) => acks.sort((one, other) => one.p99 - other.p99)[Math.floor(acks.length / 2)];

/** One item, everybody responds within a second. @param during what goes on meanwhile; it is asked to come to an end */
async function play(during) {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuesai-bench-'));
  const generator = children.start('generator.mjs');
  try {
    const running = await startServer(dataDir, generator);
    await generator.ask('join', { count: participants });
    await running.server.ask('rss');
    await generator.ask('present');
    await settle();
    await generator.ask('open');
    await settle();
    const going = during?.(running);
    const { ms } = await generator.ask('burst');
    await going?.stop();
    await generator.ask('closed');
    await running.server.stop();
    await generator.ask('leave');
    return spread(ms);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Imports one workbook after the other until it is stopped. */
function importing(running, files) {
  const state = { stopped: false };
  const all = (async () => {
    for (let count = 0; !state.stopped; count++) await importOnce(running, files[count % files.length]);
  })();
  return {
    stop: () => {
      state.stopped = true;
      return all;
    },
  };
}

async function quietImport(bytes) {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuesai-bench-'));
  const generator = children.start('generator.mjs');
  try {
    const running = await startServer(dataDir, generator);
    const figures = await importOnce(running, bytes);
    await generator.ask('leave');
    await running.server.stop();
    return figures;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function bench() {
  const files = [await workbook(1), await workbook(2), await workbook(3)];
  const { lookSeconds, loadSeconds } = await quietImport(files[0]);
  const [quiet, busy] = [[], []];
  for (let turn = 0; turn < PLAYS; turn++) {
    quiet.push(await play());
    busy.push(await play((running) => importing(running, files)));
  }
  const ack = { quiet: middle(quiet), importing: middle(busy) };
  return {
    items,
    participants,
    fileBytes: files[0].length,
    import: {
      lookSeconds: round(lookSeconds, 2),
      loadSeconds: round(loadSeconds, 2),
      seconds: round(lookSeconds + loadSeconds, 2),
    },
    ack: { ...ack, ratioOfP99: round(ack.importing.p99 / ack.quiet.p99, 2) },
  };
}

async function main() {
  requireOpenFiles(participants);
  try {
    const figures = await children.within(LONGEST_RUN_MS, bench);
    console.log(values.json ? JSON.stringify(figures) : table(figures));
  } finally {
    await children.stop();
  }
}

function table(figures) {
  const { quiet, importing: busy, ratioOfP99 } = figures.ack;
  return [
    `${figures.items} items from xlsx (${round(figures.fileBytes / 1024, 0)} KB)`,
    `  read and checked       ${figures.import.lookSeconds} s`,
    `  loaded                 ${figures.import.loadSeconds} s`,
    `  together               ${figures.import.seconds} s`,
    `${figures.participants} participants respond within a second`,
    `  ack p50 / p99, ms      ${quiet.p50} / ${quiet.p99}`,
    `  the same while importing ${busy.p50} / ${busy.p99}`,
    `  ratio of p99           ${ratioOfP99}`,
  ].join('\n');
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
