/** A sheet without headings: the columns are known by what their cells look like. */
import type { Row } from '../sheet.js';
import { columnLooks, type ColumnLook } from './columns.js';
import type { Layout } from './layout.js';
import { numberedChoice, type Role } from './roles.js';

/** Undefined where no column looks like stems. */
export function inferLayout(rows: readonly Row[]): Layout | undefined {
  const all = columnLooks(rows);
  const most = all.reduce((highest, { filled }) => Math.max(highest, filled), 0);
  const roles = new Map<number, Role>();
  const free = (look: ColumnLook) => !roles.has(look.column);
  const assign = (look: ColumnLook | undefined, role: Role) => {
    if (look !== undefined) roles.set(look.column, role);
  };
  const stem = longest(all.filter((look) => free(look) && look.keys < 0.5 && look.kinds < 0.5 && look.whole < 0.5), most);
  if (stem === undefined) return undefined;
  assign(stem, { field: 'stem' });
  assign(all.find((look) => free(look) && look.column < stem.column && look.whole > 0.8), { field: 'number' });
  assign(all.find((look) => free(look) && look.kinds > 0.6 && look.length <= 8), { field: 'kind' });
  const keys = all.filter((look) => free(look) && look.keys > 0.6 && look.length <= 8);
  // A column of letters before the stem is a key too; the one with most cells is meant where there are two.
  assign([...keys].sort((one, other) => other.filled - one.filled || other.column - one.column)[0], { field: 'key' });
  const key = [...roles].find(([, { field }]) => field === 'key')?.[0];
  const after = all.filter((look) => free(look) && look.column > stem.column);
  const choices = after.filter(({ column }) => key === undefined || key < stem.column || column < key);
  if (choices.length >= 2) choices.forEach((look, index) => assign(look, numberedChoice(index + 1)));
  else if (choices.length === 1) assign(choices[0], { field: 'choices' });
  assign(all.find((look) => free(look) && key !== undefined && look.column > key && look.length > 8), { field: 'explanation' });
  const unread = all.filter(free).map(({ column }) => [column, ''] as const);
  return { roles, unread: new Map(unread) };
} // prettier-ignore

/** Stems differ from row to row, stand left of the choices and are not much shorter than the longest texts. */
function longest(looks: readonly ColumnLook[], most: number): ColumnLook | undefined {
  const frequent = looks.filter(({ filled, distinct }) => filled >= most * 0.3 && distinct > 0.5);
  const length = frequent.reduce((highest, look) => Math.max(highest, look.length), 0);
  return frequent.find((look) => look.length >= Math.max(4, length * 0.25));
}
