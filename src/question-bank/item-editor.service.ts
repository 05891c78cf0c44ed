import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { idList } from '../platform/database/json-rows.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { newId } from '../platform/ids.js';
import { refuse } from '../platform/refusal.js';
import type { BankItemBody, CopyReport } from '../protocol/question-bank.js';
import { BankDeeds } from './bank-deeds.js';
import { ownBankOf } from './bank-lookup.js';
import {
  CURRENT,
  changeRow,
  insertChanges,
  insertItems,
  insertRevisions,
  itemOf,
  revisionRow,
  type ChangeRow,
  type Deed,
} from './bank-rows.js';
import { checkedItem } from './item-check.js';
import { bankState, loadItems } from './item-loader.js';
import { keyMaker, planItems } from './item-plan.js';
import { BankItemRevisionEntity } from './persistence/bank-item-revision.entity.js';
import { BankItemEntity } from './persistence/bank-item.entity.js';
import { MediaService } from './media.service.js';
import { prepareItem, type PreparedItem } from './prepared-item.js';

interface Edit {
  readonly item: BankItemBody;
  /** The one that the editor began with. */
  readonly revision: number;
  readonly note?: string;
}

/** Items written and edited by hand, or copied from another bank. */
@Injectable()
export class BankItemEditor {
  constructor(
    private readonly writes: WriteQueue,
    private readonly reader: Reader,
    private readonly deeds: BankDeeds,
    private readonly media: MediaService,
  ) {}

  /** A draft. @returns its id. @throws RefusalError rest.not-found, bank.shipped, bank.item-rejected */
  async create(bankId: string, { item, note }: Omit<Edit, 'revision'>, operatorId: string): Promise<string> {
    const prepared = prepareItem(await checkedItem(item, this.media));
    return this.deeds.run(bankId, operatorId, (deed) =>
      this.writes.run(async (manager) => {
        const { slug } = await ownBankOf(manager, bankId);
        await refuseTwin(manager, bankId, prepared, null);
        const id = newId();
        const itemKey = keyMaker(slug, await keysOf(manager, bankId))();
        const { wordsHash } = prepared;
        const state = { status: 'draft' as const, revision: 1, batchId: null, withdrawnAt: null, changedAt: deed.at };
        await insertItems(manager, [{ id, bankId, itemKey, wordsHash, ...state }]);
        await insertRevisions(manager, [revisionRow(prepared, id, 1, deed)]);
        await this.record(
          manager,
          bankId,
          itemKey,
          { itemId: id, action: 'created', revision: 1, note: note ?? null },
          deed,
        );
        return id;
      }),
    );
  }

  /**
   * A new revision, which is a draft again; the same content again changes nothing. Of two edits that began with the same
   * revision the first wins.
   * @throws RefusalError rest.not-found, bank.shipped, bank.item-rejected, bank.item-changed
   */
  async edit(bankId: string, itemId: string, { item, revision, note }: Edit, operatorId: string): Promise<void> {
    const prepared = prepareItem(await checkedItem(item, this.media));
    await this.deeds.run(bankId, operatorId, (deed) =>
      this.writes.run(async (manager) => {
        await ownBankOf(manager, bankId);
        const before = await itemIn(manager, bankId, itemId);
        if (before.revision !== revision) throw refuse('bank.item-changed');
        const current = await manager.findOneByOrFail(BankItemRevisionEntity, { itemId, number: revision });
        if (current.contentHash === prepared.contentHash) return;
        const { wordsHash } = prepared;
        if (wordsHash !== before.wordsHash) await refuseTwin(manager, bankId, prepared, itemId);
        const next = revision + 1;
        const state = { revision: next, status: 'draft' as const, wordsHash, changedAt: deed.at };
        await manager.update(BankItemEntity, itemId, state);
        await insertRevisions(manager, [revisionRow(prepared, itemId, next, deed)]);
        const change = { itemId, action: 'edited' as const, revision: next, note: note ?? null };
        await this.record(manager, bankId, before.itemKey, change, deed);
      }),
    );
  }

  /**
   * Items of any bank as drafts of this one, under keys of its own. What it has word for word stays as it is, also where
   * its correct response is another: then the item is named.
   * @throws RefusalError rest.not-found, bank.shipped
   */
  copy(bankId: string, itemIds: readonly string[], operatorId: string): Promise<CopyReport> {
    return this.deeds.run(bankId, operatorId, async (deed) => {
      const { manager } = this.reader.source;
      const { slug } = await ownBankOf(manager, bankId);
      const copies = await preparedCopies(manager, itemIds);
      const items = copies.map(({ prepared }) => prepared);
      const state = await bankState(manager, bankId, slug);
      const planned = planItems(items, state);
      const loading = { bankId, items, planned, batchId: null, note: '从其他题库复制', deed };
      const copied = await loadItems(
        this.writes,
        { ...loading, revisionOf: state.revisionOf },
        {
          begin: () => Promise.resolve(),
          finish: async (writer, loaded) => {
            if (loaded === 0) return;
            await this.deeds.record(writer, bankId, deed, 'bank.items-copied', { copied: loaded });
          },
        },
      );
      const contradictory = copies.flatMap(({ itemKey }, index) => {
        const plan = planned[index];
        return plan?.outcome === 'contradictory' ? [{ itemKey, otherKey: plan.itemKey }] : [];
      });
      return { copied, unchanged: items.length - copied - contradictory.length, contradictory };
    });
  }

  private async record(
    manager: EntityManager,
    bankId: string,
    itemKey: string,
    change: Pick<ChangeRow, 'itemId' | 'action' | 'revision' | 'note'>,
    deed: Deed,
  ): Promise<void> {
    const { itemId, action, revision } = change;
    await insertChanges(manager, [changeRow({ ...change, status: 'draft' }, deed)]);
    await this.deeds.record(manager, bankId, deed, `bank-item.${action}`, { itemId, itemKey, revision });
  }
}

/** @throws RefusalError rest.not-found, also for an item of another bank */
async function itemIn(manager: EntityManager, bankId: string, itemId: string): Promise<BankItemEntity> {
  const item = await manager.findOneBy(BankItemEntity, { id: itemId, bankId });
  if (item === null || item.withdrawnAt !== null) {
    throw refuse('rest.not-found', { message: '没有找到这道题，请刷新页面后重新选择。' });
  }
  return item;
}

/** Two items of one bank never have the same words: a draw could not tell which to believe. */
async function refuseTwin(
  manager: EntityManager,
  bankId: string,
  { wordsHash }: PreparedItem,
  itemId: string | null,
): Promise<void> {
  const same = await manager.findBy(BankItemEntity, { bankId, wordsHash });
  const twin = same.find(({ id, withdrawnAt }) => id !== itemId && withdrawnAt === null);
  if (twin === undefined) return;
  const message = `题库里已有文字相同的题目（${twin.itemKey}），请修改那一道，或改写题干。`;
  throw refuse('bank.item-rejected', { details: [{ path: 'item.stem', message }] });
}

async function keysOf(manager: EntityManager, bankId: string): Promise<string[]> {
  const rows = await manager.find(BankItemEntity, { select: { itemKey: true }, where: { bankId } });
  return rows.map(({ itemKey }) => itemKey);
}

/** In the order of the ids. @throws RefusalError rest.not-found where one is unknown */
async function preparedCopies(
  manager: EntityManager,
  itemIds: readonly string[],
): Promise<{ readonly itemKey: string; readonly prepared: PreparedItem }[]> {
  const rows = (await manager.query(
    `SELECT item.id, item.item_key AS "itemKey", revision.content
    ${CURRENT}
    WHERE item.withdrawn_at IS NULL AND item.id IN (${idList(manager, 1)})`,
    [JSON.stringify(itemIds)],
  )) as readonly { readonly id: string; readonly itemKey: string; readonly content: string }[];
  const found = new Map(rows.map((row) => [row.id, row]));
  return itemIds.map((id) => {
    const row = found.get(id);
    if (row === undefined) throw refuse('rest.not-found', { message: '有题目已不在题库中，请刷新页面后重新选择。' });
    const { itemKey, content } = row;
    return { itemKey, prepared: { ...prepareItem(itemOf(content, itemKey)), id: null } };
  });
}
