/**
 * npm run --silent bench -- --participants 10000 --json
 * Plays one item with everybody responding within one second, then the same against a bare Socket.IO server.
 * docs/performance.md says what each figure means.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built, Children } from './children.mjs';
import { prepareContest } from './contest.mjs';
import { round, spread, table } from './figures.mjs';
import { readOptions, requireOpenFiles, USAGE } from './options.mjs';
import { compare, storedResponses } from './rows.mjs';

const LONGEST_RUN_MS = 180_000;
/** Slow machines take their time to collect after the joins; a push measured before would measure that. */
const SETTLING_MS = 1000;

const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLING_MS));

const children = new Children();

async function profiled(server, folder, name, run) {
  if (folder === undefined) return run();
  await server.ask('startProfile');
  const result = await run();
  await server.ask('stopProfile', { file: join(folder, `${name}.cpuprofile`) });
  return result;
}

async function benchServer({ participants, profile }, generator, dataDir) {
  const { DEFAULT_SETTINGS } = await built('protocol/settings.js');
  const { PROTOCOL_VERSION } = await built('protocol/events.js');
  const server = children.startServer({ DATA_DIR: dataDir });
  const [, port, token] = await server.printed(/:(\d+)\/setup\?token=([\w-]+)\s/);
  const prepared = await prepareContest({
    base: `http://127.0.0.1:${port}`,
    token,
    participants,
    settings: { ...DEFAULT_SETTINGS, readingSeconds: 0 },
  });
  await generator.ask('enter', { port, protocolVersion: PROTOCOL_VERSION, ...prepared });

  const measured = (name, step, given) => profiled(server, profile, name, () => generator.ask(step, given));
  const before = await server.ask('rss');
  const joined = await measured('join', 'join', { count: participants });
  const after = await server.ask('rss');
  await generator.ask('present');
  await settle();
  const opened = await measured('push', 'open');
  await settle();
  const cpuBefore = await server.ask('cpuSeconds');
  const burst = await measured('burst', 'burst');
  const cpuAfter = await server.ask('cpuSeconds');
  await generator.ask('closed');
  await settle();
  const revealed = await measured('reveal', 'reveal');
  await server.stop();
  await generator.ask('leave');

  const rows = await storedResponses(join(dataDir, 'xuesai.sqlite'));
  return {
    frameBytes: opened.bytes,
    figures: {
      participants,
      join: { perSecond: round(joined.perSecond, 0) },
      push: spread(opened.ms),
      ack: spread(burst.ms),
      result: spread(revealed.ms),
      cpuSeconds: round(cpuAfter - cpuBefore, 3),
      kbPerParticipant: round((after.rss - before.rss) / 1024 / participants),
      ...compare(burst.acknowledged, rows),
    },
  };
}

async function benchBare({ participants, profile }, generator, frameBytes) {
  const server = children.startBare();
  const [, port] = await server.printed(/:(\d+)\/\s/);
  await generator.ask('enterBare', { port, protocolVersion: 1 });
  await generator.ask('join', { count: participants });
  await server.ask('rss');
  // The server has pushed twice, too, before it opens the item.
  for (let push = 0; push < 2; push++) await generator.ask('pushBare', { bytes: frameBytes });
  await settle();
  const pushed = await profiled(server, profile, 'bare-push', () => generator.ask('pushBare', { bytes: frameBytes }));
  await settle();
  const burst = await profiled(server, profile, 'bare-burst', () => generator.ask('burstBare'));
  await server.stop();
  await generator.ask('leave');
  return { push: spread(pushed.ms), ack: spread(burst.ms) };
}

async function bench(options) {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuesai-bench-'));
  try {
    const { figures, frameBytes } = await benchServer(options, children.start('generator.mjs'), dataDir);
    const bare = await benchBare(options, children.start('generator.mjs'), frameBytes);
    return { ...figures, bare };
  } finally {
    await children.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A generator alone on the second core in both halves: the first one ends before the bare server starts. */
async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(USAGE);
  requireOpenFiles(options.participants);
  if (options.profile) mkdirSync(options.profile, { recursive: true });
  const figures = await children.within(LONGEST_RUN_MS, () => bench(options));
  console.log(options.json ? JSON.stringify(figures) : table(figures));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
