import type { EntityManager } from 'typeorm';

import type { PlayableBankItem } from '../core/question-bank/types.js';
import { CURRENT, itemOf } from './bank-rows.js';

/** A revision as a contest draws it. */
export interface DrawableRow {
  /** Of the revision. */
  readonly id: string;
  readonly itemKey: string;
  readonly bankId: string;
  readonly bankTitle: string;
  readonly item: PlayableBankItem;
}

/** What a list of banks needs to know of each item that may be drawn. */
export interface DrawableSummary {
  readonly bankId: string;
  readonly kind: PlayableBankItem['kind'];
  readonly selectMode: 'single' | 'multiple' | null;
  readonly tags: readonly string[];
}

/** Published, with a key, of a kind that a contest plays; not withdrawn with its import. */
const DRAWABLE = `item.status = 'published' AND item.withdrawn_at IS NULL AND revision.key_hash IS NOT NULL
  AND revision.kind <> 'short-answer'`;
const COLUMNS = `revision.id, item.item_key AS "itemKey", item.bank_id AS "bankId", bank.title AS "bankTitle",
  revision.content`;

type Raw = Omit<DrawableRow, 'item'> & { readonly content: string };

/** In the order of their keys. */
export async function drawableItems(manager: EntityManager, bankId: string): Promise<DrawableRow[]> {
  const rows = (await manager.query(
    `SELECT ${COLUMNS} ${CURRENT} JOIN question_bank bank ON bank.id = item.bank_id
    WHERE item.bank_id = $1 AND ${DRAWABLE} ORDER BY item.item_key`,
    [bankId],
  )) as readonly Raw[];
  return rows.map(drawable);
}

/** Revisions by id, whatever became of their items since: a contest keeps what it was drawn from. Unknown ids are left out. */
export async function revisionsById(manager: EntityManager, ids: readonly string[]): Promise<DrawableRow[]> {
  if (ids.length === 0) return [];
  const rows = (await manager.query(
    `SELECT ${COLUMNS} FROM bank_item_revision revision JOIN bank_item item ON item.id = revision.item_id
    JOIN question_bank bank ON bank.id = item.bank_id
    WHERE revision.id IN (${ids.map((_, index) => `$${index + 1}`).join(', ')})`,
    [...ids],
  )) as readonly Raw[];
  return rows.map(drawable);
}

export async function drawableSummaries(manager: EntityManager): Promise<DrawableSummary[]> {
  const rows = (await manager.query(
    `SELECT item.bank_id AS "bankId", revision.kind, revision.select_mode AS "selectMode", revision.tags
    ${CURRENT} WHERE ${DRAWABLE} ORDER BY item.item_key`,
  )) as readonly (Omit<DrawableSummary, 'tags'> & { readonly tags: string })[];
  return rows.map(({ tags, ...row }) => ({ ...row, tags: JSON.parse(tags) as string[] }));
}

function drawable({ content, ...row }: Raw): DrawableRow {
  return { ...row, item: itemOf<PlayableBankItem>(content, row.itemKey) };
}
