import { describe, expect, it } from '@jest/globals';
import { readText } from './read-text.js';

const read = (...lines: string[]) => readText(lines.join('\n'));
const shown = (...lines: string[]) =>
  read(...lines).items.map(({ item }) => [item.kind, item.stem, item.correctResponse]);

describe('the kind before the stem of an item', () => {
  it('is no heading of its section', () => {
    const text = ['1. 判断：甲可以倒放。（×）', '2. 判断题：乙是一种标志。（√）', '3、单选：丙在哪一年', 'A.1978', 'B.1988', '答案：B', '4、填空题：丁是____。', '答案：一', '5、简答题：简述戊。', '答案：二等。'];
    expect(shown(...text)).toEqual([
      ['true-false', '甲可以倒放。', false],
      ['true-false', '乙是一种标志。', true],
      ['choice', '丙在哪一年', 'B'],
      ['fill-in', '丁是____。', [['一']]],
      ['short-answer', '简述戊。', '二等。'],
    ]);
    expect(read(...text)).toMatchObject({ rejected: [], warnings: [] });
  }); // prettier-ignore

  it('counts: one key of several choices stays one of several', () => {
    const reading = read('1. 多选：示例（）', 'A. 甲', 'B. 乙', 'C. 丙', '答案：A', '2. 单选题 示例', 'A. 甲', 'B. 乙', '答案：A');
    expect(reading.items.map(({ item }) => [item.stem, item.correctResponse])).toEqual([['示例（）', ['A']], ['示例', 'A']]);
    expect(reading.warnings.map(({ code }) => code)).toEqual(['key.contradictory']);
  }); // prettier-ignore

  it('is a word of the stem where the choices say so', () => {
    expect(shown('一、单选题', '1. 判断：下列属于甲的是', 'A. 一', 'B. 二', 'C. 三', '答案：A')).toEqual([
      ['choice', '判断：下列属于甲的是', 'A'],
    ]);
  });

  it('needs no number where the mark stands behind the statement', () => {
    expect(shown('判断：甲可以倒放。（×）', '判断：乙是一种标志。（√）').map(([, stem, key]) => [stem, key])).toEqual([
      ['甲可以倒放。', false],
      ['乙是一种标志。', true],
    ]);
  });
});

describe('a heading', () => {
  it.each(['1. 判断题', '1、判断题：', '1. 判断题（每题2分）', '1. 判断题：共2题，每题2分', '1. 判断题：20分', '1. 判断题：正确的打“√”，错误的打“×”', '一、判断题：请判断对错'])('%s', (heading) => {
    const reading = read(heading, '（1）甲是一。', '答案：对', '（2）乙是二。', '答案：错');
    expect(reading.items.map(({ item }) => [item.stem, item.correctResponse])).toEqual([['甲是一。', true], ['乙是二。', false]]);
    expect(reading.warnings).toEqual([]);
  }); // prettier-ignore

  it('with words that belong to no item is told', () => {
    const reading = read('一、判断题：甲可以倒放。', '1. 乙是一。（√）', '2. 丙是二。（×）');
    expect(reading.items).toHaveLength(2);
    expect(reading.warnings.map(({ code, place }) => [code, place.line])).toEqual([['text.unclaimed', 1]]);
  });
});
