/** The rows that the audit log vouches for, and how they are read again. A new kind is a line here. */
import type { EntityManager } from 'typeorm';

import { digestOf, rowWords, type Cover, type CoveredRow, type Value } from '../core/audit/cover.js';
import { idList, type JsonColumn } from '../platform/database/json-rows.js';
import { sha256 } from './sha256.js';

interface CoveredKind {
  readonly table: string;
  /** Property to column type, in the order of the canonical form. Only what never changes once it is written. */
  readonly columns: Readonly<Record<string, JsonColumn>>;
  /** The properties by which a cover names its rows. */
  readonly key: readonly string[];
  /** Rows of a contest go with it when it is deleted, and are read contest by contest. */
  readonly ofContest: boolean;
  readonly where?: string;
  /** The rows of a key are written anew as a whole: the latest cover of it counts. */
  readonly replaced?: boolean;
}

/** The chain of what was recorded before there was a chain; it has no keyed digests of its own. */
export const EARLIER = 'before-audit';

/** The action after which the rows of a contest are gone by right. */
export const CONTEST_DELETED = 'contest.deleted';
/** In the covers of a checkpoint: contests that were deleted by an entry that was pruned. No rows. */
export const DELETED_CONTESTS = 'deleted-contests';

/** Of the key of a row of a contest. */
export const contestOfKey = (key: string): string => key.split('/', 1)[0] ?? '';

const COVERED = {
  'contest-event': {
    table: 'contest_event',
    columns: {
      contestId: 'text',
      version: 'integer',
      type: 'text',
      payload: 'text',
      operatorId: 'text',
      at: 'bigint',
    },
    key: ['contestId', 'version'],
    ofContest: true,
  },
  response: {
    table: 'response',
    columns: {
      id: 'text',
      contestId: 'text',
      contestItemId: 'text',
      opening: 'integer',
      participantId: 'text',
      submissionId: 'text',
      response: 'text',
      receivedAt: 'bigint',
      ownLimitMs: 'integer',
      elapsedMs: 'integer',
      batch: 'text',
    },
    key: ['contestId', 'batch'],
    ofContest: true,
  },
  'points-adjustment': {
    table: 'points_adjustment',
    columns: {
      contestId: 'text',
      id: 'text',
      participantId: 'text',
      branchId: 'text',
      points: 'integer',
      proposedBy: 'text',
      proposedAt: 'bigint',
    },
    key: ['contestId', 'id'],
    ofContest: true,
  },
  'adjustment-decision': {
    table: 'points_adjustment',
    columns: {
      contestId: 'text',
      id: 'text',
      state: 'text',
      decidedBy: 'text',
      decidedAt: 'bigint',
      version: 'integer',
    },
    key: ['contestId', 'id'],
    ofContest: true,
    where: `state <> 'proposed'`,
  },
  'appeal-ruling': {
    table: 'appeal',
    columns: {
      contestId: 'text',
      id: 'text',
      participantId: 'text',
      subject: 'text',
      state: 'text',
      ruledBy: 'text',
      ruledAt: 'bigint',
    },
    key: ['contestId', 'id'],
    ofContest: true,
    where: `state <> 'open'`,
  },
  'contest-roster': {
    table: 'contest_roster',
    columns: { contestId: 'text', personId: 'text', branchId: 'text', exempt: 'boolean' },
    key: ['contestId'],
    ofContest: true,
    replaced: true,
  },
  'contest-unit': {
    table: 'contest_unit',
    columns: {
      contestId: 'text',
      unitId: 'text',
      parentId: 'text',
      code: 'text',
      name: 'text',
      level: 'integer',
      ordinal: 'integer',
    },
    key: ['contestId'],
    ofContest: true,
    replaced: true,
  },
  'bank-item-revision': {
    table: 'bank_item_revision',
    columns: {
      id: 'text',
      itemId: 'text',
      number: 'integer',
      kind: 'text',
      content: 'text',
      contentHash: 'text',
      operatorId: 'text',
      at: 'bigint',
    },
    key: ['id'],
    ofContest: false,
  },
  'earlier-entry': {
    table: 'audit_entry',
    columns: {
      chain: 'text',
      sequence: 'integer',
      at: 'bigint',
      actorId: 'text',
      action: 'text',
      contestId: 'text',
      detail: 'text',
    },
    key: ['chain'],
    ofContest: false,
    where: `chain = '${EARLIER}'`,
  },
} as const satisfies Readonly<Record<string, CoveredKind>>;

export type CoveredName = keyof typeof COVERED;
export const COVERED_NAMES = Object.keys(COVERED) as CoveredName[];
export const kindOf = (name: CoveredName): CoveredKind => COVERED[name];

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
    ...(where === undefined ? [] : [where]),
    ...(contestId === null ? [] : ['contest_id = $1']),
    ...(only === undefined ? [] : [`"${snake(key.at(-1) ?? '')}" IN (${idList(manager, values.length)})`]),
  ];
  const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const rows = await manager.query(`SELECT ${selected.join(', ')} FROM "${table}"${filter}`, values);
  return hashRows(name, rows as readonly Row[]);
}

/** Of all rows of a contest as they stand, for kinds that are replaced as a whole; also where there are none. */
export async function coverNow(manager: EntityManager, name: CoveredName, contestId: string): Promise<Cover> {
  return { ...coverOfHashes(name, await readRows(manager, name, contestId)), keys: [contestId] };
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

/** Contests that have rows of the kind. */
export async function contestsOf(manager: EntityManager, name: CoveredName): Promise<string[]> {
  const rows = (await manager.query(
    `SELECT id FROM contest WHERE EXISTS (SELECT 1 FROM "${kindOf(name).table}" kept WHERE kept.contest_id = contest.id)`,
  )) as readonly { readonly id: string }[];
  return rows.map(({ id }) => id);
}

const snake = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
