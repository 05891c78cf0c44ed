/** What the cells of a column look like, whatever its heading says. */
import { latin, narrow, tidy } from '../../understand/characters.js';
import { namedKind } from '../../understand/kind-names.js';
import { truthOf } from '../../understand/truth.js';
import type { Row } from '../sheet.js';

export interface ColumnLook {
  readonly column: number;
  /** Rows with text here. */
  readonly filled: number;
  /** Average length. */
  readonly length: number;
  /** Different texts among the filled cells that were looked at, as the shares below 0..1. */
  readonly distinct: number;
  readonly whole: number;
  readonly kinds: number;
  readonly keys: number;
}

/** So many rows tell what a column holds. */
const SAMPLE = 400;

const WHOLE = /^\d{1,6}[.、)）]?$/u;
const KEY_LETTERS = /^[A-Z](?:[\s,、;|/]*[A-Z]){0,9}$/u;

export const isKeyLike = (text: string): boolean => {
  const plain = latin(text).replace(/^[([（【]|[)\]）】]$/gu, '');
  return KEY_LETTERS.test(plain) || truthOf(text) !== undefined;
};

export const isKindLike = (text: string): boolean => [...text].length <= 20 && namedKind(text) !== undefined;

interface Count {
  filled: number;
  length: number;
  readonly texts: Set<string>;
  whole: number;
  kinds: number;
  keys: number;
}

/** By column, left to right. */
export function columnLooks(rows: readonly Row[]): readonly ColumnLook[] {
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  const counts = new Map<number, Count>();
  for (let at = 0; at < rows.length; at += step) {
    for (const [column, cell] of rows[at]?.cells ?? []) {
      const text = tidy(cell.text);
      if (text === '') continue;
      const count = counts.get(column) ?? { filled: 0, length: 0, texts: new Set(), whole: 0, kinds: 0, keys: 0 };
      counts.set(column, count);
      count.filled += 1;
      count.length += text.length;
      count.texts.add(text);
      if (text.length > 20) continue;
      if (WHOLE.test(narrow(text))) count.whole += 1;
      if (isKindLike(text)) count.kinds += 1;
      if (isKeyLike(text)) count.keys += 1;
    }
  }
  return [...counts]
    .sort(([one], [other]) => one - other)
    .map(([column, { filled, length, texts, whole, kinds, keys }]) => ({
      column,
      filled,
      length: length / filled,
      distinct: texts.size / filled,
      whole: whole / filled,
      kinds: kinds / filled,
      keys: keys / filled,
    }));
}
