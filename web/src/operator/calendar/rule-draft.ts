/** A rule as the form holds it: every field of every kind, so that changing the kind loses nothing. */
import type { CalendarRuleInfo, CalendarRuleKind, CalendarTerm } from '@protocol/calendar.js';

export interface RuleDraft {
  kind: CalendarRuleKind;
  month: number;
  day: number;
  nth: number;
  weekday: number;
  leap: boolean;
  term: CalendarTerm;
  days: number;
  weeks: number;
  first: 'holding' | 'whole';
}

const EMPTY: RuleDraft = {
  kind: 'fixed',
  month: 1,
  day: 1,
  nth: 1,
  weekday: 7,
  leap: false,
  term: '清明',
  days: 1,
  weeks: 1,
  first: 'holding',
};

export const draftOfRule = (rule?: CalendarRuleInfo): RuleDraft => ({ ...EMPTY, ...rule });

export function ruleOfDraft(draft: RuleDraft): CalendarRuleInfo {
  const { kind, month, day, nth, weekday, leap, term, days, weeks, first } = draft;
  switch (kind) {
    case 'fixed':
      return { kind, month, day, days };
    case 'weekday':
      return { kind, month, nth, weekday, days };
    case 'lunar':
      return { kind, month, day, leap, days };
    case 'term':
      return { kind, term, days };
    case 'month':
      return { kind, month };
    case 'week':
      // 最后一个 is said of weekdays alone.
      return { kind, month, nth: Math.max(1, nth), weeks, first };
  }
}
