import type ExcelJS from 'exceljs';

import type { ContestResults } from '../contest/results/results.service.js';
import { MULTI_SELECT_WORDS } from '../core/scoring/rule-words.js';
import { SMALLEST_GROUP, suppressed } from '../core/ranking/small-cells.js';
import { itemFigures } from './item-figures.js';
import { handWorkSheets } from './hand-work-sheets.js';
import { chineseDate, plainPoints, POINTS, table, type Cell, type Column } from './sheet.js';

const PERCENT = '0.0%';

const KINDS: Readonly<Record<string, string>> = {
  'true-false': '判断题',
  choice: '单选题',
  'fill-in': '填空题',
  ordering: '排序题',
  matching: '连线题',
};
const OUTCOMES = {
  correct: '正确',
  partial: '部分正确',
  incorrect: '错误',
  blank: '空白',
  missed: '未作答',
  void: '作废',
} as const;
const REASONS = { 'headcount-missing': '未填应参人数，无法计算', 'no-participants': '无人参赛' } as const;

interface Options {
  readonly anonymised: boolean;
  /** Where the audit log stood when the result was made final; null where it is not. */
  readonly auditHead: string | null;
}

/** The results as a spreadsheet: notes, branches, participants, items. Everything in it can be computed again from the rows. */
export async function resultsWorkbook(results: ContestResults, options: Options): Promise<Buffer> {
  // Loaded when needed: it is a tenth of what the start of the server would take.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  workbook.creator = '学赛';
  workbook.created = new Date(results.createdAt);
  notes(workbook, results, options);
  branches(workbook, results, options.anonymised);
  participants(workbook, results, options.anonymised);
  items(workbook, results, options.anonymised);
  handWorkSheets(workbook, results);
  draw(workbook, results);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function notes(workbook: ExcelJS.Workbook, results: ContestResults, options: Options): void {
  const hidden = options.anonymised;
  const sheet = workbook.addWorksheet('说明');
  const { rule } = results;
  const marks = { regular: '', demo: '（演示，不计入任何统计）', rehearsal: '（彩排，参赛者为模拟）' };
  const rows: [string, Cell][] = [
    ['竞赛', results.title + marks[results.kind]],
    ['创建日期', chineseDate(results.createdAt)],
    ['成绩状态', results.phase === 'finalized' ? '已确认' : '未确认'],
    ['满分', plainPoints(results.pointsPossible)],
    ['参赛人数', results.participants.length],
    ['支部得分公式', results.formula],
    ['参与率', '参赛人数÷应参人数，最高按100%计；应参人数由组织者填写。'],
    ['平均分', '本支部全体参赛者得分之和÷参赛人数。'],
    ['错误率', '作答而未全对的人数÷作答人数；作废的题目不计。'],
    ['多选题计分', MULTI_SELECT_WORDS[rule.multiSelectMode]],
    [
      '速度加分',
      rule.speedBonusPercent === 0
        ? '不计速度'
        : `最多为题目分值的${rule.speedBonusPercent}%，按各人自己的作答时间折算`,
    ],
    ['名次规则', '先比得分，再比多选题答错数（少者在前），仍相同则并列；并列后名次顺延（1、2、2、4）。'],
    ['成绩校验码', results.digest],
    ['与确认时核对', filed(results)],
    ['审计末端', options.auditHead ?? '成绩尚未确认'],
    ['抽题种子', `${results.seed}（题库相同时，用此种子和“抽题”表中的条件会抽到同样的题目）`],
    ['数据来源', '本表由服务器保存的作答记录重新计算得出。'],
    ...(hidden
      ? ([
          [
            '匿名',
            `已隐去姓名和单题作答；不足${SMALLEST_GROUP}人的支部不列出成绩，其参赛者不列出支部名称；“题目”表中不足${SMALLEST_GROUP}人的格子不列出。`,
          ],
        ] as [string, Cell][])
      : []),
    ['用途', '本榜不作为考核依据。'],
  ];
  sheet.getColumn(1).width = 16;
  sheet.getColumn(2).width = 90;
  for (const row of rows) {
    const added = sheet.addRow(row);
    added.getCell(1).font = { bold: true };
    added.getCell(2).alignment = { wrapText: true, vertical: 'top', horizontal: 'left' };
  }
}

/** The figures are settled anew for each download; a change since the confirmation must not go unseen. */
function filed({ digest, filedDigest }: ContestResults): string {
  if (filedDigest === null) return '成绩尚未确认';
  return digest === filedDigest ? '一致' : `不一致，请停止使用本表并联系管理员。确认时的校验码：${filedDigest}`;
}

function branches(workbook: ExcelJS.Workbook, results: ContestResults, hidden: boolean): void {
  const byHand = results.branches.some(({ adjusted }) => adjusted !== 0);
  const sheet = table(workbook, '支部', [
    { header: '名次', width: 8 },
    { header: '支部', width: 32 },
    { header: results.rule.branchFormula === 'organisation-index' ? '指数' : '得分', width: 10, format: POINTS },
    { header: '参赛人数', width: 10 },
    { header: '计入人数', width: 10 },
    { header: '应参人数', width: 10 },
    { header: '参与率', width: 10, format: PERCENT },
    { header: '平均分', width: 10, format: POINTS },
    ...(byHand ? [{ header: '其中加减分', width: 12, format: POINTS }] : []),
    { header: '备注', width: 28 },
  ]);
  const left = hidden
    ? suppressed(results.branches.map((row) => ({ id: row.branchId, size: row.participants })))
    : null;
  for (const row of results.branches) {
    if (left?.has(row.branchId)) {
      const few = row.participants < SMALLEST_GROUP;
      const note = few ? `不足${SMALLEST_GROUP}人，不列成绩` : '为防推算人数少的支部，不列成绩';
      sheet.addRow([
        null,
        row.name,
        null,
        row.participants,
        null,
        row.expected,
        row.participationRate,
        null,
        ...(byHand ? [null] : []),
        note,
      ]);
      continue;
    }
    const note = row.reason === null ? '' : REASONS[row.reason];
    const { rank, name, participants: took, counted, expected, participationRate } = row;
    sheet.addRow([
      rank,
      name,
      plainPoints(row.score),
      took,
      counted,
      expected,
      participationRate,
      plainPoints(row.mean),
      ...(byHand ? [plainPoints(row.adjusted)] : []),
      note,
    ]);
  }
}

/** Responses to single items are nobody's business once the names are hidden (domain.md 6.4): the sum alone is shown. */
function participants(workbook: ExcelJS.Workbook, results: ContestResults, hidden: boolean): void {
  const byHand = results.participants.some(({ adjusted }) => adjusted !== 0);
  const helped = results.participants.some(({ assisted }) => assisted);
  const sheet = table(workbook, '参赛者', [
    { header: '名次', width: 8 },
    { header: '姓名', width: 18 },
    { header: '支部', width: 32 },
    ...(helped ? [{ header: '进入方式', width: 14 }] : []),
    { header: '得分', width: 10, format: POINTS },
    ...(byHand ? [{ header: '其中加减分', width: 12, format: POINTS }] : []),
    { header: '答对题数', width: 10 },
    ...(hidden ? [] : results.items).flatMap(({ number }): Column[] => [
      { header: `第${number}题`, width: 10 },
      { header: `第${number}题得分`, width: 12, format: POINTS },
    ]),
  ]);
  for (const { rank, name, branchName, assisted, total, adjusted, correct, perItem } of results.participants) {
    const scores = (hidden ? [] : perItem).flatMap((score): Cell[] =>
      score ? [OUTCOMES[score.outcome], plainPoints(score.points)] : ['', null],
    );
    const entered = helped ? [assisted ? '由他人协助' : '本人'] : [];
    const given = byHand ? [plainPoints(adjusted)] : [];
    sheet.addRow([rank, name, branchName, ...entered, plainPoints(total), ...given, correct, ...scores]);
  }
}

function items(workbook: ExcelJS.Workbook, results: ContestResults, hidden: boolean): void {
  const sheet = table(workbook, '题目', [
    { header: '题号', width: 8 },
    { header: '环节', width: 20 },
    { header: '题型', width: 10 },
    { header: '题干', width: 70 },
    { header: '分值', width: 8, format: POINTS },
    { header: '作答人数', width: 10 },
    { header: '正确', width: 8 },
    { header: '部分正确', width: 10 },
    { header: '错误', width: 8 },
    { header: '空白', width: 8 },
    { header: '未作答', width: 8 },
    { header: '错误率', width: 12, format: PERCENT },
    { header: '备注', width: 14 },
  ]);
  for (const { number, round, kind, multiple, stem, points, voided, counts } of results.items) {
    const head: Cell[] = [number, round, kindNameOf(kind, multiple), stem, plainPoints(points)];
    if (!counts || voided) {
      sheet.addRow([...head, null, null, null, null, null, null, null, voided ? '已作废' : '未进行']);
      continue;
    }
    const { shown, note } = itemFigures(counts, hidden);
    const { responded, correct, partial, incorrect, blank, missed, wrongRate } = shown;
    sheet.addRow([...head, responded, correct, partial, incorrect, blank, missed, wrongRate, note]);
  }
}

/** What was drawn; items may have been edited or swapped by hand since. */
function draw(workbook: ExcelJS.Workbook, results: ContestResults): void {
  const sheet = table(workbook, '抽题', [
    { header: '环节', width: 20 },
    { header: '题库', width: 32 },
    { header: '题型', width: 10 },
    { header: '标签', width: 20 },
    { header: '难度', width: 10 },
    { header: '数量', width: 8 },
  ]);
  for (const { round, bank, kind, multiple, tag, difficulty, count } of results.draw) {
    const kindName = kind === null ? '不限' : kindNameOf(kind, multiple);
    const range = difficulty === null ? '不限' : rangeOf(difficulty);
    sheet.addRow([round, bank, kindName, tag ?? '不限', range, count]);
  }
}

const kindNameOf = (kind: string, multiple: boolean): string =>
  kind === 'choice' && multiple ? '多选题' : (KINDS[kind] ?? kind);
const rangeOf = ({ min, max }: { readonly min: number; readonly max: number }): string =>
  min === max ? String(min) : `${min}～${max}`;
