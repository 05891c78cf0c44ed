import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { itemLines } from '../../../../../test/support/sheets.js';
import { readText } from './read-text.js';

const lines = (...text: string[]) => text.join('\n');

/** Items and what was refused, each as one line. */
function outcome(text: string): string[] {
  const reading = readText(text);
  return [...itemLines(reading), ...reading.rejected.map(({ code, place }) => `${place.item ?? '-'}: ${code}`)];
}
const warned = (text: string) => readText(text).warnings.map(({ code, place }) => `${place.line} ${code}`);

describe('a key with the text of its choice', () => {
  const item = (key: string) => lines('1. 谁（ ）', 'A. 张三 B. 李四 C. 王五', `答案：${key}`);
  const taken = (key: string) => readText(item(key)).items.map(({ item: { correctResponse } }) => correctResponse);

  it.each([
    ['C. 王五', 'C'],
    ['C、王五', 'C'],
    ['C（王五）', 'C'],
    ['A. 张三 C. 王五', ['A', 'C']],
    ['A. 张三；B. 李四', ['A', 'B']],
    ['AC。张三、王五', ['A', 'C']],
  ])('%s is that choice and needs no explanation', (key, expected) => {
    expect(taken(key)).toEqual([expected]);
    expect(readText(item(key)).items[0]?.item.explanation).toBeUndefined();
  });

  it.each(['C. 李四', 'B、王五', 'A（王五）', 'AC。张三、李四'])('%s contradicts itself', (key) => {
    expect(outcome(item(key))).toEqual(['1: key.contradictory']);
  });

  it('may be a remark after all', () => {
    expect(readText(item('B。因为李四在场')).items[0]?.item).toMatchObject({
      correctResponse: 'B',
      explanation: '因为李四在场',
    });
  });

  it('stands in a list of keys as well', () => {
    const choices = 'A. 张三 B. 李四';
    const text = lines('1. 甲（ ）', choices, '2. 乙（ ）', choices, '参考答案', '1. B. 李四', '2. B. 张三');
    expect(outcome(text)).toEqual(['single | 甲（ ） | A张三 B李四 | B', '2: key.contradictory']);
  });

  it('may judge a statement', () => {
    expect(outcome(lines('1. 示例说法（ ）', 'A. 错误 B. 正确', '答案：A. 错误'))).toEqual([
      'true-false | 示例说法（ ） | false',
    ]);
  });
});

describe('a word of truth in brackets', () => {
  it('within a sentence is part of it; at its end it is the key', () => {
    const text = lines(
      '一、判断题',
      '1. 要树立（正确）的政绩观。',
      '2. 乙要树立正确的政绩观（对）。',
      '3. 丙（ 错 ）是示例。',
    );
    expect(outcome(text)).toEqual([
      'true-false | 乙要树立正确的政绩观。 | true',
      'true-false | 丙是示例。 | false',
      '1: key.missing',
    ]);
  });
});

describe('a number after a key', () => {
  it('begins an item where a key follows, whatever its value', () => {
    expect(outcome(lines('3) 三', '答案：零', '3. 丙', '答案：一', '4. 丁', '答案：二'))).toEqual([
      'short-answer | 三 | 零',
      'short-answer | 丙 | 一',
      'short-answer | 丁 | 二',
    ]);
  });

  it('never vanishes: each statement with a key is an item, refused or told', () => {
    const number = fc.record({ value: fc.integer({ min: 1, max: 6 }), sign: fc.constantFrom('.', '、', ')') });
    const keys = fc.constantFrom('2', '一', '示例', '第一点', '√');
    fc.assert(
      fc.property(fc.array(fc.tuple(number, keys), { minLength: 1, maxLength: 6 }), (all) => {
        const { items, rejected, warnings } = readText(
          all.flatMap(([{ value, sign }, key]) => [`${value}${sign} 示例题干`, `答案：${key}`]).join('\n'),
        );
        const told = new Set([...items, ...rejected, ...warnings].map(({ place }) => place.line));
        expect(all.map((_, index) => 2 * index + 1).filter((line) => !told.has(line) && !told.has(line + 1))).toEqual(
          [],
        );
      }),
    );
  });
});

describe('words in the place of a key', () => {
  const four = (key: string) =>
    lines(
      '1. 简述示例',
      `答案：${key}`,
      '2. 示例____。',
      `答案：${key}`,
      '3. 示例（ ）',
      'A. 甲',
      'B. 乙',
      `答案：${key}`,
      '4. 谈谈',
      '答案：要点',
    );

  it.each(['略', '（略）', '略。', '无', '/', '—', '见教材第三章', '见书第12页', '自由发挥'])(
    '%s names none',
    (key) => {
      expect(outcome(four(key))).toEqual([
        'short-answer | 简述示例 | ?',
        'short-answer | 谈谈 | 要点',
        '2: key.missing',
        '3: key.missing',
      ]);
      expect(warned(four(key))).toEqual(['2 key.missing']);
    },
  );

  it('are a key where a choice has them', () => {
    expect(outcome(lines('1. 示例有（ ）', 'A. 有', 'B. 无', '答案：无'))).toEqual([
      'single | 示例有（ ） | A有 B无 | B',
    ]);
  });
});

describe('lists of keys that do not fit', () => {
  const paper = ['1. 甲（ ）', 'A. 一 B. 二', '2. 乙（ ）', 'A. 一 B. 二', '3. 丙（ ）', 'A. 一 B. 二'];

  it.each([[['答案：1.A 2.B 2.A 3.A']], [['参考答案', '1.A', '2.B', '2.A', '3.A']]])(
    'two keys for one number: %j',
    (area) => {
      expect(outcome(lines(...paper, ...area))).toEqual([
        'single | 甲（ ） | A一 B二 | A',
        'single | 丙（ ） | A一 B二 | A',
        '2: key.contradictory',
      ]);
    },
  );

  it.each([[['1-3 AB']], [['参考答案', '1-3 AB']]])('three numbers and two letters: %j', (area) => {
    const { items, warnings } = readText(lines(...paper, ...area));
    expect(items).toHaveLength(3);
    expect(warnings).toContainEqual({
      place: { line: 6 + area.length },
      code: 'key.contradictory',
      message: '第 1 到 3 题有 3 个题号，答案却有 2 个（AB），没有读入这些答案，请核对后补齐。',
    });
  });
});

it('reads the kind of 不定项 from its bracket', () => {
  const text = lines(
    '1. （不定项）示例（ ）',
    'A. 甲',
    'B. 乙',
    '答案：A',
    '2. 示例（ ）【不定项】',
    'A. 甲',
    'B. 乙',
    '答案：B',
  );
  expect(outcome(text)).toEqual(['multiple | 示例（ ） | A甲 B乙 | [A]', 'multiple | 示例（ ） | A甲 B乙 | [B]']);
});

describe('choices that are counted in other ways', () => {
  const paper = (mark: (place: number) => string, keys: readonly [string, string], tag = '') =>
    lines(
      ...['1. 甲', '2. 乙'].flatMap((stem, at) => [
        `${stem}示例是${tag}`,
        ...['子', '丑', '寅'].map((text, place) => `${mark(place)}${text}`),
        `答案：${keys[at]}`,
      ]),
    );
  const both = ['single | 甲示例是 | A子 B丑 C寅 | C', 'multiple | 乙示例是 | A子 B丑 C寅 | [A,B]'];

  it.each<[string, (place: number) => string, readonly [string, string]]>([
    ['①②③', (place) => '①②③'[place] ?? '', ['③', '①②']],
    ['1）2）3）', (place) => `${place + 1}）`, ['3', '1、2']],
    ['（1）（2）（3）', (place) => `（${place + 1}）`, ['（3）', '（1）（2）']],
    ['一、二、三、', (place) => `${'一二三'[place]}、`, ['三', '一、二']],
  ])('%s are choices where the key names them', (_, mark, keys) => {
    expect(outcome(paper(mark, keys))).toEqual(both);
  });

  it('are refused where the mark of the key is not among them', () => {
    expect(outcome(paper((place) => '①②③'[place] ?? '', ['④', '①'])).at(-1)).toBe('1: choices.malformed');
    expect(outcome(lines('1. 示例是什么', '答案：③'))).toEqual(['1: choices.malformed']);
    expect(outcome(lines('1. 示例是什么（单选题）', '答案：2'))).toEqual(['1: choices.too-few']);
  });

  it('are no choices where the key is words', () => {
    expect(outcome(lines('1. 简述示例：①甲 ②乙', '答案：要点'))).toEqual(['short-answer | 简述示例：①甲 ②乙 | 要点']);
  });
});

describe('lines that say the kind', () => {
  const item = (number: number) => [`${number}. 示例${number}`, 'A. 甲', 'B. 乙', '答案：A'];
  const kinds = (...text: string[]) => outcome(lines(...text)).map((line) => line.split(' |')[0]);

  it('stand after their items', () => {
    expect(
      kinds(...item(1), '题型：单选题', ...item(2), '题型：不定项选择题', '3. 丙。', '答案：对', '题型：判断题'),
    ).toEqual(['single', 'multiple', 'true-false']);
  });

  it('stand before them', () => {
    expect(kinds('题型：单选题', ...item(1), '题型：不定项选择题', ...item(2))).toEqual(['single', 'multiple']);
  });

  it('are refused with their neighbours where that cannot be told', () => {
    expect(kinds(...item(1), '题型：多选题', ...item(2))).toEqual(['1: kind.contradictory', '2: kind.contradictory']);
  });
});

it('does not understand a word that is misspelt', () => {
  expect(readText(lines('判断题', '1. 示例。', '答案：Ture')).rejected).toMatchObject([
    { code: 'key.unreadable', message: '看不懂判断题的答案，请写正确或错误。' },
  ]);
});

it('takes Question 1. for a number', () => {
  const item = (number: number) => [`Question ${number}. Sample`, 'A. x', 'B. y', 'Answer: A'];
  expect(outcome(lines(...item(1), ...item(2)))).toEqual([
    'single | Sample | Ax By | A',
    'single | Sample | Ax By | A',
  ]);
});

it('refuses a letter that stands before two texts of one line', () => {
  expect(outcome(lines('1. 示例（ ）', 'A. 见B. 第三条 B. 第四条', '答案：B'))).toEqual(['1: choices.malformed']);
});
