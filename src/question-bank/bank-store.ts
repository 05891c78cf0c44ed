import { In, type EntityManager } from 'typeorm';

import type { BankDocument, BankItem } from '../core/question-bank/types.js';
import { newId } from '../platform/ids.js';
import { BankItemEntity } from './persistence/bank-item.entity.js';
import { BankRevisionEntity } from './persistence/bank-revision.entity.js';
import { QuestionBankEntity } from './persistence/question-bank.entity.js';

export interface BankRow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
}

export interface StoredRow {
  readonly id: string;
  readonly itemKey: string;
  readonly item: BankItem;
}

export interface BankToStore {
  readonly document: BankDocument;
  readonly contentHash: string;
}

/**
 * Makes the document the latest revision of its bank. Content that is already the latest changes nothing; content that
 * was an earlier revision becomes the latest again under a new number (its rows are immutable). Inside a write job.
 */
export async function storeBank(manager: EntityManager, bank: BankToStore, now: number): Promise<'new' | 'unchanged'> {
  const bankId = await putBank(manager, bank.document, now);
  const latest = await latestRevision(manager, bankId);
  if (latest?.contentHash === bank.contentHash) return 'unchanged';
  const number = (latest?.number ?? 0) + 1;
  const earlier = await manager.findOneBy(BankRevisionEntity, { bankId, contentHash: bank.contentHash });
  if (earlier !== null) {
    await manager.update(BankRevisionEntity, { id: earlier.id }, { number });
    return 'new';
  }
  const revisionId = newId();
  await manager.insert(BankRevisionEntity, {
    id: revisionId,
    bankId,
    number,
    contentHash: bank.contentHash,
    createdAt: now,
  });
  await manager.insert(
    BankItemEntity,
    bank.document.items.map((item) => itemRow(item, revisionId)),
  );
  return 'new';
}

export function findBanks(manager: EntityManager): Promise<BankRow[]> {
  return manager.find(QuestionBankEntity, { order: { slug: 'ASC' } });
}

/** Items of the latest revision in the order of their keys; empty where the bank is unknown. */
export async function findItems(manager: EntityManager, bankId: string): Promise<StoredRow[]> {
  const revision = await latestRevision(manager, bankId);
  if (revision === null) return [];
  const rows = await manager.find(BankItemEntity, { where: { revisionId: revision.id }, order: { itemKey: 'ASC' } });
  return rows.map(({ id, itemKey, content }) => ({ id, itemKey, item: content as BankItem }));
}

/** Items by their row ids, of whatever revision: a contest keeps what it was drawn from. */
export async function findItemsById(
  manager: EntityManager,
  ids: readonly string[],
): Promise<(StoredRow & { readonly bankId: string })[]> {
  const rows = await manager.findBy(BankItemEntity, { id: In([...ids]) });
  const revisions = await manager.findBy(BankRevisionEntity, { id: In(rows.map(({ revisionId }) => revisionId)) });
  const bankOf = new Map(revisions.map(({ id, bankId }) => [id, bankId]));
  return rows.map(({ id, itemKey, content, revisionId }) => ({
    id,
    itemKey,
    item: content as BankItem,
    bankId: bankOf.get(revisionId) as string,
  }));
}

async function putBank(manager: EntityManager, document: BankDocument, now: number): Promise<string> {
  const { slug, title, description } = document;
  const known = await manager.findOneBy(QuestionBankEntity, { slug });
  if (known === null) {
    const id = newId();
    await manager.insert(QuestionBankEntity, { id, slug, title, description, createdAt: now });
    return id;
  }
  if (known.title !== title || known.description !== description) {
    await manager.update(QuestionBankEntity, { id: known.id }, { title, description });
  }
  return known.id;
}

function latestRevision(manager: EntityManager, bankId: string): Promise<BankRevisionEntity | null> {
  return manager.findOne(BankRevisionEntity, { where: { bankId }, order: { number: 'DESC' } });
}

function itemRow(item: BankItem, revisionId: string) {
  return {
    id: newId(),
    revisionId,
    itemKey: item.id,
    kind: item.kind,
    selectMode: item.kind === 'choice' ? item.select : null,
    difficulty: item.difficulty ?? 3,
    tags: item.tags,
    content: item,
  };
}
