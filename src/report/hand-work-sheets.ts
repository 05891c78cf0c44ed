import type ExcelJS from 'exceljs';

import type { ContestResults } from '../contest/results/results.service.js';
import { momentOf, plainPoints, POINTS, table } from './sheet.js';

const ADJUSTMENT_STATES = { proposed: '待复核', confirmed: '已复核', rejected: '未通过' } as const;
const APPEAL_STATES = { open: '待裁定', upheld: '成立', dismissed: '不成立' } as const;
type Remedy = Pick<ContestResults['appeals'][number], 'correction' | 'adjustmentId'>;

const CORRECTION_KINDS = { key: '更正答案', void: '题目作废' } as const;

/** What was done to the result by hand: points, corrections, appeals; each sheet only where there is something on it. */
export function handWorkSheets(workbook: ExcelJS.Workbook, results: ContestResults): void {
  if (results.adjustments.length > 0) adjustments(workbook, results);
  if (results.corrections.length > 0) corrections(workbook, results);
  if (results.appeals.length > 0) appeals(workbook, results);
}

function adjustments(workbook: ExcelJS.Workbook, results: ContestResults): void {
  const sheet = table(workbook, '加减分', [
    { header: '对象', width: 10 },
    { header: '姓名或支部', width: 32 },
    { header: '加减分', width: 10, format: POINTS },
    { header: '理由', width: 50 },
    { header: '状态', width: 10 },
    { header: '提出人', width: 16 },
    { header: '提出时间', width: 20 },
    { header: '复核人', width: 16 },
    { header: '复核时间', width: 20 },
  ]);
  for (const row of results.adjustments) {
    sheet.addRow([
      row.subject === 'branch' ? '支部' : '个人',
      row.name,
      plainPoints(row.points),
      row.reason,
      ADJUSTMENT_STATES[row.state],
      row.proposedBy,
      momentOf(row.proposedAt),
      row.decidedBy,
      momentOf(row.decidedAt),
    ]);
  }
}

function corrections(workbook: ExcelJS.Workbook, results: ContestResults): void {
  const sheet = table(workbook, '更正', [
    { header: '题号', width: 8 },
    { header: '题干', width: 60 },
    { header: '更正', width: 12 },
    { header: '理由', width: 40 },
    { header: '操作人', width: 16 },
    { header: '时间', width: 20 },
    { header: '撤回', width: 40 },
  ]);
  for (const { number, stem, kind, reason, by, at, cancelled } of results.corrections) {
    const taken = cancelled === null ? '' : `${momentOf(cancelled.at)} ${cancelled.by}：${cancelled.reason}`;
    sheet.addRow([number === 0 ? '热身' : number, stem, CORRECTION_KINDS[kind], reason, by, momentOf(at), taken]);
  }
}

function appeals(workbook: ExcelJS.Workbook, results: ContestResults): void {
  const sheet = table(workbook, '申诉', [
    { header: '事项', width: 14 },
    { header: '提交时间', width: 20 },
    { header: '结果', width: 10 },
    { header: '裁定', width: 60 },
    { header: '裁定人', width: 16 },
    { header: '裁定时间', width: 20 },
    { header: '处理', width: 40 },
  ]);
  for (const { number, filedAt, state, ruling, ruledBy, ruledAt, ...remedy } of results.appeals) {
    const subject = number === 0 ? '整体成绩' : `第${number}题`;
    sheet.addRow([
      subject,
      momentOf(filedAt),
      APPEAL_STATES[state],
      ruling,
      ruledBy,
      momentOf(ruledAt),
      remedyOf(remedy, results),
    ]);
  }
}

/** What was done about an appeal, as it stands on the other two sheets. */
function remedyOf(
  { correction, adjustmentId }: Remedy,
  { corrections: made, adjustments: given }: ContestResults,
): string {
  const correct = made.find(({ version }) => version === correction);
  const points = given.find(({ id }) => id === adjustmentId);
  return [
    ...(correct === undefined
      ? []
      : [
          `${correct.number === 0 ? '热身题' : `第${correct.number}题`}${CORRECTION_KINDS[correct.kind]}（更正 ${correct.version}）`,
        ]),
    ...(points === undefined
      ? []
      : [`加减分 ${points.points / 100}（${points.name}，${momentOf(points.proposedAt)}）`]),
  ].join('；');
}
