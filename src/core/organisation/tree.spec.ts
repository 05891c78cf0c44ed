import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { unitsArbitrary } from '../../../test/support/organisation-arbitraries.js';
import { closingFault, mergingFault, pathOf, placingFault, treeOf, within } from './tree.js';
import type { Unit } from './types.js';

const unit = (id: string, parentId: string | null, level: number, more: Partial<Unit> = {}): Unit => ({
  id,
  parentId,
  code: id,
  name: id,
  level,
  ordinal: 0,
  closedAt: null,
  ...more,
});

const UNITS = [
  unit('省', null, 1),
  unit('市', '省', 2),
  unit('局', '市', 4),
  unit('一', '局', 5),
  unit('二', '局', 5, { ordinal: 1 }),
  unit('旧', '局', 5, { closedAt: 1 }),
];
const TREE = treeOf(UNITS);

describe('the tree', () => {
  it('gives every unit once, parents first, and a way down that ends at it', () => {
    fc.assert(
      fc.property(unitsArbitrary({ twins: true, closed: true }), (units) => {
        const tree = treeOf(units);
        const all = within(tree, null).map(({ id }) => id);
        expect([...all].sort()).toEqual(units.map(({ id }) => id).sort());
        for (const { id, parentId } of units) {
          const path = pathOf(tree, id);
          expect(path.at(-1)?.id).toBe(id);
          expect(path.at(-2)?.id ?? null).toBe(parentId);
          if (parentId !== null) expect(all.indexOf(parentId)).toBeLessThan(all.indexOf(id));
        }
      }),
    );
  });

  it('ends also where rows point in a circle', () => {
    const tree = treeOf([unit('a', 'b', 1), unit('b', 'a', 2)]);
    expect(pathOf(tree, 'a').length).toBeLessThanOrEqual(8);
  });

  it('keeps children in the order given', () => {
    expect(within(TREE, '局').map(({ id }) => id)).toEqual(['局', '一', '旧', '二']);
  });
});

describe('a place for a unit', () => {
  it.each([
    ['a level left out is no fault', { id: null, parentId: '市', level: 5 }, null],
    ['beside its parent', { id: null, parentId: '局', level: 4 }, 'level'],
    ['deeper than there are levels', { id: null, parentId: '一', level: 9 }, 'level'],
    ['under itself', { id: '市', parentId: '一', level: 2 }, 'circle'],
    ['under a closed unit', { id: null, parentId: '旧', level: 6 }, 'parent-closed'],
    ['nowhere', { id: null, parentId: '无', level: 3 }, 'parent-unknown'],
    ['below its own children', { id: '局', parentId: '市', level: 5 }, 'level'],
    ['to the top', { id: '局', parentId: null, level: 4 }, null],
  ] as const)('%s', (_, place, fault) => {
    expect(placingFault(TREE, place)).toBe(fault);
  });
});

describe('an end', () => {
  it('waits for what is below', () => {
    expect(closingFault(TREE, '局')).toBe('children');
    expect(closingFault(TREE, '一')).toBeNull();
    expect(closingFault(TREE, '旧')).toBe('closed');
  });

  it.each([
    ['一', '二', null],
    ['一', '一', 'same'],
    ['一', '旧', 'target-closed'],
    ['旧', '一', 'closed'],
    ['局', '一', 'below'],
    ['一', '无', 'unknown'],
    ['局', '省', null],
  ] as const)('%s may go over into %s: %s', (id, into, fault) => {
    expect(mergingFault(TREE, id, into)).toBe(fault);
  });

  it('leaves children only under what is above their level', () => {
    const tree = treeOf([...UNITS, unit('另', '省', 5), unit('小', '一', 6)]);
    expect(mergingFault(tree, '局', '另')).toBe('children');
    expect(mergingFault(tree, '一', '另')).toBeNull();
  });
});
