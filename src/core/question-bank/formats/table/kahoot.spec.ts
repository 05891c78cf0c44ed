import { describe, expect, it } from '@jest/globals';
import { dated, sheet } from '../../../../../test/support/sheets.js';
import { isKahoot, readKahoot } from './kahoot.js';

const HEADINGS = [
  '',
  'Question - max 120 characters',
  'Answer 1 - max 75 characters',
  'Answer 2 - max 75 characters',
  'Answer 3 - max 75 characters',
  'Answer 4 - max 75 characters',
  'Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs',
  'Correct answer(s) - choose at least one',
];
const TOP = [['', 'Quiz template'], ['', 'Sample instructions'], [], [], [], [], [], HEADINGS];

describe('readKahoot', () => {
  const found = readKahoot([
    sheet('Sheet1', [
      ...TOP,
      ['1', 'Sample one?', 'w', 'x', '', 'z', '20', '4'],
      ['2', 'Sample two?', 'w', 'x', 'y', 'z', '20', '1, 3'],
      ['3', 'Sample three.', 'True', 'False', '', '', '20', '2'],
      ['4', 'Sample four?', 'w', 'x', '', '', '20', ''],
      ['5', '', 'w', 'x', '', '', '20', '1'],
      ['6', 'Sample six?', dated('1月2日'), 'x', '', '', '20', '1'],
      ...Array.from({ length: 90 }, (_, index) => [String(index + 7)]),
    ]),
  ]);

  it('takes the numbers of the right choices, and no numbered empty row', () => {
    expect(found.items.map(({ place, item }) => [place.cell, place.item, item.kind, item.correctResponse])).toEqual([
      ['B9', '1', 'choice', 'D'],
      ['B10', '2', 'choice', ['A', 'C']],
      ['B11', '3', 'true-false', false],
    ]);
    expect(found.read).toBe(6);
  });

  it('refuses with the place, and says what Kahoot has and we have not', () => {
    expect(found.rejected.map(({ place, code }) => [place.cell, code])).toEqual([
      ['B12', 'key.missing'],
      ['B13', 'stem.missing'],
      ['C14', 'value.changed-by-spreadsheet'],
    ]);
    const dropped = found.warnings.filter(({ code }) => code === 'feature.dropped');
    expect(dropped.map(({ place, excerpt }) => [place.cell, excerpt])).toEqual([
      ['B10', undefined],
      ['G9', '20'],
    ]);
  });

  it('is told from other tables', () => {
    expect(isKahoot([sheet('a', [['题目', 'A', 'B', '答案']]), sheet('b', TOP)])).toBe(true);
    expect(isKahoot([sheet('a', [['Question', 'Answer 1', 'Answer 2', 'Correct answer']])])).toBe(false);
  });
});
