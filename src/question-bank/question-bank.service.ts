import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';

import { expiredItems } from '../core/question-bank/check-bank.js';
import type { PlayableBankItem } from '../core/question-bank/types.js';
import { Clock } from '../platform/clock/clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { BankInfo } from '../protocol/rest.js';
import { readBanks, type ReadBank, type RefusedBank, type UsableBank } from './bank-reader.js';
import { drawableItems, drawableSummaries, revisionsById, type DrawableSummary } from './drawable-items.js';
import { QuestionBankEntity } from './persistence/question-bank.entity.js';
import { storeShipped, type ShippedOutcome } from './shipped-store.js';

export interface StoredItem {
  /** Of the revision; a contest item keeps it. */
  readonly id: string;
  /** The author's id, stable over revisions and the same on every server. */
  readonly itemKey: string;
  readonly bankId: string;
  readonly bankTitle: string;
  readonly item: PlayableBankItem;
}

/** What a look at the banks' folder came to, by slug; refused files, and those whose slug a bank made here has, by path. */
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
      const done: { readonly bank: UsableBank; readonly outcome: ShippedOutcome }[] = [];
      for (const bank of usable) done.push({ bank, outcome: await storeShipped(manager, bank.document, now) });
      return done;
    });
    refused.forEach((bank) => this.logRefused(bank));
    usable.forEach((bank) => this.logExpired(bank, now));
    const having = (wanted: ShippedOutcome) =>
      outcomes.filter(({ outcome }) => outcome === wanted).map(({ bank }) => bank);
    const slugs = (banks: readonly UsableBank[]) => banks.map(({ document }) => document.slug);
    const taken = having('taken').map(({ path }) => path);
    for (const path of taken) this.logger.error(`题库未载入，短名已被本机的题库使用，请改名 slug is taken: ${path}`);
    return {
      loaded: slugs(having('new')),
      unchanged: slugs(having('unchanged')),
      refused: [...refused.map(({ path }) => path), ...taken],
    };
  }

  /** What a contest can draw from. */
  async listBanks(): Promise<BankInfo[]> {
    const { manager } = this.reader.source;
    const banks = await manager.find(QuestionBankEntity, { order: { slug: 'ASC' } });
    const items = await drawableSummaries(manager);
    return banks.map((bank) =>
      infoOf(
        bank,
        items.filter(({ bankId }) => bankId === bank.id),
      ),
    );
  }

  /** By id. */
  async titles(): Promise<ReadonlyMap<string, string>> {
    const banks = await this.reader.source.manager.find(QuestionBankEntity, { select: { id: true, title: true } });
    return new Map(banks.map(({ id, title }) => [id, title]));
  }

  /** Items that may be drawn: published and playable. Throws RefusalError `rest.not-found`. */
  async itemsOf(bankId: string): Promise<readonly StoredItem[]> {
    const { manager } = this.reader.source;
    const message = '没有找到这个题库，请刷新页面后重新选择。';
    if (!(await manager.existsBy(QuestionBankEntity, { id: bankId }))) throw refuse('rest.not-found', { message });
    return drawableItems(manager, bankId);
  }

  /** Items by the id of their revision, whatever became of them since; unknown ids are left out. */
  itemsById(ids: readonly string[]): Promise<readonly StoredItem[]> {
    return revisionsById(this.reader.source.manager, ids);
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

function infoOf({ id, slug, title }: QuestionBankEntity, items: readonly DrawableSummary[]): BankInfo {
  const kinds = count(items.map(({ kind, selectMode }) => (selectMode === 'multiple' ? 'choice-multiple' : kind)));
  const tags = [...count(items.flatMap((item) => item.tags))].map(([tag, number]) => ({ tag, count: number }));
  return { id, slug, title, itemCount: items.length, kinds: Object.fromEntries(kinds), tags };
}

function count<K>(values: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
