import { describe, expect, it } from '@jest/globals';
import { itemLines } from '../../../../../test/support/sheets.js';
import { readText } from './read-text.js';

const read = (...text: string[]) => readText(text.join('\n'));
const stems = (...text: string[]) => read(...text).items.map(({ item }) => item.stem.replaceAll('\n', '¶'));
const choices = ['A. 甲', 'B. 乙', '答案：A'];

describe('a text for the items that it numbers', () => {
  it.each([
    [['根据以下材料，回答1-2题。', '示例村有三百户。']],
    [['示例村有三百户。', '根据以上材料，回答第1～2题：']],
    [['（1-2题共用题干）', '示例村有三百户。']],
  ])('%j', (material) => {
    expect(stems(...material, '1. 示例一（ ）', ...choices, '2. 示例二（ ）', ...choices, '3. 示例三（ ）', ...choices)).toEqual([
      '示例村有三百户。¶示例一（ ）',
      '示例村有三百户。¶示例二（ ）',
      '示例三（ ）',
    ]);
  }); // prettier-ignore

  it('keeps the words that stand with the numbers, and takes a second text for what it is', () => {
    const text = ['一、单选题', '甲公司迟延交货。根据以上材料，回答1-2题。', '1. 示例一（ ）', ...choices, '2. 示例二（ ）', ...choices, '根据以下案例，回答3-4题。', '乙公司拒绝付款。', '来源：示例文书', '3. 示例三（ ）', ...choices]; // prettier-ignore
    expect(stems(...text)).toEqual([
      '甲公司迟延交货。根据以上材料，回答1-2题。¶示例一（ ）',
      '甲公司迟延交货。根据以上材料，回答1-2题。¶示例二（ ）',
      '乙公司拒绝付款。¶来源：示例文书¶示例三（ ）',
    ]);
  });
});

describe('a case', () => {
  it('is carried into each of its items, and ends the answer above it', () => {
    const text = ['四、案例分析题', '案例一', '甲公司迟延交货。', '问题：', '1. 谁违约？', '答案：甲公司违约。', '2. 如何主张？', '答案：请求赔偿。', '案例二', '张某醉酒驾车。', '1. 张某如何定性？', '答案：危险驾驶。']; // prettier-ignore
    expect(itemLines(read(...text)).map((line) => line.replaceAll('\n', '¶'))).toEqual([
      'short-answer | 案例一¶甲公司迟延交货。¶谁违约？ | 甲公司违约。',
      'short-answer | 案例一¶甲公司迟延交货。¶如何主张？ | 请求赔偿。',
      'short-answer | 案例二¶张某醉酒驾车。¶张某如何定性？ | 危险驾驶。',
    ]);
  });

  it('may have parts that are items of their own', () => {
    const text = ['1. 示例企业发生火灾。', '（1）示例一（ ）', ...choices, '（2）示例二（ ）', ...choices, '2. 与此无关（ ）', ...choices];
    expect(stems(...text)).toEqual(['示例企业发生火灾。¶（1）示例一（ ）', '示例企业发生火灾。¶示例二（ ）', '与此无关（ ）']);
  }); // prettier-ignore

  it('ends with its section', () => {
    const text = ['一、案例题', '示例企业发生火灾。', '1. 示例一（ ）', ...choices, '二、单选题', '1. 示例二（ ）', ...choices];
    expect(stems(...text)).toEqual(['示例企业发生火灾。¶示例一（ ）', '示例二（ ）']);
  }); // prettier-ignore
});

it('a text of which nobody can tell what is based on it is told at each item below it', () => {
  const { items, warnings } = read('1. 示例一（ ）', ...choices, '阅读材料，谈谈认识。', '示例县办了讲堂。', '2. 示例二（ ）', ...choices, '3. 示例三（ ）', ...choices); // prettier-ignore
  expect(items.map(({ item }) => item.stem)).toEqual(['示例一（ ）', '示例二（ ）', '示例三（ ）']);
  expect(warnings.map(({ code, place }) => `${place.item ?? place.line} ${code}`)).toEqual([
    '2 feature.dropped',
    '3 feature.dropped',
    '5 text.unclaimed',
  ]);
});

it('what an explanation says of its material is no new one', () => {
  const text = ['1. 示例（ ）', 'A. 甲', 'B. 乙', '答案：A', '解析：如下。', '材料：见第三页。', '根据材料，选甲。', '2. 示例二（ ）', ...choices]; // prettier-ignore
  expect(read(...text).items.map(({ item }) => item.explanation)).toEqual(['如下。\n材料：见第三页。\n根据材料，选甲。', undefined]); // prettier-ignore
});
