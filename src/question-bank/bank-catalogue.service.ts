import { Injectable } from '@nestjs/common';

import { itemFindings } from '../core/question-bank/status.js';
import { IdentityService } from '../identity/identity.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { refuse } from '../platform/refusal.js';
import type {
  BankItemBody,
  BankItemChange,
  BankItemDetail,
  BankItemPage,
  BankItemQuery,
} from '../protocol/question-bank.js';
import { bankOf } from './bank-lookup.js';
import { CURRENT, itemOf } from './bank-rows.js';
import { listItems, RAW_COLUMNS, rowOf, type RawItem } from './item-list.js';
import { ItemMeasures } from './item-measures.service.js';
import { BankItemChangeEntity } from './persistence/bank-item-change.entity.js';
import { SimilarItems } from './similar-items.js';

/** What operators read of banks: pages of items, and everything about one. */
@Injectable()
export class BankCatalogue {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly identity: IdentityService,
    private readonly measures: ItemMeasures,
    private readonly similar: SimilarItems,
  ) {}

  /** @throws RefusalError rest.not-found */
  async list(bankId: string, query: BankItemQuery): Promise<BankItemPage> {
    const { manager } = this.reader.source;
    await bankOf(manager, bankId);
    const similar = await this.similar.of(manager, bankId);
    return listItems(manager, query, { bankId, now: this.clock.now(), similar });
  }

  /** @throws RefusalError rest.not-found */
  async detail(bankId: string, itemId: string): Promise<BankItemDetail> {
    const { manager } = this.reader.source;
    await bankOf(manager, bankId);
    const [raw] = (await manager.query(
      `SELECT ${RAW_COLUMNS} ${CURRENT}
      WHERE item.id = $1 AND item.bank_id = $2 AND item.withdrawn_at IS NULL`,
      [itemId, bankId],
    )) as readonly RawItem[];
    if (raw === undefined) throw refuse('rest.not-found', { message: '没有找到这道题，请刷新页面后重新选择。' });
    const item = itemOf(raw.content, raw.itemKey);
    const { id: _id, ...body } = item;
    const similar = await this.similar.of(manager, bankId);
    return {
      ...rowOf(raw, { now: this.clock.now(), similar }),
      item: body as BankItemBody,
      history: await this.history(itemId),
      measure: await this.measures.of(itemId),
      findings: itemFindings(item).map(({ code, severity, message }) => ({ code, severity, message })),
    };
  }

  /** The latest first. */
  private async history(itemId: string): Promise<BankItemChange[]> {
    const rows = await this.reader.source.manager.find(BankItemChangeEntity, {
      where: { itemId },
      order: { id: 'DESC' },
    });
    const names = await this.identity.operatorNames();
    return rows.map(({ at, operatorId, action, revision, status, note }) => ({
      at,
      by: operatorId === null ? null : (names.get(operatorId) ?? null),
      action,
      revision,
      status,
      ...(note === null ? {} : { note }),
    }));
  }
}
