import { assertNever } from '../result.js';
import { PASS_PERCENT, SHRINKAGE, type BranchRule } from './branches.js';

export type FormulaLocale = 'zh-CN' | 'en';

/** The branch formula as one sentence with its numbers, for the board, the notice and the workbook. */
export function formulaText(rule: BranchRule, locale: FormulaLocale): string {
  return locale === 'zh-CN' ? inChinese(rule) : inEnglish(rule);
}

function inChinese({ branchFormula, topN, indexWeights }: BranchRule): string {
  const rate = '参与率＝参赛人数÷应参人数，最高按 100% 计';
  switch (branchFormula) {
    case 'sum':
      return '总分：本支部全体参赛者得分之和。';
    case 'mean':
      return '平均分：本支部全体参赛者得分之和÷参赛人数，四舍五入保留两位小数。';
    case 'mean-top-n':
      return (
        `前 ${topN} 名平均分：本支部得分最高的 ${topN} 名参赛者的平均分，` +
        `不足 ${topN} 人的按实际参赛人数平均，四舍五入保留两位小数。`
      );
    case 'adjusted-mean':
      return (
        `参与度校正平均分：（参赛人数×本支部平均分＋${SHRINKAGE}×全体参赛者平均分）÷（参赛人数＋${SHRINKAGE}）×参与率，` +
        `其中${rate}，结果四舍五入保留两位小数。`
      );
    case 'organisation-index':
      return (
        `组织奖指数（满分 100）：100×（${indexWeights.participation}×参与率＋${indexWeights.mean}×平均得分率` +
        `＋${indexWeights.pass}×合格率），其中${rate}，平均得分率＝平均分÷满分，最高按 100% 计，` +
        `合格率＝得分不低于满分 ${PASS_PERCENT}% 的人数÷参赛人数，结果四舍五入保留两位小数。`
      );
    default:
      return assertNever(branchFormula);
  }
}

function inEnglish({ branchFormula, topN, indexWeights }: BranchRule): string {
  const rate = 'the participation rate is participants ÷ expected headcount, at most 100%';
  switch (branchFormula) {
    case 'sum':
      return 'Sum: the points of all participants of the branch added up.';
    case 'mean':
      return 'Mean: the points of all participants of the branch ÷ participants, rounded to two decimals.';
    case 'mean-top-n':
      return (
        `Mean of the top ${topN}: the mean of the ${topN} best participants of the branch, ` +
        `or of all of them where there are fewer than ${topN}, rounded to two decimals.`
      );
    case 'adjusted-mean':
      return (
        `Participation-adjusted mean: (participants × branch mean + ${SHRINKAGE} × mean of all participants) ÷ ` +
        `(participants + ${SHRINKAGE}) × participation rate, where ${rate}, rounded to two decimals.`
      );
    case 'organisation-index':
      return (
        `Organisation index (out of 100): 100 × (${indexWeights.participation} × participation rate + ` +
        `${indexWeights.mean} × mean share + ${indexWeights.pass} × pass rate), where ${rate}, ` +
        'the mean share is the mean ÷ the points possible, at most 100%, and the pass rate is the share of participants ' +
        `with at least ${PASS_PERCENT}% of the points possible, rounded to two decimals.`
      );
    default:
      return assertNever(branchFormula);
  }
}
