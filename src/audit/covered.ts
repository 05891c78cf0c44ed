/** How rows become covers, when they are written and when they are read again. */
import type { EntityManager } from 'typeorm';

import { digestOf, releaseOf, rowWords, type Cover, type CoveredRow, type Value } from '../core/audit/cover.js';
import { idList, type JsonColumn } from '../platform/database/json-rows.js';
import { COVERED_NAMES, kindOf, type CoveredName } from './covered-kinds.js';
import { sha256 } from './sha256.js';

type Row = Readonly<Record<string, unknown>>;

function hashed(name: CoveredName, row: Row): CoveredRow {
  const { columns, key } = kindOf(name);
  const values = Object.entries(columns).map(([property, type]) => valueOf(row[property], type));
  return { key: key.map((property) => String(row[property] ?? '')).join('/'), hash: sha256(rowWords(name, values)) };
}

/** SQLite knows no booleans, and drivers give large numbers as texts. */
function valueOf(value: unknown, type: JsonColumn): Value {
  if (value === null || value === undefined) return null;
  if (type === 'text') return value as string;
  return type === 'boolean' ? Boolean(value) : Number(value);
}

/** What an entry says of rows that are being written: values as the columns hold them, JSON as its text. */
export function coverOf(name: CoveredName, rows: readonly object[]): Cover {
  return coverOfHashes(name, hashRows(name, rows as readonly Row[]));
}

/** Rows in one turn of the event loop: about one millisecond. */
const ROWS_A_TURN = 250;

/** As `coverOf`, for many rows beside a running contest: others have their turn in between. */
export async function coverInTurns(name: CoveredName, rows: readonly object[]): Promise<Cover> {
  const hashes: CoveredRow[] = [];
  for (let from = 0; from < rows.length; from += ROWS_A_TURN) {
    hashes.push(...hashRows(name, rows.slice(from, from + ROWS_A_TURN) as readonly Row[]));
    await new Promise((next) => setImmediate(next));
  }
  return coverOfHashes(name, hashes);
}

const hashRows = (name: CoveredName, rows: readonly Row[]): CoveredRow[] => rows.map((row) => hashed(name, row));

export function coverOfHashes(name: CoveredName, rows: readonly CoveredRow[]): Cover {
  const digest = digestOf(
    rows.map(({ hash }) => hash),
    sha256,
  );
  return { kind: name, keys: [...new Set(rows.map(({ key }) => key))], digest, count: rows.length };
}

/**
 * The rows as they stand.
 * @param contestId null: of every contest, and of none
 * @param only values of the last property of the key; all where left out
 */
export async function readRows(
  manager: EntityManager,
  name: CoveredName,
  contestId: string | null,
  only?: readonly string[],
): Promise<CoveredRow[]> {
  const { table, columns, where, key } = kindOf(name);
  const selected = Object.keys(columns).map((property) => `"${snake(property)}" AS "${property}"`);
  const values = [...(contestId === null ? [] : [contestId]), ...(only === undefined ? [] : [JSON.stringify(only)])];
  const conditions = [
    ...(where === undefined ? [] : [`(${where})`]),
    ...(contestId === null ? [] : [`${contestColumn(table)} = $1`]),
    ...(only === undefined ? [] : [`"${snake(key.at(-1) ?? '')}" IN (${idList(manager, values.length)})`]),
  ];
  const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const rows = await manager.query(`SELECT ${selected.join(', ')} FROM "${table}"${filter}`, values);
  return hashRows(name, rows as readonly Row[]);
}

/** Of rows of a contest as they stand. @param only values of the last property of the key */
export async function coverStored(
  manager: EntityManager,
  name: CoveredName,
  contestId: string,
  only: readonly string[],
): Promise<Cover> {
  return coverOfHashes(name, await readRows(manager, name, contestId, only));
}

/** Of all rows of a contest as they stand, for kinds that are replaced as a whole; also where there are none. */
export async function coverNow(manager: EntityManager, name: CoveredName, contestId: string): Promise<Cover> {
  return { ...coverOfHashes(name, await readRows(manager, name, contestId)), keys: [contestId] };
}

/** What a final result rests on beside events and responses: settings, items, branches, who took part in which. */
export const coversAtFinal = (manager: EntityManager, contestId: string): Promise<Cover[]> =>
  coversNow(manager, contestId, 'atFinal');

/** What the hall plays by, which nobody changes from the lobby on: settings, rounds, items. */
export const coversAtLobby = (manager: EntityManager, contestId: string): Promise<Cover[]> =>
  coversNow(manager, contestId, 'atLobby');

/** The contest is a draft again, whose settings, rounds and items change freely. Nothing is read. */
export const releasesOfLobby = (_manager: EntityManager, contestId: string): Promise<Cover[]> =>
  Promise.resolve(COVERED_NAMES.filter((kind) => kindOf(kind).atLobby).map((kind) => releaseOf(kind, [contestId])));

async function coversNow(manager: EntityManager, contestId: string, when: 'atFinal' | 'atLobby'): Promise<Cover[]> {
  const covers: Cover[] = [];
  for (const name of COVERED_NAMES.filter((kind) => kindOf(kind)[when])) {
    covers.push(await coverNow(manager, name, contestId));
  }
  return covers;
}

/** Of the rows of a contest, the values of the last property of the key, each once; null is left out. */
export async function groupsOf(manager: EntityManager, name: CoveredName, contestId: string): Promise<string[]> {
  const { table, key } = kindOf(name);
  const column = `"${snake(key.at(-1) ?? '')}"`;
  const rows = (await manager.query(
    `SELECT DISTINCT ${column} AS value FROM "${table}" WHERE contest_id = $1 AND ${column} IS NOT NULL`,
    [contestId],
  )) as readonly { readonly value: string | number }[];
  return rows.map(({ value }) => String(value));
}

const contestColumn = (table: string): string => (table === 'contest' ? 'id' : 'contest_id');

/** Contests that have rows of the kind. */
export async function contestsOf(manager: EntityManager, name: CoveredName): Promise<string[]> {
  const rows = (await manager.query(
    `SELECT id FROM contest WHERE EXISTS (SELECT 1 FROM "${kindOf(name).table}" kept WHERE kept.contest_id = contest.id)`,
  )) as readonly { readonly id: string }[];
  return rows.map(({ id }) => id);
}

const snake = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
