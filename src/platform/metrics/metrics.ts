import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

import type { ErrorCode } from '../../protocol/error-code.js';
import type { WriteObserver } from '../database/write-queue.js';
import { LeanHistogram } from './lean-histogram.js';

/** The way on which something was refused. */
export type RefusedOn = 'socket' | 'handshake' | 'rest';

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

  private readonly refusals = new Counter({
    name: 'xuesai_refusals_total',
    help: 'Refusals by code; way is socket, handshake or rest.',
    labelNames: ['way', 'code'] as const,
    registers: [this.registry],
  });

  private readonly stuck = this.counter(
    'xuesai_connections_dropped_total',
    'Connections that were ended because they took nothing any more (1 MB waited for them).',
  );

  private readonly responseAck = this.lean(
    'xuesai_response_ack_seconds',
    'From the arrival of a response to its acknowledgement, with the response on disk; refusals are not in it.',
    [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
  );

  private readonly tell = this.lean(
    'xuesai_tell_seconds',
    'Time to render one change of a contest and to hand it to every connection of this node.',
    [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2],
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  committed(ms: number, rows: number | null): void {
    this.commitSeconds.observe({ kind: rows === null ? 'job' : 'batch' }, ms / 1000);
    if (rows !== null) this.commitRows.observe(rows);
  }

  refused(way: RefusedOn, code: ErrorCode): void {
    this.refusals.inc({ way, code });
  }

  /** @param since `performance.now()` when it arrived */
  acknowledged(since: number): void {
    this.responseAck.observe((performance.now() - since) / 1000);
  }

  /** @param since `performance.now()` when the telling began */
  told(since: number): void {
    this.tell.observe((performance.now() - since) / 1000);
  }

  dropped(): void {
    this.stuck.inc();
  }

  counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] });
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

  /** The same with one value for each of a label's values. */
  gauges(name: string, help: string, label: string, read: () => ReadonlyMap<string, number>): void {
    const gauge = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [],
      collect() {
        for (const [value, figure] of read()) this.set({ [label]: value }, figure);
      },
    });
    this.registry.registerMetric(gauge as Gauge);
  }

  /** A counter for the hot path, kept by its owner and read when the metrics are asked for. */
  counts(name: string, help: string, label: string, read: () => ReadonlyMap<string, number>): void {
    const counter = new Counter({
      name,
      help,
      labelNames: [label],
      registers: [],
      collect() {
        this.reset();
        for (const [value, count] of read()) this.inc({ [label]: value }, count);
      },
    });
    this.registry.registerMetric(counter as Counter);
  }

  private lean(name: string, help: string, bounds: readonly number[]): LeanHistogram {
    const histogram = new LeanHistogram(name, help, bounds);
    this.registry.registerMetric(histogram.asMetric);
    return histogram;
  }
}
