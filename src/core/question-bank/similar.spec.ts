import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { similarity, stemPairs } from './normalise.js';
import { resemblances, SIMILAR } from './similar.js';

/** Stems over few characters, so that many resemble each other, and variants of one another. */
const stem = fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊，（）'), maxLength: 12 });
const stems = fc.array(stem, { maxLength: 25 });
const alike = (one: string, other: string) => similarity(stemPairs(one), stemPairs(other)) >= SIMILAR;

describe('resemblances', () => {
  it('finds one exactly where comparing each with each finds one', () => {
    fc.assert(
      fc.property(stems, stems, (own, known) => {
        const found = resemblances(own, known);
        own.forEach((text, index) => {
          const pairwise = [...known, ...own.slice(0, index)].some((other) => alike(text, other));
          const one = found[index];
          expect([text, one !== null]).toEqual([text, pairwise]);
          if (one == null) return;
          const other = (one.among === 'known' ? known : own.slice(0, index))[one.index];
          expect([text, other, alike(text, other ?? '')]).toEqual([text, other, true]);
        });
      }),
    );
  });

  it('says whether it is one of the bank or of the same list', () => {
    const text = '示例：雨后的彩虹一般分为几种颜色？';
    expect(resemblances([text, '示例：雨后的彩虹，一般分为几种颜色'], [text])).toEqual([
      { among: 'known', index: 0 },
      { among: 'known', index: 0 },
    ]);
    expect(resemblances([text, '示例：太阳从东方升起。', text])).toEqual([null, null, { among: 'earlier', index: 0 }]);
  });
});
