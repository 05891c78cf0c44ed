import { Logger } from '@nestjs/common';

import { Clock, SystemClock } from './clock.js';

const MEASURE_EVERY_MS = 10_000;
const SAMPLES = 5;
/** A measurement is as wrong as half its way there and back at most. */
const LONGEST_ROUND_TRIP_MS = 250;
/** Monotonic clocks of two machines part by some milliseconds in a minute; after five nothing is known any more. */
const STALE_MS = 300_000;

/**
 * So far the time goes with the database at each later measurement, half a hundredth: a step of its clock, or a failover to
 * one that is behind, moves no deadline by more.
 */
const LARGEST_CORRECTION_MS = 50;

/**
 * The time of a node among several: that of the database, carried on by this machine's monotonic clock. So all nodes have
 * one time, however wrong the clock of one machine is, and a deadline is the same everywhere.
 */
export class ScaledClock extends Clock {
  readonly #logger = new Logger('clock');
  readonly #system = new SystemClock();
  /** Of deadlines: what is added to the anchored time of this machine. */
  #offset = 0;
  #measured = 0;
  #stoodStill = false;
  #isBehind = false;
  #measuredAt = -Infinity;
  #last = 0;
  #timer: NodeJS.Timeout | undefined;

  /** How far the database's clock is ahead of this machine's as that is set now, in ms; deadlines do not rest on it. */
  get offset(): number {
    return this.#system.now() + this.#measured - Date.now();
  }

  /** How far the database is ahead of the time that deadlines follow, in ms: what is left of a step of its clock. */
  get behind(): number {
    return this.#measured - this.#offset;
  }

  /** Whether deadlines may be trusted to this node. @param limitMs how far its clock may be off */
  isFit(limitMs: number): boolean {
    return Math.abs(this.offset) <= limitMs && performance.now() - this.#measuredAt < STALE_MS;
  }

  /** A correction backwards holds the time still until it has been made good. */
  now(): number {
    this.#last = Math.max(this.#last, Math.round(this.#system.now() + this.#offset));
    return this.#last;
  }

  /**
   * This process was held up, and its monotonic clock perhaps with it: then it was not the database's that stepped, and what
   * is missing is made good at once. Never backwards, where the time would stand.
   */
  stoodStill(): void {
    this.#stoodStill = true;
  }

  after(ms: number, job: () => void): () => void {
    return this.#system.after(ms, job);
  }

  /** Measures now and then every ten seconds. @param ask the database's time, epoch ms */
  async follow(ask: () => Promise<number>): Promise<void> {
    await this.measure(ask);
    const again = (): void => void this.measure(ask).catch(() => undefined);
    this.#timer = setInterval(again, MEASURE_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Takes the quickest of several answers, the first time whole; keeps what it knows where none was quick enough. */
  async measure(ask: () => Promise<number>): Promise<void> {
    let best: { readonly roundTrip: number; readonly offset: number } | null = null;
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const asked = this.#system.now();
      const startedAt = performance.now();
      const told = await ask();
      const roundTrip = performance.now() - startedAt;
      if (roundTrip > LONGEST_ROUND_TRIP_MS || (best !== null && roundTrip >= best.roundTrip)) continue;
      best = { roundTrip, offset: told - (asked + roundTrip / 2) };
    }
    if (best === null) return;
    this.#measured = best.offset;
    const isWhole = this.#measuredAt === -Infinity || (this.#stoodStill && this.behind > 0);
    this.#measuredAt = performance.now();
    this.#stoodStill = false;
    const most = isWhole ? Infinity : LARGEST_CORRECTION_MS;
    this.#offset += Math.max(-most, Math.min(most, this.behind));
    this.#tell();
  }

  /** Where it is more than a measurement may be wrong by. */
  #tell(): void {
    const isBehind = Math.abs(this.behind) > LONGEST_ROUND_TRIP_MS;
    if (isBehind === this.#isBehind) return;
    this.#isBehind = isBehind;
    const pace = `${LARGEST_CORRECTION_MS} ms every ${MEASURE_EVERY_MS / 1000} s`;
    if (isBehind)
      this.#logger.warn(`The database's clock stepped by ${Math.round(this.behind)} ms; deadlines follow by ${pace}`);
    else this.#logger.log("Deadlines have the time of the database's clock again");
  }
}
