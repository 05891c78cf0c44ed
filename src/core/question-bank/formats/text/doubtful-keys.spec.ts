import { describe, expect, it } from '@jest/globals';
import { itemLines, problemLines } from '../../../../../test/support/sheets.js';
import { readText } from './read-text.js';

const lines = (...text: string[]) => text.join('\n');

/** Items and what was refused, each as one line. */
function outcome(text: string): string[] {
  const reading = readText(text);
  return [...itemLines(reading), ...reading.rejected.map(({ code, place }) => `${place.item ?? '-'}: ${code}`)];
}
const warned = (text: string) => problemLines(readText(text).warnings);

describe('a key with the text of its choice', () => {
  const item = (key: string) => lines('1. 谁（ ）', 'A. 张三 B. 李四 C. 王五', `答案：${key}`);
  const taken = (key: string) => readText(item(key)).items.map(({ item: { correctResponse } }) => correctResponse);

  it.each([
    ['C. 王五', 'C'],
    ['C、王五', 'C'],
    ['C（王五）', 'C'],
    ['A. 张三 C. 王五', ['A', 'C']],
    ['A. 张三；B. 李四', ['A', 'B']],
    ['AC。张三、王五', ['A', 'C']],
  ])('%s is that choice and needs no explanation', (key, expected) => {
    expect(taken(key)).toEqual([expected]);
    expect(readText(item(key)).items[0]?.item.explanation).toBeUndefined();
  });

  it.each(['C. 李四', 'B、王五', 'A（王五）', 'AC。张三、李四'])('%s contradicts itself', (key) => {
    expect(outcome(item(key))).toEqual(['1: key.contradictory']);
  });

  it('may be a remark after all', () => {
    expect(readText(item('B。因为李四在场')).items[0]?.item).toMatchObject({
      correctResponse: 'B',
      explanation: '因为李四在场',
    });
  });

  it('stands in a list of keys as well', () => {
    const choices = 'A. 张三 B. 李四';
    const text = lines('1. 甲（ ）', choices, '2. 乙（ ）', choices, '参考答案', '1. B. 李四', '2. B. 张三');
    expect(outcome(text)).toEqual(['single | 甲（ ） | A张三 B李四 | B', '2: key.contradictory']);
  });

  it('may judge a statement', () => {
    expect(outcome(lines('1. 示例说法（ ）', 'A. 错误 B. 正确', '答案：A. 错误'))).toEqual([
      'true-false | 示例说法（ ） | false',
    ]);
  });
});
