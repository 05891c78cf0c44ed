/** Free texts that the audit log vouches for and that may be erased by right: sealed when written, unsealed when erased. */
import type { EntityManager } from 'typeorm';

import type { Cover, Value } from '../core/audit/cover.js';
import { ERASED_TEXT, sealOf } from '../core/audit/seal.js';
import { ERASED_NAME } from '../core/ranking/mask.js';
import { idList, jsonInsert } from '../platform/database/json-rows.js';
import { newId } from '../platform/ids.js';
import { newToken } from '../platform/secrets.js';
import type { AuditKeys } from './audit-keys.js';
import { coverOf } from './covered.js';

interface SealedKind {
  readonly table: string;
  /** The text, and what is read together with it. A null text is none. */
  readonly columns: readonly [text: string, ...more: string[]];
}

const SEALED = {
  'participant-name': { table: 'participant', columns: ['name', 'name_ordinal'] },
  'adjustment-reason': { table: 'points_adjustment', columns: ['reason'] },
  'appeal-text': { table: 'appeal', columns: ['text'] },
  'appeal-ruling': { table: 'appeal', columns: ['ruling'] },
} as const satisfies Readonly<Record<string, SealedKind>>;

export type SealedName = keyof typeof SEALED;
export const SEALED_NAMES = Object.keys(SEALED) as SealedName[];

/** What stands where a text was erased. */
export const isErased = (text: Value): boolean => text === ERASED_NAME || text === ERASED_TEXT;

/** A text as its columns hold it. */
export interface TextOf {
  readonly contestId: string;
  readonly subjectId: string;
  readonly values: readonly Value[];
  /** Default 1; see `nextNumber`. */
  readonly number?: number;
}

interface SealRow {
  readonly id: string;
  readonly contestId: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly number: number;
  readonly salt: string;
  readonly seal: string;
  readonly batch: string;
}

const insertSeals = jsonInsert<SealRow>('text_seal', {
  id: 'text',
  contestId: 'text',
  kind: 'text',
  subjectId: 'text',
  number: 'integer',
  salt: 'text',
  seal: 'text',
  batch: 'text',
});

/** In the transaction that writes the texts. @returns for the entry of the deed, one cover for each contest */
export async function sealTexts(
  manager: EntityManager,
  keys: AuditKeys,
  kind: SealedName,
  texts: readonly TextOf[],
): Promise<Cover[]> {
  if (texts.length === 0) return [];
  const { keyId } = keys;
  const batch = newId();
  const rows = texts.map(({ contestId, subjectId, values, number = 1 }): SealRow => {
    const salt = newToken();
    const seal = `${keyId}.${sealOf({ kind, subjectId, salt, values: values.map(asStored) }, keys.mac)}`;
    return { id: newId(), contestId, kind, subjectId, number, salt, seal, batch };
  });
  await insertSeals(manager, rows);
  const contests = [...new Set(rows.map(({ contestId }) => contestId))];
  return contests.map((id) => coverOf('text-seal', rows.filter(({ contestId }) => contestId === id))); // prettier-ignore
}

/** As both databases give it back: no half characters. */
const asStored = (value: Value): Value =>
  typeof value === 'string' ? Buffer.from(value, 'utf8').toString('utf8') : value;

/** Of a text that is written anew. */
export async function nextNumber(manager: EntityManager, kind: SealedName, subjectId: string): Promise<number> {
  const [row] = (await manager.query(
    'SELECT MAX(number) AS "last" FROM text_seal WHERE kind = $1 AND subject_id = $2',
    [kind, subjectId],
  )) as readonly { readonly last: number | null }[];
  return (row?.last ?? 0) + 1;
}

/** The salts of all texts of these rows go. In the transaction that erases the texts. @returns for the entry of the deed */
export async function unsealTexts(manager: EntityManager, subjectIds: readonly string[]): Promise<Cover[]> {
  const found = `subject_id IN (${idList(manager, 1)}) AND salt IS NOT NULL`;
  const values = [JSON.stringify(subjectIds)];
  const rows = (await manager.query(
    `SELECT contest_id AS "contestId", id FROM text_seal WHERE ${found}`,
    values,
  )) as readonly { readonly contestId: string; readonly id: string }[];
  await manager.query(`UPDATE text_seal SET salt = NULL WHERE ${found}`, values);
  return rows.map((row) => coverOf('text-erased', [row]));
}

/** What stands there unsealed, from before texts were sealed. */
export async function sealStanding(manager: EntityManager, keys: AuditKeys): Promise<void> {
  for (const kind of SEALED_NAMES) {
    const texts = await unsealedTexts(manager, kind);
    await sealTexts(manager, keys, kind, texts);
  }
}

export async function unsealedTexts(manager: EntityManager, kind: SealedName): Promise<TextOf[]> {
  const { table, columns } = SEALED[kind];
  const rows = (await manager.query(
    `SELECT held.contest_id AS "contestId", held.id AS "subjectId", ${selected(columns)} FROM "${table}" held
      WHERE held.${columns[0]} IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM text_seal WHERE text_seal.kind = $1 AND text_seal.subject_id = held.id)`,
    [kind],
  )) as readonly Row[];
  return rows.map(textOf(columns)).filter(({ values: [text] }) => !isErased(text ?? null));
}

/** With its last seal. */
export interface SealedText extends TextOf {
  readonly salt: string | null;
  readonly seal: string;
  readonly batch: string;
}

export async function sealedTexts(manager: EntityManager, kind: SealedName): Promise<SealedText[]> {
  const { table, columns } = SEALED[kind];
  const rows = (await manager.query(
    `SELECT held.contest_id AS "contestId", held.id AS "subjectId", ${selected(columns)},
        seal.salt, seal.seal, seal.batch
      FROM "${table}" held JOIN text_seal seal ON seal.subject_id = held.id AND seal.kind = $1
      WHERE seal.number = (SELECT MAX(number) FROM text_seal WHERE kind = $1 AND subject_id = held.id)
      ORDER BY held.contest_id, held.id`,
    [kind],
  )) as readonly (Row & Pick<SealedText, 'salt' | 'seal' | 'batch'>)[];
  return rows.map((row) => ({ ...textOf(columns)(row), salt: row.salt, seal: row.seal, batch: row.batch }));
}

type Row = Readonly<Record<string, Value>> & { readonly contestId: string; readonly subjectId: string };

const selected = (columns: readonly string[]): string =>
  columns.map((column, index) => `held.${column} AS "value${index}"`).join(', ');

const textOf =
  (columns: readonly string[]) =>
  (row: Row): TextOf => ({
    contestId: row.contestId,
    subjectId: row.subjectId,
    values: columns.map((_column, index) => row[`value${index}`] ?? null),
  });
