import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collect } from './collect.js';
import { linesOf } from './lines.js';
import { readText } from './read-text.js';

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'];

interface Written {
  readonly stem: string;
  readonly choices: readonly string[];
  /** Indices, ascending; none: a statement. */
  readonly key: readonly number[];
  readonly holds: boolean;
}

const words = fc
  .array(fc.constantFrom(...'示例文字党法规章学习安全生产制度方针政策单位人民群众服务'), {
    minLength: 3,
    maxLength: 12,
  })
  .map((characters) => characters.join(''));

const written: fc.Arbitrary<Written> = fc
  .record({
    stem: words,
    choices: fc.uniqueArray(words, { minLength: 2, maxLength: 6 }),
    picks: fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 }),
    holds: fc.boolean(),
    statement: fc.boolean(),
  })
  .map(({ stem, choices, picks, holds, statement }) => {
    const key = [...new Set(picks.map((pick) => pick % choices.length))].sort((one, other) => one - other);
    return statement ? { stem, choices: [], key: [], holds } : { stem, choices, key, holds };
  });

/** How one person writes all items of a file. */
const habit = fc.record({
  number: fc.constantFrom(
    (n: number) => `${n}. `, (n: number) => `${n}、`, (n: number) => `${n}．`, (n: number) => `（${n}）`, (n: number) => `第${n}题 `,
  ),
  choice: fc.constantFrom(
    (letter: string) => `${letter}. `, (letter: string) => `${letter}、`, (letter: string) => `(${letter})`,
    (letter: string) => `${letter.toLowerCase()}) `, (letter: string) => `${String.fromCharCode(letter.charCodeAt(0) + 0xfee0)}．`,
  ),
  perLine: fc.constantFrom(1, 2, 4),
  label: fc.constantFrom('答案：', '【答案】', '参考答案: ', '正确答案：', '　　答案： '),
  letters: fc.constantFrom('', ',', '、', ' ', ';'),
  truth: fc.constantFrom(['√', '×'], ['正确', '错误'], ['对', '错']),
  inBrackets: fc.boolean(),
  blank: fc.boolean(),
  indent: fc.constantFrom('', '  ', '\u3000\u3000'),
  end: fc.constantFrom('\n', '\r\n'),
  explained: fc.boolean(),
}); // prettier-ignore
type Habit = typeof habit extends fc.Arbitrary<infer T> ? T : never;

function print(item: Written, index: number, by: Habit): string[] {
  const letters = item.key.map((at) => LETTERS[at]).join(by.letters);
  const key = item.choices.length === 0 ? (by.truth[item.holds ? 0 : 1] ?? '') : letters;
  const place = by.inBrackets ? `（ ${key} ）` : '（　）';
  const choices = item.choices.map((text, at) => `${by.choice(LETTERS[at] ?? '')}${text}`);
  const rows = choices.flatMap((_, at) =>
    at % by.perLine === 0 ? [choices.slice(at, at + by.perLine).join('   ')] : [],
  );
  return [
    `${by.indent}${by.number(index + 1)}${item.stem}${place}。`,
    ...rows.map((row) => by.indent + row),
    ...(by.inBrackets ? [] : [`${by.indent}${by.label}${key}`]),
    ...(by.explained && !by.inBrackets ? [`解析：因为${item.stem}，答案：${key}。`] : []),
    ...(by.blank ? [''] : []),
  ];
}

const expected = ({ choices, key, holds }: Written) => {
  if (choices.length === 0) return holds;
  const letters = key.map((at) => LETTERS[at]);
  return letters.length === 1 ? letters[0] : letters;
};

const bare = (stem: string) => stem.replace(/[（）\s\u3000。]/gu, '');

describe('readText', () => {
  it('reads what people write, whatever their habits', () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 3, maxLength: 8 }), habit, (all, by) => {
        const text = all.flatMap((item, index) => print(item, index, by)).join(by.end);
        const { read, items, rejected } = readText(text);
        expect(rejected).toEqual([]);
        expect(read).toBe(all.length);
        expect(items.map(({ item }) => [bare(item.stem), item.correctResponse])).toEqual(
          all.map((item) => [item.stem, expected(item)]),
        );
        expect(items.map(({ item }) => ('choices' in item ? item.choices.map((choice) => choice.text) : []))).toEqual(
          all.map(({ choices }) => choices),
        );
      }),
    );
  });

  const fragment = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(
      '1. 示例（ ）', '2、示例（ A ）', '（3）示例', '① 示例', '第4题 示例', '示例文字', 'A. 甲', 'B. 乙', 'C、丙 D、丁', '(a) 甲', 'A 甲', 'B', '答案：A', '答案：',
      '【答案】AB', '正确答案', '解析：因为', '一、单选题（每题2分）', '判断题', '第一章 示例', '参考答案', '1-5 ABCDE', '1.A 2.B', '题号 1 2', '答案 A B', '√', '（×）', '',
      '1/3 单选题', '题型：单选题', '我的答案：A', '示例[单选题]', '甲____乙', '第 1 页', '-----', '{"title":"甲","qtype":"考试单选"}',
    ) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  ); // prettier-ignore
  const document = fc.array(fragment, { maxLength: 40 }).map((lines) => lines.join('\n'));

  it('never throws, and accounts for every item that it found', () => {
    fc.assert(
      fc.property(document, (text) => {
        const { read, items, rejected } = readText(text);
        expect(items.length + rejected.length).toBe(read);
        for (const problem of rejected) expect(problem.message).toMatch(/[。]$/u);
      }),
      { numRuns: 500 },
    );
  });

  it('accounts for every line: it is part of an item, a heading or a key, or it is told', () => {
    fc.assert(
      fc.property(document, (text) => {
        const lines = linesOf(text);
        const { settled, unclaimed } = collect(lines);
        const told = new Set(unclaimed);
        expect(lines.filter((line) => !line.blank && !settled.has(line) && !told.has(line))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('time', () => {
  const paper = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      print({ stem: '示例文字'.repeat(8), choices: ['甲甲', '乙乙', '丙丙', '丁丁'], key: [index % 4], holds: true }, index, {
        number: (n) => `${n}. `, choice: (letter) => `${letter}. `, perLine: 1, label: '答案：', letters: '', truth: ['√', '×'],
        inBrackets: false, blank: true, indent: '', end: '\n', explained: true,
      }).join('\n'),
    ).join('\n'); // prettier-ignore

  it('reads 5,000 items', () => {
    expect(readText(paper(5000)).items).toHaveLength(5000);
  }, 10_000);

  it.each([
    ['spaces', `答案${' '.repeat(200_000)}x`],
    ['low lines', `${'_'.repeat(200_000)}x`],
    ['brackets', '（'.repeat(100_000)],
    ['letters', 'A.'.repeat(100_000)],
    ['labels', '【答案】'.repeat(50_000)],
    ['stops', `${'。'.repeat(200_000)}x`],
    ['headings', '一、单选题\n'.repeat(20_000)],
    ['titles of keys', '参考答案\n1.A\n'.repeat(10_000)],
    ['lines of one stem', `1. 示例（ ）\n${'示例文字（ ）\n'.repeat(30_000)}`],
    ['lines of one explanation', `1. 示例（ ）\nA.甲\nB.乙\n答案：A\n解析：\n${'示例文字\n'.repeat(30_000)}`],
    ['synonyms', `填空题\n1. 示例____\n答案：${'甲;'.repeat(50_000)}`],
  ])('takes no more than its share for endless %s', (_, text) => {
    const { read, items, rejected } = readText(text);
    expect(items.length + rejected.length).toBe(read);
  }, 5000); // prettier-ignore
});
