import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { mergedDocument } from './document-merge.js';

interface Sample {
  readonly name: string;
  readonly years: readonly number[];
  readonly rule: Readonly<Record<string, number>>;
}
const was: Sample = { name: '甲', years: [2024], rule: { a: 1, b: 2 } };

describe('a document that two change', () => {
  it('keeps what each has changed', () => {
    const { next, conflicts } = mergedDocument<Sample>({ ...was, name: '乙' }, { ...was, years: [2025] }, was);
    expect([next, conflicts]).toEqual([{ ...was, name: '乙', years: [2025] }, []]);
  });

  it('names what both have changed, and not where they agree', () => {
    const now = { ...was, name: '乙', years: [2025] };
    expect(mergedDocument<Sample>(now, { ...was, name: '丙', years: [2025] }, was).conflicts).toEqual([
      { path: 'name', current: '乙', wanted: '丙' },
    ]);
  });

  it('does not mind the order of fields', () => {
    const now = { ...was, rule: { b: 2, a: 1 } };
    expect(mergedDocument<Sample>(now, { ...was, rule: { a: 3, b: 2 } }, was).conflicts).toEqual([]);
  });

  it('that was thought to be new is not written over', () => {
    expect(mergedDocument<Sample>(was, { ...was, name: '乙' }, null).conflicts.map(({ path }) => path)).toEqual([
      'name',
    ]);
    expect(mergedDocument<Sample>(null, was, null).next).toEqual(was);
  });

  it('loses nothing without a conflict', () => {
    const doc = fc.record({ a: fc.integer({ max: 3, min: 0 }), b: fc.integer({ max: 3, min: 0 }) });
    fc.assert(
      fc.property(doc, doc, doc, (before, now, wanted) => {
        const { next, conflicts } = mergedDocument(now, wanted, before);
        for (const key of ['a', 'b'] as const) {
          if (conflicts.some(({ path }) => path === key)) continue;
          if (now[key] !== before[key]) expect(next[key]).toBe(now[key]);
          else expect(next[key]).toBe(wanted[key]);
        }
      }),
    );
  });
});
