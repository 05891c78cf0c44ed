import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RawItem } from '../formats/raw-item.js';
import { understand } from './understand.js';

const scrap = fc.oneof(
  fc.constantFrom('', 'A', 'AB', 'A、C', 'ＡＢ', '正确', '×', '甲', '甲|乙', '（甲）（乙）', '1-9', '____', '（　）', '甲 → 乙', 'A-1;B-2', '____和（ ）', '\u3000', 'а', '1'), // prettier-ignore
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const kind = fc.constantFrom(
  '单选题',
  '多选',
  '判断',
  '填空题',
  '简答',
  '排序',
  '连线',
  '选择题',
  '案例',
  '绘图',
  '甲',
  '',
);

const raws: fc.Arbitrary<RawItem> = fc.record(
  {
    place: fc.constant({ line: 1 }),
    stem: scrap,
    choices: fc.array(fc.record({ label: fc.constantFrom('A', 'B', 'C', '1', '2', ''), text: scrap }), {
      maxLength: 5,
    }),
    kind,
    key: scrap,
    points: scrap,
    difficulty: scrap,
    validUntil: scrap,
    explanation: scrap,
    tags: fc.array(scrap, { maxLength: 3 }),
  },
  { requiredKeys: ['place', 'stem', 'choices'] },
);

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const full = (letters: string) =>
  letters.replace(/[A-Z]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
const NOTATIONS: readonly ((letters: readonly string[]) => string)[] = [
  (letters) => letters.join(''),
  (letters) => letters.join('、'),
  (letters) => letters.join(', '),
  (letters) => letters.join(';'),
  (letters) => letters.join(' '),
  (letters) => letters.join('').toLowerCase(),
  (letters) => full(letters.join('，')),
  (letters) => `（ ${letters.toReversed().join('')} ）`,
  (letters) => `\u00a0${letters.join('\u200b')}\u3000`,
];

describe('understand', () => {
  it('never throws: an item whose key fits its choices, or a sentence that says why not', () => {
    fc.assert(
      fc.property(raws, fc.boolean(), (raw, keyless) => {
        const result = understand(raw, { keyless });
        if (!result.ok) {
          expect(result.problem.message).toMatch(/。$/u);
          return;
        }
        const { item } = result;
        expect(item.stem.trim()).not.toBe('');
        if (item.correctResponse === undefined) expect(keyless || item.kind === 'short-answer').toBe(true);
        else if (item.kind === 'choice') {
          const ids = item.choices.map(({ id }) => id);
          const key = typeof item.correctResponse === 'string' ? [item.correctResponse] : item.correctResponse;
          expect(key.length).toBeGreaterThan(0);
          expect(ids).toEqual(expect.arrayContaining([...key]));
          expect(new Set(key).size).toBe(key.length);
        } else if (item.kind === 'fill-in') {
          expect(item.stem.match(/_{4}/gu)).toHaveLength(item.correctResponse.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same letters out of every notation', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 26 })
          .chain((count) =>
            fc.tuple(
              fc.constant(count),
              fc.uniqueArray(fc.nat({ max: count - 1 }), { minLength: 2, maxLength: count }),
            ),
          ),
        fc.constantFrom(...NOTATIONS),
        ([count, picks], notation) => {
          const letters = picks.sort((one, other) => one - other).map((index) => LETTERS[index] as string);
          const choices = Array.from({ length: count }, (_, index) => ({
            label: LETTERS[index] as string,
            text: `第${index}项`,
          }));
          const raw = { place: {}, stem: '示例', choices, key: notation(letters) };
          expect(understand(raw, { keyless: false })).toMatchObject({ item: { correctResponse: letters } });
        },
      ),
    );
  });

  it.each([
    ['spaces', ' '.repeat(100_000)], ['stops', '。'.repeat(100_000)], ['brackets', '（'.repeat(100_000)], ['low lines', '_'.repeat(100_000)],
    ['letters', 'A,'.repeat(50_000)], ['filled brackets', '（甲）'.repeat(30_000)], ['parts', '甲;'.repeat(50_000)],
  ])('takes no more than its share for endless %s', (_, words) => {
    for (const named of ['单选', '填空', '判断', '排序', '连线', '']) {
      const choices = [{ label: 'A', text: `${words}甲` }, { label: 'B', text: '乙' }]; // prettier-ignore
      const raw = { place: {}, stem: `示例____${words}x`, key: `x${words}x`, kind: named };
      for (const list of [choices, []]) expect(understand({ ...raw, choices: list }, { keyless: false })).toBeDefined();
    }
  }, 5000); // prettier-ignore
});
