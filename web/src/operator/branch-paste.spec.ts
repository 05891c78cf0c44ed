import { describe, expect, it } from '@jest/globals';
import { parseBranches, printBranches } from './branch-paste.js';

const plain = (text: string) => parseBranches(text).branches.map(({ name, expected }) => [name, expected]);

describe('parseBranches', () => {
  it('reads name and headcount from two columns of Excel, with or without a heading', () => {
    const rows = [
      ['机关第一支部', 12],
      ['机关第二支部', 9],
    ];
    expect(plain('机关第一支部\t12\n机关第二支部\t9\n')).toEqual(rows);
    expect(plain('支部名称\t应参人数\r\n机关第一支部\t12\r\n机关第二支部\t9')).toEqual(rows);
  });

  it('leaves out a column of running numbers', () => {
    expect(plain('序号\t支部\t人数\n1\t机关第一支部\t12')).toEqual([['机关第一支部', 12]]);
  });

  it('takes a branch without a headcount', () => {
    expect(plain('老干部支部\n社区支部\t')).toEqual([
      ['老干部支部', null],
      ['社区支部', null],
    ]);
  });

  it('reads lists as people type them', () => {
    expect(plain('机关第一支部，12人\n机关第二支部 ９')).toEqual([
      ['机关第一支部', 12],
      ['机关第二支部', 9],
    ]);
  });

  it('keeps digits that belong to a name', () => {
    expect(plain('第3支部\n2023级1班支部\t30')).toEqual([
      ['第3支部', null],
      ['2023级1班支部', 30],
    ]);
  });

  it('keeps line numbers of the pasted text and passes over empty lines', () => {
    expect(parseBranches('甲支部\n\n乙支部').branches.map((branch) => branch.line)).toEqual([1, 3]);
  });

  it('names a duplicate with both lines and keeps the first', () => {
    const { branches, problems } = parseBranches('甲支部\t3\n乙支部\t4\n 甲支部 \t5');
    expect(branches).toHaveLength(2);
    expect(problems).toEqual([{ line: 3, code: 'duplicate', text: '甲支部', firstLine: 1 }]);
  });

  it.each(['十二', '-3', '0', '1.5', '100001'])('refuses %s as a headcount', (cell) => {
    expect(parseBranches(`甲支部\t${cell}`)).toEqual({
      branches: [],
      problems: [{ line: 1, code: 'bad-headcount', text: cell }],
    });
  });

  it('refuses a line with a headcount but no name, and a name that is too long', () => {
    const { problems } = parseBranches(`\t12\n${'支'.repeat(61)}\t3`);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [1, 'no-name'],
      [2, 'too-long'],
    ]);
  });

  it('reads back what it prints', () => {
    const branches = [
      { name: '甲支部', expected: 3 },
      { name: '乙支部', expected: null },
    ];
    expect(parseBranches(printBranches(branches)).branches.map(({ name, expected }) => ({ name, expected }))).toEqual(
      branches,
    );
  });
});
