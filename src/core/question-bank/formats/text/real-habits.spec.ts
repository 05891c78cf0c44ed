/** Habits of papers and exports that people really use; the words are our own. */
import { describe, expect, it } from '@jest/globals';
import { itemLines } from '../../../../../test/support/sheets.js';
import { readText } from './read-text.js';

const lines = (...text: string[]) => text.join('\n');
const items = (...text: string[]) => itemLines(readText(lines(...text)));
const codes = (...text: string[]) => readText(lines(...text)).rejected.map(({ code }) => code);

describe('choices', () => {
  it('may have their letters and words on lines of their own with empty lines between', () => {
    const far = ['\\1. [多选题]', '', '示例有', '', '', 'A.', '', '甲', '', 'B.', '', '', '乙', '', 'C.', '', '丙', '', '正确答案：AC'];
    expect(items(...far)).toEqual(['multiple | 示例有 | A甲 B乙 C丙 | [A,C]']);
  }); // prettier-ignore

  it('of a statement may be two words without letters', () => {
    const statement = (...choices: string[]) => items('1. 示例说法。( )', ...choices, '参考答案：❌');
    expect(statement('   true. 正确', '   false. 错误')).toEqual(['true-false | 示例说法。( ) | false']);
    expect(statement('○ 正确', '○ 错误')).toEqual(['true-false | 示例说法。( ) | false']);
    expect(statement('正确   错误')).toEqual(['true-false | 示例说法。( ) | false']);
  });

  it('with a letter and nothing behind it are refused', () => {
    expect(codes('1. 示例（ ）', 'A、甲 \tB、乙 \tC、丙 \tD、\t', '答案：B')).toEqual(['choices.malformed']);
  });
});

describe('numbers', () => {
  it('may stand before a year', () => {
    expect(items('1.示例（ ）', 'A.甲 B.乙', '答案：A', '9.2025年的示例（ ）', 'A.甲 B.乙', '答案：B')).toEqual([
      'single | 示例（ ） | A甲 B乙 | A',
      'single | 2025年的示例（ ） | A甲 B乙 | B',
    ]);
  });

  it('are no part of the key that repeats them', () => {
    expect(items('1. 示例（ ）', 'A.甲 B.乙', '答案：1、A', '2. 什么是示例？', '答案：2、乙')).toEqual([
      'single | 示例（ ） | A甲 B乙 | A',
      'short-answer | 什么是示例？ | 乙',
    ]);
    expect(items('1. ____和____是示例', '答案：1、甲 2、乙')).toEqual(['fill-in | ____和____是示例 | [[甲],[乙]]']);
  });
});

describe('what cannot be told apart', () => {
  it('stems and answers that follow each other without numbers are no item', () => {
    const heap = ['1921：示例的开端', '示例的甲是( )', '丙', '示例的乙是( )', '丁', '示例的丙是( )', '戊'];
    expect(codes(...heap)).toEqual(['text.unclaimed']);
  });

  it('a figure for a key may be a number, a choice or a mark', () => {
    expect(codes('1. 示例说法。', '答案：2', '2. 示例有：1. 甲 2. 乙', '答案：1')).toEqual(['kind.unknown', 'kind.unknown']);
    expect(items('1. 示例有几个？', '答案：2')).toEqual(['short-answer | 示例有几个？ | 2']);
  }); // prettier-ignore

  it('where no item has a key, what looks like one in a stem is told', () => {
    const text = ['1. 示例是（甲）。', '2. 示例（B）', 'A. 甲', 'B. 乙', 'C. 丙', '3. 又一示例 C', 'A. 甲', 'B. 乙', 'C. 丙', '4. 示例', 'A. 甲', 'B. 乙']; // prettier-ignore
    const { warnings } = readText(lines(...text));
    expect(warnings.filter(({ code }) => code === 'key.unreadable').map(({ place }) => place.item)).toEqual(['1', '2', '3']);
  }); // prettier-ignore
});

describe('keys', () => {
  it.each([['*B*'], ['`B`'], ['（3分）B'], ['（2.5分）B']])('%s names a choice', (key) => {
    expect(items('1. 示例（ ）', 'A. 甲', 'B. 乙', `【答案】${key}`)).toEqual(['single | 示例（ ） | A甲 B乙 | B']);
  });

  it('in words may begin like a letter or a mark', () => {
    expect(items('1. 求和。', '答案：n(n+1)/2', '2. 谁写了示例。', '答案：T.S.艾略特')).toEqual([
      'short-answer | 求和。 | n(n+1)/2',
      'short-answer | 谁写了示例。 | T.S.艾略特',
    ]);
  });

  it('may stand first in what explains them', () => {
    const text = ['8.示例的标题', '题目：示例有？', 'A. 甲', 'B. 乙', '答案解析： 正确答案：AB', '两者都对。', '9.又一标题', '题目：示例是？', 'A. 甲', 'B. 乙', '答案解析： 正确答案：B', '乙对。']; // prettier-ignore
    expect(items(...text)).toEqual(['multiple | 示例有？ | A甲 B乙 | [A,B]', 'single | 示例是？ | A甲 B乙 | B']);
    expect(readText(lines(...text)).items.map(({ place, item }) => [place.item, item.explanation])).toEqual([
      ['8', '两者都对。'],
      ['9', '乙对。'],
    ]);
  });

  it('alone, with the title of their paper, are no items', () => {
    const keys = [
      '【参考答案】',
      '示例试卷评分标准',
      '一、单选题',
      '1-2 CA',
      '二、论述题',
      '1. 对 2分',
      '存在决定意识 5分',
    ];
    expect(readText(lines(...keys)).read).toBe(0);
  });
});

it('stars and the macro of a page are no part of a stem', () => {
  expect(items('1. ** 示例（ ）', '{{ select(1) }}', '- A. 甲', '- B. 乙', '答案：A', '2. * 又一示例（ ）', 'A. 甲', 'B. 乙', '答案：B')).toEqual([
    'single | 示例（ ） | A甲 B乙 | A',
    'single | 又一示例（ ） | A甲 B乙 | B',
  ]);
}); // prettier-ignore
