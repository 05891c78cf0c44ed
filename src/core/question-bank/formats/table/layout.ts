/** Which column holds what: from headings, checked against the cells below them. */
import { tidy } from '../../understand/characters.js';
import { namedKind } from '../../understand/kind-names.js';
import type { Row } from '../sheet.js';
import { columnLooks, type ColumnLook } from './columns.js';
import { codesIn, isPlainPart, listSignIn, numberedChoice, roleOf, type Field, type Role } from './roles.js';

export interface Layout {
  readonly roles: ReadonlyMap<number, Role>;
  /** Headings of columns that are not read. */
  readonly unread: ReadonlyMap<number, string>;
  /** The heading of the stem names a kind: 单选题 | A | B | 答案. */
  readonly kind?: string;
  /** What the codes of a column stand for, where its heading says it. */
  readonly codes?: ReadonlyMap<number, ReadonlyMap<string, string>>;
  /** The sign that parts choices in one cell, where the heading says it. */
  readonly listSign?: RegExp;
  /** The heading of the key says index: from 0 or from 1. */
  readonly indexed?: true;
}

const INDEX = /index|idx|下标|索引/iu;

/** The headings of a row by column, where the row is one of headings. */
export interface Heading {
  readonly texts: ReadonlyMap<number, string>;
  readonly roles: ReadonlyMap<number, Role>;
}

const isChoice = (role: Role): boolean => role.field === 'choice';
const has = (roles: Iterable<Role>, ...fields: readonly Role['field'][]): boolean =>
  [...roles].some(({ field }) => fields.includes(field));

/** Undefined: the row is an item, a title, anything but headings. */
export function headingOf(row: Row): Heading | undefined {
  const texts = new Map([...row.cells].map(([column, { text }]) => [column, tidy(text)] as const));
  const roles = new Map<number, Role>();
  for (const [column, text] of texts) {
    const role = roleOf(text);
    if (role !== undefined) roles.set(column, role);
  }
  const all = [...roles.values()];
  const letters = new Set(all.filter(isChoice).map((role) => ('label' in role ? role.label : '')));
  const keys = has(all, 'key', 'part', 'mark') || (has(all, 'right') && has(all, 'wrong'));
  const body = letters.size >= 2 || has(all, 'choices', 'kind', 'explanation', 'distractor') || keys;
  const complete = (has(all, 'stem') && body) || (letters.size >= 2 && letters.has('A') && letters.has('B') && keys);
  const plain = has(all, 'stem') && keys && all.length >= 3;
  return complete && all.length >= 2 && (plain || all.length >= texts.size * 0.4) ? { texts, roles } : undefined;
}

/** Headings on two rows: 选项 above A, B, C, D. Undefined where the lower row is none of that. */
export function withLetters(heading: Heading, row: Row): Heading | undefined {
  const lower = [...row.cells].map(([column, { text }]) => [column, roleOf(text), tidy(text)] as const);
  const fits = lower.every(
    ([column, role]) => (role !== undefined && isChoice(role)) || heading.texts.get(column) === tidy(row.cells.get(column)?.text ?? ''),
  );
  const letters = lower.flatMap(([column, role, text]) => (role !== undefined && isChoice(role) ? [[column, role, text] as const] : []));
  if (!fits || letters.length < 2) return undefined;
  return {
    texts: new Map([...heading.texts, ...letters.map(([column, , text]) => [column, text] as const)]),
    roles: new Map([...heading.roles, ...letters.map(([column, role]) => [column, role] as const)]),
  };
} // prettier-ignore

/** Headings that mean one thing or another, settled by what stands below them. */
export function layoutOf(heading: Heading, rows: readonly Row[]): Layout {
  const looks = new Map(columnLooks(rows).map((look) => [look.column, look]));
  const roles = new Map(heading.roles);
  const columnsOf = (field: Field): number[] =>
    [...roles].filter(([, role]) => role.field === field).map(([column]) => column);
  settleParts(heading, roles);
  const codes = new Map(
    [...heading.texts].flatMap(([column, text]) => (codesIn(text).size > 0 ? [[column, codesIn(text)] as const] : [])),
  );
  settleKinds(roles, columnsOf('kind'), looks, codes);
  settleStem(roles, columnsOf('stem'), looks);
  settleChoices(heading, roles, columnsOf('choices'), looks);
  dropRepeatedLetters(roles);
  for (const [column, look] of looks) {
    if (!heading.texts.has(column) && !roles.has(column) && look.whole > 0.8) roles.set(column, { field: 'number' });
  }
  const unread = [...looks.keys()].filter((column) => !roles.has(column));
  const kind = heading.texts.get(columnsOf('stem')[0] ?? -1);
  const list = columnsOf('choices')[0];
  const listSign = list === undefined ? undefined : listSignIn(heading.texts.get(list) ?? '');
  return {
    roles,
    codes,
    ...(listSign === undefined ? {} : { listSign }),
    ...(columnsOf('key').some((column) => INDEX.test(heading.texts.get(column) ?? '')) ? { indexed: true } : {}),
    unread: new Map(unread.map((column) => [column, heading.texts.get(column) ?? ''])),
    ...(kind !== undefined && !has(roles.values(), 'kind') && namedKind(kind) !== undefined ? { kind } : {}),
  };
}

function settleParts(heading: Heading, roles: Map<number, Role>): void {
  if (!has(roles.values(), 'key')) return;
  for (const [column, role] of roles) {
    if (role.field === 'part' && isPlainPart(heading.texts.get(column) ?? '')) roles.set(column, numberedChoice(role.part));
  }
} // prettier-ignore

/** 类型 may be 单选题 or 党建: the column that names kinds is the kind, others say what an item is about. */
function settleKinds(roles: Map<number, Role>, columns: readonly number[], looks: ReadonlyMap<number, ColumnLook>, codes: ReadonlyMap<number, unknown>): void {
  const named = (column: number) => (codes.has(column) ? 1 : (looks.get(column)?.kinds ?? 0));
  const best = [...columns].sort((one, other) => named(other) - named(one))[0];
  for (const column of columns) {
    if (column === best && (named(column) >= 0.3 || !looks.has(column))) continue;
    // Codes like 1, 2, 3 name nothing; the kind shows in choices and key.
    if ((looks.get(column)?.whole ?? 0) > 0.8) roles.delete(column);
    else roles.set(column, { field: 'tags' });
  }
} // prettier-ignore

/** Of several the longest; where no heading says 题干, the longest that nothing else is said of. */
function settleStem(
  roles: Map<number, Role>,
  columns: readonly number[],
  looks: ReadonlyMap<number, ColumnLook>,
): void {
  const candidates = columns.length > 0 ? columns : [...looks.keys()].filter((column) => !roles.has(column));
  const length = (column: number) => looks.get(column)?.length ?? 0;
  const best = [...candidates].sort((one, other) => length(other) - length(one))[0];
  for (const column of columns) {
    if (column === best) continue;
    if ((looks.get(column)?.whole ?? 0) > 0.8) roles.set(column, { field: 'number' });
    else roles.delete(column);
  }
  if (best !== undefined) roles.set(best, { field: 'stem' });
}

/** 选项 over several columns, of which only the first or each bears the word. */
function settleChoices(
  heading: Heading,
  roles: Map<number, Role>,
  columns: readonly number[],
  looks: ReadonlyMap<number, ColumnLook>,
): void {
  const [first] = columns;
  if (first === undefined || [...roles.values()].some(isChoice)) return;
  const run = [...columns];
  if (run.length === 1) {
    for (let next = first + 1; looks.has(next) && !heading.texts.has(next); next += 1) run.push(next);
  }
  if (run.length < 2) return;
  run.forEach((column, index) => roles.set(column, numberedChoice(index + 1)));
}

function dropRepeatedLetters(roles: Map<number, Role>): void {
  const seen = new Set<string>();
  for (const [column, role] of roles) {
    if (role.field !== 'choice') continue;
    if (seen.has(role.label)) roles.delete(column);
    seen.add(role.label);
  }
}

/** The same columns again: a heading that is repeated on every page. */
export const sameHeading = (one: Heading, other: Heading): boolean =>
  one.texts.size === other.texts.size && [...one.texts].every(([column, text]) => other.texts.get(column) === text);
