import { describe, expect, it } from '@jest/globals';
import { couldBe } from './mask.js';

describe('own row behind a mask', () => {
  it.each([
    ['张*', '张明', true],
    ['张*明', '张小明', true],
    ['张*明', '张小亮', false],
    ['李*明', '张小明', false],
    ['欧阳**', '欧阳示例', true],
    ['张*明（2）', '张小明', true],
    ['张*明2', '张小明', true],
    ['A***', 'alice', true],
    ['', '张明', false],
  ])('%s may be %s: %s', (masked, name, expected) => {
    expect(couldBe(masked, name)).toBe(expected);
  });
});
