import { assertNever } from '../result.js';
import type { MultiSelectMode, ScoringRule } from '../scoring/types.js';
import { compileBlanks } from './normalise.js';
import { isBlank } from './response-shape.js';
import type { ChoiceItem, FillInItem, Item, MatchingItem, Outcome, Points, Response } from './types.js';

export interface Judged {
  readonly outcome: Extract<Outcome, 'correct' | 'partial' | 'incorrect' | 'blank'>;
  /** Hundredths, without any speed bonus. */
  readonly points: Points;
}

export type JudgingRule = Pick<ScoringRule, 'multiSelectMode' | 'fillInMode'>;

const BLANK: Judged = { outcome: 'blank', points: 0 };
const INCORRECT: Judged = { outcome: 'incorrect', points: 0 };

/**
 * Prepares one item for judging many responses (QTI response processing). A response that does not fit the item's
 * kind is incorrect: one odd row must not keep the rest from being settled.
 *
 * `partial` always earns more than nothing and less than the full points; what rounds down to nothing is incorrect.
 */
export function compileJudge(item: Item, rule: JudgingRule): (response: Response) => Judged {
  const judgeContent = compileContent(item, rule);
  return (response) => (isBlank(response) ? BLANK : judgeContent(response));
}

export function judge(item: Item, rule: JudgingRule, response: Response): Judged {
  return compileJudge(item, rule)(response);
}

function compileContent(item: Item, rule: JudgingRule): (response: Response) => Judged {
  const full: Judged = { outcome: 'correct', points: item.points };
  switch (item.kind) {
    case 'true-false':
      return (response) => ('value' in response && response.value === item.correct ? full : INCORRECT);
    case 'choice':
      return compileChoice(item, rule.multiSelectMode);
    case 'fill-in':
      return compileFillIn(item, rule.fillInMode);
    case 'ordering':
      return (response) => ('order' in response && sameOrder(response.order, item.correct) ? full : INCORRECT);
    case 'matching':
      return compileMatching(item);
    default:
      return assertNever(item);
  }
}

function graded(points: Points, full: Points): Judged {
  return points > 0 && points < full ? { outcome: 'partial', points } : INCORRECT;
}

function compileChoice(item: ChoiceItem, mode: MultiSelectMode): (response: Response) => Judged {
  const key = new Set(item.correct);
  const full: Judged = { outcome: 'correct', points: item.points };
  return (response) => {
    if (!('choices' in response) || !response.choices.every((id) => key.has(id))) return INCORRECT;
    const chosen = new Set(response.choices).size;
    if (chosen === key.size) return full;
    return graded(incompletePoints(mode, item.points, chosen, key.size), item.points);
  };
}

/**
 * What `chosen` right ones of `correct` earn where nothing wrong was chosen:
 *
 * - `all-or-nothing`: nothing.
 * - `per-choice`: the sum of the values of the choices. Every choice is worth the same share, rounded down to
 *   hundredths; the rounding remainder comes with the last missing choice, so that all of them make the full points.
 * - `half`: half the points, rounded up to the next 0.5.
 * - `proportional`: full / correct x chosen, rounded half up to 0.1.
 *
 * With equal values `per-choice` and `proportional` differ in rounding alone: 2 of 3 at 5 points are 3.32 and 3.3.
 * Where rounding would reach the full points of a small item, the share rounded down to hundredths is taken instead:
 * incomplete is never worth as much as complete.
 */
function incompletePoints(mode: MultiSelectMode, points: Points, chosen: number, correct: number): Points {
  switch (mode) {
    case 'all-or-nothing':
      return 0;
    case 'per-choice':
      return chosen * Math.floor(points / correct);
    case 'half': {
      const rounded = Math.ceil(points / 100) * 50;
      return rounded < points ? rounded : Math.floor(points / 2);
    }
    case 'proportional': {
      const rounded = Math.floor((2 * points * chosen + 10 * correct) / (20 * correct)) * 10;
      return rounded < points ? rounded : Math.floor((points * chosen) / correct);
    }
    default:
      return assertNever(mode);
  }
}

/** Per blank: the share of right blanks, rounded down to hundredths. */
function compileFillIn(item: FillInItem, mode: ScoringRule['fillInMode']): (response: Response) => Judged {
  const countRight = compileBlanks(item.blanks, item.anyOrder === true);
  const count = item.blanks.length;
  const full: Judged = { outcome: 'correct', points: item.points };
  return (response) => {
    if (!('texts' in response) || response.texts.length !== count) return INCORRECT;
    const right = countRight(response.texts);
    if (right === count) return full;
    return mode === 'per-blank' ? graded(Math.floor((item.points * right) / count), item.points) : INCORRECT;
  };
}

/** The share of right pairs, rounded down to 0.5. A wrong pair costs nothing but itself. */
function compileMatching(item: MatchingItem): (response: Response) => Judged {
  const key = new Map(item.correct);
  const full: Judged = { outcome: 'correct', points: item.points };
  return (response) => {
    if (!('pairs' in response)) return INCORRECT;
    const right = new Set(response.pairs.filter(([choice, target]) => key.get(choice) === target).map(([id]) => id))
      .size;
    if (right === key.size) return full;
    return graded(Math.floor((item.points * right) / (key.size * 50)) * 50, item.points);
  };
}

function sameOrder(order: readonly string[], correct: readonly string[]): boolean {
  return order.length === correct.length && order.every((id, index) => id === correct[index]);
}
