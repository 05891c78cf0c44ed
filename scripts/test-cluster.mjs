/**
 * npm run test:cluster [-- --repeat N] [-- pattern …]: the cluster ring N times in a row, for faults that show now and then.
 * Ends with `N passed, N failed` over all rounds; the first round that fails does not end the others.
 */
import { requireNode } from './lib/node-version.mjs';
requireNode();
const { requireModules } = await import('./lib/paths.mjs');
requireModules();
const { parseArgs } = await import('node:util');
const { RINGS, runRing, whyNot } = await import('./lib/rings.mjs');
const { buildIfStale } = await import('./lib/build.mjs');

const { values, positionals } = parseArgs({
  options: { repeat: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const rounds = Number(values.repeat);
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) {
  console.error('--repeat wants a number of rounds from 1 to 100.');
  process.exit(1);
}
const ring = RINGS.find(({ name }) => name === 'cluster');
const reason = whyNot(ring);
if (reason !== null) {
  console.error(reason);
  process.exit(1);
}
if (!buildIfStale('server')) process.exit(1);

let passed = 0;
let failed = 0;
for (let round = 1; round <= rounds; round += 1) {
  const report = await runRing(ring, positionals);
  passed += report.passed;
  failed += report.failed;
  const figures = `${report.passed} passed, ${report.failed} failed, ${report.seconds.toFixed(0)} s`;
  console.log([`round ${round} of ${rounds}: ${figures}`, ...report.failures.map((name) => `  - ${name}`)].join('\n'));
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
