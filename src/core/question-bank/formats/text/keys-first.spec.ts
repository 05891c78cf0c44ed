import { describe, expect, it } from '@jest/globals';
import { readText } from './read-text.js';

const read = (...lines: string[]) => readText(lines.join('\n'));
const shown = (...lines: string[]) =>
  read(...lines).items.map(({ item }) => [item.stem.replace(/\s+/gu, ''), item.correctResponse]);

describe('a key before the number', () => {
  it.each(['√ 1. | × 2. | √ 3.', '√1、 | ×2、 | √3、', '（√）1. | × 2. | (√) 3.'])('as a mark: %s', (marks) => {
    const [one = '', two = '', three = ''] = marks.split(' | ');
    expect(shown('一、判断题', `${one}甲是一。`, `${two}乙是二。`, `${three}丙是三。`)).toEqual([
      ['甲是一。', true],
      ['乙是二。', false],
      ['丙是三。', true],
    ]);
  });

  it('as letters, where choices follow', () => {
    const text = ['一、选择题', 'B 1. 甲示例', 'A.一 B.二', 'C 2. 乙示例', 'A.一 B.二 C.三', 'AC 3、丙示例 A.一 B.二 C.三', '（B）4. 丁示例', 'A.一 B.二'];
    expect(shown(...text)).toEqual([['（）甲示例', 'B'], ['（）乙示例', 'C'], ['（）丙示例', ['A', 'C']], ['（）丁示例', 'B']]);
  }); // prettier-ignore

  it('is not the letter of a choice that begins with a number', () => {
    const reading = read('1. 示例', 'A 1、甲', 'B 2、乙', 'C 3、丙', '答案：C', '2. 示例乙', 'A 甲', 'B 乙', '答案：A');
    expect(reading.items.map(({ item }) => ('choices' in item ? item.choices.map(({ text }) => text) : []))).toEqual([
      ['1、甲', '2、乙', '3、丙'],
      ['甲', '乙'],
    ]);
  });

  it('refuses a choice that is the next item', () => {
    const reading = read('1. 示例', 'A.甲 B.乙', 'C 2. 另一个示例', '答案：A');
    expect(reading.items).toEqual([]);
    expect(reading.rejected.map(({ code }) => code)).toContain('choices.malformed');
  });
});
