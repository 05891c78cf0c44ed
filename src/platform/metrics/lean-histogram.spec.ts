import { describe, expect, it } from '@jest/globals';
import { Histogram, Registry } from 'prom-client';

import { LeanHistogram } from './lean-histogram.js';

describe('histogram of the hot path', () => {
  it('says the same as the one of prom-client', async () => {
    const [name, help, buckets] = ['sample_seconds', 'A sample.', [0.01, 0.1, 1]] as const;
    const theirs = new Registry();
    const histogram = new Histogram({ name, help, buckets: [...buckets], registers: [theirs] });
    const ours = new Registry();
    const lean = new LeanHistogram(name, help, buckets);
    ours.registerMetric(lean.asMetric);
    histogram.zero({});
    expect(await ours.metrics()).toBe(await theirs.metrics());
    for (const value of [0, 0.01, 0.010001, 0.5, 1, 7]) {
      histogram.observe(value);
      lean.observe(value);
    }
    expect(await ours.metrics()).toBe(await theirs.metrics());
  });
});
