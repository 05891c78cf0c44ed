/**
 * node test/bench/counters.mjs (after `npm run build:server`): what the figures of the hot path cost, in nanoseconds a
 * call, the least of seven rounds of a million.
 */
import { performance } from 'node:perf_hooks';

import 'reflect-metadata';
import { Metrics } from '../../dist/server/platform/metrics/metrics.js';
import { WireFigures } from '../../dist/server/contest/wire-figures.js';

const CALLS = 1_000_000;
const ROUNDS = 7;

const metrics = new Metrics();
const wire = new WireFigures(metrics);
const deeds = {
  // With the look at the clock that it begins with.
  acknowledgeNs: () => metrics.acknowledged(performance.now()),
  frameNs: () => wire.sent('contest:changed'),
  refusalNs: () => metrics.refused('socket', 'item.not-open'),
};

const measured = {};
for (const [name, deed] of Object.entries(deeds)) {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const since = performance.now();
    for (let call = 0; call < CALLS; call++) deed();
    least = Math.min(least, ((performance.now() - since) / CALLS) * 1e6);
  }
  measured[name] = Math.round(least);
}
console.log(JSON.stringify(measured));
process.exit(0);
