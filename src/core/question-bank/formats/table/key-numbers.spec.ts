import { describe, expect, it } from '@jest/globals';
import { itemLines, problemLines, sheet } from '../../../../../test/support/sheets.js';
import { readTables } from './read-tables.js';

describe('keys that count the choices', () => {
  it.each([
    [
      'from 0, where the headings count the choices',
      [
        ['question', 'option1', 'option2', 'option3', 'correctIndex'],
        ['s1', 'x', 'y', 'z', '0'],
        ['s2', 'x', 'y', 'z', '1'],
      ],
      ['single | s1 | Ax By Cz | A', 'single | s2 | Ax By Cz | B'],
    ],
    [
      'counted headings, counted keys',
      [
        ['question', 'option1', 'option2', 'option3', 'answer'],
        ['s1', 'x', 'y', 'z', '1'],
        ['s2', 'x', 'y', 'z', '2'],
      ],
      ['single | s1 | Ax By Cz | A', 'single | s2 | Ax By Cz | B'],
    ],
    [
      '1 and 0 beside 正确 and 错误',
      [
        ['题目', 'A', 'B', '答案'],
        ['示例一', '正确', '错误', '1'],
        ['示例二', '正确', '错误', '0'],
      ],
      ['true-false | 示例一 | true', 'true-false | 示例二 | false'],
    ],
    [
      'a figure that is a choice, among keys that are texts',
      [
        ['question', 'choices', 'answer'],
        ['s1', '2|3|4|5', '4'],
        ['s2', 'x|y|z', 'y'],
      ],
      ['single | s1 | A2 B3 C4 D5 | C', 'single | s2 | Ax By Cz | B'],
    ],
    [
      'a figure that is a choice, among keys that are numbers',
      [
        ['question', 'option1', 'option2', 'option3', 'option4', 'answer'],
        ['s1', '2', '3', '4', '5', '4'],
        ['s2', '2', '3', '4', '9', '1,2'],
        ['s3', 'x', 'y', 'z', 'w', '2'],
      ],
      ['single | s1 | A2 B3 C4 D5 | D', 'multiple | s2 | A2 B3 C4 D9 | [A,B]', 'single | s3 | Ax By Cz Dw | B'],
    ],
  ])('%s', (_, rows, expected) => {
    const found = readTables([sheet('Sheet1', rows)]);
    expect(problemLines(found.rejected)).toEqual([]);
    expect(itemLines(found)).toEqual(expected);
  });

  it.each([
    ['letters', ['题目', '选项A', '选项B', '选项C', '答案'], 'B'],
    ['numbers', ['question', 'option1', 'option2', 'option3', 'answer'], 'C'],
  ])(
    'refuses a number that is the place of one choice and the text of another, in columns with %s',
    (_, headings, key) => {
      const found = readTables([
        sheet('Sheet1', [
          headings,
          ['示例一', '2', '1', '3', '2'],
          ['示例二', '甲', '乙', '丙', key],
          ['示例三', '2', '1', '3', '3'],
        ]),
      ]);
      expect(problemLines(found.rejected)).toEqual([expect.stringMatching(/E2.*key\.contradictory/u)]);
      expect(found.items).toHaveLength(2);
    },
  );

  it('refuses numbers that may count from 0 or from 1, choices or truths', () => {
    const refused = (...rows: readonly (readonly string[])[]) => {
      const found = readTables([sheet('Sheet1', rows)]);
      return found.rejected.map(({ place, code }) => `${place.cell ?? ''} ${code}`);
    };
    expect(refused(['question', 'option1', 'option2', 'option3', 'correct index'], ['s1', 'x', 'y', 'z', '1'], ['s2', 'x', 'y', 'z', '2'])).toEqual([
      'E2 key.unreadable',
      'E3 key.unreadable',
    ]);
    expect(refused(['题目', 'A', 'B', 'C', '答案'], ['示例一', '甲', '乙', '丙', '0'], ['示例二', '正确', '错误', '', '1'])).toEqual([
      'E3 key.unreadable',
    ]);
  }); // prettier-ignore
});
