import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { unitsArbitrary } from '../../../test/support/organisation-arbitraries.js';
import { branchesUnder, branchOfUnit, distinctNames } from './branches.js';
import { treeOf, within } from './tree.js';
import type { Unit } from './types.js';

const level = fc.integer({ min: 1, max: 6 });
const counts = fc.array(fc.nat(5), { minLength: 24, maxLength: 24 });

describe('branches from the organisation', () => {
  it('take in everybody once, and count as the roster will', () => {
    fc.assert(
      fc.property(unitsArbitrary({ twins: true }), level, counts, fc.nat(30), (units, at, numbers, pick) => {
        const tree = treeOf(units);
        const members = new Map(units.map(({ id }, index) => [id, numbers[index] ?? 0]));
        const top = pick < units.length ? (units[pick] as Unit).id : null;
        const branches = branchesUnder(tree, top, at, members);
        const chosen = new Set(branches.map(({ unitId }) => unitId));
        const counted = new Map<string | null, number>();
        for (const { id } of within(tree, top)) {
          const branch = branchOfUnit(tree, id, chosen);
          counted.set(branch, (counted.get(branch) ?? 0) + (members.get(id) ?? 0));
        }
        expect(counted.get(null) ?? 0).toBe(0);
        for (const { unitId, expected } of branches) expect(counted.get(unitId)).toBe(expected);
      }),
    );
  });

  it('have names that tell them apart', () => {
    fc.assert(
      fc.property(unitsArbitrary({ twins: true }), (units) => {
        const names = distinctNames(treeOf(units), units);
        expect(new Set(names.values()).size).toBe(units.length);
      }),
    );
  });

  it('are called by as much as it takes', () => {
    const unit = (id: string, parentId: string | null, depth: number, name: string): Unit => {
      return { id, parentId, code: id, name, level: depth, ordinal: 0, closedAt: null };
    };
    const units = [
      unit('1', null, 4, '示例甲局'),
      unit('2', null, 4, '示例乙局'),
      unit('3', '1', 5, '第一支部'),
      unit('4', '2', 5, '第一支部'),
      unit('5', '1', 5, '第二支部'),
    ];
    const members = new Map(units.map(({ id }) => [id, 2]));
    expect(branchesUnder(treeOf(units), null, 5, members)).toEqual([
      { unitId: '1', name: '示例甲局', expected: 2 },
      { unitId: '3', name: '示例甲局 第一支部', expected: 2 },
      { unitId: '5', name: '第二支部', expected: 2 },
      { unitId: '2', name: '示例乙局', expected: 2 },
      { unitId: '4', name: '示例乙局 第一支部', expected: 2 },
    ]);
    expect(branchesUnder(treeOf(units), '1', 4, members)).toEqual([{ unitId: '1', name: '示例甲局', expected: 6 }]);
  });
});
