import type { BranchRule } from './branches.js';

export type FormulaLocale = 'zh-CN' | 'en';

/** The branch formula as one sentence with its numbers, for the board, the notice and the workbook. */
export function formulaText(rule: BranchRule, locale: FormulaLocale): string {
  return `${rule.branchFormula}${locale}`;
}
