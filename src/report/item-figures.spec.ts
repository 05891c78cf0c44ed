import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SMALLEST_GROUP } from '../core/ranking/small-cells.js';
import { itemFigures } from './item-figures.js';

const NONE = { correct: 0, partial: 0, incorrect: 0, blank: 0, missed: 0, void: 0 };
const CELLS = ['correct', 'partial', 'incorrect', 'blank', 'missed'] as const;

describe('how an item went', () => {
  it('is there in full for whoever has the names, but for the wrong rate of a handful', () => {
    const { shown, note } = itemFigures({ ...NONE, correct: 2, incorrect: 1 }, false);
    expect(shown).toMatchObject({ responded: 3, correct: 2, incorrect: 1, missed: 0, wrongRate: null });
    expect(note).toContain('不足5人');
    expect(itemFigures({ ...NONE, correct: 6, incorrect: 2 }, false).shown.wrongRate).toBe(0.25);
  });

  it('hides one who alone was wrong, and one more cell, by which it could be worked out', () => {
    const { shown, note } = itemFigures({ ...NONE, correct: 20, partial: 9, incorrect: 1 }, true);
    expect(shown).toEqual({
      responded: 30,
      correct: 20,
      partial: null,
      incorrect: null,
      blank: 0,
      missed: 0,
      wrongRate: 1 / 3,
    });
    expect(note).not.toBe('');
  });

  it('hides how many responded where few did not', () => {
    const { shown } = itemFigures({ ...NONE, correct: 20, missed: 2 }, true);
    expect(shown).toMatchObject({ responded: null, correct: null, missed: null, wrongRate: null });
  });

  it('leaves no small cell to be worked out from what is shown', () => {
    const counts = fc.record(Object.fromEntries(CELLS.map((id) => [id, fc.nat(12)])) as Record<(typeof CELLS)[number], fc.Arbitrary<number>>); // prettier-ignore
    fc.assert(
      fc.property(counts, (drawn) => {
        const { shown } = itemFigures({ ...NONE, ...drawn }, true);
        const hidden = CELLS.filter((id) => shown[id] === null);
        const small = CELLS.filter((id) => drawn[id] > 0 && drawn[id] < SMALLEST_GROUP);
        expect(hidden).toEqual(expect.arrayContaining(small));
        // The reader may know how many took part; with `responded` they know the sum of four, and who missed it.
        const missed = shown.missed === null ? 1 : 0;
        const together = shown.responded === null ? hidden.length : hidden.length - missed;
        const filled = CELLS.filter((id) => drawn[id] > 0).length;
        if (small.length > 0) expect(together >= 2 || filled < 2).toBe(true);
        if (shown.responded !== null) expect(missed).toBe(0);
      }),
    );
  });
});
