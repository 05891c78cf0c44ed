import type { Reading } from '../reading.js';
import type { Row, Sheet } from '../sheet.js';
import { headingOf } from '../table/layout.js';
import { readTables } from '../table/read-tables.js';
import { readText } from '../text/read-text.js';

/**
 * Reads a text in which tables of Markdown may stand: a line of headings that say what the columns are (题目, 答案), a line
 * of dashes, and a line a row. Items of tables come behind those of the text; `cell` of their places counts the lines of
 * the text. Never throws.
 */
export function readMarkdown(text: string): Reading {
  const { rest, sheets } = withoutTables(text);
  const inText = readText(rest);
  if (sheets.length === 0) return inText;
  const inTables = readTables(sheets);
  return {
    read: inText.read + inTables.read,
    items: [...inText.items, ...inTables.items],
    rejected: [...inText.rejected, ...inTables.rejected],
    warnings: [
      ...inText.warnings.filter(({ code }) => inTables.read === 0 || code !== 'file.empty'),
      ...inTables.warnings,
    ],
  };
}

const BAR = /(?<!\\)\|/u;
const DASHES = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?$/u;

/** The lines of tables are left empty, so that the others keep their numbers. */
function withoutTables(text: string): { readonly rest: string; readonly sheets: readonly Sheet[] } {
  if (!text.includes('|')) return { rest: text, sheets: [] };
  const lines = text.split(/\r\n|\r|\n/u);
  const sheets: Sheet[] = [];
  for (let at = 0; at + 1 < lines.length; at += 1) {
    if (!isHead(lines[at] as string, lines[at + 1] as string, at)) continue;
    const rows: Row[] = [rowOf(lines[at] as string, at)];
    lines[at] = lines[at + 1] = '';
    for (at += 2; lines[at]?.trim().startsWith('|') === true; at += 1) {
      rows.push(rowOf(lines[at] as string, at));
      lines[at] = '';
    }
    sheets.push({ name: '', rows });
  }
  return { rest: lines.join('\n'), sheets };
}

const isHead = (line: string, below: string, at: number): boolean =>
  line.trim().startsWith('|') && DASHES.test(below.trim()) && headingOf(rowOf(line, at)) !== undefined;

function rowOf(line: string, at: number): Row {
  const texts = line.trim().replace(/^\|/u, '').split(BAR);
  const cells = texts.flatMap((text, column) => {
    const words = text
      .trim()
      .replaceAll('\\|', '|')
      .replace(/<br\s*\/?>/giu, '\n');
    return words === '' ? [] : [[column, { text: words }] as const];
  });
  return { number: at + 1, cells: new Map(cells) };
}
