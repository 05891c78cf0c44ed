import { percentile, round } from './figures.mjs';

/** Times of things by their name. */
export class Stopwatch {
  #times = new Map();

  async time(name, job) {
    const startedAt = performance.now();
    const result = await job();
    const ms = performance.now() - startedAt;
    const times = this.#times.get(name);
    if (times) times.push(ms);
    else this.#times.set(name, [ms]);
    return result;
  }

  /** By name, slowest p95 first. */
  figures() {
    const rows = [...this.#times].map(([name, ms]) => [name, spread(ms)]);
    return Object.fromEntries(rows.sort(([, one], [, other]) => other.p95 - one.p95));
  }
}

const spread = (ms) => ({
  p50: round(percentile(ms, 0.5)),
  p95: round(percentile(ms, 0.95)),
  max: round(Math.max(...ms)),
});
