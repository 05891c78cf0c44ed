import { describe, expect, it } from '@jest/globals';

import { isFiltered, listQuery, periodOf, queryOfView, viewOfQuery } from './entry-query.js';

const TODAY = '2026-02-03';

describe('the filter of a list of entries', () => {
  it('is this year where the address says nothing or nonsense', () => {
    const usual = { year: '2026', month: '0', mode: '', status: '', of: '', below: '' };
    expect(viewOfQuery({}, TODAY)).toEqual(usual);
    expect(viewOfQuery({ year: '20x6', month: '13', status: 'gone', of: ['person'] }, TODAY)).toEqual(usual);
    expect(isFiltered(usual)).toBe(false);
  });

  it('stands in the address and comes back', () => {
    const view = { year: '2025', month: '12', mode: 'branch', status: 'returned', of: 'person', below: '1' };
    expect(viewOfQuery(queryOfView(view, TODAY), TODAY)).toEqual(view);
    expect(queryOfView(viewOfQuery({}, TODAY), TODAY)).toEqual({});
  });

  it('knows the last day of a month', () => {
    const of = (year: string, month: string): string => periodOf({ ...viewOfQuery({}, TODAY), year, month }).to;
    expect([of('2024', '2'), of('2026', '2'), of('2026', '12'), of('2026', '0')]).toEqual([
      '2024-02-29',
      '2026-02-28',
      '2026-12-31',
      '2026-12-31',
    ]);
  });

  it('asks the server for no more than is chosen', () => {
    const view = viewOfQuery({ status: 'draft' }, TODAY);
    expect(listQuery(view, 'u')).toEqual({
      from: '2026-01-01',
      to: '2026-12-31',
      unitId: 'u',
      below: 'false',
      status: 'draft',
    });
    expect(listQuery({ ...view, below: '1' }, 'u', 'c')).toMatchObject({ below: 'true', cursor: 'c' });
  });
});
