/**
 * npm test [-- ring [pattern …]]: runs the rings one after another and ends with `N passed, N failed` on a line of its
 * own. A ring that did not run is named with the reason; a ring without a test file is a failure.
 */
import { requireNode } from './lib/node-version.mjs';
requireNode();
const { requireModules } = await import('./lib/paths.mjs');
requireModules();
const { RINGS, runRing, whyNot } = await import('./lib/rings.mjs');
const { buildIfStale, PART_NAMES } = await import('./lib/build.mjs');
const { findNginx } = await import('./lib/find-nginx.mjs');

const [ringName, ...patterns] = process.argv.slice(2);
if (ringName !== undefined && !RINGS.some((ring) => ring.name === ringName)) {
  console.error(`There is no ring "${ringName}"; choose one of: ${RINGS.map((ring) => ring.name).join(', ')}.`);
  process.exit(1);
}
const chosen = RINGS.filter((ring) => ringName === undefined || ring.name === ringName);
const parts = PART_NAMES.filter((part) => chosen.some((ring) => ring.needs.includes(part)));
const unbuilt = parts.filter((part) => !buildIfStale(part));

const left = [];
const reports = [];
for (const ring of chosen) reports.push(await reportOf(ring));

async function reportOf(ring) {
  const reason = whyNot(ring);
  if (reason !== null) left.push(reason);
  const missing = ring.needs.filter((part) => unbuilt.includes(part));
  if (missing.length > 0)
    return {
      ring: ring.name,
      passed: 0,
      failed: 1,
      seconds: 0,
      failures: [`the ${missing.join(' and ')} build failed`],
      skipped: [],
    };
  if (reason === null) console.error(`\n── ${ring.name} ──`);
  return runRing(ring, patterns);
}

const pad = (text, width) => String(text).padEnd(width);
console.log(`\n${pad('ring', 14)}${pad('passed', 8)}${pad('failed', 8)}seconds`);
for (const report of reports) {
  console.log(`${pad(report.ring, 14)}${pad(report.passed, 8)}${pad(report.failed, 8)}${report.seconds.toFixed(1)}`);
}
const list = (heading, lines) => {
  if (lines.length > 0) console.log(`\n${heading}\n${lines.map((line) => `  - ${line}`).join('\n')}`);
};
list(
  'Failures',
  reports.flatMap((report) => report.failures.map((failure) => `${report.ring}: ${failure}`)),
);
list(
  'Skipped inside a ring',
  reports.flatMap((report) => report.skipped.map((name) => `${report.ring}: ${name}`)),
);
const notRun = RINGS.filter((ring) => !chosen.includes(ring)).map((ring) => `${ring.name}: not asked for`);
if (chosen.some((ring) => ring.name === 'persistence') && !process.env.TEST_DATABASE_URL) {
  notRun.push('persistence on PostgreSQL: TEST_DATABASE_URL is not set (SQLite ran)');
}
if (chosen.some((ring) => ring.name === 'persistence') && !process.env.TEST_REDIS_URL) {
  notRun.push('persistence: the bus over Redis; TEST_REDIS_URL is not set (the bus in one process ran)');
}
notRun.push(...left);
if (chosen.some((ring) => ring.name === 'e2e') && !findNginx()) {
  notRun.push('e2e behind nginx: nginx is not installed (on Debian: apt-get install nginx-light)');
}
list('Did not run', notRun);

const total = (key) => reports.reduce((sum, report) => sum + report[key], 0);
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
// Set rather than exit(): the closing line must be flushed to a pipe first.
process.exitCode = total('failed') === 0 ? 0 : 1;
