/** Items of a bank, filtered, sorted and cut into pages by the database. */
import type { EntityManager } from 'typeorm';

import { searchForm } from '../core/question-bank/item-text.js';
import { idList } from '../platform/database/json-rows.js';
import type {
  BankItemKind,
  BankItemPage,
  BankItemQuery,
  BankItemRow,
  BankItemStatus,
  BankItemWarning,
} from '../protocol/question-bank.js';
import { CURRENT, itemOf } from './bank-rows.js';

/** Time enough to read items against the text again before they are needed. */
const EXPIRING_DAYS = 90;
const DAY_MS = 86_400_000;
const PAGE_SIZE = 50;
const MOST_WORDS = 10;

export interface ListContext {
  readonly bankId: string;
  /** Server epoch milliseconds. */
  readonly now: number;
  readonly similar: ReadonlySet<string>;
}

const ORDER: Readonly<Record<NonNullable<BankItemQuery['sort']>, string>> = {
  key: 'item.item_key',
  changed: 'item.changed_at DESC, item.item_key',
  difficulty: 'CASE WHEN revision.difficulty IS NULL THEN 1 ELSE 0 END, revision.difficulty, item.item_key',
};

export interface RawItem {
  readonly id: string;
  readonly itemKey: string;
  readonly status: BankItemStatus;
  readonly revision: number;
  readonly kind: BankItemKind;
  readonly selectMode: 'single' | 'multiple' | null;
  readonly difficulty: number | null;
  readonly tags: string;
  readonly validUntil: string | null;
  readonly keyHash: string | null;
  readonly sourceless: boolean | number;
  readonly mediaIncomplete: boolean | number;
  readonly changedAt: number;
  readonly content: string;
}

export const RAW_COLUMNS = `item.id, item.item_key AS "itemKey", item.status, item.revision, revision.kind,
  revision.select_mode AS "selectMode", revision.difficulty, revision.tags, revision.valid_until AS "validUntil",
  revision.key_hash AS "keyHash", revision.sourceless, revision.media_incomplete AS "mediaIncomplete",
  item.changed_at AS "changedAt", revision.content`;

export async function listItems(
  manager: EntityManager,
  query: BankItemQuery,
  context: ListContext,
): Promise<BankItemPage> {
  const { where, values } = conditionsOf(manager, query, context);
  const size = query.size ?? PAGE_SIZE;
  const page = query.page ?? 1;
  const [counted] = (await manager.query(`SELECT COUNT(*) AS "total" ${CURRENT} WHERE ${where}`, [...values])) as [
    { readonly total: number },
  ];
  const rows = (await manager.query(
    `SELECT ${RAW_COLUMNS} ${CURRENT} WHERE ${where} ORDER BY ${ORDER[query.sort ?? 'key']}
    LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
    [...values, size, (page - 1) * size],
  )) as readonly RawItem[];
  const items = rows.map((row) => rowOf(row, context));
  return { items, total: counted.total, page, size, tags: await tagsOf(manager, context.bankId) };
}

/** What is true of an item beside its words. Retired items warn of nothing. */
export function warningsOf(row: RawItem, { now, similar }: Omit<ListContext, 'bankId'>): BankItemWarning[] {
  if (row.status === 'retired') return [];
  const [today, soon] = [dayOf(now), dayOf(now + EXPIRING_DAYS * DAY_MS)];
  const { validUntil } = row;
  const expired = validUntil !== null && validUntil < today;
  const warnings: Readonly<Record<BankItemWarning, boolean>> = {
    keyless: row.keyHash === null,
    expired,
    expiring: validUntil !== null && !expired && validUntil <= soon,
    media: Boolean(row.mediaIncomplete),
    similar: similar.has(row.id),
    'no-source': Boolean(row.sourceless),
  };
  return (Object.keys(warnings) as BankItemWarning[]).filter((warning) => warnings[warning]);
}

export function rowOf(row: RawItem, context: Omit<ListContext, 'bankId'>): BankItemRow {
  const { id, itemKey, status, revision, kind, selectMode, difficulty, validUntil, changedAt } = row;
  return {
    id,
    itemKey,
    status,
    revision,
    kind,
    ...(selectMode === null ? {} : { select: selectMode }),
    stem: itemOf(row.content, itemKey).stem,
    ...(difficulty === null ? {} : { difficulty }),
    tags: JSON.parse(row.tags) as string[],
    ...(validUntil === null ? {} : { validUntil }),
    warnings: warningsOf(row, context),
    changedAt,
  };
}

/** The day of an instant, as in `expiredItems`. */
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Conditions as the database reads them; values in the order of their numbers. */
function conditionsOf(manager: EntityManager, query: BankItemQuery, { bankId, now, similar }: ListContext) {
  const values: unknown[] = [];
  const value = (one: unknown): string => `$${values.push(one)}`;
  /** Words in a text, without the wildcards of LIKE and the same on every database. */
  const holds = (column: string, text: string): string => `REPLACE(${column}, ${value(text)}, '') <> ${column}`;
  const conditions = [`item.bank_id = ${value(bankId)}`, 'item.withdrawn_at IS NULL'];
  const { status, kind, select, difficulty, tag, batchId, warning, text } = query;
  if (status !== undefined) conditions.push(`item.status = ${value(status)}`);
  if (kind !== undefined) conditions.push(`revision.kind = ${value(kind)}`);
  if (select !== undefined) conditions.push(`revision.select_mode = ${value(select)}`);
  if (difficulty !== undefined) conditions.push(`revision.difficulty = ${value(difficulty)}`);
  // A tag in its quotes, which within a tag would be escaped.
  if (tag !== undefined) conditions.push(holds('revision.tags', JSON.stringify(tag)));
  if (batchId !== undefined) conditions.push(`item.batch_id = ${value(batchId)}`);
  for (const word of searchForm(text ?? '')
    .split(' ')
    .filter(Boolean)
    .slice(0, MOST_WORDS)) {
    conditions.push(`(${holds('revision.search_text', word)} OR LOWER(item.item_key) = ${value(word)})`);
  }
  if (warning !== undefined) {
    const [today, soon] = [dayOf(now), dayOf(now + EXPIRING_DAYS * DAY_MS)];
    const of: Readonly<Record<BankItemWarning, () => string>> = {
      keyless: () => 'revision.key_hash IS NULL',
      expired: () => `revision.valid_until < ${value(today)}`,
      expiring: () => `revision.valid_until >= ${value(today)} AND revision.valid_until <= ${value(soon)}`,
      media: () => 'revision.media_incomplete',
      similar: () => {
        const list = value(JSON.stringify([...similar]));
        return `item.id IN (${idList(manager, Number(list.slice(1)))})`;
      },
      'no-source': () => 'revision.sourceless',
    };
    conditions.push("item.status <> 'retired'", of[warning]());
  }
  return { where: conditions.join(' AND '), values };
}

/** Every tag of the bank, the most frequent first. */
async function tagsOf(manager: EntityManager, bankId: string): Promise<BankItemPage['tags']> {
  const rows = (await manager.query(
    `SELECT revision.tags, COUNT(*) AS "count" ${CURRENT}
    WHERE item.bank_id = $1 AND item.withdrawn_at IS NULL GROUP BY revision.tags`,
    [bankId],
  )) as readonly { readonly tags: string; readonly count: number }[];
  const counts = new Map<string, number>();
  for (const { tags, count } of rows) {
    for (const tag of JSON.parse(tags) as string[]) counts.set(tag, (counts.get(tag) ?? 0) + count);
  }
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((one, other) => other.count - one.count || (one.tag < other.tag ? -1 : 1));
}
