/** Parts of a sheet that have a layout of their own. */
import type { Row, Sheet } from '../sheet.js';
import { writtenAt, type Written } from './draft.js';
import { kindInTitle, sectionHeading, type SectionHeading } from './headings.js';
import { inferLayout } from './infer.js';
import { headingOf, layoutOf, sameHeading, withLetters, type Heading, type Layout } from './layout.js';
import { roleOf } from './roles.js';

export interface Table {
  readonly layout: Layout;
  readonly rows: readonly Row[];
  /** The headings as written, where there are any. */
  readonly headings?: ReadonlyMap<number, string>;
  /** What the rows above the headings say of all items. */
  readonly title: SectionHeading;
  /** Words above the headings that say nothing of items. */
  readonly above: readonly Written[];
}

interface Part {
  readonly heading?: Heading;
  readonly rows: Row[];
}

/** Top to bottom. */
export function tablesOf(sheet: Sheet): readonly Table[] {
  const parts = partsOf(sheet.rows);
  const [first, ...others] = parts;
  if (first === undefined) return [];
  if (first.heading === undefined && others.length > 0 && !isTable(first.rows)) {
    const { title, above } = titleRows(sheet, first.rows);
    return others.map((part, index) => tableOf(sheet, part, title, index === 0 ? above : []));
  }
  return parts.map((part) => tableOf(sheet, part, {}, []));
}

function partsOf(rows: readonly Row[]): readonly Part[] {
  const parts: Part[] = [];
  let current: Part | undefined;
  for (const row of rows) {
    const heading = headingOf(row);
    if (heading !== undefined) {
      if (current?.heading !== undefined && sameHeading(current.heading, heading)) continue;
      // A heading above another is the upper line of two.
      if (current?.heading !== undefined && current.rows.length === 0) parts.pop();
      parts.push((current = { heading, rows: [] }));
      continue;
    }
    const both = current?.heading !== undefined && current.rows.length === 0 ? withLetters(current.heading, row) : undefined;
    if (both !== undefined) {
      parts[parts.length - 1] = current = { heading: both, rows: [] };
      continue;
    }
    if (current === undefined) parts.push((current = { rows: [] }));
    current.rows.push(row);
  }
  return parts;
} // prettier-ignore

/** Rows above the first headings are items only where several have several cells. */
const isTable = (rows: readonly Row[]): boolean => rows.filter(({ cells }) => new Set([...cells.values()].map(({ text }) => text)).size >= 3).length >= 3; // prettier-ignore

function tableOf(sheet: Sheet, { heading, rows }: Part, title: SectionHeading, above: readonly Written[]): Table {
  if (heading !== undefined) {
    const told = isInstruction(rows[0]) ? 1 : 0;
    const body = rows.slice(told);
    const notes = [...above, ...firstCells(sheet, rows.slice(0, told))];
    return { layout: layoutOf(heading, body), rows: body, headings: heading.texts, title, above: notes };
  }
  const skipped = rows.findIndex((row) => !isCaption(row));
  const own = titleRows(sheet, rows.slice(0, Math.max(skipped, 0)));
  const body = rows.slice(Math.max(skipped, 0));
  // Headings of sections and notes say nothing about the columns.
  const wide = body.filter(({ cells }) => cells.size > 1);
  const layout = inferLayout(wide.length > 0 ? wide : body);
  if (layout === undefined) return { layout: NOTHING, rows: [], title, above: [...above, ...firstCells(sheet, rows)] };
  return { layout, rows: body, title: own.title, above: [...above, ...own.above] };
}

const REMARK = /[(（]\s*(?:optional|required|default|选填|必填|可选|可不填)/iu;
const LEAST_REMARKS = 3;

/** Templates of some platforms explain each column below its heading. */
const isInstruction = (row: Row | undefined): boolean =>
  [...(row?.cells.values() ?? [])].filter(({ text }) => REMARK.test(text)).length >= LEAST_REMARKS;

const NOTHING: Layout = { roles: new Map(), unread: new Map() };

/** 高级 | 答案: a row in which a heading stands, though not enough of them to tell the columns. */
const isCaption = ({ cells }: Row): boolean =>
  cells.size > 1 && [...cells.values()].some(({ text }) => ['key', 'stem', 'choices', 'explanation', 'kind', 'number'].includes(roleOf(text)?.field ?? '')); // prettier-ignore

function titleRows(sheet: Sheet, rows: readonly Row[]): { readonly title: SectionHeading; readonly above: readonly Written[] } {
  let title: SectionHeading = {};
  const above: Written[] = [];
  for (const written of firstCells(sheet, rows)) {
    const section = sectionHeading(written.text);
    const kind = section?.kind ?? kindInTitle(written.text);
    if (kind !== undefined) title = { ...title, kind, ...(section?.points === undefined ? {} : { points: section.points }) };
    if (section === undefined) above.push(written);
  }
  return { title, above };
} // prettier-ignore

const firstCells = (sheet: Sheet, rows: readonly Row[]): readonly Written[] =>
  rows.flatMap((row) => {
    const [column] = row.cells.keys();
    return writtenAt(sheet, row, column) ?? [];
  });
