import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { itemLines } from '../../../../../test/support/sheets.js';
import { readText } from '../text/read-text.js';
import { readMarkdown } from './read-markdown.js';

const BEFORE = ['# 示例题库', '', '1. 示例：一周有几天（ ）。', 'A. 六天', 'B. 七天', '答案：B', ''];
const TABLE = ['| 题目 | A | B | 答案 |', '|---|:--:|---:|---|', '| 示例：一年有几季 | 三 | 四 | B |'];

describe('tables within a text', () => {
  it('are read beside the items of the text, each at its line', () => {
    const found = readMarkdown(
      [...BEFORE, ...TABLE, '| 示例：无答案 | 三 | 四 | |', '', '2. 示例：天晴。（√）'].join('\r\n'),
    );
    expect(itemLines(found)).toEqual([
      'single | 示例：一周有几天（ ）。 | A六天 B七天 | B',
      'true-false | 示例：天晴。 | true',
      'single | 示例：一年有几季 | A三 B四 | B',
    ]);
    expect(found.items.map(({ place }) => place.line ?? place.cell)).toEqual([3, 13, 'A10']);
    expect(found.rejected).toMatchObject([{ place: { cell: 'A11' }, code: 'key.missing' }]);
    expect(found.warnings.map(({ code }) => code)).not.toContain('file.empty');
  });

  it('alone make a bank', () => {
    expect(readMarkdown(TABLE.join('\n'))).toMatchObject({ read: 1, items: [{}], rejected: [], warnings: [] });
  });

  it('without headings that say what the columns are, and bars in prose, are text', () => {
    const text = [...BEFORE, '| 甲 | 乙 |', '|---|---|', '| 丙 | 丁 |', '|a| 与 |b|'].join('\n');
    expect(readMarkdown(text)).toEqual(readText(text));
  });
});

it('a text without bars is read as text, whatever it says', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...BEFORE, '---', '答案：A', '甲')), (lines) => {
      const text = lines.join('\n');
      expect(readMarkdown(text)).toEqual(readText(text));
    }),
  );
});
