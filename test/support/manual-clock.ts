import { Clock } from '../../src/platform/clock/clock.js';

interface Waiting {
  at: number;
  readonly job: () => void;
  /** Shared with what its job arms: a timer that arms itself again is one timer. */
  readonly line: { turns: number; of: number };
}

/** Turns of one timer in one `advance`. A heartbeat over 400 days has 35 million, whose promises nothing can settle meanwhile. */
const MOST_TURNS = 10_000;

/**
 * A clock that moves only when told to, and calls back what waits on the way, in the order of time. Of a timer that arms
 * itself again only the first 10,000 turns of an `advance` come, and the last one before its end.
 */
export class ManualClock extends Clock {
  private readonly waiting = new Set<Waiting>();
  private running: Waiting | null = null;
  private advances = 0;
  private until = 0;

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
    const line = this.running?.line ?? { turns: 0, of: this.advances };
    const entry = { at: this.time + ms + this.leftOut(line, ms), job, line };
    this.waiting.add(entry);
    return () => this.waiting.delete(entry);
  }

  advance(ms: number): void {
    const until = this.time + ms;
    this.until = until;
    this.advances += 1;
    for (let next = this.nextUntil(until); next; next = this.nextUntil(until)) {
      this.waiting.delete(next);
      this.time = next.at;
      this.turn(next);
    }
    this.time = until;
  }

  /** Days pass in which nothing that waits comes due, as over a server that stands still. */
  skip(ms: number): void {
    this.time += ms;
    for (const entry of this.waiting) entry.at += ms;
  }

  private turn(entry: Waiting): void {
    const { line } = entry;
    line.turns = line.of === this.advances ? line.turns + 1 : 1;
    line.of = this.advances;
    this.running = entry;
    try {
      entry.job();
    } finally {
      this.running = null;
    }
  }

  /** How far a timer that has had its turns leaps, in whole turns. */
  private leftOut(line: Waiting['line'], ms: number): number {
    if (line.of !== this.advances || line.turns < MOST_TURNS) return 0;
    return Math.max(0, Math.floor((this.until - this.time) / ms) - 1) * ms;
  }

  private nextUntil(until: number): Waiting | undefined {
    let next: Waiting | undefined;
    for (const entry of this.waiting) if (entry.at <= until && (!next || entry.at < next.at)) next = entry;
    return next;
  }
}
