import { excerptOf } from '../../understand/fault.js';
import { namedKind } from '../../understand/kind-names.js';
import { understand } from '../../understand/understand.js';
import type { Problem, ReadItem, Reading } from '../reading.js';
import type { Row, Sheet } from '../sheet.js';
import { cellProblems } from './changed.js';
import { collect, type Collected } from './collect.js';
import { placeAt, type Draft, type Written } from './draft.js';
import { finish, keysInStems, type Finished } from './finish.js';
import { kindInTitle, type SectionHeading } from './headings.js';
import { countedKeys } from './key-numbers.js';
import type { Layout } from './layout.js';
import { tablesOf, type Table } from './tables.js';
import { withoutNumbers } from './stem.js';

/**
 * Items of a workbook or of a csv file, whatever the layout: with headings in any row or without, a sheet a kind, a row or
 * several rows an item, choices in columns or in one cell. Every sheet is read, hidden ones too. A sheet in which no item
 * has a key gives drafts without key. Never throws.
 */
export function readTables(sheets: readonly Sheet[]): Reading {
  const readings = sheets.map(readSheet);
  return {
    read: readings.reduce((sum, { read }) => sum + read, 0),
    items: readings.flatMap(({ items }) => items),
    rejected: readings.flatMap(({ rejected }) => rejected),
    warnings: readings.flatMap(({ warnings }) => warnings),
  };
}

function readSheet(sheet: Sheet): Reading {
  const tables = tablesOf(sheet);
  const collected = tables.map((table) => collect(sheet, table.rows, table.layout, titleOf(sheet, table)));
  const drafts = collected.flatMap((part) => part.drafts);
  const stems = withoutNumbers(drafts.map(({ stem }) => stem.text));
  const habit = keysInStems(drafts);
  const finished = countedKeys(drafts.map((draft, index) => finish(draft, stems[index] ?? draft.stem, habit)));
  const keyless = drafts.length > 0 && finished.every(({ raw, problem }) => raw.key === undefined && problem === undefined);
  const items: ReadItem[] = [];
  const rejected: Problem[] = collected.flatMap((part) => part.rejected);
  const warnings: Problem[] = [...(sheet.remarks ?? []), ...sheetWarnings(sheet, drafts, keyless, collected, tables)];
  drafts.forEach((draft, index) => {
    const { raw, problem } = finished[index] as Finished;
    const cells = cellProblems(draft);
    const refused = cells.blocking ?? problem;
    const understood = refused === undefined ? understand(raw, { keyless }) : { ok: false as const, problem: refused };
    if (!understood.ok) {
      rejected.push(understood.problem);
      return;
    }
    items.push({ place: raw.place, item: understood.item });
    warnings.push(...cells.warnings, ...understood.warnings);
  });
  return { read: items.length + rejected.length, items, rejected, warnings };
} // prettier-ignore

/** The kind of all items of a table: from the row above its headings, or from the name of the sheet. */
function titleOf({ name }: Sheet, { title }: Table): SectionHeading {
  if (title.kind !== undefined) return title;
  const kind = kindInTitle(name);
  return kind === undefined || namedKind(kind) === undefined ? title : { ...title, kind };
}

const at = (sheet: Sheet) => (sheet.name === '' ? {} : { sheet: sheet.name });

function sheetWarnings(
  sheet: Sheet,
  drafts: readonly Draft[],
  keyless: boolean,
  collected: readonly Collected[],
  tables: readonly Table[],
): readonly Problem[] {
  const hidden = drafts.filter((draft) => draft.hidden).map(({ row }) => row);
  const left = [...tables.flatMap(({ above }) => above), ...collected.flatMap(({ unclaimed }) => unclaimed)];
  const unread = drafts.length === 0 ? [] : tables.flatMap((table) => unreadColumns(sheet, table));
  return [
    ...(sheet.hidden === true && drafts.length > 0
      ? [remark(sheet, 'feature.dropped', `工作表“${sheet.name}”是隐藏的，也已读入，请核对是否需要。`)]
      : []),
    ...(hidden.length > 0
      ? [remark(sheet, 'feature.dropped', `有 ${hidden.length} 行是隐藏的（第 ${someOf(hidden)} 行），也已读入，请核对是否需要。`)]
      : []),
    ...(keyless ? [remark(sheet, 'key.missing', '没有找到答案，全部题目已作为没有答案的草稿读入，请在题库里补上答案。')] : []),
    ...unclaimedWarnings(left),
    ...unread,
  ];
} // prettier-ignore

const remark = (sheet: Sheet, code: Problem['code'], message: string): Problem => ({ place: at(sheet), code, message });

const SHOWN = 5;
const someOf = (rows: readonly number[]): string =>
  rows.slice(0, SHOWN).join('、') + (rows.length > SHOWN ? ' 等' : '');

/** Many notes in a row are one remark: nobody reads a thousand. */
const MOST_NOTES = 20;

function unclaimedWarnings(left: readonly Written[]): readonly Problem[] {
  const shown = left.slice(0, MOST_NOTES).map((written): Problem => ({
    place: written.place,
    code: 'text.unclaimed',
    message: '这里的文字不像题目，没有读入，请核对。',
    excerpt: excerptOf(written.text),
  }));
  const rest = left[MOST_NOTES];
  if (rest === undefined) return shown;
  const message = `从这里起还有 ${left.length - MOST_NOTES} 处文字不像题目，没有读入，请核对。`;
  return [...shown, { place: rest.place, code: 'text.unclaimed', message, excerpt: excerptOf(rest.text) }];
}

function unreadColumns(sheet: Sheet, { layout, rows }: { readonly layout: Layout; readonly rows: readonly Row[] }): readonly Problem[] {
  return [...layout.unread].flatMap(([column, heading]): Problem[] => {
    const row = rows.find(({ cells }) => cells.has(column));
    if (row === undefined) return [];
    const name = heading === '' ? '没有标题的一列' : `“${excerptOf(heading)}”一列`;
    return [{
      place: placeAt(sheet, column, row.number),
      code: 'feature.dropped',
      message: `${name}没有读入，需要的内容请移到题干、解析或标签列。`,
      excerpt: excerptOf(row.cells.get(column)?.text ?? ''),
    }];
  });
} // prettier-ignore
