import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  LIMIT_MS,
  perform,
  playAll,
  samplePlan,
  SERVER,
  speedPlan,
  START,
  TO_OPEN,
} from '../../../test/support/contest-plans.js';
import {
  accepts,
  closingDue,
  elapsedMs,
  GRACE_MS,
  lastDeadline,
  ordinaryDeadline,
  ownLimitMs,
  personalDeadline,
} from './deadline.js';
import { runningOpening } from './plan.js';
import type { Command, ContestPlan, ContestState, Opening } from './types.js';

const common = samplePlan();
const personal = speedPlan();
const opening = (changes: Partial<Opening> = {}): Opening => ({
  number: 1,
  opensAt: START,
  timeLimitMs: LIMIT_MS,
  windowMultiplier: 1.5,
  standstills: [],
  closedAt: null,
  ...changes,
});

describe('deadlines', () => {
  it('are the same for everybody where speed does not count', () => {
    for (const multiplier of [1, 1.3, 3]) {
      expect(personalDeadline(common, opening(), multiplier)).toBe(START + 30_000);
      expect(ownLimitMs(common, opening(), multiplier)).toBe(30_000);
    }
    expect(ordinaryDeadline(common, opening())).toBe(START + 30_000);
    expect(lastDeadline(common, opening())).toBe(START + 30_000);
  });

  it('are personal where speed counts', () => {
    expect(personalDeadline(personal, opening(), 1)).toBe(START + 20_000);
    expect(personalDeadline(personal, opening(), 1.3)).toBe(START + 26_000);
    expect(ownLimitMs(personal, opening(), 1.3)).toBe(26_000);
    expect(ordinaryDeadline(personal, opening())).toBe(START + 20_000);
    expect(lastDeadline(personal, opening())).toBe(START + 30_000);
  });

  it('are whole milliseconds at every multiplier', () => {
    const odd = opening({ timeLimitMs: 20_001, windowMultiplier: 1.3 });
    expect(personalDeadline(personal, odd, 1.3)).toBe(START + 26_001);
    expect(lastDeadline(common, odd)).toBe(START + 26_001);
  });

  it('are unknown while a standstill lasts', () => {
    const paused = opening({ standstills: [{ from: START + 5, to: null }] });
    expect(personalDeadline(common, paused, 1)).toBeNull();
    expect(lastDeadline(personal, paused)).toBeNull();
    expect(ordinaryDeadline(personal, paused)).toBeNull();
  });

  it('count overlapping standstills once, and nothing before the opening', () => {
    const standstills = [
      { from: START + 100, to: START + 300 },
      { from: START - 500, to: START + 50 },
      { from: START + 200, to: START + 400 },
      { from: START + 250, to: START + 260 },
    ];
    expect(personalDeadline(personal, opening({ standstills }), 1)).toBe(START + LIMIT_MS + 50 + 300);
  });
});

describe('elapsedMs', () => {
  const standstills = [{ from: START + 1000, to: START + 3000 }];

  it('takes standstills before the instant out', () => {
    expect(elapsedMs(opening({ standstills }), START + 500)).toBe(500);
    expect(elapsedMs(opening({ standstills }), START + 2000)).toBe(1000);
    expect(elapsedMs(opening({ standstills }), START + 5000)).toBe(3000);
    expect(elapsedMs(opening({ standstills: [{ from: START + 1000, to: null }] }), START + 9000)).toBe(1000);
  });

  it('is never negative', () => {
    expect(elapsedMs(opening(), START - 40)).toBe(0);
  });
});

describe('accepts', () => {
  const ask = (plan: ContestPlan, state: ContestState, multiplier: number, now: number) =>
    accepts(plan, state, 'a1', 1, multiplier, now);

  it('takes a response until the own deadline and the grace, inclusive', () => {
    const open = perform(personal, playAll(personal, TO_OPEN), { type: 'widen-window', windowMultiplier: 2 });
    for (const multiplier of [1, 1.5, 2]) {
      const end = START + multiplier * LIMIT_MS + GRACE_MS;
      expect(ask(personal, open, multiplier, end)).toBe('ok');
      expect(ask(personal, open, multiplier, end + 1)).toBe('item.not-open');
    }
    expect(ask(common, open, 1, START + 2 * LIMIT_MS + GRACE_MS)).toBe('ok');
    expect(ask(common, open, 3, START + 2 * LIMIT_MS + GRACE_MS + 1)).toBe('item.not-open');
  });

  it('takes none for another item, another opening or another phase', () => {
    const open = playAll(common, TO_OPEN);
    expect(accepts(common, open, 'a2', 1, 1, START)).toBe('item.not-open');
    expect(accepts(common, open, 'a1', 2, 1, START)).toBe('item.not-open');
    expect(accepts(common, open, 'a1', 0, 1, START)).toBe('item.not-open');
    const closed = playAll(common, [
      ...TO_OPEN,
      { type: 'close-item', reason: 'host', override: false, stillResponding: 0 },
    ]);
    expect(ask(common, closed, 1, START)).toBe('item.not-open');
    const again = perform(common, closed, { type: 'reopen-item', windowMultiplier: 1 });
    expect(ask(common, again, 1, START)).toBe('item.not-open');
    expect(accepts(common, again, 'a1', 2, 1, START)).toBe('ok');
  });

  it('gives no time back to somebody whose time was up before an outage', () => {
    const open = perform(personal, playAll(personal, TO_OPEN), { type: 'widen-window', windowMultiplier: 2 });
    const outage: Command = { type: 'bridge-outage', lastHeartbeatAt: START + 25_000, allowanceMs: 15_000 };
    const bridged = perform(personal, open, outage, START + 30_000, SERVER);
    expect(ask(personal, bridged, 1, START + 30_001)).toBe('item.not-open');
    expect(personalDeadline(personal, runningOpening(bridged)!, 1)).toBe(START + 20_000);
    expect(ask(personal, bridged, 2, START + 30_001)).toBe('ok');
    expect(personalDeadline(personal, runningOpening(bridged)!, 2)).toBe(START + 60_000);
  });

  it('keeps what was left of the grace through a pause', () => {
    const paused = perform(common, playAll(common, TO_OPEN), { type: 'pause' }, START + LIMIT_MS + 400);
    const resumed = perform(common, paused, { type: 'resume' }, START + 90_000);
    expect(ask(common, resumed, 1, START + 90_600)).toBe('ok');
    expect(ask(common, resumed, 1, START + 90_601)).toBe('item.not-open');
    expect(closingDue(common, runningOpening(resumed)!)).toBe(START + 90_600);
  });

  it('takes none while paused, and all the time that was left afterwards', () => {
    const paused = perform(common, playAll(common, TO_OPEN), { type: 'pause' }, START + LIMIT_MS - 1);
    expect(ask(common, paused, 1, START + LIMIT_MS)).toBe('contest.paused');
    const resumed = perform(common, paused, { type: 'resume' }, START + 90_000);
    expect(ask(common, resumed, 1, START + 90_001 + GRACE_MS)).toBe('ok');
    expect(ask(common, resumed, 1, START + 90_002 + GRACE_MS)).toBe('item.not-open');
  });
});

describe('clock properties', () => {
  const plans = fc.constantFrom(common, personal);
  const multipliers = fc.constantFrom(1, 1.3, 1.5, 2, 3);
  const standstills = fc.array(
    fc.tuple(fc.integer({ min: -5000, max: 60_000 }), fc.nat(20_000)).map(([from, length]) => ({
      from: START + from,
      to: START + from + length,
    })),
    { maxLength: 6 },
  );

  it('leaves a paused contest exactly the time it had', () => {
    fc.assert(
      fc.property(plans, multipliers, fc.nat(40_000), fc.nat(1e7), (plan, multiplier, wait, length) => {
        const open = perform(plan, playAll(plan, TO_OPEN), { type: 'widen-window', windowMultiplier: 2 });
        const left = (state: ContestState, at: number) =>
          Math.max(0, personalDeadline(plan, runningOpening(state)!, multiplier)! - at);
        const paused = perform(plan, open, { type: 'pause' }, START + wait);
        const resumed = perform(plan, paused, { type: 'resume' }, START + wait + length);
        expect(left(resumed, START + wait + length)).toBe(left(open, START + wait));
        expect(elapsedMs(runningOpening(paused)!, START + wait + length)).toBe(
          elapsedMs(runningOpening(open)!, START + wait),
        );
      }),
    );
  });

  it('uses up exactly the own limit at the own deadline, whatever stood still', () => {
    fc.assert(
      fc.property(plans, multipliers, standstills, (plan, multiplier, intervals) => {
        const interrupted = opening({ standstills: intervals });
        const deadline = personalDeadline(plan, interrupted, multiplier)!;
        expect(elapsedMs(interrupted, deadline)).toBe(ownLimitMs(plan, interrupted, multiplier));
        expect(elapsedMs(interrupted, deadline - 1)).toBeLessThan(ownLimitMs(plan, interrupted, multiplier));
      }),
    );
  });

  it('never runs backwards, and adds no time by more standstill', () => {
    fc.assert(
      fc.property(standstills, fc.nat(90_000), fc.nat(90_000), (intervals, a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const interrupted = opening({ standstills: intervals });
        const used = elapsedMs(interrupted, START + late) - elapsedMs(interrupted, START + early);
        expect(used).toBeGreaterThanOrEqual(0);
        expect(used).toBeLessThanOrEqual(late - early);
        expect(elapsedMs(interrupted, START + late)).toBeLessThanOrEqual(elapsedMs(opening(), START + late));
      }),
    );
  });

  it('is later for a larger multiplier, an extension and a wider window', () => {
    fc.assert(
      fc.property(plans, multipliers, multipliers, standstills, fc.nat(600_000), (plan, a, b, intervals, ms) => {
        const at = (multiplier: number, changes: Partial<Opening> = {}) =>
          personalDeadline(plan, opening({ standstills: intervals, ...changes }), multiplier)!;
        if (a <= b) expect(at(a)).toBeLessThanOrEqual(at(b));
        expect(at(a, { timeLimitMs: LIMIT_MS + ms })).toBeGreaterThanOrEqual(at(a));
        expect(at(a, { windowMultiplier: 1.5 * b })).toBeGreaterThanOrEqual(at(a));
      }),
    );
  });
});
