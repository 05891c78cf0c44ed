import { Injectable } from '@nestjs/common';

/** Server time. */
export abstract class Clock {
  /** Epoch milliseconds, whole. Never goes back while the process lives. */
  abstract now(): number;
  /** Calls the job once, `ms` from now; with 0 or less as soon as the running code is done. @returns what takes it back */
  abstract after(ms: number, job: () => void): () => void;
}

/**
 * Wall time read once at the start and carried on by the monotonic clock: a step of the system clock (NTP, an
 * administrator) moves no deadline of a running contest.
 */
@Injectable()
export class SystemClock extends Clock {
  private readonly wallAtZero: number;

  constructor() {
    super();
    this.wallAtZero = Date.now() - performance.now();
  }

  now(): number {
    return Math.round(this.wallAtZero + performance.now());
  }

  after(ms: number, job: () => void): () => void {
    const timer = setTimeout(job, ms);
    return () => clearTimeout(timer);
  }
}
