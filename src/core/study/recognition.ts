/**
 * Who is a 读书达人: everybody who reaches what was published beforehand. What was read, written and shared counts; time spent,
 * clicks and days in a row are not among the fields, so that no rule can count them.
 */
export interface RecognitionRule {
  /** 读书达人, 阅读之星 … */
  readonly title: string;
  /** Books read to the end, whatever the format. */
  readonly finishedBooks: number;
  /** Reflections that were approved or adopted. */
  readonly reflections: number;
  readonly recommendations: number;
}

export interface Achievement {
  readonly finishedBooks: number;
  readonly reflections: number;
  readonly recommendations: number;
}

const MEASURES = ['finishedBooks', 'reflections', 'recommendations'] as const;

export const DEFAULT_RECOGNITION: RecognitionRule = {
  title: '读书达人',
  finishedBooks: 3,
  reflections: 1,
  recommendations: 0,
};

/** A rule that asks for nothing recognises nobody. */
export const asksForSomething = (rule: RecognitionRule): boolean => MEASURES.some((measure) => rule[measure] > 0);

export const reaches = (rule: RecognitionRule, done: Achievement): boolean =>
  asksForSomething(rule) && MEASURES.every((measure) => done[measure] >= rule[measure]);
