import type { RecognitionRuleInfo } from '@protocol/reading.js';

const MEASURES = ['finishedBooks', 'reflections', 'recommendations'] as const;

/** The rule as one sentence; what it does not ask for is not named. */
export function ruleText(
  { title, ...counts }: RecognitionRuleInfo,
  t: (key: string, values: Record<string, unknown>) => string,
): string {
  const parts = MEASURES.filter((measure) => counts[measure] > 0).map((measure) =>
    t(`reading.rule.${measure}`, { n: counts[measure] }),
  );
  return t('reading.rule.text', { title, parts: parts.join('，') });
}
