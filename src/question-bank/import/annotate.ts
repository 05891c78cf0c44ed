/** What was found in a file, as a file: the file itself with remarks at their places, or a list. */
import type { Problem } from '../../core/question-bank/formats/reading.js';
import { sheetOf, type Cell, type Sheet } from '../../core/question-bank/formats/sheet.js';
import { REMARK_HEADING } from '../../core/question-bank/formats/table/remark-column.js';
import { placeText } from './place-text.js';
import type { Look } from './look.js';
import type { Remark } from '../files/xlsx-annotate.js';

/** GIFT has comments of its own. */
const GIFT_REMARK = `// ${REMARK_HEADING}`;

/** Without what an earlier report wrote into the text; lines keep their numbers. */
export const withoutRemarks = (text: string): string => text.replace(/^【导入提示】.*$/gmu, '');

export const remarksOf = ({ rejected, warnings }: Pick<Look, 'rejected' | 'warnings'>): readonly Remark[] => [
  ...rejected.map((problem) => ({ problem: problem as Problem, rejected: true })),
  ...warnings.map((problem) => ({ problem: problem as Problem, rejected: false })),
];

const sentence = ({ problem, rejected }: Remark): string => `${rejected ? '未读入' : '请核对'}：${problem.message}`;

/** Remarks stand above the line that they are about; what has no line stands at the beginning. */
export function annotateText(text: string, remarks: readonly Remark[], format: string): string {
  const mark = format === 'gift' ? GIFT_REMARK : REMARK_HEADING;
  const byLine = new Map<number, string[]>();
  for (const remark of remarks) {
    const line = remark.problem.place.line ?? 1;
    byLine.set(line, [...(byLine.get(line) ?? []), `${mark}${sentence(remark)}`]);
  }
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r\n|\n|\r/u).flatMap((line, index) => [...(byLine.get(index + 1) ?? []), line]);
  return lines.join(end);
}

/** One column more, at the right. */
export function annotateRows(sheet: Sheet, remarks: readonly Remark[]): Sheet {
  const column = sheet.rows.reduce((most, { cells }) => Math.max(most, ...[...cells.keys()].map((key) => key + 1)), 0);
  const byRow = new Map<number, string[]>();
  const first = sheet.rows[0]?.number ?? 1;
  for (const remark of remarks) {
    const row = Number(/\d+$/u.exec(remark.problem.place.cell ?? '')?.[0] ?? remark.problem.place.line ?? first);
    byRow.set(row, [...(byRow.get(row) ?? []), sentence(remark)]);
  }
  const rows = sheet.rows.map((row) => {
    const words = byRow.get(row.number)?.join('\n');
    const heading = row.number === first ? REMARK_HEADING : '';
    const text = [heading, words ?? ''].filter((part) => part !== '').join('\n');
    return text === '' ? row : { ...row, cells: new Map<number, Cell>([...row.cells, [column, { text }]]) };
  });
  return { ...sheet, rows };
}

const COLUMNS = ['结果', '位置', '说明', '原文', '代码'];
const IN_FILE = '同一文件';

/** For files that cannot be written into. */
export function listOf(look: Look, fileName: string): readonly Sheet[] {
  const summary = [
    ['项目', '内容'],
    ['文件', fileName],
    ['格式', look.format],
    ['找到的题目', String(look.read)],
    ['可以读入', String(look.accepted)],
    ['其中新增', String(look.added)],
    ['其中更新题库里已有的题目', String(look.revised.length)],
    ['其中重复，不再载入', String(look.repeated.length)],
    ['不能读入', String(look.rejected.length)],
    ['请核对', String(look.warnings.length)],
  ];
  const problems = remarksOf(look).map(({ problem, rejected }) => [
    rejected ? '未读入' : '请核对',
    placeText(problem.place),
    problem.message,
    problem.excerpt ?? '',
    problem.code,
  ]);
  const similar = look.similar.map(({ place, stem, other, otherKey }) => [
    placeText(place),
    stem,
    other,
    otherKey ?? IN_FILE,
  ]);
  const met = [
    ...look.revised.map((match) => ['更新', match] as const),
    ...look.repeated.map((match) => ['重复', match] as const),
  ].map(([what, { place, excerpt, itemKey }]) => [what, placeText(place), excerpt, itemKey ?? IN_FILE]);
  return [
    sheetOf('概要', summary),
    sheetOf('问题', [COLUMNS, ...problems]),
    ...(met.length === 0 ? [] : [sheetOf('已有的题目', [['结果', '位置', '题干', '在哪里'], ...met])]),
    ...(similar.length === 0 ? [] : [sheetOf('相近的题目', [['位置', '题干', '相近的题干', '在哪里'], ...similar])]),
  ];
}
