/** A spreadsheet or a csv file as the table readers see it; the shell makes it from bytes. */
import type { Problem } from './reading.js';

export interface Sheet {
  /** Empty for csv. */
  readonly name: string;
  readonly hidden?: boolean;
  /** What was seen while opening and is in no cell: pictures, macros, notes. */
  readonly remarks?: readonly Problem[];
  /** Ascending by `number`; rows without any text are left out. */
  readonly rows: readonly Row[];
}

export interface Row {
  /** From 1, as the spreadsheet shows it. */
  readonly number: number;
  readonly hidden?: boolean;
  /** By column from 0; sparse. */
  readonly cells: ReadonlyMap<number, Cell>;
}

export interface Cell {
  /** What a person sees in the cell, rich text joined, line breaks kept as \n, nothing trimmed. */
  readonly text: string;
  /** The value is computed; `text` is the last result that was saved, empty where none was. No other text is empty. */
  readonly formula?: boolean;
  /** The spreadsheet holds a date: 1-2 typed as a choice became 2 January. */
  readonly date?: boolean;
  /** Belongs to a merged range whose upper left cell is another; `text` is that cell's. */
  readonly merged?: boolean;
}

/** 0 → A, 26 → AA */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name;
  }
  return name;
}

export const cellName = (column: number, row: number): string => `${columnName(column)}${row}`;

/** A sheet of texts, row by row from the first; empty ones are no cells. */
export function sheetOf(name: string, rows: readonly (readonly string[])[]): Sheet {
  return {
    name,
    rows: rows.map((texts, index) => ({
      number: index + 1,
      cells: new Map(texts.flatMap((text, column) => (text === '' ? [] : [[column, { text }] as const]))),
    })),
  };
}
