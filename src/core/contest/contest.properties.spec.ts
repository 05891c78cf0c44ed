import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { samplePlan, SERVER, speedPlan, START } from '../../../test/support/contest-plans.js';
import { walk, walkSteps } from '../../../test/support/contest-walks.js';
import { decide } from './decide.js';
import { lastDeadline, personalDeadline } from './deadline.js';
import { nextDue } from './due.js';
import { evolve, replay } from './evolve.js';
import { PHASE_TABLE } from './phase.js';
import { runningOpening } from './plan.js';
import type { ContestEvent, ContestState } from './types.js';

const plans = fc.constantFrom(
  samplePlan(),
  samplePlan({ advance: 'auto' }),
  speedPlan(),
  speedPlan({ advance: 'auto' }),
);
const MULTIPLIERS = [1, 1.3, 1.5, 2, 3];

describe('a contest under any sequence of commands', () => {
  it('visits every phase in these tests, refusals included', () => {
    const visits = fc.sample(walkSteps, { numRuns: 2000, seed: 7 }).flatMap((steps) => walk(samplePlan(), steps));
    const phases = new Set(visits.map(({ after }) => after.phase));
    expect([...phases].toSorted()).toEqual(Object.keys(PHASE_TABLE).toSorted());
    const types = (refused: boolean) =>
      new Set(visits.filter(({ events }) => (events === null) === refused).map(({ command }) => command.type)).size;
    expect([types(false), types(true)]).toEqual([23, 23]);
  });

  it('never leaves the phase table, and a refused command changes nothing', () => {
    fc.assert(
      fc.property(plans, walkSteps, (plan, steps) => {
        for (const { before, command, events, after } of walk(plan, steps)) {
          if (events === null) expect(after).toBe(before);
          else expect(PHASE_TABLE[before.phase][command.type]).toContain(after.phase);
        }
      }),
    );
  });

  it('is the same replayed as lived, and its version is the number of its events', () => {
    fc.assert(
      fc.property(plans, walkSteps, (plan, steps) => {
        const visits = walk(plan, steps);
        const events = visits.flatMap((visit) => visit.events ?? []);
        const live = visits.at(-1)!.after;
        expect(replay(plan, events)).toEqual(live);
        expect(live.version).toBe(events.length);
        const stored = JSON.parse(JSON.stringify(events)) as ContestEvent[];
        expect(replay(plan, stored)).toEqual(live);
      }),
    );
  });

  it('gives the same decision twice', () => {
    fc.assert(
      fc.property(plans, walkSteps, (plan, steps) => {
        for (const { before, command, actor, now } of walk(plan, steps)) {
          const context = { actor, expectedVersion: null, now };
          expect(decide(plan, before, command, context)).toEqual(decide(plan, before, command, context));
        }
      }),
    );
  });

  it('keeps at most one item open, and that is the current one of the open phase', () => {
    fc.assert(
      fc.property(plans, walkSteps, (plan, steps) => {
        for (const { after } of walk(plan, steps)) {
          const open = Object.keys(after.items).filter((id) => after.items[id]!.status === 'open');
          expect(open).toEqual(after.phase === 'open' ? [after.currentItemId] : []);
        }
      }),
    );
  });

  it('never moves a deadline of the open item forward in time', () => {
    fc.assert(
      fc.property(plans, walkSteps, (plan, steps) => {
        const visits = walk(plan, steps);
        for (const multiplier of MULTIPLIERS) {
          const latest = new Map<string, number>();
          for (const { after } of visits) {
            const opening = runningOpening(after);
            if (opening === null) continue;
            const deadline = personalDeadline(plan, opening, multiplier);
            const key = `${after.currentItemId}/${opening.number}`;
            if (deadline !== null) {
              expect(deadline).toBeGreaterThanOrEqual(latest.get(key) ?? opening.opensAt);
              latest.set(key, deadline);
            }
          }
        }
      }),
    );
  });

  it('makes nobody within the window wait longer than the item does', () => {
    fc.assert(
      fc.property(plans, walkSteps, fc.constantFrom(...MULTIPLIERS), (plan, steps, multiplier) => {
        for (const { after } of walk(plan, steps)) {
          const opening = runningOpening(after);
          if (opening === null || multiplier > opening.windowMultiplier) continue;
          const [own, last] = [personalDeadline(plan, opening, multiplier), lastDeadline(plan, opening)];
          if (own === null || last === null) expect(own).toBe(last);
          else expect(own).toBeLessThanOrEqual(last);
        }
      }),
    );
  });

  it('always lets through what its own timer asks for', () => {
    fc.assert(
      fc.property(plans, walkSteps, (plan, steps) => {
        for (const { after, now } of walk(plan, steps)) {
          const due = nextDue(plan, after);
          if (due === null) continue;
          const context = { actor: SERVER, expectedVersion: after.version, now: Math.max(now, due.at) };
          expect(decide(plan, after, due.command, context).ok).toBe(true);
        }
      }),
    );
  });
});

describe('auto-advance', () => {
  it('brings every contest that is not paused from the lobby to its end by the timer alone', () => {
    fc.assert(
      fc.property(walkSteps, (steps) => {
        const plan = samplePlan({ advance: 'auto' });
        const { after, now } = walk(plan, steps).at(-1)!;
        if (after.pausedAt !== null || after.phase === 'draft' || after.phase === 'lobby') return;
        const reached = timeline(plan, after, now);
        expect(['ended', 'finalized']).toContain(reached.phase);
      }),
    );
  });

  it('keeps the timeline to the millisecond', () => {
    const plan = samplePlan({ advance: 'auto', rounds: [samplePlan().rounds[1]!] });
    const lobby = replay(plan, [{ type: 'lobby-opened', controllerId: 'host-1' }]);
    const introduced = step(plan, lobby, START, { type: 'introduce-round' });
    const perItem = plan.readingMs + 20_000 + 1000 + plan.revealMs;
    const log: number[] = [];
    timeline(plan, introduced, START, (at) => log.push(at - START));
    const first = plan.introductionMs;
    expect(log).toEqual([
      ...[0, plan.readingMs, plan.readingMs + 21_000, plan.readingMs + 21_000].map((offset) => first + offset),
      ...[0, plan.readingMs, plan.readingMs + 21_000, plan.readingMs + 21_000].map(
        (offset) => first + perItem + offset,
      ),
      first + 2 * perItem,
    ]);
  });
});

type Plan = ReturnType<typeof samplePlan>;

function step(plan: Plan, state: ContestState, now: number, command: Parameters<typeof decide>[2]): ContestState {
  const decision = decide(plan, state, command, { actor: SERVER, expectedVersion: state.version, now });
  if (!decision.ok) throw new Error(`${command.type}: ${decision.error.code}`);
  return decision.value.reduce((reached, event) => evolve(plan, reached, event), state);
}

/** Follows the timer to where it stops; more steps than items could need would be a loop. */
function timeline(
  plan: Plan,
  from: ContestState,
  start: number,
  onStep: (at: number) => void = () => {},
): ContestState {
  let state = from;
  let now = start;
  for (let count = 0; count < 60; count += 1) {
    const due = nextDue(plan, state);
    if (due === null) return state;
    now = Math.max(now, due.at);
    onStep(now);
    state = step(plan, state, now, due.command);
  }
  throw new Error(`the timer did not come to an end from ${from.phase}`);
}
