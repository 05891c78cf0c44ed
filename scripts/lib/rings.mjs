/** The rings of tests (architecture.md calls them so) and how one of them is run. Names are those of jest.config.mjs. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findChromium } from './find-chromium.mjs';
import { ROOT } from './paths.mjs';

export const RINGS = [
  { name: 'unit', needs: [] },
  { name: 'web', needs: [] },
  { name: 'architecture', needs: ['server', 'web'] },
  { name: 'persistence', needs: [] },
  { name: 'e2e', needs: ['server', 'web'] },
  // Apart from e2e because it measures: nothing else may want the processors meanwhile.
  { name: 'durability', needs: ['server'] },
  // A browser takes a processor by itself: with a third one beside it, people seem to press before pages are drawn.
  { name: 'browser', needs: ['server', 'web'], workers: 2 },
];

/** A ring that hangs is ended and counts as failed, so that the others still run. */
const RING_LIMIT_MS = 25 * 60_000;

const failure = (ring, sentence) => ({ ring, passed: 0, failed: 1, seconds: 0, failures: [sentence], skipped: [] });

/** @returns {{ ring: string, passed: number, failed: number, seconds: number, failures: string[], skipped: string[] }} */
export function runRing(ring, patterns = []) {
  if (ring.name === 'browser' && !findChromium()) {
    return failure(ring.name, 'no Chromium found; run `npm run setup:browser` first');
  }
  const folder = mkdtempSync(join(tmpdir(), 'ring-'));
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
        ring.name,
        '--json',
        `--outputFile=${outputFile}`,
        ...(ring.workers === undefined ? [] : [`--maxWorkers=${ring.workers}`]),
        ...patterns,
      ],
      { cwd: ROOT, env: ringEnvironment(ring), stdio: ['ignore', 'ignore', 'inherit'], timeout: RING_LIMIT_MS },
    );
    if (!existsSync(outputFile)) return failure(ring.name, `jest ended with ${run.status ?? run.signal} and no report`);
    return {
      ...summarise(ring.name, JSON.parse(readFileSync(outputFile, 'utf8')), run.status),
      seconds: (Date.now() - startedAt) / 1000,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ringEnvironment(ring) {
  const chromium = ring.name === 'browser' ? findChromium() : null;
  return chromium ? { ...process.env, CHROMIUM_PATH: chromium } : process.env;
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
