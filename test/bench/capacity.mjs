/**
 * npm run --silent bench:capacity -- --participants 100000 [--contests 1] --json
 * One item played by participants that live inside the node (simulated-crowd.mjs), in one contest or divided over many at
 * once, to see what they cost beyond what sockets of one machine allow. docs/capacity.md compares it with the model.
 */
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

import { LiveService } from '../../dist/server/contest/live.service.js';
import { SetupService } from '../../dist/server/identity/setup.service.js';
import { AppConfig } from '../../dist/server/platform/config/app-config.js';
import { ContestIoAdapter } from '../../dist/server/platform/socket/contest-io-adapter.js';
import { DEFAULT_SETTINGS } from '../../dist/server/protocol/settings.js';
import { createServer } from '../../dist/server/server.js';
import { makeContest, prepareContest } from './contest.mjs';
import { round, spread } from './figures.mjs';
import { compare, storedResponses } from './rows.mjs';
import { SimulatedHall } from './simulated-hall.mjs';

const JOINING_AT_ONCE = 500;
const PER_SECOND = 10_000;
const LONGEST_RUN_MS = 15 * 60_000;
const COLLECTIONS = 4;
/** Nobody does anything meanwhile but the server itself. */
const WAITING_MS = 5000;
/** Where there are many contests each is small. */
const BRANCHES_OF_MANY = 10;

let io;
const create = ContestIoAdapter.prototype.createIOServer;
ContestIoAdapter.prototype.createIOServer = function (...given) {
  return (io = create.apply(this, given));
};

const say = (sentence) => console.error(sentence);
const turn = () => new Promise((next) => setImmediate(next));
const pause = (ms) => new Promise((next) => setTimeout(next, ms));
const cpuMs = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;
async function settledRss() {
  for (let collection = 0; collection < COLLECTIONS; collection++) {
    globalThis.gc();
    await pause(200);
  }
  return process.memoryUsage().rss;
}

/** What a part of the play costs, for each of so many people. */
async function measured(people, job) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const [cpu, startedAt] = [cpuMs(), performance.now()];
  const result = await job();
  const ms = performance.now() - startedAt;
  const cpuMsEach = (cpuMs() - cpu) / people;
  delay.disable();
  return {
    result,
    figures: { ms: round(ms, 0), cpuMsEach: round(cpuMsEach, 4), longestStallMs: round(delay.max / 1e6, 0) },
  };
}

async function play({ participants, contests }) {
  const each = Math.ceil(participants / contests);
  const dataDir = mkdtempSync(join(tmpdir(), 'xuesai-capacity-'));
  const config = AppConfig.read({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, DEMO: 'false', LOG_LEVEL: 'error' });
  const app = await createServer(config, false);
  try {
    await app.init();
    await app.get(LiveService).start();
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address();
    const base = `http://127.0.0.1:${port}`;
    const token = app.get(SetupService).pendingToken;
    const settings = { ...DEFAULT_SETTINGS, readingSeconds: 0 };
    const { headers, rest, contest } = await prepareContest({ base, token, participants: each, settings });
    const made = [contest];
    while (made.length < contests) {
      made.push(await makeContest({ base, rest, participants: each, settings, branches: BRANCHES_OF_MANY }));
    }
    const lowered = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const halls = made.map((one) => new SimulatedHall(io.engine, one));
    const figures = await rounds(participants, halls, lowered);
    await app.close();
    return {
      ...figures,
      ...compare(figures.acknowledged, await storedResponses(join(dataDir, 'xuesai.sqlite'))),
      acknowledged: undefined,
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const everywhere = (halls, job) => Promise.all(halls.map(job));
const pressed = (halls, event) => everywhere(halls, (hall) => hall.press(event));

async function rounds(participants, halls, headers) {
  await everywhere(halls, (hall) => hall.open(headers));
  const before = await settledRss();
  const join = await measured(participants, () => joinAll(halls, participants));
  const after = await settledRss();
  say(`${participants} have joined`);
  await pressed(halls, 'round:introduce');
  await pressed(halls, 'item:present');
  await pause(1000);
  const waiting = await measured(participants, () => pause(WAITING_MS));

  const opening = everywhere(halls, (hall) => hall.reached('contest:changed'));
  const push = await measured(participants, async () => {
    await pressed(halls, 'item:open');
    await opening;
  });
  await everywhere(halls, (hall) => hall.sync());
  const openBytes = bytesOf(halls);
  say('the item is open');

  const closing = everywhere(halls, (hall) => hall.reached('contest:changed'));
  const burst = await measured(participants, () => respondAll(halls));
  say('everybody has responded');
  await closing;
  await everywhere(halls, (hall) => hall.sync());
  await pause(1000);

  const revealing = everywhere(halls, (hall) => hall.reached('result:own'));
  const reveal = await measured(participants, async () => {
    await pressed(halls, 'item:reveal');
    await revealing;
  });
  await pause(1000);
  const total = bytesOf(halls);
  for (const hall of halls) hall.leave();
  await turn();
  return {
    participants,
    contests: halls.length,
    join: { ...join.figures, perSecond: round((participants * 1000) / join.figures.ms, 0) },
    kbEach: round((after - before) / 1024 / participants),
    waiting: { cpuShare: round((waiting.figures.cpuMsEach * participants) / waiting.figures.ms, 3) },
    push: push.figures,
    burst: {
      ...burst.figures,
      perSecond: round((participants * 1000) / burst.figures.ms, 0),
      ack: spread(burst.result.ms),
    },
    reveal: reveal.figures,
    bytesEach: { untilOpen: round(openBytes / participants, 0), whole: round(total / participants, 0) },
    acknowledged: burst.result.acknowledged,
  };
}

/** In turns over the halls, so many at once. */
async function joinAll(halls, participants) {
  let next = 0;
  const line = async () => {
    for (let index = next++; index < participants; index = next++) await halls[index % halls.length].join(index);
  };
  await Promise.all(Array.from({ length: Math.min(JOINING_AT_ONCE, participants) }, line));
}

/** Everybody once, at a rate that a hall of ten thousand comes to in a second; in turns over the halls. */
function respondAll(halls) {
  const largest = Math.max(...halls.map(({ crowd }) => crowd.length));
  const places = Array.from({ length: largest }, (_, index) => halls.map((hall) => ({ hall, index }))).flat();
  const people = places.filter(({ hall, index }) => index < hall.crowd.length);
  const [ms, acknowledged] = [[], []];
  return new Promise((resolve, reject) => {
    let sent = 0;
    const submit = ({ hall, index }) => {
      const sentAt = performance.now();
      hall.respond(index, (error, submissionId) => {
        if (error) return reject(error);
        ms.push(performance.now() - sentAt);
        if (acknowledged.push(submissionId) === people.length) resolve({ ms, acknowledged });
      });
    };
    const startedAt = performance.now();
    const tick = () => {
      const due = Math.min(people.length, Math.ceil(((performance.now() - startedAt) / 1000) * PER_SECOND));
      while (sent < due) submit(people[sent++]);
      if (sent < people.length) setTimeout(tick, 1);
    };
    tick();
  });
}

const bytesOf = (halls) => halls.reduce((sum, { bytes }) => sum + bytes, 0);

const { values } = parseArgs({
  options: {
    participants: { type: 'string', default: '10000' },
    contests: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [participants, contests] = [Number(values.participants), Number(values.contests)];
if (!Number.isInteger(participants) || participants < 100 || participants > 200_000) {
  console.error('--participants must be a whole number from 100 to 200000. (参加人数须为 100 到 200000 的整数。)');
  process.exit(1);
}
if (!Number.isInteger(contests) || contests < 1 || contests > participants / 10) {
  console.error('--contests must leave ten participants for each. (场次须为整数，且每场至少 10 人。)');
  process.exit(1);
}
const watchdog = setTimeout(() => {
  console.error(`Not done within ${LONGEST_RUN_MS} ms.`);
  process.exit(1);
}, LONGEST_RUN_MS);
const figures = await play({ participants, contests });
clearTimeout(watchdog);
console.log(JSON.stringify(figures, null, values.json ? 0 : 2));
process.exit(0);
