/** The rings of tests (architecture.md calls them so) and how one of them is run. Names are those of jest.config.mjs. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findChromium } from './find-chromium.mjs';
import { missingForCluster } from './find-cluster-programs.mjs';
import { findNginx } from './find-nginx.mjs';
import { ROOT } from './paths.mjs';
import { dropTemplate, newTemplateName } from './ring-template.mjs';

export const RINGS = [
  { name: 'unit', needs: [] },
  { name: 'web', needs: [] },
  { name: 'architecture', needs: ['server', 'web'] },
  { name: 'persistence', needs: [] },
  { name: 'e2e', needs: ['server', 'web'] },
  // Apart from e2e because it measures: nothing else may want the processors meanwhile.
  { name: 'durability', needs: ['server'] },
  // Three servers, a database, a cache and a balancer at once.
  { name: 'cluster', needs: ['server'], workers: 1 },
  // A browser takes a processor by itself: with a third one beside it, people seem to press before pages are drawn.
  { name: 'browser', needs: ['server', 'web'], workers: 2 },
  // e2e on the other database. Last, for a slow machine of continuous integration has no time for it.
  { name: 'e2e-postgres', project: 'e2e', needs: ['server', 'web'], database: 'postgres', withinMinutes: 40 },
];

/** A ring that hangs is ended and counts as failed, so that the others still run. */
const RING_LIMIT_MS = 35 * 60_000;

/** Of the e2e ring; left out, and named, where nginx is not installed. */
const BEHIND_NGINX = 'edge\\.e2e';

const failure = (ring, sentence) => ({ ring, passed: 0, failed: 1, seconds: 0, failures: [sentence], skipped: [] });

/** Why a ring is left out here, for the list at the end; null where it runs. */
export function whyNot({ name, database, withinMinutes }, missing = missingForCluster) {
  const absent = name === 'cluster' ? missing() : [];
  if (absent.length > 0) {
    const packages = absent.map((one) => one.package).join(' ');
    return `${name}: ${absent.map((one) => one.name).join(', ')} not installed (on Debian: apt-get install ${packages})`;
  }
  if (database === 'postgres' && !process.env.TEST_DATABASE_URL) {
    return `${name}: TEST_DATABASE_URL is not set (e2e ran on SQLite)`;
  }
  // Seconds; `.ci/run` sets it, and has so much time and no more.
  const startedAt = Number(process.env.CI_STARTED_AT ?? NaN);
  const minutes = Math.round((Date.now() / 1000 - startedAt) / 60);
  if (withinMinutes === undefined || !(minutes > withinMinutes)) return null;
  return `${name}: ${minutes} minutes had passed, and it begins within ${withinMinutes}; npm test -- ${name} runs it`;
}

/** @returns {Promise<{ ring: string, passed: number, failed: number, seconds: number, failures: string[], skipped: string[] }>} */
export async function runRing(ring, patterns = []) {
  if (ring.name === 'browser' && !findChromium()) {
    return failure(ring.name, 'no Chromium found; run `npm run setup:browser` first');
  }
  if (whyNot(ring) !== null) return { ring: ring.name, passed: 0, failed: 0, seconds: 0, failures: [], skipped: [] };
  const folder = mkdtempSync(join(tmpdir(), 'ring-'));
  const template = newTemplateName();
  const outputFile = join(folder, 'report.json');
  const startedAt = Date.now();
  try {
    const run = spawnSync(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        'node_modules/jest/bin/jest.js',
        '--selectProjects',
        ring.project ?? ring.name,
        '--json',
        `--outputFile=${outputFile}`,
        ...(ring.name.startsWith('e2e') && !findNginx() ? [`--testPathIgnorePatterns=${BEHIND_NGINX}`] : []),
        ...(ring.workers === undefined ? [] : [`--maxWorkers=${ring.workers}`]),
        ...patterns,
      ],
      {
        cwd: ROOT,
        env: ringEnvironment(ring, template),
        stdio: ['ignore', 'ignore', 'inherit'],
        timeout: RING_LIMIT_MS,
      },
    );
    if (!existsSync(outputFile)) return failure(ring.name, `jest ended with ${run.status ?? run.signal} and no report`);
    return {
      ...summarise(ring.name, JSON.parse(readFileSync(outputFile, 'utf8')), run.status),
      seconds: (Date.now() - startedAt) / 1000,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    if (ring.database === 'postgres') await dropTemplate(process.env.TEST_DATABASE_URL, template);
  }
}

function ringEnvironment(ring, template) {
  const chromium = ring.name === 'browser' ? findChromium() : null;
  return {
    ...process.env,
    ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
    ...(ring.database === undefined ? {} : { RING_DATABASE: ring.database, RING_TEMPLATE: template }),
  };
}

/** Turns jest's report into figures; a file that could not be run, or a ring without a test, counts as a failure. */
export function summarise(ring, report, status) {
  const failures = [];
  const skipped = [];
  for (const file of report.testResults) {
    const where = relative(ROOT, file.name);
    const failedHere = file.assertionResults.filter((test) => test.status === 'failed');
    for (const test of failedHere) failures.push(`${where} › ${test.fullName}`);
    if (failedHere.length === 0 && file.status === 'failed') failures.push(`${where} could not be run`);
    for (const test of file.assertionResults) {
      if (['pending', 'todo', 'disabled'].includes(test.status)) skipped.push(`${where} › ${test.fullName}`);
    }
  }
  const passed = report.numPassedTests;
  if (passed === 0 && failures.length === 0) failures.push('no test was run');
  if (status !== 0 && failures.length === 0) failures.push(`jest ended with ${status}`);
  return { ring, passed, failed: failures.length, failures, skipped };
}
