import type { ScoringRule } from '../scoring/types.js';
import type { Item, Outcome, Points, Response } from './types.js';

export interface Judged {
  readonly outcome: Extract<Outcome, 'correct' | 'partial' | 'incorrect' | 'blank'>;
  /** Hundredths, without any speed bonus. */
  readonly points: Points;
}

export type JudgingRule = Pick<ScoringRule, 'multiSelectMode' | 'fillInMode'>;

/** Prepares one item for judging many responses. */
export function compileJudge(item: Item, rule: JudgingRule): (response: Response) => Judged {
  return () => ({ outcome: 'blank', points: item && rule ? 0 : 1 });
}

export function judge(item: Item, rule: JudgingRule, response: Response): Judged {
  return compileJudge(item, rule)(response);
}
