import { describe, expect, it } from '@jest/globals';
import { choicesInCell, letteredRun } from './choice-cell.js';

const brief = (text: string) => choicesInCell(text)?.map(({ label = '', text: words }) => `${label}:${words}`);

describe('choicesInCell', () => {
  it.each([
    ['(A)甲  (B)乙 (C)丙', ['A:甲', 'B:乙', 'C:丙']],
    ['A．甲；B．乙；C．丙', ['A:甲', 'B:乙', 'C:丙']],
    ['A.甲B.乙C.丙', ['A:甲', 'B:乙', 'C:丙']],
    ['A.0.5 B.1.5', ['A:0.5', 'B:1.5']],
    ['(A) 甲 (B) 乙 C) 丙 (D丁', ['A:甲', 'B:乙', 'C:丙', 'D:丁']],
    ['A.维生素B、C类\nB.维生素D', ['A:维生素B、C类', 'B:维生素D']],
    ['A.含A、B两类 B.含C、D两类', ['A:含A、B两类', 'B:含C、D两类']],
    ['A 甲\nB 乙', ['A:甲', 'B:乙']],
    ['A 甲 B 乙 C 丙', ['A:甲', 'B:乙', 'C:丙']],
    ['A-甲|B-乙', ['A:甲', 'B:乙']],
    ['甲\n乙', [':甲', ':乙']],
    ['1.甲\n2.乙', [':甲', ':乙']],
    ['甲$;$乙', [':甲', ':乙']],
    ['甲；乙', [':甲', ':乙']],
    ['["甲","乙"]', [':甲', ':乙']],
    ["['A. 甲' 'B. 乙']", ['A:甲', 'B:乙']],
    ['{"A":"甲","B":"乙"}', ['A:甲', 'B:乙']],
    // In another order, but complete; or repeated, which is for `understand` to refuse.
    ['(A) 甲 (C) 丙 (B) 乙', ['A:甲', 'B:乙', 'C:丙']],
    ['(A)甲  (A)乙  (C)丙', ['A:甲', 'A:乙', 'C:丙']],
  ])('parts %j', (text, choices) => expect(brief(text)).toEqual(choices));

  it.each(['A股上涨', '甲', '', '[不是列表]', '-1-2', '见第A.1条'])('leaves %j whole', (text) =>
    expect(brief(text)).toBeUndefined(),
  );
});

describe('letteredRun', () => {
  it('goes on from a letter', () => {
    expect(letteredRun('(C)丙 (D)丁', 1, 'C')?.choices.map(({ label }) => label)).toEqual(['C', 'D']);
  });

  it('gives what stands before the first choice', () => {
    expect(letteredRun('示例是（ ）。A.甲 B.乙')?.before).toBe('示例是（ ）。');
  });
});
