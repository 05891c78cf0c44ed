import { describe, expect, it } from '@jest/globals';
import { splitTruth } from '../../understand/truth.js';
import { readText } from './read-text.js';

const read = (...lines: string[]) => readText(lines.join('\n'));
const keys = (...lines: string[]) => read(...lines).items.map(({ item }) => item.correctResponse);

describe('a key as people say it', () => {
  it.each(['答案是B', '正确答案是B', '正确答案为 B', '选B', '故选B。', '答案是：B', '答：选 B'])('%s', (key) => {
    expect(keys('1. 示例', 'A. 甲', 'B. 乙', key, '2. 示例乙', 'A. 甲', 'B. 乙', '选A')).toEqual(['B', 'A']);
  });

  it('in words behind space is told as a key that cannot be read', () => {
    const reading = read('1. 甲可以吗（判断）', '答案 不可以', '2. 乙可以吗（判断）', '答案：对');
    expect(reading.rejected.map(({ code }) => code)).toEqual(['key.unreadable']);
    expect(reading.items.map(({ item }) => item.correctResponse)).toEqual([true]);
  });

  it('with its correction', () => {
    expect(splitTruth('（×）改正：应为三年')).toEqual({ value: false, remark: '应为三年' });
    expect(splitTruth('（甲）改正：应为三年')).toBeUndefined();
    const [item] = read('1. 甲为两年（判断题）', '答案：（×）改正：应为三年', '2. 乙为三年（判断题）', '答案：√').items;
    expect(item?.item).toMatchObject({ correctResponse: false, explanation: '应为三年' });
  });
});

describe('a choice', () => {
  const texts = (...lines: string[]) =>
    read(...lines).items.map(({ item }) => ('choices' in item ? item.choices.map(({ text }) => text) : []));

  it('that is broken off within a word goes on up to the next letter', () => {
    expect(texts('1. 示例', 'A、甲史 B、新', '乙国史 C、丙史', '答案：C')).toEqual([['甲史', '新乙国史', '丙史']]);
  });

  it('may be a ratio that looks like the time of a message', () => {
    expect(texts('1. 示例', 'A 1:8', 'B 1:12', 'C 1:20', '答案：B')).toEqual([['1:8', '1:12', '1:20']]);
  });
});

describe('the number behind the kind', () => {
  it('is no part of the stem', () => {
    const reading = read('【单选】1. 甲', 'A.一', 'B.二', '【答案】A', '[判断题]2、乙是一。', '【答案】错', '3、（填空题）：丙是____。', '【答案】三');
    expect(reading.items.map(({ item, place }) => [place.item, item.kind, item.stem])).toEqual([
      ['1', 'choice', '甲'],
      ['2', 'true-false', '乙是一。'],
      ['3', 'fill-in', '丙是____。'],
    ]);
  }); // prettier-ignore
});
