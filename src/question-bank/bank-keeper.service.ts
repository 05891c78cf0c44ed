import { Inject, Injectable } from '@nestjs/common';

import { IdentityService } from '../identity/identity.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { newId } from '../platform/ids.js';
import {
  BANK_ITEM_STATUSES,
  type BankItemStatus,
  type BankOverview,
  type NewBankBody,
} from '../protocol/question-bank.js';
import { ownBankOf } from './bank-lookup.js';
import { QuestionBankEntity } from './persistence/question-bank.entity.js';

interface StatusCount {
  readonly bankId: string;
  readonly status: BankItemStatus;
  readonly count: number;
}

/** The banks themselves: their names and how many items of each status they hold. */
@Injectable()
export class BankKeeper {
  constructor(
    private readonly writes: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
    @Inject(IdentityService) private readonly identity: Pick<IdentityService, 'recordAction'>,
  ) {}

  /** Shipped banks last; the others by the time of their making, the latest first. */
  async overview(): Promise<BankOverview[]> {
    const { manager } = this.reader.source;
    const banks = await manager.find(QuestionBankEntity, { order: { createdAt: 'DESC', slug: 'ASC' } });
    const counts = (await manager.query(
      `SELECT bank_id AS "bankId", status, COUNT(*) AS "count" FROM bank_item
      WHERE withdrawn_at IS NULL GROUP BY bank_id, status`,
    )) as readonly StatusCount[];
    const sorted = [...banks.filter(({ shipped }) => !shipped), ...banks.filter(({ shipped }) => shipped)];
    return sorted.map(({ id, slug, title, description, shipped, changedAt }) => ({
      id,
      slug,
      title,
      description,
      shipped,
      counts: countsOf(counts.filter(({ bankId }) => bankId === id)),
      changedAt,
    }));
  }

  /** An empty bank. Its short name, from which keys of items are made, is given here. @returns its id */
  create({ title, description = '' }: NewBankBody, operatorId: string | null): Promise<string> {
    const id = newId();
    const at = this.clock.now();
    return this.writes.run(async (manager) => {
      let number = await manager.countBy(QuestionBankEntity, { shipped: false });
      while (await manager.existsBy(QuestionBankEntity, { slug: slugOf(number) })) number += 1;
      const bank = { id, slug: slugOf(number), title: title.trim(), description: description.trim() };
      await manager.insert(QuestionBankEntity, { ...bank, shipped: false, createdAt: at, changedAt: at });
      const detail = { bankId: id, title: bank.title };
      await this.identity.recordAction(manager, { operatorId, action: 'bank.created', detail });
      return id;
    });
  }

  /** @throws RefusalError rest.not-found, bank.shipped */
  async rename(bankId: string, change: Partial<NewBankBody>, operatorId: string): Promise<void> {
    const title = change.title?.trim();
    const description = change.description?.trim();
    await this.writes.run(async (manager) => {
      await ownBankOf(manager, bankId);
      await manager.update(QuestionBankEntity, bankId, {
        changedAt: this.clock.now(),
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
      });
      const detail = { bankId, ...(title === undefined ? {} : { title }) };
      await this.identity.recordAction(manager, { operatorId, action: 'bank.renamed', detail });
    });
  }
}

function countsOf(counts: readonly StatusCount[]): BankOverview['counts'] {
  const of = (status: BankItemStatus) => counts.find((one) => one.status === status)?.count ?? 0;
  return Object.fromEntries(BANK_ITEM_STATUSES.map((status) => [status, of(status)])) as BankOverview['counts'];
}

/** own-a … own-z, own-aa …: letters only, as the ids of items in a bank's file want it. */
function slugOf(number: number): string {
  let letters = '';
  for (let rest = number; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(97 + (rest % 26)) + letters;
  }
  return `own-${letters}`;
}
