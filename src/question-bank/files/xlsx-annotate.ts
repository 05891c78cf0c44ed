import type { Problem } from '../../core/question-bank/formats/reading.js';
import { REMARK_HEADING, remarkColumn } from '../../core/question-bank/formats/table/remark-column.js';
import type { Sheet } from '../../core/question-bank/formats/sheet.js';
import { TABLE_LIMITS, type TableLimits } from './xlsx-limits.js';
import { openPackage, read, type Package, type Parts } from './xlsx-package.js';
import { withNotes, withStyles } from './xlsx-patch.js';
import { readXlsx } from './xlsx-read.js';
import { zipFiles } from './zip.js';

export interface Remark {
  readonly problem: Problem;
  /** False: the item was read, but a person should look. */
  readonly rejected: boolean;
}

/**
 * The same workbook with one column more on every sheet that remarks are about, and rows that were not read in another
 * colour. Everything else stays as it was, but macros, which are taken out. Throws `FileError` like `readXlsx`.
 */
export async function annotateXlsx(
  bytes: Uint8Array,
  remarks: readonly Remark[],
  limits: TableLimits = TABLE_LIMITS,
): Promise<Uint8Array> {
  const sheets = await readXlsx(bytes, limits);
  const workbook = await openPackage(bytes, limits.zip);
  const { parts } = workbook;
  const styles = workbook.styles === undefined ? undefined : withStyles(await textOf(parts, workbook.styles));
  const changed = new Map<string, string>();
  if (styles !== undefined && workbook.styles !== undefined) changed.set(workbook.styles, styles.xml);
  for (const [index, part] of workbook.sheets.entries()) {
    const sheet = sheets[index];
    const own = remarks.filter(({ problem }) => (problem.place.sheet ?? sheets[0]?.name) === part.name);
    const [first] = sheet?.rows ?? [];
    if (sheet === undefined || first === undefined) continue;
    const earlier = remarkColumn(sheet);
    if (own.length === 0 && earlier === undefined) continue;
    const { byRow, marked } = notesByRow(own, first.number);
    const notes = { column: earlier ?? freeColumn(sheet), byRow, marked, styles };
    changed.set(part.path, withNotes(await textOf(parts, part.path), notes));
  }
  return zipFiles(await withChanges(workbook, changed));
}

/** A remark without a cell, or above all words, stands beside the first row of words. */
function notesByRow(remarks: readonly Remark[], first: number) {
  const byRow = new Map<number, string>([[first, REMARK_HEADING]]);
  const marked = new Set<number>();
  for (const { problem, rejected } of remarks) {
    const row = Math.max(Number(/\d+$/u.exec(problem.place.cell ?? '')?.[0] ?? first), first);
    const words = `${rejected ? '未读入' : '请核对'}：${problem.message}`;
    const before = byRow.get(row);
    byRow.set(row, before === undefined ? words : `${before}\n${words}`);
    if (rejected) marked.add(row);
  }
  return { byRow, marked: [...marked].sort((one, other) => one - other) };
}

const freeColumn = ({ rows }: Sheet): number =>
  rows.reduce((most, { cells }) => Math.max(most, ...[...cells.keys()].map((column) => column + 1)), 0);

async function textOf(parts: Parts, path: string): Promise<string> {
  return new TextDecoder().decode(await read(parts, path));
}

const VBA = /vba(?:Project|Data)[^/]*$/iu;
const CONTENT_TYPES = '[Content_Types].xml';
const WORKBOOK_TYPE =
  /application\/vnd\.(?:ms-excel\.(?:sheet|template)\.macroEnabled|openxmlformats-officedocument\.spreadsheetml\.template)\.main\+xml/gu;

/** All parts as they were, apart from the changed ones; what belongs to macros is left out. */
async function withChanges({ parts }: Package, changed: ReadonlyMap<string, string>): Promise<Map<string, Uint8Array>> {
  const encoder = new TextEncoder();
  const files = new Map<string, Uint8Array>();
  for (const path of parts.keys()) {
    if (VBA.test(path)) continue;
    const text = changed.get(path);
    if (text !== undefined) files.set(path, encoder.encode(text));
    else if (path === CONTENT_TYPES) {
      const types = (await textOf(parts, path))
        .replace(WORKBOOK_TYPE, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml')
        .replace(/<(?:\w+:)?Override\b[^>]*vba(?:Project|Data)[^>]*\/>/giu, '');
      files.set(path, encoder.encode(types));
    } else if (path.endsWith('.rels')) {
      const relations = (await textOf(parts, path)).replace(/<(?:\w+:)?Relationship\b[^>]*vba(?:Project|Data)[^>]*\/>/giu, '');
      files.set(path, encoder.encode(relations));
    } else files.set(path, await read(parts, path));
  }
  return files;
} // prettier-ignore
