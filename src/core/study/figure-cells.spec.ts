import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { known } from '../../../test/support/known-sums.js';
import { unitsArbitrary } from '../../../test/support/organisation-arbitraries.js';
import { treeOf, within, type Tree } from '../organisation/tree.js';
import type { Unit } from '../organisation/types.js';
import { SMALLEST_GROUP } from '../ranking/small-cells.js';
import { addedUp, around, countedWith, visibleCells, type CountedBesides, type FigureReader } from './figure-cells.js';

const unit = (id: string, parentId: string | null, level: number): Unit => ({
  id,
  parentId,
  code: id,
  name: id,
  level,
  ordinal: 0,
  closedAt: null,
});
/** 省 above 甲局 (branches of 8 and 3 and 6) and 乙局 (a branch of 9, and two people of its own). */
const TREE = treeOf([
  unit('省', null, 1),
  unit('甲局', '省', 4),
  unit('乙局', '省', 4),
  unit('甲一', '甲局', 5),
  unit('甲二', '甲局', 5),
  unit('甲三', '甲局', 5),
  unit('乙一', '乙局', 5),
]);
const SIZES = new Map(Object.entries({ 甲一: 8, 甲二: 3, 甲三: 6, 乙局: 2, 乙一: 9 }));
const EVERYTHING: FigureReader = { top: null, own: null };
const of = (unitId: string, reader = EVERYTHING) => {
  const { total, hidden } = visibleCells(TREE, addedUp(SIZES), unitId, reader);
  return [total, [...hidden].sort()];
};

describe('figures of the tree', () => {
  it('of few people are left out, and one more beside them by which they could be worked out', () => {
    expect(of('省')).toEqual([true, []]);
    expect(of('甲局')).toEqual([true, ['甲三', '甲二']]);
    // Two people of the unit itself, beside one branch.
    expect(of('乙局')).toEqual([true, ['乙一', '乙局']]);
  });

  it('have no table of their own where the table above hides them', () => {
    expect(of('甲一')).toEqual([true, []]);
    expect(of('甲二')).toEqual([false, ['甲二']]);
    // Nine people, but by it the table above would tell of two.
    expect(of('乙一')).toEqual([false, ['乙一']]);
  });

  it('are there for the branch itself, whatever its size, and for who sees nothing beside it', () => {
    expect(of('甲二', { top: '甲二', own: '甲二' })).toEqual([true, []]);
    expect(of('甲三', { top: '甲三', own: null })).toEqual([true, []]);
    expect(of('甲二', { top: '甲二', own: null })).toEqual([false, ['甲二']]);
    // Who knows the two of the unit itself learns nothing new of nine.
    expect(of('乙局', { top: '乙局', own: '乙局' })).toEqual([true, []]);
  });

  it('of a few people below the own unit stay hidden from it', () => {
    const sizes = new Map(Object.entries({ 乙局: 20, 乙一: 3 }));
    const { total, hidden } = visibleCells(TREE, addedUp(sizes), '乙局', { top: '乙局', own: '乙局' });
    expect([total, [...hidden]]).toEqual([false, ['乙局', '乙一'].slice(1)]);
  });

  it('count with a unit whoever is counted in it, for one that has lost its people has figures of them', () => {
    const moved = ['一', '二', '三'].map((personId): CountedBesides => ({ unitId: '甲二', personId, home: '甲一', guest: false })); // prettier-ignore
    const sizes = new Map(Object.entries({ 甲一: 11, 甲三: 6 }));
    const people = countedWith(sizes, moved);
    expect([people(['甲二']), people(['甲一', '甲二']), people(['甲三', '甲二'])]).toEqual([3, 11, 9]);
    expect([...visibleCells(TREE, people, '甲局', EVERYTHING).hidden].sort()).toEqual(['甲三', '甲二']);
    expect([...visibleCells(TREE, addedUp(sizes), '甲局', EVERYTHING).hidden]).toEqual([]);
  });

  it('count guests at the meetings of a unit where it has nobody else', () => {
    const guests = ['一', '二', '三', '四', '五'].map((personId): CountedBesides => ({ unitId: '乙局', personId, home: '乙一', guest: true })); // prettier-ignore
    expect(countedWith(new Map([['乙一', 9]]), guests)(['乙局'])).toBe(5);
    expect(countedWith(SIZES, guests)(['乙局'])).toBe(2);
    expect(countedWith(new Map(), [...guests, { unitId: '乙局', personId: '六', home: null, guest: false }])(['乙局'])).toBe(1); // prettier-ignore
  });

  it('are decided for one unit by what is around it as by the whole tree', () => {
    const world = unitsArbitrary({ twins: true }).chain((units) =>
      fc.record({
        units: fc.constant(units),
        sizes: fc.array(fc.constantFrom(0, 0, 1, 3, 5, 9, 30), { minLength: units.length, maxLength: units.length }),
        top: fc.option(fc.nat(30)),
      }),
    );
    fc.assert(
      fc.property(world, ({ units, sizes: drawn, top }) => {
        if (units.length === 0) return;
        const tree = treeOf(units);
        const sizes = new Map(units.map(({ id }, index) => [id, drawn[index] ?? 0]));
        const reader = { top: top === null ? null : (units[top % units.length]?.id ?? null), own: null };
        for (const { id } of within(tree, reader.top)) {
          const near = around(tree, id, reader.top);
          const summed = new Map<string, number>();
          for (const [unitId, size] of sizes) {
            const cell = near.cellOf.get(unitId);
            if (cell !== undefined) summed.set(cell, (summed.get(cell) ?? 0) + size);
          }
          const { total } = visibleCells(tree, addedUp(sizes), id, reader);
          expect([id, visibleCells(near.tree, addedUp(summed), id, reader).total]).toEqual([id, total]);
        }
      }),
    );
  });

  it('tell of no small group by any sum and difference of all tables there are', () => {
    const world = unitsArbitrary({ twins: true }).chain((units) =>
      fc.record({
        units: fc.constant(units),
        sizes: fc.array(fc.constantFrom(0, 0, 1, 3, 5, 9, 30), { minLength: units.length, maxLength: units.length }),
        top: fc.option(fc.nat(30)),
        knows: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(world, ({ units, sizes: drawn, top, knows }) => {
        if (units.length === 0) return;
        const tree = treeOf(units);
        const sizes = new Map(units.map(({ id }, index) => [id, drawn[index] ?? 0]));
        const first = top === null ? null : (units[top % units.length]?.id ?? null);
        const reader = { top: first, own: knows ? first : null };
        const shown = equations(tree, sizes, reader);
        for (const { id } of within(tree, first)) {
          for (const group of [within(tree, id).map((one) => one.id), [id]]) {
            // What the reader knows by name is no secret, and neither is what is beside it.
            const secret = group.filter((one) => one !== reader.own && (sizes.get(one) ?? 0) > 0);
            const people = secret.reduce((sum, one) => sum + (sizes.get(one) ?? 0), 0);
            if (people > 0 && people < SMALLEST_GROUP) expect([id, shown.tells(secret)]).toEqual([id, false]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Everything that the tables say, as sums over what belongs to the units themselves. */
function equations(tree: Tree, sizes: ReadonlyMap<string, number>, reader: FigureReader) {
  const filled = within(tree, null).map(({ id }) => id).filter((id) => (sizes.get(id) ?? 0) > 0); // prettier-ignore
  const sums: (readonly string[])[] = reader.own === null ? [] : [[reader.own]];
  for (const { id } of within(tree, reader.top)) {
    const { total, hidden } = visibleCells(tree, addedUp(sizes), id, reader);
    if (total) sums.push(within(tree, id).map((one) => one.id));
    if (!hidden.has(id)) sums.push([id]);
    for (const child of tree.children.get(id) ?? []) {
      if (!hidden.has(child.id)) sums.push(within(tree, child.id).map((one) => one.id));
    }
  }
  return known(filled, sums);
}
