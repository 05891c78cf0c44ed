import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';

import { expiredItems } from '../core/question-bank/check-bank.js';
import { isPlayable, type PlayableBankItem } from '../core/question-bank/types.js';
import { Clock } from '../platform/clock/clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { BankInfo } from '../protocol/rest.js';
import { readBanks, type ReadBank, type RefusedBank, type UsableBank } from './bank-reader.js';
import { findBanks, findItems, findItemsById, storeBank, type BankRow, type StoredRow } from './bank-store.js';

export interface StoredItem {
  /** Of this revision; a contest item keeps it. */
  readonly id: string;
  /** The author's id, stable over revisions and the same on every server. */
  readonly itemKey: string;
  readonly bankId: string;
  readonly bankTitle: string;
  readonly item: PlayableBankItem;
}

/** What a look at the banks' folder came to, by slug; refused files by path. */
export interface LoadReport {
  readonly loaded: readonly string[];
  readonly unchanged: readonly string[];
  readonly refused: readonly string[];
}

@Injectable()
export class QuestionBankService implements OnModuleInit {
  private readonly logger = new Logger('question-bank');

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly writes: WriteQueue,
    private readonly reader: Reader,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.loadShipped();
  }

  /**
   * Loads what is new or changed under QUESTION_BANKS_DIR. A broken bank is refused whole and named in the log; the
   * server runs on with the others, and with the last good revision of the broken one.
   */
  async loadShipped(): Promise<LoadReport> {
    const read = await this.read();
    const usable = read.filter((bank): bank is UsableBank => bank.usable);
    const refused = read.filter((bank): bank is RefusedBank => !bank.usable);
    const now = this.clock.now();
    const outcomes = await this.writes.run(async (manager) => {
      const done: { readonly slug: string; readonly outcome: 'new' | 'unchanged' }[] = [];
      for (const bank of usable) {
        done.push({ slug: bank.document.slug, outcome: await storeBank(manager, bank, now) });
      }
      return done;
    });
    refused.forEach((bank) => this.logRefused(bank));
    usable.forEach((bank) => this.logExpired(bank, now));
    const slugs = (wanted: 'new' | 'unchanged') =>
      outcomes.filter(({ outcome }) => outcome === wanted).map(({ slug }) => slug);
    return { loaded: slugs('new'), unchanged: slugs('unchanged'), refused: refused.map(({ path }) => path) };
  }

  async listBanks(): Promise<BankInfo[]> {
    const { manager } = this.reader.source;
    const banks = await findBanks(manager);
    return Promise.all(banks.map(async (bank) => infoOf(bank, await findItems(manager, bank.id))));
  }

  /** Items of the latest revision. Throws RefusalError `rest.not-found`. */
  async itemsOf(bankId: string): Promise<readonly StoredItem[]> {
    const { manager } = this.reader.source;
    const bank = (await findBanks(manager)).find(({ id }) => id === bankId);
    if (bank === undefined) throw refuse('rest.not-found', { message: '没有找到这个题库，请刷新页面后重新选择。' });
    const rows = await findItems(manager, bankId);
    return rows.flatMap(({ item, ...row }) =>
      isPlayable(item) ? [{ ...row, item, bankId, bankTitle: bank.title }] : [],
    );
  }

  /** Items by id, of whatever revision; unknown ids are left out. */
  async itemsById(ids: readonly string[]): Promise<readonly StoredItem[]> {
    const { manager } = this.reader.source;
    const titles = new Map((await findBanks(manager)).map(({ id, title }) => [id, title]));
    const rows = await findItemsById(manager, ids);
    return rows.flatMap(({ item, ...row }) =>
      isPlayable(item) ? [{ ...row, item, bankTitle: titles.get(row.bankId) ?? '' }] : [],
    );
  }

  private async read(): Promise<ReadBank[]> {
    try {
      return await readBanks(this.config.questionBanksDir);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      this.logger.warn(`题库文件夹不存在，没有载入题库 no question banks at ${this.config.questionBanksDir}`);
      return [];
    }
  }

  private logRefused({ path, findings }: RefusedBank): void {
    this.logger.error(`题库未载入，请改正后重新启动 question bank refused: ${path}`);
    for (const { itemId, message } of findings.filter(({ severity }) => severity === 'error')) {
      this.logger.error(`${path} ${itemId ?? '整个题库'}：${message}`);
    }
  }

  private logExpired({ path, document }: UsableBank, now: number): void {
    const expired = expiredItems(document, new Date(now).toISOString().slice(0, 10));
    if (expired.length === 0) return;
    const ids = expired.map(({ itemId }) => itemId).join('、');
    this.logger.warn(`${path} 有 ${expired.length} 道题已过有效期，请复核 items past validUntil: ${ids}`);
  }
}

function infoOf({ id, slug, title }: BankRow, rows: readonly StoredRow[]): BankInfo {
  const items = rows.map(({ item }) => item);
  const kinds = count(
    items.map((item) => (item.kind === 'choice' && item.select === 'multiple' ? 'choice-multiple' : item.kind)),
  );
  const tags = [...count(items.flatMap((item) => item.tags))].map(([tag, number]) => ({ tag, count: number }));
  return { id, slug, title, itemCount: items.length, kinds: Object.fromEntries(kinds), tags };
}

function count<K>(values: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
