/** Kahoot's own spreadsheet: headings in row 8, four choices, a time limit and the numbers of the right choices. */
import { latin, narrow, tidy } from '../../understand/characters.js';
import { excerptOf } from '../../understand/fault.js';
import { understand } from '../../understand/understand.js';
import type { RawChoice, RawItem } from '../raw-item.js';
import type { Problem, ReadItem, Reading } from '../reading.js';
import type { Row, Sheet } from '../sheet.js';
import { cellProblems, type ItemCells } from './changed.js';
import { placeAt, writtenAt, type Written } from './draft.js';
import { withoutRemarks } from './remark-column.js';

interface Columns {
  readonly stem: number;
  readonly choices: readonly number[];
  readonly time: number;
  readonly key: number;
}

interface KahootSheet {
  readonly sheet: Sheet;
  readonly columns: Columns;
  readonly rows: readonly Row[];
}

const HEADINGS = {
  stem: /^question\s*-/u,
  choice: /^answer\s*[1-4]\s*-/u,
  time: /^time limit/u,
  key: /^correct answer/u,
} as const;
/** Above the headings stand a logo and instructions. */
const DEEPEST = 30;

function kahootSheet(sheets: readonly Sheet[]): KahootSheet | undefined {
  for (const sheet of sheets.map(withoutRemarks)) {
    for (const [index, row] of sheet.rows.slice(0, DEEPEST).entries()) {
      const found = (pattern: RegExp): number[] =>
        [...row.cells].filter(([, { text }]) => pattern.test(narrow(text).toLowerCase())).map(([column]) => column);
      const [[stem], choices, [time], [key]] = [HEADINGS.stem, HEADINGS.choice, HEADINGS.time, HEADINGS.key].map(found) as [number[], number[], number[], number[]]; // prettier-ignore
      if (stem === undefined || time === undefined || key === undefined || choices.length < 2) continue;
      return { sheet, columns: { stem, choices, time, key }, rows: sheet.rows.slice(index + 1) };
    }
  }
  return undefined;
}

export const isKahoot = (sheets: readonly Sheet[]): boolean => kahootSheet(sheets) !== undefined;

/** Items of a workbook for which `isKahoot` is true; the numbered rows that nobody filled in are none. Never throws. */
export function readKahoot(sheets: readonly Sheet[]): Reading {
  const found = kahootSheet(sheets);
  if (found === undefined) return { read: 0, items: [], rejected: [], warnings: [] };
  const { sheet, columns, rows } = found;
  const items: ReadItem[] = [];
  const rejected: Problem[] = [];
  const warnings: Problem[] = [...(sheet.remarks ?? [])];
  const keyless = rows.every((row) => writtenAt(sheet, row, columns.key) === undefined);
  let timed: Written | undefined;
  for (const row of rows) {
    const raw = rawOf(sheet, row, columns);
    if (raw === undefined) continue;
    timed ??= writtenAt(sheet, row, columns.time);
    const cells = cellProblems(cellsIn(sheet, row, columns));
    const refused = raw.stem === '' ? withoutStem(raw) : cells.blocking;
    const understood = refused === undefined ? understand(raw, { keyless }) : { ok: false as const, problem: refused };
    if (!understood.ok) {
      rejected.push(understood.problem);
      continue;
    }
    items.push({ place: raw.place, item: understood.item });
    warnings.push(...cells.warnings, ...understood.warnings, ...anyOfSeveral(raw));
  }
  if (timed !== undefined) {
    const message = 'Kahoot 的答题时限没有读入，作答时间由竞赛的环节设置。';
    warnings.push({ place: timed.place, code: 'feature.dropped', message, excerpt: excerptOf(timed.text) });
  }
  return { read: items.length + rejected.length, items, rejected, warnings };
}

function rawOf(sheet: Sheet, row: Row, columns: Columns): RawItem | undefined {
  const stem = writtenAt(sheet, row, columns.stem);
  const key = writtenAt(sheet, row, columns.key);
  const choices = columns.choices.flatMap((column, index): RawChoice[] => {
    const written = writtenAt(sheet, row, column);
    return written === undefined ? [] : [{ label: String.fromCharCode(65 + index), text: written.text, place: written.place }];
  });
  if (stem === undefined && choices.length === 0) return undefined;
  const number = [...row.cells].find(([column]) => column < columns.stem)?.[1].text;
  return {
    place: { ...placeAt(sheet, columns.stem, row.number), ...(number === undefined ? {} : { item: tidy(number) }) },
    stem: stem?.text ?? '',
    choices,
    ...(key === undefined ? {} : { key: lettersOf(key.text), keyPlace: key.place }),
  };
} // prettier-ignore

/** 1,3 → AC; anything else stays as it is, for `understand` to refuse. */
function lettersOf(key: string): string {
  const plain = latin(key).replace(/\.0$/u, '');
  if (!/^[1-4](?:[\s,;、]+[1-4])*$/u.test(plain)) return key;
  return (plain.match(/[1-4]/gu) ?? []).map((figure) => String.fromCharCode(64 + Number(figure))).join('');
}

function cellsIn(sheet: Sheet, row: Row, { stem, choices, key }: Columns): ItemCells {
  const at = (column: number): readonly Written[] => [writtenAt(sheet, row, column) ?? []].flat();
  const nothing: Written = { text: '', cell: { text: '' }, place: placeAt(sheet, stem, row.number) };
  return { stem: at(stem)[0] ?? nothing, choices: choices.flatMap(at), keys: at(key), others: [] };
}

const withoutStem = ({ place, choices }: RawItem): Problem => ({
  place,
  code: 'stem.missing',
  message: '这一行有选项，却没有题干，请补上题干或删去这一行。',
  excerpt: excerptOf(choices.map(({ text }) => text).join(' ')),
});

/** There any right choice earns all points, here all of them are asked for. */
function anyOfSeveral({ place, key = '' }: RawItem): readonly Problem[] {
  if (key.length < 2) return [];
  const message = 'Kahoot 里选中任意一个正确答案就算对，导入后是多选题，要选全才算对，请核对。';
  return [{ place, code: 'feature.dropped', message }];
}
