/**
 * npm run --silent bench:scaled -- --participants 4000 --json
 * The bench of run.mjs with two nodes over a PostgreSQL and a Redis of its own behind nginx; then two bare Socket.IO
 * servers, joined by their Redis adapter, behind the same nginx. docs/capacity.md says what each figure means.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

import { freePort, OwnNginx, OwnPostgres, OwnRedis } from '../support/own-services.ts';
import { built, Children } from './children.mjs';
import { prepareContest } from './contest.mjs';
import { round, spread, table } from './figures.mjs';
import { readOptions, requireOpenFiles } from './options.mjs';
import { compare } from './rows.mjs';

const NODES = 2;
/**
 * Two files for each participant are more than one process may open in many places. Which worker a connection goes to is
 * left to chance: of two, one would have more than its half.
 */
const NGINX_WORKERS = 3;
const LONGEST_RUN_MS = 240_000;
/** Frames that tell who is connected have gone, and what the joins left is collected. */
const SETTLING_MS = 1500;
const READY_WITHIN_MS = 30_000;

const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
const children = new Children();
const sum = (values) => values.reduce((total, value) => total + value, 0);
const portOf = (url) => Number(new URL(url).port);

/** Several processes that answer the same question. */
const askAll = (nodes, step) => Promise.all(nodes.map((node) => node.ask(step)));
const cpuOf = async (nodes) => sum(await askAll(nodes, 'cpuSeconds'));
const rssOf = async (nodes) => sum((await askAll(nodes, 'rss')).map(({ rss }) => rss));

async function ready(port) {
  const until = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => null);
    if (answer?.status === 200) return;
    if (performance.now() > until) throw new Error(`The node on port ${port} is not ready.`);
    await settle();
  }
}

async function nodesOn(ports, services, dataDir) {
  const nodes = ports.map((port, at) =>
    children.startServer({
      PORT: String(port),
      NODE_NAME: `node${at + 1}`,
      DATA_DIR: dataDir,
      TRUST_PROXY: 'loopback',
      ...services,
    }),
  );
  const [, token] = await nodes[0].printed(/\/setup\?token=([\w-]+)\s/);
  await Promise.all(ports.map(ready));
  return { nodes, token };
}

async function storedResponses(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query('SELECT submission_id, participant_id FROM response')).rows;
  } finally {
    await client.end();
  }
}

async function benchNodes({ participants }, { postgres, redis, dataDir }) {
  const { DEFAULT_SETTINGS } = await built('protocol/settings.js');
  const { PROTOCOL_VERSION } = await built('protocol/events.js');
  const database = await postgres.create(`bench_${randomBytes(4).toString('hex')}`);
  const ports = [await freePort(), await freePort()];
  const nginx = await OwnNginx.before(ports, NGINX_WORKERS);
  try {
    const { nodes, token } = await nodesOn(ports, { DATABASE_URL: database, REDIS_URL: redis.url }, dataDir);
    const generator = children.start('generator.mjs');
    const settings = { ...DEFAULT_SETTINGS, readingSeconds: 0 };
    const prepared = await prepareContest({ base: nginx.url, token, participants, settings });
    await generator.ask('enter', { port: portOf(nginx.url), protocolVersion: PROTOCOL_VERSION, ...prepared });
    const before = await rssOf(nodes);
    const cpuBefore = await cpuOf(nodes);
    const joined = await generator.ask('join', { count: participants });
    const cpuJoined = await cpuOf(nodes);
    const after = await rssOf(nodes);
    await generator.ask('present');
    await settle();
    const cpuSettled = await cpuOf(nodes);
    const opened = await generator.ask('open');
    await settle();
    const cpuPushed = await cpuOf(nodes);
    const burst = await generator.ask('burst');
    const cpuBurst = await cpuOf(nodes);
    await generator.ask('closed');
    await settle();
    const revealed = await generator.ask('reveal');
    await Promise.all(nodes.map((node) => node.stop()));
    await generator.ask('leave');
    await generator.stop();
    return {
      frameBytes: opened.bytes,
      figures: {
        participants,
        nodes: NODES,
        join: {
          perSecond: round(joined.perSecond, 0),
          cpuMsEach: round(((cpuJoined - cpuBefore) * 1000) / participants, 3),
        },
        push: { ...spread(opened.ms), cpuMsEach: round(((cpuPushed - cpuSettled) * 1000) / participants, 3) },
        ack: { ...spread(burst.ms), cpuMsEach: round(((cpuBurst - cpuPushed) * 1000) / participants, 3) },
        result: spread(revealed.ms),
        cpuSeconds: round(cpuBurst - cpuPushed, 3),
        kbPerParticipant: round((after - before) / 1024 / participants),
        ...compare(burst.acknowledged, await storedResponses(database)),
      },
    };
  } finally {
    await nginx.stop();
  }
}

async function benchBare({ participants }, { redis }, frameBytes) {
  const ports = [await freePort(), await freePort()];
  const nginx = await OwnNginx.before(ports, NGINX_WORKERS);
  try {
    const nodes = ports.map((port) => children.startBare({ ...process.env, REDIS_URL: redis.url, PORT: String(port) }));
    for (const node of nodes) await node.printed(/:(\d+)\/\s/);
    const generator = children.start('generator.mjs');
    await generator.ask('enterBare', { port: portOf(nginx.url), protocolVersion: 1 });
    await generator.ask('join', { count: participants });
    await rssOf(nodes);
    for (let push = 0; push < 2; push++) await generator.ask('pushBare', { bytes: frameBytes });
    await settle();
    const pushed = await generator.ask('pushBare', { bytes: frameBytes });
    await settle();
    const burst = await generator.ask('burstBare');
    await Promise.all(nodes.map((node) => node.stop()));
    await generator.ask('leave');
    await generator.stop();
    return { push: spread(pushed.ms), ack: spread(burst.ms) };
  } finally {
    await nginx.stop();
  }
}

async function bench(options) {
  const postgres = await OwnPostgres.start();
  const redis = await OwnRedis.start();
  const dataDir = mkdtempSync(join(tmpdir(), 'xuesai-bench-'));
  try {
    const { figures, frameBytes } = await benchNodes(options, { postgres, redis, dataDir });
    return { ...figures, frameBytes, bare: await benchBare(options, { redis }, frameBytes) };
  } finally {
    await children.stop();
    await redis.down();
    postgres.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log('npm run --silent bench:scaled -- [--participants 1000] [--json]');
  requireOpenFiles(options.participants);
  const figures = await children.within(LONGEST_RUN_MS, () => bench(options));
  console.log(options.json ? JSON.stringify(figures) : table(figures));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
