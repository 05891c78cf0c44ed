import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MULTIPLE, SINGLE, TRUE_FALSE } from '../../../test/support/sample-banks.js';
import { seededRandom } from '../random.js';
import { draw, fitsLine, type Drawable, type QuotaLine } from './draw.js';
import type { PlayableBankItem } from './types.js';

const candidate = (itemKey: string, item: PlayableBankItem, bankId = 'bank-1', ...tags: string[]): Drawable => ({
  itemKey,
  bankId,
  item: { ...item, id: itemKey, stem: `示例题干 ${itemKey}`, tags: ['示例部分', ...tags] },
});

const POOL: readonly Drawable[] = [
  ...Array.from({ length: 8 }, (_, index) => candidate(`s-${index}`, SINGLE, 'bank-1', index < 2 ? '合同' : '继承')),
  ...Array.from({ length: 4 }, (_, index) => candidate(`m-${index}`, MULTIPLE, 'bank-2')),
  ...Array.from({ length: 4 }, (_, index) => candidate(`t-${index}`, TRUE_FALSE, 'bank-2')),
];

const keysOf = (quota: readonly QuotaLine[], seed: string, pool = POOL) =>
  draw(pool, quota, seededRandom(seed)).lines.map(({ items }) => items.map(({ itemKey }) => itemKey));

const quotaArbitrary = fc.array(
  fc.record(
    {
      bankId: fc.constantFrom('bank-1', 'bank-2'),
      kind: fc.constantFrom<PlayableBankItem['kind']>('choice', 'true-false', 'ordering'),
      select: fc.constantFrom<'single' | 'multiple'>('single', 'multiple'),
      tag: fc.constantFrom('合同', '继承', '示例部分'),
      difficulty: fc.constantFrom({ min: 1, max: 5 }, { min: 2, max: 2 }, { min: 3, max: 5 }),
      count: fc.integer({ min: 0, max: 6 }),
    },
    { requiredKeys: ['count'] },
  ),
  { maxLength: 5 },
);

describe('draw', () => {
  it('gives the same items for the same seed, in whatever order the bank comes', () => {
    const quota = [{ count: 5 }, { kind: 'true-false' as const, count: 2 }];
    expect(keysOf(quota, '示例')).toEqual(keysOf(quota, '示例', [...POOL].reverse()));
    const seeds = Array.from({ length: 20 }, (_, index) => keysOf(quota, String(index)).join());
    expect(new Set(seeds).size).toBeGreaterThan(15);
  });

  it('fills each line with fitting items, repeats none and says exactly what is short', () => {
    fc.assert(
      fc.property(quotaArbitrary, fc.string(), (quota, seed) => {
        const { lines, short } = draw(POOL, quota, seededRandom(seed));
        const all = lines.flatMap(({ items }) => items.map(({ itemKey }) => itemKey));
        expect(new Set(all).size).toBe(all.length);
        lines.forEach(({ line, items }, index) => {
          expect(line).toBe(quota[index]);
          expect(items.length).toBeLessThanOrEqual(line.count);
          expect(items.every((item) => fitsLine(item, line))).toBe(true);
        });
        expect(short).toEqual(
          lines
            .filter(({ line, items }) => items.length < line.count)
            .map(({ line, items }) => ({ line, wanted: line.count, found: items.length })),
        );
      }),
    );
  });

  it('gives up an item to a line that has no other', () => {
    // Eight single choices in all, two of them 合同: the open line must leave those two to the line that needs them.
    for (const seed of Array.from({ length: 30 }, (_, index) => String(index))) {
      const { lines, short } = draw(
        POOL,
        [
          { bankId: 'bank-1', count: 6 },
          { tag: '合同', count: 2 },
        ],
        seededRandom(seed),
      );
      expect(short).toEqual([]);
      expect(lines.map(({ items }) => items.length)).toEqual([6, 2]);
    }
  });

  it('reports a line that cannot be filled', () => {
    const line = { kind: 'true-false' as const, count: 6 };
    expect(draw(POOL, [line], seededRandom('示例')).short).toEqual([{ line, wanted: 6, found: 4 }]);
  });

  it('takes a difficulty or a range of them, and then no item without', () => {
    const hard = (key: string, difficulty?: 1 | 3 | 5): Drawable => {
      const { difficulty: _own, ...item } = TRUE_FALSE;
      return candidate(key, difficulty === undefined ? item : { ...item, difficulty });
    };
    const pool = [hard('d-1', 1), hard('d-3', 3), hard('d-5', 5), hard('d-0')];
    const drawn = (min: number, max: number) =>
      keysOf([{ difficulty: { min, max }, count: 4 }], '示例', pool)
        .flat()
        .sort();
    expect(drawn(3, 3)).toEqual(['d-3']);
    expect(drawn(2, 5)).toEqual(['d-3', 'd-5']);
    expect(drawn(1, 5)).toEqual(['d-1', 'd-3', 'd-5']);
    expect(keysOf([{ count: 4 }], '示例', pool).flat()).toHaveLength(4);
  });

  it('tells items with the same key in two banks apart, in whatever order they come', () => {
    const twins = ['甲', '乙'].map((name) => {
      const drawable = candidate('own-a-00001', TRUE_FALSE, `bank-${name}`);
      return { ...drawable, item: { ...drawable.item, stem: `示例题干${name}` } };
    });
    const stems = (pool: readonly Drawable[]) =>
      draw(pool, [{ count: 2 }], seededRandom('示例')).lines[0]?.items.map(({ item }) => item.stem);
    expect(stems(twins)).toEqual(stems([...twins].reverse()));
    expect(stems(twins)).toHaveLength(2);
  });

  it('draws only one of two items with the same words', () => {
    const twins = ['a-1', 'a-2'].map((key) => {
      const drawable = candidate(key, TRUE_FALSE);
      return { ...drawable, item: { ...drawable.item, stem: key === 'a-1' ? '示例：同一题。' : '示例:同一题' } };
    });
    expect(draw(twins, [{ count: 2 }], seededRandom('示例')).short).toMatchObject([{ found: 1 }]);
  });

  it('gives every item about the same chance', () => {
    const counts = new Map(POOL.map(({ itemKey }) => [itemKey, 0]));
    const random = seededRandom('chance');
    for (let round = 0; round < 4000; round += 1) {
      for (const { items } of draw(POOL, [{ count: 4 }], random).lines) {
        items.forEach(({ itemKey }) => counts.set(itemKey, (counts.get(itemKey) ?? 0) + 1));
      }
    }
    // 4,000 draws of 4 out of 16: 1,000 each, standard deviation 27.
    expect([...counts.values()].every((count) => Math.abs(count - 1000) < 165)).toBe(true);
  });
});
