import { excerptOf } from '../../understand/fault.js';
import { namedKind } from '../../understand/kind-names.js';
import { understand } from '../../understand/understand.js';
import type { Problem, ReadBankItem, ReadItem, Reading } from '../reading.js';
import type { Row, Sheet } from '../sheet.js';
import { cellProblems, cellsOf } from './changed.js';
import { collect, type Collected } from './collect.js';
import { placeAt, type Draft, type Written } from './draft.js';
import { finish, keysInStems, type Finished } from './finish.js';
import { kindInTitle, type SectionHeading } from './headings.js';
import { countedKeys } from './key-numbers.js';
import type { Layout } from './layout.js';
import { OWN } from './own-columns.js';
import { isBankSheet, ownColumns, ownItem, withOwnFields, type OwnColumns } from './read-own.js';
import { withoutNumbers } from './stem.js';
import { tablesOf, type Table } from './tables.js';

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

/** A row as we print it, or what a person wrote on one row or several. */
type Entry =
  | { readonly row: number; readonly read: ReadItem }
  | { readonly row: number; readonly draft: Draft; readonly finish: (item: ReadBankItem) => ReadBankItem };

function readSheet(sheet: Sheet): Reading {
  const remarks = sheet.remarks ?? [];
  if (isBankSheet(sheet)) return { read: 0, items: [], rejected: [], warnings: remarks };
  const tables = tablesOf(sheet);
  const gathered = tables.map((table) => gather(sheet, table));
  const entries = gathered.flatMap((part) => part.entries);
  const drafts = entries.flatMap((entry) => ('draft' in entry ? [entry.draft] : []));
  const stems = withoutNumbers(drafts.map(({ stem }) => stem.text));
  const habit = keysInStems(drafts);
  const raws = countedKeys(drafts.map((draft, index) => finish(draft, stems[index] ?? draft.stem, habit)));
  const finished = new Map(drafts.map((draft, index) => [draft, raws[index] as Finished]));
  const keyless = drafts.length === entries.length && raws.every(({ raw, problem }) => raw.key === undefined && problem === undefined);
  const items: ReadItem[] = [];
  const rejected: Problem[] = gathered.flatMap((part) => part.rejected);
  const warnings: Problem[] = [...remarks, ...sheetWarnings(sheet, drafts, keyless, gathered, tables)];
  for (const entry of entries) {
    if ('read' in entry) {
      items.push(entry.read);
      if (entry.read.item.correctResponse === undefined) warnings.push(draftWarning(entry.read));
      continue;
    }
    const { raw, problem } = finished.get(entry.draft) as Finished;
    const cells = cellProblems(cellsOf(entry.draft));
    const refused = cells.blocking ?? problem;
    const understood = refused === undefined ? understand(raw, { keyless }) : { ok: false as const, problem: refused };
    if (!understood.ok) {
      rejected.push(understood.problem);
      continue;
    }
    items.push({ place: raw.place, item: entry.finish(understood.item) });
    warnings.push(...cells.warnings, ...understood.warnings);
  }
  return { read: items.length + rejected.length, items, rejected, warnings };
} // prettier-ignore

const draftWarning = ({ place }: ReadItem): Problem => ({
  place,
  code: 'key.missing',
  message: '这道题没有答案，作为草稿读入，请在题库里补上答案。',
});

interface Gathered extends Pick<Collected, 'rejected' | 'unclaimed'> {
  readonly entries: readonly Entry[];
}

const asIs = (item: ReadBankItem): ReadBankItem => item;

function gather(sheet: Sheet, table: Table): Gathered {
  const own = table.headings === undefined ? undefined : ownColumns(table.headings);
  if (own === undefined) {
    const { drafts, ...rest } = collect(sheet, table.rows, table.layout, titleOf(sheet, table));
    return { ...rest, entries: drafts.map((draft) => ({ row: draft.row, draft, finish: asIs })) };
  }
  const parts = table.rows.map((row): Gathered => {
    const item = ownItem(row, own);
    if (item !== undefined) return { entries: [{ row: row.number, read: ownRead(sheet, row, own, item) }], rejected: [], unclaimed: [] };
    const { drafts, ...rest } = collect(sheet, [row], table.layout, {});
    const finishOwn = (read: ReadBankItem) => withOwnFields(read, row, own);
    return { ...rest, entries: drafts.map((draft) => ({ row: draft.row, draft, finish: finishOwn })) };
  });
  return {
    entries: parts.flatMap(({ entries }) => entries),
    rejected: parts.flatMap(({ rejected }) => rejected),
    unclaimed: parts.flatMap(({ unclaimed }) => unclaimed),
  };
} // prettier-ignore

function ownRead(sheet: Sheet, row: Row, own: OwnColumns, item: ReadBankItem): ReadItem {
  const place = placeAt(sheet, own.fields.get('stem') ?? 0, row.number);
  return { place: item.id === undefined ? place : { ...place, item: item.id }, item };
}

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
  gathered: readonly Gathered[],
  tables: readonly Table[],
): readonly Problem[] {
  const hidden = drafts.filter((draft) => draft.hidden).map(({ row }) => row);
  const left = [...tables.flatMap(({ above }) => above), ...gathered.flatMap(({ unclaimed }) => unclaimed)];
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

const OWN_HEADINGS: ReadonlySet<string> = new Set(Object.values(OWN));

function unreadColumns(sheet: Sheet, { layout, rows }: { readonly layout: Layout; readonly rows: readonly Row[] }): readonly Problem[] {
  return [...layout.unread].filter(([, heading]) => !OWN_HEADINGS.has(heading)).flatMap(([column, heading]): Problem[] => {
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
