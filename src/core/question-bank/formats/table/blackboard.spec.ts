import { describe, expect, it } from '@jest/globals';
import { itemLines, sheet } from '../../../../../test/support/sheets.js';
import { isBlackboard, readBlackboard } from './blackboard.js';

const rows = [
  ['MC', '示例一', '甲', 'correct', '乙', 'incorrect'],
  ['MA', '示例二', '甲', 'Correct', '乙', 'incorrect', '丙', 'correct'],
  ['TF', '<p>示例三</p>', 'false'],
  ['ESS', '示例四', '示例要点'],
  ['ORD', '示例五', '甲', '乙', '丙'],
  ['MAT', '示例六', '甲', '1', '乙', '2'],
  ['FIB', '示例____七', '甲', '乙'],
  ['FIB_PLUS', '示例[a]和[b]', 'a', '甲', '', 'b', '乙', '丙'],
  ['NUM', '示例九', '365', '1'],
  ['FIL', '示例十'],
  ['MC', '示例十一', '甲', 'correct', '乙', ''],
  ['FIB_PLUS', '示例[b]和[a]', 'a', '甲', '', 'b', '乙'],
];

describe('readBlackboard', () => {
  const found = readBlackboard([sheet('', rows)]);

  it('makes an item of each row by the code of its kind', () => {
    expect(itemLines(found)).toEqual([
      'single | 示例一 | A甲 B乙 | A',
      'multiple | 示例二 | A甲 B乙 C丙 | [A,C]',
      'true-false | 示例三 | false',
      'short-answer | 示例四 | 示例要点',
      'ordering | 示例五 | A甲 B乙 C丙 | [A,B,C]',
      'matching | 示例六 | A甲 B乙 | {A:1,B:2}',
      'fill-in | 示例____七 | [[甲,乙]]',
      'fill-in | 示例____和____ | [[甲],[乙,丙]]',
      'fill-in | 示例九____ | [{min:364,max:366}]',
    ]);
  });

  it('refuses what cannot be played and keys that are not there, with the place', () => {
    expect(found.rejected.map(({ place, code }) => `${place.cell ?? ''} ${code}`)).toEqual([
      'B10 kind.unsupported',
      'B11 key.unreadable',
      'B12 blank.count',
    ]);
  });

  it('is told from other tables', () => {
    expect(isBlackboard([sheet('', rows)])).toBe(true);
    expect(isBlackboard([sheet('', [...rows, ['注', '示例']])])).toBe(false);
    expect(isBlackboard([sheet('', [])])).toBe(false);
  });
});
