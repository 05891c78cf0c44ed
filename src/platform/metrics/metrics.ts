import { Injectable } from '@nestjs/common';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

import type { WriteObserver } from '../database/write-queue.js';

/** Prometheus figures of this process; the defaults bring memory, collections and the delay of the event loop. */
@Injectable()
export class Metrics implements WriteObserver {
  readonly registry = new Registry();

  private readonly commitSeconds = new Histogram({
    name: 'xuesai_commit_seconds',
    help: 'Duration of a write transaction, its commit to disk included.',
    labelNames: ['kind'] as const,
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers: [this.registry],
  });

  private readonly commitRows = new Histogram({
    name: 'xuesai_commit_rows',
    help: 'Rows in one group commit.',
    buckets: [1, 3, 10, 30, 100, 300, 1000, 2000],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  committed(ms: number, rows: number | null): void {
    this.commitSeconds.observe({ kind: rows === null ? 'job' : 'batch' }, ms / 1000);
    if (rows !== null) this.commitRows.observe(rows);
  }

  /** A figure that is read when the metrics are asked for. */
  gauge(name: string, help: string, read: () => number): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(read());
      },
    });
    this.registry.registerMetric(gauge);
  }
}
