import { describe, expect, it } from '@jest/globals';
import { readText } from './read-text.js';

const read = (...lines: string[]) => readText(lines.join('\n'));
const shown = (...lines: string[]) => read(...lines).items.map(({ item }) => [item.stem, item.correctResponse]);

describe('a mark in the stem of a statement with a key elsewhere', () => {
  it.each(['甲可以倒放。 ×', '甲可以倒放。×', '（×）甲可以倒放。', '（错）甲可以倒放。', '甲可以倒放。（错误）', '甲可以倒放。 错'])('%s', (stem) => {
    const wanted = [['甲可以倒放。', false], ['乙是一。', true]];
    expect(shown('判断题', `1. ${stem}`, '2. 乙是一。 √', '答案：1.× 2.√')).toEqual(wanted);
    expect(shown('判断题', `1. ${stem}`, '答案：错误', '2. 乙是一。', '答案：B 正确').slice(0, 1)).toEqual(wanted.slice(0, 1));
  }); // prettier-ignore

  it('may be a letter without a stop before it', () => {
    expect(shown('判断题', '1. 甲是一 T', '答案：对')).toEqual([['甲是一', true]]);
    expect(read('判断题', '1. 甲含有维生素 T').items.map(({ item }) => item.stem)).toEqual(['甲含有维生素 T']);
  });

  it.each(['甲可以倒放。 √', '（对）甲可以倒放。', '甲可以倒放。（正确）'])('that differs is refused: %s', (stem) => {
    const reading = read('判断题', `1. ${stem}`, '2. 乙是一。 √', '答案：1.× 2.√');
    expect(reading.items.map(({ place }) => place.item)).toEqual(['2']);
    expect(reading.rejected.map(({ code }) => code)).toEqual(['key.contradictory']);
  });

  it('names its choice', () => {
    const choices = ['A.正确', 'B.错误'];
    expect(shown('1. 甲可以倒放。（×）', ...choices, '答案：B')).toEqual([['甲可以倒放。', false]]);
    expect(read('1. 甲可以倒放。（×）', ...choices, '答案：A').rejected.map(({ code }) => code)).toEqual(['key.contradictory']);
  }); // prettier-ignore

  it('may stand behind the word 答案', () => {
    expect(shown('判断题', '1. 甲可以倒放（ ） 答案 ×', '2. 乙是一。 答案 对')).toEqual([
      ['甲可以倒放（ ）', false],
      ['乙是一。', true],
    ]);
  });
});
