import { Clock } from '../../src/platform/clock/clock.js';

interface Waiting {
  at: number;
  readonly job: () => void;
}

/** A clock that moves only when told to, and calls back what waits on the way, in the order of time. */
export class ManualClock extends Clock {
  private readonly waiting = new Set<Waiting>();

  constructor(private time = Date.UTC(2026, 0, 5, 9)) {
    super();
  }

  now(): number {
    return this.time;
  }

  after(ms: number, job: () => void): () => void {
    if (ms <= 0) {
      const soon = setImmediate(job);
      return () => clearImmediate(soon);
    }
    const entry = { at: this.time + ms, job };
    this.waiting.add(entry);
    return () => this.waiting.delete(entry);
  }

  advance(ms: number): void {
    const until = this.time + ms;
    for (let next = this.nextUntil(until); next; next = this.nextUntil(until)) {
      this.waiting.delete(next);
      this.time = next.at;
      next.job();
    }
    this.time = until;
  }

  /** Days pass in which nothing that waits comes due, as over a server that stands still. */
  skip(ms: number): void {
    this.time += ms;
    for (const entry of this.waiting) entry.at += ms;
  }

  private nextUntil(until: number): Waiting | undefined {
    let next: Waiting | undefined;
    for (const entry of this.waiting) if (entry.at <= until && (!next || entry.at < next.at)) next = entry;
    return next;
  }
}
