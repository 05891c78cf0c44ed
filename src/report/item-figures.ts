import type { Outcome } from '../core/item/types.js';
import { SMALLEST_GROUP, suppressed } from '../core/ranking/small-cells.js';

type Counts = Readonly<Record<Outcome, number>>;
type Shown = Readonly<
  Record<'responded' | 'correct' | 'partial' | 'incorrect' | 'blank' | 'missed' | 'wrongRate', number | null>
>;

const CELLS = ['correct', 'partial', 'incorrect', 'blank', 'missed'] as const;
const RESPONDED = ['correct', 'partial', 'incorrect', 'blank'] as const;

/**
 * How an item went, as far as it may be shown (domain.md 3.3, 6.4). With names the counts are there for whoever checks
 * them; only a wrong rate of a handful of people is left out, which would be quoted without them.
 * @param hidden for passing on: cells of a few people are left out, and as many more as keep those from being worked out
 */
export function itemFigures(counts: Counts, hidden: boolean): { readonly shown: Shown; readonly note: string } {
  const { correct, partial, incorrect, blank, missed } = counts;
  const responded = correct + partial + incorrect + blank;
  const few = responded + missed < SMALLEST_GROUP;
  const left = hidden ? suppressed(CELLS.map((id) => ({ id, size: counts[id] }))) : new Set<string>();
  const cell = (id: (typeof CELLS)[number]): number | null => (left.has(id) ? null : counts[id]);
  // All present less those who responded is those who did not.
  const sum = left.has('missed') ? null : responded;
  const rated = !few && responded > 0 && !left.has('correct') && sum !== null;
  const shown = {
    responded: sum,
    correct: cell('correct'),
    partial: cell('partial'),
    incorrect: cell('incorrect'),
    blank: cell('blank'),
    missed: cell('missed'),
    wrongRate: rated ? (responded - correct) / responded : null,
  };
  if (few) return { shown, note: `不足${SMALLEST_GROUP}人，不列错误率` };
  return { shown, note: RESPONDED.some((id) => left.has(id)) || sum === null ? '人数少的格子不列' : '' };
}
