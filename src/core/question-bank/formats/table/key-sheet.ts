/** A sheet of nothing but numbers and keys, beside the sheet with the items. */
import { narrow, tidy } from '../../understand/characters.js';
import type { Sheet } from '../sheet.js';
import { isKeyLike } from './columns.js';
import { writtenAt, type Written } from './draft.js';
import { roleOf } from './roles.js';

/** Keys by the number of the item. */
export type KeysByNumber = ReadonlyMap<string, Written>;

export const plainNumber = (text: string): string => narrow(text).replace(/^第|[题.、)）]+$/gu, '').replace(/^0+(?=\d)/u, ''); // prettier-ignore

/** The only sheet of this sort; undefined where there is none or several. */
export function keySheetOf(sheets: readonly Sheet[]): { readonly sheet: Sheet; readonly keys: KeysByNumber } | undefined {
  if (sheets.length < 2) return undefined;
  const found = sheets.flatMap((sheet) => {
    const keys = keysOf(sheet);
    return keys === undefined ? [] : [{ sheet, keys }];
  });
  return found.length === 1 ? found[0] : undefined;
} // prettier-ignore

/** Pairs of columns, number and key, as many side by side as there are; undefined where anything else stands there. */
function keysOf(sheet: Sheet): KeysByNumber | undefined {
  const keys = new Map<string, Written>();
  for (const row of sheet.rows) {
    const columns = [...row.cells.keys()].sort((one, other) => one - other);
    const texts = columns.map((column) => tidy(row.cells.get(column)?.text ?? ''));
    if (keys.size === 0 && texts.every((text) => ['number', 'key', 'id'].includes(roleOf(text)?.field ?? ''))) continue;
    if (keys.size === 0 && texts.length === 1) continue;
    if (texts.length % 2 !== 0) return undefined;
    for (let at = 0; at < texts.length; at += 2) {
      const number = plainNumber(texts[at] ?? '');
      const written = writtenAt(sheet, row, columns[at + 1]);
      if (!/^\d{1,5}$/u.test(number) || written === undefined || !isKeyLike(written.text) || keys.has(number)) return undefined;
      keys.set(number, written);
    }
  }
  return keys.size > 0 ? keys : undefined;
} // prettier-ignore
