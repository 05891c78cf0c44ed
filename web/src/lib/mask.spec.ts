import { describe, expect, it } from '@jest/globals';
import { couldBe, ownRow } from './mask.js';

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

describe('own row of a board', () => {
  const row = (name: string, rank = 1) => ({ name, branchId: 'b1', rank, points: 10 });
  const own = { name: '张小明', branchId: 'b1', rank: 1, total: 10 };

  it('is found by rank, branch, points and mask together', () => {
    const mine = row('张*明');
    expect(ownRow([row('张*明', 2), row('李*明'), mine], own)).toBe(mine);
  });

  it('is not guessed where two rows could be it', () => {
    expect(ownRow([row('张*明（1）'), row('张*明（2）')], own)).toBeNull();
  });
});
