import { Clock } from '../../src/platform/clock/clock.js';

/** A clock that moves only when told to. */
export class ManualClock extends Clock {
  constructor(private time = Date.UTC(2026, 0, 5, 9)) {
    super();
  }

  now(): number {
    return this.time;
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
