import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SHIPPED_NODES } from './calendar-nodes.js';
import { spansIn, type Almanac } from './calendar-rule.js';
import { readCalendarRule } from './read-calendar-rule.js';

const ALMANAC: Almanac = {
  lunarDay: (year) => `${year}-02-10`,
  lunarMonthDays: () => 29,
  solarTerm: (year) => `${year}-04-05`,
};

describe('a rule from outside', () => {
  it('is every one that comes with the software', () => {
    for (const { rule } of SHIPPED_NODES) expect(readCalendarRule(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
    expect(new Set(SHIPPED_NODES.map(({ id }) => id)).size).toBe(SHIPPED_NODES.length);
  });

  it.each([
    null,
    'fixed',
    {},
    { kind: 'fixed', month: 2, day: 30, days: 1 },
    { kind: 'fixed', month: 13, day: 1, days: 1 },
    { kind: 'fixed', month: 1, day: 1, days: 0 },
    { kind: 'fixed', month: '1', day: 1, days: 1 },
    { kind: 'weekday', month: 5, nth: 0, weekday: 7, days: 1 },
    { kind: 'weekday', month: 5, nth: 3, weekday: 8, days: 1 },
    { kind: 'lunar', month: 1, day: 31, leap: false, days: 1 },
    { kind: 'lunar', month: 1, day: 1, days: 1 },
    { kind: 'term', term: '夏天', days: 1 },
    { kind: 'week', month: 4, nth: 4, weeks: 9, first: 'holding' },
    { kind: 'week', month: 4, nth: 4, weeks: 1, first: 'none' },
    { kind: 'eclipse', month: 4 },
  ])('is not %j', (value) => expect(readCalendarRule(value)).toBeNull());

  it('whatever it is, falls somewhere or nowhere in every year, without a fault', () => {
    const field = fc.oneof(fc.integer({ min: -2, max: 40 }), fc.boolean(), fc.constantFrom('清明', 'holding', 'whole'));
    const names = ['month', 'day', 'days', 'nth', 'weekday', 'weeks', 'leap', 'term', 'first'];
    const rules = fc.record({
      kind: fc.constantFrom('fixed', 'weekday', 'lunar', 'term', 'month', 'week', 'other'),
      ...Object.fromEntries(names.map((name) => [name, field])),
    });
    fc.assert(
      fc.property(rules, fc.integer({ min: 2000, max: 2100 }), (value, year) => {
        const rule = readCalendarRule(value);
        if (rule === null) return;
        for (const { from, to } of spansIn(rule, year, ALMANAC)) expect(from <= to).toBe(true);
      }),
    );
  });
});
