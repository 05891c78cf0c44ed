import { describe, expect, it } from '@jest/globals';

import { placesOf } from './person-places.js';

const MODES = ['lead', 'branch', 'self'];
const people = ['甲', '乙', '甲', '丙', '丁'].map((name, index) => ({ id: `p${index}`, name: `示例${name}` }));
const counts = new Map([
  ['p0', new Map([['lead', 1], ['branch', 9]])],
  ['p1', new Map([['lead', 1], ['branch', 1], ['self', 1]])],
  ['p2', new Map([['branch', 1], ['self', 40]])],
  ['p3', new Map([['archived', 9]])],
  ['p4', new Map([['self', 99]])],
]); // prettier-ignore

describe('places of persons', () => {
  it('go by modes and not by volume, are shared by equal ones, and carry masked names', () => {
    expect(placesOf(people, MODES, counts)).toEqual([
      { place: 1, personId: 'p1', name: '示*乙', covered: 3, of: 3 },
      { place: 2, personId: 'p0', name: '示*甲 1', covered: 2, of: 3 },
      { place: 2, personId: 'p2', name: '示*甲 2', covered: 2, of: 3 },
      { place: 4, personId: 'p4', name: '示*丁', covered: 1, of: 3 },
    ]);
  });

  it('are not there for fewer than five people', () => {
    expect(placesOf(people.slice(1), MODES, counts)).toBeNull();
  });
});
