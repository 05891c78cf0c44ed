import { describe, expect, it } from '@jest/globals';
import { itemLines, problemLines, sheet } from '../../../../../test/support/sheets.js';
import { readTables } from './read-tables.js';

describe('tables of platforms for live contests', () => {
  it('explain their columns below the headings, write a number as key and what a blank takes as choices', () => {
    const found = readTables([
      sheet('Sheet1', [
        ['Question Text', 'Question Type', 'Option 1', 'Option 2', 'Option 3', 'Correct Answer', 'Time in seconds'],
        ['Words\n(required)', 'Kind\n(default is the first)', 'One', 'Two\n(optional)', 'Three\n(optional)', 'Number', 'Time\n(optional)'],
        ['s1', 'Multiple Choice', '2', '3', '1', '3', '30'],
        ['s2', 'Checkbox', 'x', 'y', 'z', '1,3', '30'],
        ['s3 is ____', 'Fill-in-the-Blank', 'x', 'the x', '', '', '30'],
        ['s4', 'Poll', 'x', 'y', '', '', '30'],
      ]),
    ]);
    expect(itemLines(found)).toEqual(['single | s1 | A2 B3 C1 | C', 'multiple | s2 | Ax By Cz | [A,C]', 'fill-in | s3 is ____ | [[x,the x]]']);
    expect(problemLines(found.rejected)).toEqual(['A6 kind.unsupported']);
    expect(found.read).toBe(4);
    expect(problemLines(found.warnings)).toEqual(['A2 text.unclaimed', 'G3 feature.dropped']);
  }); // prettier-ignore

  it('a short answer needs no key, whatever its neighbours have; a draft, and said', () => {
    const head = ['Question Text', 'Question Type', 'Option 1', 'Option 2', 'Correct Answer'];
    const open = ['s2', 'Open-Ended', '', '', ''];
    const alone = readTables([sheet('Sheet1', [head, open])]);
    const among = readTables([sheet('Sheet1', [head, ['s1', 'Multiple Choice', 'x', 'y', 'B'], open, ['s3', 'Multiple Choice', 'x', 'y', '']])]);
    expect(itemLines(alone)).toEqual(['short-answer | s2 | ?']);
    expect(itemLines(among)).toEqual(['single | s1 | Ax By | B', 'short-answer | s2 | ?']);
    expect(problemLines(among.rejected)).toEqual(['A4 key.missing']);
    expect(problemLines(among.warnings)).toEqual(['A3 key.missing']);
  }); // prettier-ignore

  it('may name their columns as a database does', () => {
    const head = ['title_text', 'option1_text', 'option2_text', 'correct_answer_text'];
    expect(itemLines(readTables([sheet('', [head, ['s1', 'x', 'y', 'B'], ['s2', 'x', 'y', 'x']])]))).toEqual([
      'single | s1 | Ax By | B',
      'single | s2 | Ax By | A',
    ]);
  });

  it('stand under a title and write the choice that is right before the others', () => {
    const found = readTables([
      sheet('', [
        ['Import Template'],
        ['Question', 'Correct Answer', 'Incorrect Answer 1', 'Incorrect Answer 2 (Optional)'],
        ['s1', '4', '5', ''],
        ['s2', 'x', 'y', 'z'],
      ]),
    ]);
    expect(itemLines(found)).toEqual(['single | s1 | A4 B5 | A', 'single | s2 | Ax By Cz | A']);
    expect(found.rejected).toEqual([]);
  });
});
