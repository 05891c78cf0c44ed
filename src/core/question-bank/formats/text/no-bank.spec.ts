import { expect, it } from '@jest/globals';

import { readText } from './read-text.js';

const codesOf = (text: string) => {
  const { read, items, rejected, warnings } = readText(text);
  return {
    read,
    items: items.length,
    rejected: rejected.length,
    codes: [...new Set(warnings.map(({ code }) => code))],
  };
};
const NOTHING = { read: 0, items: 0, rejected: 0, codes: ['file.empty'] };

it.each([
  ['a list of steps', '# 示例说明\n\n## 安装\n\n1. 打开示例程序。\n2. 按示例填写名称。\n3. 保存后重新打开。\n'],
  ['a table that speaks of keys', '# 示例文件\n\n| 文件 | 说明 |\n|---|---|\n| a.txt | 选项有三个，答案：c |\n| b.txt | 答案在括号里 |\n'],
  ['minutes', '示例会议纪要\n1、学习示例文件。\n2、讨论示例安排，会议认为应当抓紧。\n3、散会。\n'],
])('%s is no bank, and one sentence says so', (_, text) => {
  expect(codesOf(text)).toEqual(NOTHING);
}); // prettier-ignore

it.each([
  ['questions', '1. 示例法是哪一年施行的？\n2. 简述示例的意义。\n'],
  ['short answers under their heading', '一、简答题\n1. 示例的含义\n2. 示例的原则\n'],
  ['a statement with its key', '示例是正确的。\n答案：正确\n'],
  ['a blank', '1. 示例的首都是____。\n2. 示例是城市。\n'],
])('%s make a bank', (_, text) => {
  expect(codesOf(text).read).toBeGreaterThan(0);
});
