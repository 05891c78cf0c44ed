/** JSON that is a table: a list of rows, each a list of cells; or such lists by the names of their sheets. */
import type { Cell, Row, Sheet } from '../sheet.js';
import { isObject, wordsOf } from './properties.js';

/** Empty: the value is no table. */
export function sheetsIn(value: unknown): readonly Sheet[] {
  const named: readonly (readonly [string, unknown])[] = isObject(value) ? Object.entries(value) : [['', value]];
  return named.flatMap(([name, rows]) => (isTable(rows) ? [{ name, rows: rows.map(rowOf) }] : []));
}

const isTable = (value: unknown): value is readonly (readonly unknown[])[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((row) => Array.isArray(row) && row.length > 1 && row.some((cell) => typeof cell === 'string'));

/** A list within a row is what a cell holds on several lines. */
function rowOf(row: readonly unknown[], index: number): Row {
  const cells = row.flatMap((value, column): (readonly [number, Cell])[] => {
    const { text } = wordsOf(value === true ? '正确' : value === false ? '错误' : value);
    return text === '' ? [] : [[column, { text }]];
  });
  return { number: index + 1, cells: new Map(cells) };
}
