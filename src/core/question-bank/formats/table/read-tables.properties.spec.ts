import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sheet } from '../../../../../test/support/sheets.js';
import { millisecondsOf } from '../../../../../test/support/stopwatch.js';
import type { Cell, Sheet } from '../sheet.js';
import { isKahoot, readKahoot } from './kahoot.js';
import { readBankData } from './read-own.js';
import { readTables } from './read-tables.js';

const WORDS = [
  '题目', '题型', '选项', '选项A', '选项B', 'A', 'B', 'C', '答案', '正确答案', '答案1', '解析', '序号', '是否正确', '编号',
  '单选题', '多选题', '判断题', '填空题', '一、单选题（每题2分）', '第一章 总则', '1', '2', '1、示例是（ ）', '示例（ A ）是', '(A)甲 (B)乙',
  'A.甲', 'B.乙', '甲|乙', '甲\n乙', '答案：A', '解析：示例', '√', '×', '对', 'AB', 'A;B', '____', '【导入提示】', "['甲','乙']",
  'Question - max', 'Answer 1 - max', 'Answer 2 - max', 'Time limit (sec)', 'Correct answer(s)', '<p>示例</p>', '=DISPIMG("x",1)', ' ',
] as const; // prettier-ignore

const cell: fc.Arbitrary<Cell> = fc.record(
  {
    text: fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'grapheme', maxLength: 12 })),
    formula: fc.boolean(),
    date: fc.boolean(),
    merged: fc.boolean(),
  },
  { requiredKeys: ['text'] },
);
const anySheet: fc.Arbitrary<Sheet> = fc.record({
  name: fc.constantFrom('', 'Sheet1', '单选题', '判断', '答案'),
  rows: fc.array(fc.dictionary(fc.constantFrom('0', '1', '2', '3', '4', '5'), cell), { maxLength: 14 }).map((rows) =>
    rows.map((cells, index) => ({
      number: index + 1,
      cells: new Map(Object.entries(cells).map(([column, content]) => [Number(column), content] as const)),
    })),
  ),
});

describe('readers of tables', () => {
  it('never throw, and count every item as taken or refused', () => {
    fc.assert(
      fc.property(fc.array(anySheet, { maxLength: 3 }), (sheets) => {
        for (const { read, items, rejected, warnings } of [readTables(sheets), readKahoot(sheets)]) {
          expect(read).toBe(items.length + rejected.length);
          expect([...rejected, ...warnings].filter(({ message }) => !message.endsWith('。'))).toEqual([]);
        }
        expect(typeof isKahoot(sheets)).toBe('boolean');
        expect(readBankData(sheets)?.documents ?? []).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('invents nothing: what an item asks and accepts stands in the sheet', () => {
    fc.assert(
      fc.property(anySheet, (one) => {
        const all = one.rows.flatMap(({ cells }) => [...cells.values()].map(({ text }) => text)).join('\n');
        for (const { item } of readTables([one]).items) {
          const texts = 'choices' in item ? item.choices.map(({ text }) => text) : [];
          const strange = texts.filter((text) => !text.split('\n').every((line) => all.includes(line)));
          expect(strange).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  const items = (count: number) =>
    Array.from({ length: count }, (_, index) => [
      `${index + 1}`,
      index % 3 === 0 ? '多选题' : '单选题',
      `示例题${index}：下列关于示例条例第${index}条的说法中，正确的是（ ）。`,
      `示例选项甲${index}`,
      `示例选项乙${index}`,
      `示例选项丙${index}`,
      index % 3 === 0 ? 'AC' : 'B',
    ]);
  const timed = (rows: Sheet): number => millisecondsOf(() => readTables([rows]));

  it('take a time that grows with the rows, not faster', () => {
    const heading = ['序号', '题型', '题目', 'A', 'B', 'C', '答案'];
    const few = sheet('S', [heading, ...items(500)]);
    const many = sheet('S', [heading, ...items(4000)]);
    timed(few);
    const [short, long] = [Math.min(timed(few), timed(few), timed(few)), Math.min(timed(many), timed(many))];
    // Eight times the rows; a reader that compares each row with each would take sixty-four times as long.
    expect(long).toBeLessThan(Math.max(short, 10) * 30);
  });

  it.each(['（ A ）', '_', '《 A 》', 'A.', '甲|', "' '", '\n', '\u3000', '1、', '答案：'])(
    'do not choke on a cell full of %j',
    (piece) => {
      const long = piece.repeat(20_000);
      const rows = [
        ['题目', '选项', '答案'],
        [long, '甲|乙', 'A'],
        ['示例', long, 'A'],
        ['示例', '甲|乙', long],
      ];
      expect(timed(sheet('S', rows))).toBeLessThan(2000);
      expect(timed(sheet('S', [['1. 示例是（ ）'], ['A. 甲'], [`B. ${long}`], ['答案：A']]))).toBeLessThan(2000);
    },
  );
});
