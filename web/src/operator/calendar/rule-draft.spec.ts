import { describe, expect, it } from '@jest/globals';
import type { CalendarRuleInfo } from '@protocol/calendar.js';
import { draftOfRule, ruleOfDraft } from './rule-draft.js';

const RULES: readonly CalendarRuleInfo[] = [
  { kind: 'fixed', month: 12, day: 4, days: 1 },
  { kind: 'weekday', month: 5, nth: -1, weekday: 7, days: 2 },
  { kind: 'lunar', month: 12, day: 0, leap: false, days: 1 },
  { kind: 'term', term: '冬至', days: 1 },
  { kind: 'month', month: 6 },
  { kind: 'week', month: 4, nth: 4, weeks: 1, first: 'whole' },
];

describe('the draft of a rule', () => {
  it.each(RULES)('gives back $kind as it was', (rule) => expect(ruleOfDraft(draftOfRule(rule))).toEqual(rule));

  it('has every kind ready, with what can be', () => {
    for (const { kind } of RULES) {
      const rule = ruleOfDraft({ ...draftOfRule({ kind: 'weekday', month: 5, nth: -1, weekday: 7, days: 1 }), kind });
      expect(rule.kind).toBe(kind);
      if (rule.kind === 'week') expect(rule.nth).toBe(1);
    }
  });
});
