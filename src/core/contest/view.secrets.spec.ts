/** The leak tests of the frames: whatever is played, nothing secret is in a frame before its reveal. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { samplePlan, SECRET, speedPlan } from '../../../test/support/contest-plans.js';
import { walk, walkSteps } from '../../../test/support/contest-walks.js';
import type { Item } from '../item/types.js';
import type { Audience } from './frame.js';
import { findItem } from './plan.js';
import type { ContestPlan, ContestState } from './types.js';
import { viewContest } from './view.js';

const MARKED_COUNT = 987_654_321;
const FIGURES = { distribution: [{ key: `${SECRET} distribution`, count: MARKED_COUNT }], responded: MARKED_COUNT };
const CONTROLLER = 'CONTROLLER-MARK';
const plans = fc.constantFrom(samplePlan(), samplePlan({ advance: 'auto' }), speedPlan());
const audiences = fc.constantFrom<Audience>('participant', 'screen');
const multipliers = fc.constantFrom(1, 1.3, 1.5, 2, 3);

const frameOf = (plan: ContestPlan, state: ContestState, audience: Audience, multiplier: number, now: number) =>
  viewContest(plan, state, audience, { now, multiplier, order: 0, reveal: FIGURES, controllerName: CONTROLLER });

const FORBIDDEN_MEMBER = /multiplier|^correct$|accepted|outcome|controller|rundown|^host$/i;

/** Paths of what must not be in a frame: secret scalars anywhere outside the reveal, forbidden members anywhere. */
function leaksIn(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) {
    const secret = value === CONTROLLER || value === MARKED_COUNT || String(value).includes(SECRET);
    return secret && !path.startsWith('.reveal.') ? [path] : [];
  }
  return Object.entries(value).flatMap(([key, member]) => [
    ...(FORBIDDEN_MEMBER.test(key) ? [`${path}.${key}`] : []),
    ...leaksIn(member, `${path}.${key}`),
  ]);
}

/** The same contest with another key, so that a frame that moves with the key is found without any marker. */
function withOtherKeys(plan: ContestPlan): ContestPlan {
  return { ...plan, rounds: plan.rounds.map((round) => ({ ...round, items: round.items.map(otherKey) })) };
}

function otherKey(item: Item): Item {
  const other = { explanation: '另一解析', source: null };
  switch (item.kind) {
    case 'true-false':
      return { ...item, ...other, correct: !item.correct };
    case 'choice':
      return { ...item, ...other, correct: [item.choices[1]!.id] };
    case 'fill-in':
      return { ...item, ...other, blanks: item.blanks.map(() => ({ accepted: ['另一答案', '又一答案'] })) };
    case 'ordering':
      return { ...item, ...other, correct: item.correct.toReversed() };
    case 'matching':
      return {
        ...item,
        ...other,
        correct: item.correct.map(([left], at): [string, string] => [left, item.targets[at]!.id]),
      };
  }
}

describe('frames of participants and screen', () => {
  it('hold no secret text, count, host part or multiplier before the reveal, in any phase', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(plans, walkSteps, audiences, multipliers, (plan, steps, audience, multiplier) => {
        for (const { after, now } of walk(plan, steps)) {
          seen.add(after.phase);
          const frame: unknown = JSON.parse(JSON.stringify(frameOf(plan, after, audience, multiplier, now)));
          expect(leaksIn(frame)).toEqual([]);
          expect(Object.hasOwn(frame as object, 'reveal')).toBe(after.phase === 'revealed');
        }
      }),
      // Enough walks that one of them reaches the last phase, whatever the seed.
      { numRuns: 600 },
    );
    expect(seen.size).toBe(9);
  });

  it('do not move with the key before the reveal', () => {
    fc.assert(
      fc.property(plans, walkSteps, audiences, multipliers, (plan, steps, audience, multiplier) => {
        const other = withOtherKeys(plan);
        for (const { after, now } of walk(plan, steps)) {
          const frame = JSON.stringify(frameOf(plan, after, audience, multiplier, now));
          const changed = JSON.stringify(frameOf(other, after, audience, multiplier, now));
          if (after.phase === 'revealed') expect(changed).not.toBe(frame);
          else expect(changed).toBe(frame);
        }
      }),
    );
  });

  it('reveal the current item alone', () => {
    fc.assert(
      fc.property(plans, walkSteps, audiences, (plan, steps, audience) => {
        for (const { after, now } of walk(plan, steps)) {
          const frame = frameOf(plan, after, audience, 1, now);
          expect(frame.reveal !== undefined).toBe(after.phase === 'revealed');
          if (frame.reveal === undefined) continue;
          expect(frame.reveal.explanation).toBe(findItem(plan, after.currentItemId!)!.explanation);
        }
      }),
    );
  });

  it('are the same bytes at every multiplier where speed does not count', () => {
    fc.assert(
      fc.property(walkSteps, multipliers, (steps, multiplier) => {
        const plan = samplePlan();
        for (const { after, now } of walk(plan, steps)) {
          expect(JSON.stringify(frameOf(plan, after, 'participant', multiplier, now))).toBe(
            JSON.stringify(frameOf(plan, after, 'participant', 1, now)),
          );
        }
      }),
    );
  });

  it('show host and screen no one’s own deadline where speed counts', () => {
    fc.assert(
      fc.property(
        walkSteps,
        multipliers,
        fc.constantFrom<Audience>('host', 'screen'),
        (steps, multiplier, audience) => {
          const plan = speedPlan();
          for (const { after, now } of walk(plan, steps)) {
            const narrowed = {
              ...after,
              items: Object.fromEntries(
                Object.entries(after.items).map(([id, progress]) => [
                  id,
                  { ...progress, openings: progress.openings.map((opening) => ({ ...opening, windowMultiplier: 1 })) },
                ]),
              ),
            };
            expect(frameOf(plan, after, audience, multiplier, now)).toEqual(frameOf(plan, narrowed, audience, 1, now));
          }
        },
      ),
    );
  });
});

describe('frames of the host', () => {
  it('hold no key, explanation or multiplier before the reveal either', () => {
    fc.assert(
      fc.property(plans, walkSteps, multipliers, (plan, steps, multiplier) => {
        for (const { after, now } of walk(plan, steps)) {
          const { reveal, ...frame } = frameOf(plan, after, 'host', multiplier, now);
          expect(reveal !== undefined).toBe(after.phase === 'revealed');
          const bytes = JSON.stringify(frame);
          expect(bytes).not.toContain(SECRET);
          expect(bytes).not.toMatch(/multiplier/i);
        }
      }),
    );
  });
});
