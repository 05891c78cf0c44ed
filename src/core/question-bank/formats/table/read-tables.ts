import { excerptOf } from '../../understand/fault.js';
import { isPlaceholder } from '../../understand/placeholder.js';
import { understand } from '../../understand/understand.js';
import type { Problem, ReadBankItem, ReadItem, Reading } from '../reading.js';
import type { Row, Sheet } from '../sheet.js';
import { cellProblems, cellsOf } from './changed.js';
import { collect, type Collected } from './collect.js';
import { placeAt, type Draft, type Written } from './draft.js';
import { finish, keysInStems, type Finished } from './finish.js';
import { kindInTitle, type SectionHeading } from './headings.js';
import { countedKeys, settledKeys } from './key-numbers.js';
import { keySheetOf, plainNumber, type KeysByNumber } from './key-sheet.js';
import type { Layout } from './layout.js';
import { isBankSheet, ownColumns, ownItem, withOwnFields, type OwnColumns } from './read-own.js';
import { withoutRemarks } from './remark-column.js';
import { sideBySide } from './side-by-side.js';
import { withoutNumbers } from './stem.js';
import { isText, readTextSheet } from './text-sheet.js';
import { tablesOf, type Table } from './tables.js';

/**
 * Items of a workbook or of a csv file, whatever the layout: with headings in any row or without, a sheet a kind, a row or
 * several rows an item, choices in columns or in one cell. Every sheet is read, hidden ones too. A sheet in which no item
 * has a key gives drafts without key. Never throws.
 */
export function readTables(written: readonly Sheet[]): Reading {
  const sheets = written.map(withoutRemarks).flatMap(sideBySide);
  const keySheet = keySheetOf(sheets);
  const others = sheets.filter((sheet) => sheet !== keySheet?.sheet && !isBankSheet(sheet));
  const numbered = keySheet !== undefined && others.length === 1 ? keySheet : undefined;
  const all = sheets.map((sheet) => (sheet === numbered?.sheet ? keysOnly(sheet) : readSheet(sheet, numbered?.keys)));
  const hasItems = all.some(({ items }, index) => items.length > 0 && !isManual(sheets[index] as Sheet));
  const readings = all.map((reading, index) => (hasItems ? withoutSamples(sheets[index] as Sheet, reading) : reading));
  return {
    read: readings.reduce((sum, { read }) => sum + read, 0),
    items: readings.flatMap(({ items }) => items),
    rejected: readings.flatMap(({ rejected }) => rejected),
    warnings: readings.flatMap(({ warnings }) => warnings),
  };
}

const MANUAL =
  /^(?:(?:填写|填表|导入|使用|模板|格式)?(?:说明|须知)|注意事项|(?:how to|instructions?|read ?me|guide)\b.*)$/iu;
const isManual = ({ name }: Sheet): boolean => MANUAL.test(name.trim());

/** What a sheet of instructions shows beside sheets of items is a sample. */
function withoutSamples(sheet: Sheet, reading: Reading): Reading {
  if (!isManual(sheet) || reading.read === 0) return reading;
  const message = `工作表“${sheet.name}”像是填写说明，里面的 ${reading.read} 处示例没有读入；如果是题目，请改工作表的名称。`;
  return { ...keysOnly(sheet), warnings: [...(sheet.remarks ?? []), remark(sheet, 'text.unclaimed', message)] };
}

/** A row as we print it, or what a person wrote on one row or several. */
type Entry =
  | { readonly row: number; readonly read: ReadItem }
  | { readonly row: number; readonly draft: Draft; readonly finish: (item: ReadBankItem) => ReadBankItem };

const keysOnly = ({ remarks = [] }: Sheet): Reading => ({ read: 0, items: [], rejected: [], warnings: remarks });

function readSheet(sheet: Sheet, keys: KeysByNumber | undefined): Reading {
  const remarks = sheet.remarks ?? [];
  if (isBankSheet(sheet)) return keysOnly(sheet);
  const tables = tablesOf(sheet);
  const [only] = tables;
  if (only !== undefined && tables.length === 1 && only.headings === undefined && isText(only.rows, only.layout)) {
    const reading = readTextSheet(sheet, sheet.rows);
    return { ...reading, warnings: [...remarks, ...reading.warnings] };
  }
  const gathered = gatherAll(sheet, tables);
  const entries = gathered.flatMap((part) => part.entries);
  const drafts = entries.flatMap((entry) => ('draft' in entry ? [entry.draft] : []));
  const stems = withoutNumbers(drafts.map(({ stem }) => stem.text));
  const habit = keysInStems(drafts);
  const raws = settledKeys(countedKeys(withKeys(drafts.map((draft, index) => finish(draft, stems[index] ?? draft.stem, habit)), keys)));
  const finished = new Map(drafts.map((draft, index) => [draft, raws[index] as Finished]));
  const keyless = drafts.length > 0 && drafts.length === entries.length && raws.every(({ raw, problem }) => problem === undefined && (raw.key === undefined || isPlaceholder(raw.key)));
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
    const understood = refused === undefined ? understand(raw, { keyless, ownKinds: true }) : { ok: false as const, problem: refused };
    if (!understood.ok) {
      rejected.push(understood.problem);
      continue;
    }
    items.push({ place: raw.place, item: entry.finish(understood.item) });
    warnings.push(...cells.warnings, ...understood.warnings);
  }
  return { read: items.length + rejected.length, items, rejected, warnings };
} // prettier-ignore

/** From a sheet of their own, where no item has a key here and no number stands twice. */
function withKeys(all: readonly Finished[], keys: KeysByNumber | undefined): readonly Finished[] {
  const numbers = all.map(({ raw }) => plainNumber(raw.place.item ?? ''));
  if (keys === undefined || all.some(({ raw }) => raw.key !== undefined) || new Set(numbers).size < all.length) return all;
  return all.map((finished, index) => {
    const key = keys.get(numbers[index] ?? '');
    return key === undefined ? finished : { ...finished, raw: { ...finished.raw, key: key.text, keyPlace: key.place } };
  });
} // prettier-ignore

const draftWarning = ({ place }: ReadItem): Problem => ({
  place,
  code: 'key.missing',
  message: '这道题没有答案，作为草稿读入，请在题库里补上答案。',
});

interface Gathered extends Omit<Collected, 'drafts'> {
  readonly entries: readonly Entry[];
}

const asIs = (item: ReadBankItem): ReadBankItem => item;

/** A heading row at the end of one table stands above the next. */
function gatherAll(sheet: Sheet, tables: readonly Table[]): readonly Gathered[] {
  let section: SectionHeading = {};
  return tables.map((table) => {
    const kind = section.kind ?? table.title.kind ?? kindInTitle(sheet.name);
    const gathered = gather(sheet, table, { ...table.title, ...section, ...(kind === undefined ? {} : { kind }) });
    section = gathered.section;
    return gathered;
  });
}

const ownOf = ({ headings }: Table): OwnColumns | undefined =>
  headings === undefined ? undefined : ownColumns(headings);

function gather(sheet: Sheet, table: Table, title: SectionHeading): Gathered {
  const own = ownOf(table);
  if (own === undefined) {
    const { fitting, overflowing } = apart(sheet, table);
    const { drafts, rejected, ...rest } = collect(sheet, fitting, table.layout, title);
    const entries = drafts.map((draft) => ({ row: draft.row, draft, finish: asIs }));
    return { ...rest, rejected: [...rejected, ...overflowing], entries };
  }
  const parts = table.rows.map((row): Omit<Gathered, 'section'> => {
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
    section: {},
  };
} // prettier-ignore

/** In csv a comma that nobody quoted moves all that follows: such a row has more cells than there are headings. */
function apart(sheet: Sheet, { headings, rows }: Table): { readonly fitting: readonly Row[]; readonly overflowing: readonly Problem[] } {
  if (sheet.name !== '' || headings === undefined) return { fitting: rows, overflowing: [] };
  const last = Math.max(...headings.keys());
  const tooLong = (row: Row) => [...row.cells.keys()].some((column) => column > last);
  const message = '这一行的格子比标题多，多半是文字里的逗号没有加英文引号，请改正后再导入。';
  return {
    fitting: rows.filter((row) => !tooLong(row)),
    overflowing: rows.filter(tooLong).map((row): Problem => ({
      place: placeAt(sheet, 0, row.number),
      code: 'choices.malformed',
      message,
      excerpt: excerptOf([...row.cells.values()].map(({ text }) => text).join(',')),
    })),
  };
} // prettier-ignore

function ownRead(sheet: Sheet, row: Row, own: OwnColumns, item: ReadBankItem): ReadItem {
  const place = placeAt(sheet, own.fields.get('stem') ?? 0, row.number);
  return { place: item.id === undefined ? place : { ...place, item: item.id }, item };
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
  const unread = drafts.length === 0 ? [] : tables.filter((table) => ownOf(table) === undefined).flatMap((table) => unreadColumns(sheet, table));
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
