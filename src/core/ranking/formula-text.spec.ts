import { describe, expect, it } from '@jest/globals';
import type { BranchFormula } from '../scoring/types.js';
import { formulaText } from './formula-text.js';

const rule = { topN: 7, indexWeights: { participation: 0.35, mean: 0.45, pass: 0.2 } };

describe('formulaText', () => {
  it.each<[BranchFormula, readonly string[]]>([
    ['sum', []],
    ['mean', []],
    ['mean-top-n', ['7']],
    ['adjusted-mean', ['5', '100%']],
    ['organisation-index', ['0.35', '0.45', '0.2', '60%', '100%']],
  ])('%s is one sentence with its numbers in both languages', (branchFormula, numbers) => {
    const chinese = formulaText({ ...rule, branchFormula }, 'zh-CN');
    const english = formulaText({ ...rule, branchFormula }, 'en');
    expect(chinese).toMatch(/^[^。]*\p{Script=Han}[^。]*。$/u);
    expect(english).toMatch(/^[A-Z][^。\p{Script=Han}]*[a-z]\.$/u);
    for (const number of numbers) {
      expect(chinese).toContain(number);
      expect(english).toContain(number);
    }
  });

  it('spells the adjusted mean out', () => {
    expect(formulaText({ ...rule, branchFormula: 'adjusted-mean' }, 'zh-CN')).toBe(
      '参与度校正平均分：（参赛人数×本支部平均分＋5×全体参赛者平均分）÷（参赛人数＋5）×参与率，' +
        '其中参与率＝参赛人数÷应参人数，最高按 100% 计，结果四舍五入保留两位小数。',
    );
  });
});
