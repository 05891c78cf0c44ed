import { describe, expect, it } from '@jest/globals';
import { currentOf, NAV_PLACES } from './nav-place.js';

const marked = (path: string): readonly (readonly [string, string])[] =>
  NAV_PLACES.flatMap((place) => {
    const current = currentOf(place, path);
    return current === undefined ? [] : [[place, current] as const];
  });

describe('where one is in the navigation', () => {
  it.each([
    ['/host', [['/host', 'page']]],
    ['/host/contests/new', [['/host/contests/new', 'page']]],
    ['/host/contests/01a2/console', [['/host', 'true']]],
    ['/host/banks', [['/host/banks', 'page']]],
    ['/host/banks/01a2', [['/host/banks', 'true']]],
    ['/host/banks/01a2/items/01b3', [['/host/banks', 'true']]],
    ['/admin/organisation/import', [['/admin/organisation', 'true']]],
    ['/admin/audit', [['/admin', 'true']]],
    ['/ledger/entries/units/01a2', [['/ledger/entries', 'true']]],
    ['/ledger/modes', [['/ledger/modes', 'page']]],
    ['/account', [['/account', 'page']]],
    ['/hosted', []],
    ['/', []],
  ])('%s', (path, places) => {
    expect(marked(path)).toEqual(places);
  });
});
