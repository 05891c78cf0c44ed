/** Which columns of the list of items a person wants to see, kept on the device. */
import { readStored, writeStored } from '../../lib/storage.js';

export const ITEM_COLUMNS = ['status', 'kind', 'difficulty', 'warnings', 'tags', 'changed'] as const;
export type ItemColumn = (typeof ITEM_COLUMNS)[number];

const KEY = 'bank-columns';
/** On a phone the stem needs the room. */
const NARROW: readonly ItemColumn[] = ['status', 'warnings'];

export function readColumns(narrow: boolean): readonly ItemColumn[] {
  const stored = readStored('local', KEY);
  if (!Array.isArray(stored)) return narrow ? NARROW : ITEM_COLUMNS;
  return ITEM_COLUMNS.filter((column) => stored.includes(column));
}

export function writeColumns(columns: readonly ItemColumn[]): void {
  writeStored('local', KEY, columns);
}
