import { describe, expect, it } from '@jest/globals';
import { computed, dated, itemLines, problemLines, sheet, type Content } from '../../../../../test/support/sheets.js';
import type { Reading } from '../reading.js';
import type { Sheet } from '../sheet.js';
import { readTables } from './read-tables.js';

type Rows = readonly (readonly Content[])[];

const reading = (...sheets: readonly Sheet[]): Reading => readTables(sheets);

describe('readTables: without headings', () => {
  it('knows the columns by what is in them', () => {
    const found = reading(
      sheet('', [
        ['1', '示例第一题是什么', '甲一', '乙一', '丙一', 'A', '因为示例一是这样的'],
        ['2', '示例第二题是什么', '甲二', '乙二', '丙二', 'BC', '因为示例二是这样的'],
      ]),
    );
    expect(itemLines(found)).toEqual([
      'single | 示例第一题是什么 | A甲一 B乙一 C丙一 | A',
      'multiple | 示例第二题是什么 | A甲二 B乙二 C丙二 | [B,C]',
    ]);
    expect(found.items.map(({ place, item }) => [place, item.explanation])).toEqual([
      [{ cell: 'B1', item: '1' }, '因为示例一是这样的'],
      [{ cell: 'B2', item: '2' }, '因为示例二是这样的'],
    ]);
  });

  it('reads a stem a row, choices on the rows below, the key in the last column or in the brackets', () => {
    const found = reading(
      sheet('Sheet2', [
        ['', '高级', '答案'],
        ['', '一、单选题'],
        ['', '1、示例一是()。', 'B'],
        ['', '(A)甲一  (B)乙一  (C)1.5'],
        ['', '二、多选题'],
        ['', '1、示例二有(AC)。'],
        ['', '(A)甲二  (B)乙二'],
        ['', '(C)丙二'],
        ['', '三、判断题(错误)'],
        ['', '1、示例三的说法。（ ）', 'F'],
        ['', '2、示例四的说法。（ ）', 'F'],
      ]),
    );
    expect(itemLines(found)).toEqual([
      'single | 示例一是()。 | A甲一 B乙一 C1.5 | B',
      'multiple | 示例二有(　)。 | A甲二 B乙二 C丙二 | [A,C]',
      'true-false | 示例三的说法。（ ） | false',
      'true-false | 示例四的说法。（ ） | false',
    ]);
    expect(found.items[1]?.place).toEqual({ sheet: 'Sheet2', cell: 'B6', item: '1' });
    expect(found.warnings).toMatchObject([{ code: 'text.unclaimed', place: { cell: 'B1' } }]);
  });

  it('reads a text that was pasted into a column, and keeps its cells as places', () => {
    const found = reading(
      sheet('S', [
        ['1. 示例一是（ ）'],
        ['A. 甲\nB. 乙'],
        ['答案：B'],
        ['2. 示例二是（ ）'],
        ['A. 甲  B. 乙'],
        ['答案：X'],
      ]),
    );
    expect(itemLines(found)).toEqual(['single | 示例一是（ ） | A甲 B乙 | B']);
    expect(found.rejected).toMatchObject([{ place: { sheet: 'S', cell: 'A6' } }]);
  });
});

describe('readTables: sheets', () => {
  it('takes the kind from the name of a sheet, and reads a key sheet by number', () => {
    const found = reading(
      sheet('题目', [
        ['题号', '题目', 'A', 'B'],
        ['1', '示例一', '甲', '乙'],
        ['2', '示例二', '甲', '乙'],
      ]),
      sheet('答案', [
        ['题号', '答案', '题号', '答案'],
        ['1', 'A', '2', 'B'],
      ]),
    );
    expect(itemLines(found)).toEqual(['single | 示例一 | A甲 B乙 | A', 'single | 示例二 | A甲 B乙 | B']);
    const named = reading(sheet('多选题', [['题目', 'A', 'B', '答案'], ['示例一', '甲', '乙', 'AB']]), sheet('判断', [['题目', '答案'], ['示例二', 'A']])); // prettier-ignore
    expect(itemLines(named)).toEqual(['multiple | 示例一 | A甲 B乙 | [A,B]', 'true-false | 示例二 | true']);
  });

  it('reads hidden sheets and rows, and says so', () => {
    const rows: Rows = [
      ['题目', 'A', 'B', '答案'],
      ['示例一', '甲', '乙', 'A'],
    ];
    const hidden = sheet('秘密', rows, { hidden: true });
    const found = reading({ ...hidden, rows: hidden.rows.map((row) => ({ ...row, hidden: row.number > 1 })) });
    expect(found.items).toHaveLength(1);
    expect(found.warnings.map(({ message }) => message)).toEqual([
      '工作表“秘密”是隐藏的，也已读入，请核对是否需要。',
      '有 1 行是隐藏的（第 2 行），也已读入，请核对是否需要。',
    ]);
  });

  it('makes drafts only where no item of the sheet has a key', () => {
    const heading: readonly Content[] = ['题型', '题目', 'A', 'B', '答案'];
    const drafts = reading(sheet('S', [heading, ['单选题', '示例一', '甲', '乙', ''], ['多选题', '示例二', '甲', '乙', '']])); // prettier-ignore
    expect(itemLines(drafts)).toEqual(['single | 示例一 | A甲 B乙 | ?', 'multiple | 示例二 | A甲 B乙 | ?']);
    expect(problemLines(drafts.warnings)).toEqual(['key.missing']);
    const later = ['待定', '略', '无', '/', '-'].map((key, index) => ['单选题', `示例${index}`, '甲', '乙', key]);
    expect(problemLines(reading(sheet('S', [heading, ...later])).warnings)).toEqual(['key.missing']);
    const mixed = reading(sheet('S', [heading, ['单选题', '示例一', '甲', '乙', 'A'], ['单选题', '示例二', '甲', '乙', '']])); // prettier-ignore
    expect(problemLines(mixed.rejected)).toEqual(['B3 key.missing']);
  });
});

describe('readTables: a list that a program wrote into the key', () => {
  it('has a text for each blank; more of them for one blank may be all that is asked, and are refused', () => {
    const found = reading(
      sheet('S', [
        ['题目', '答案'],
        ['示例是（ ）的，又是（ ）的。', "['甲', '乙']"],
        ['示例的成员有（ ）。', "['甲', '乙', '丙']"],
        ['示例叫（ ）。', "['甲  ']"],
      ]),
    );
    expect(itemLines(found)).toEqual([
      'fill-in | 示例是____的，又是____的。 | [[甲],[乙]]',
      'fill-in | 示例叫____。 | [[甲]]',
    ]);
    expect(problemLines(found.rejected)).toEqual(['A3 blank.count']);
  });
});

describe('readTables: what it refuses or names', () => {
  it('refuses what a spreadsheet has changed or not computed, and takes what can be seen to be a date', () => {
    const found = reading(
      sheet('S', [
        ['题目', 'A', 'B', 'C', '答案'],
        ['示例一', dated('1月2日'), dated('1月3日'), '2-5', 'A'],
        ['示例二', dated('1921年7月1日'), dated('1927年8月1日'), '都不是', 'A'],
        ['示例三', dated('2024/1/2'), dated('2024/1/3'), '2-5', 'A'],
        ['示例四', computed('3'), '4', '5', 'A'],
        ['示例五', computed(''), '4', '5', 'B'],
        ['示例六', computed('#REF!'), '4', '5', 'B'],
        ['示例七', '甲', '乙', '丙', dated('1:02')],
      ]),
    );
    expect(itemLines(found)).toEqual([
      'single | 示例二 | A1921年7月1日 B1927年8月1日 C都不是 | A',
      'single | 示例四 | A3 B4 C5 | A',
    ]);
    expect(problemLines(found.rejected)).toEqual([
      'B2 value.changed-by-spreadsheet',
      'B4 value.changed-by-spreadsheet',
      'B6 value.formula',
      'B7 value.formula',
      'E8 value.changed-by-spreadsheet',
    ]);
    expect(problemLines(found.warnings)).toEqual(['B3 value.changed-by-spreadsheet', 'B5 value.formula']);
  });

  it('refuses contradictions with the place of the key', () => {
    const found = reading(
      sheet('S', [
        ['题型', '题目', 'A', 'B', '答案', '标准答案'],
        ['单选题', '示例一', '甲', '乙', 'A', 'B'],
        ['单选题', '示例二', '甲', '乙', 'AB', ''],
        ['单选题', '示例三', '甲', '乙', 'D', 'D'],
        ['投票题', '示例四', '甲', '乙', '', ''],
        ['单选题', '', '甲', '乙', 'A', ''],
        ['单选题', '示例六', '甲', '甲', 'A', ''],
      ]),
    );
    expect(found.items).toEqual([]);
    expect(problemLines(found.rejected).sort()).toEqual([
      'B5 kind.unsupported',
      'B6 stem.missing',
      'C7 choices.duplicate',
      'E2 key.contradictory',
      'E3 key.contradictory',
      'E4 key.unknown-choice',
    ]);
  });

  it('a row with its own number and no more than a stem is an item without a key', () => {
    const headings = ['题号', '题目', '答案'];
    const found = reading(
      sheet('判断题', [headings, ['1', '示例一', '√'], ['2', '示例二', '×'], ['3', '示例三'], ['9', '示例附注']]),
    );
    expect(problemLines(found.rejected)).toEqual([expect.stringMatching(/B4.*key\.missing/u)]);
    expect([found.read, found.items.length]).toEqual([3, 2]);
    expect(found.warnings.map(({ excerpt }) => excerpt)).toEqual(['示例附注']);
  });

  it('takes no sample of a sheet of instructions for an item, unless there is no other sheet of items', () => {
    const rows = [
      ['题目', 'A', 'B', '答案'],
      ['示例一', '甲', '乙', 'A'],
    ];
    const both = reading(sheet('题库', rows), sheet('填写说明', rows));
    expect([both.read, both.items.length]).toEqual([1, 1]);
    expect(both.warnings).toMatchObject([{ place: { sheet: '填写说明' }, code: 'text.unclaimed' }]);
    expect(reading(sheet('题库', []), sheet('填写说明', rows))).toMatchObject({ read: 1, items: [{}], warnings: [] });
  });

  it('takes no prepared row for an item and drops no words silently', () => {
    const prepared = Array.from({ length: 50 }, (_, index) => [String(index + 2), '单选题', '', '', '', '', '2']);
    const found = reading(
      sheet('S', [
        ['填写说明：答案写字母'],
        ['序号', '题型', '题目', 'A', 'B', '答案', '分值'],
        ['1', '单选题', '示例一', '甲', '乙', 'A', '2'],
        ...prepared,
        ['', '', '本表由示例部门制作'],
      ]),
    );
    expect(found.read).toBe(1);
    expect(found.warnings.map(({ place, excerpt }) => [place.cell, excerpt])).toEqual([
      ['A1', '填写说明：答案写字母'],
      ['C54', '本表由示例部门制作'],
    ]);
  });

  it('refuses a csv row with more cells than headings', () => {
    const found = reading(sheet('', [['题目', 'A', 'B', '答案'], ['示例一', '甲', '乙', 'A'], ['示例二', '甲', '又甲', '乙', 'B']])); // prettier-ignore
    expect(itemLines(found)).toEqual(['single | 示例一 | A甲 B乙 | A']);
    expect(problemLines(found.rejected)).toEqual(['A3 choices.malformed']);
  });
});
