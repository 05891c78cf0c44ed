import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { IsNull, Not, type EntityManager } from 'typeorm';

import { IdentityService } from '../identity/identity.service.js';
import { Clock } from '../platform/clock/clock.js';
import { newId } from '../platform/ids.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { ImportBatch, ImportMode, UndoReport } from '../protocol/question-bank.js';
import { BankLine } from './bank-line.js';
import { bankOf, ownBankOf, touchBank } from './bank-lookup.js';
import type { Deed } from './bank-rows.js';
import { undoBatch } from './batch-undo.js';
import { bankState, loadItems, type BankState } from './item-loader.js';
import { planItems, type PlannedItem } from './item-plan.js';
import { ImportBatchEntity } from './persistence/import-batch.entity.js';
import type { PreparedItem } from './prepared-item.js';

export interface ImportedFile {
  readonly fileName: string;
  /** As recognised. */
  readonly format: string;
  /** Hex SHA-256. */
  readonly contentHash: string;
}

export interface LoadOrder {
  readonly items: readonly PreparedItem[];
  readonly file: ImportedFile;
  readonly mode: ImportMode;
  /** Items that the file itself keeps from being loaded. */
  readonly faults: number;
  /** Null: the command line. */
  readonly operatorId: string | null;
}

export interface LoadedBatch {
  /** Null: the bank has everything already, or everything must load and something cannot. */
  readonly batch: ImportBatch | null;
  /** For each item what became of it, or would have, in their order. */
  readonly planned: readonly PlannedItem[];
}

/** A load takes seconds. One that has not ended after this has broken off. */
const BROKEN_OFF_MS = 60_000;
/** A load that is under way, in this process or in another, or broke off. */
const UNFINISHED = { loaded: 0, undoneAt: IsNull() } as const;

/** Imports into banks of one's own, and their undoing. */
@Injectable()
export class ImportBatches implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('question-bank');
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly writes: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
    @Inject(IdentityService) private readonly identity: Pick<IdentityService, 'operatorNames' | 'recordAction'>,
    private readonly line: BankLine,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.takeBackBroken();
    this.timer = setInterval(() => void this.takeBackBroken(), BROKEN_OFF_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** What a plan rests on; the bank may have changed when it is loaded. @throws RefusalError rest.not-found, bank.shipped */
  async stateOf(bankId: string): Promise<BankState> {
    const { manager } = this.reader.source;
    const { slug } = await ownBankOf(manager, bankId);
    return bankState(manager, bankId, slug);
  }

  /**
   * Loads what the bank does not have yet, as drafts: all of it or, where something fails, nothing. The same file twice
   * adds nothing. Whether everything can be loaded is decided here, when no other change of the bank can come between;
   * otherwise contradictory items are left out, and the plan that comes back names them.
   * @throws RefusalError rest.not-found, bank.shipped; server.busy where another process loads into this bank
   */
  load(bankId: string, order: LoadOrder): Promise<LoadedBatch> {
    return this.line.run(bankId, async () => {
      await this.requireFinished(bankId);
      const state = await this.stateOf(bankId);
      const planned = planItems(order.items, state);
      const left = order.faults + planned.filter(({ outcome }) => outcome === 'contradictory').length;
      const nothing = planned.every(({ outcome }) => outcome === 'unchanged' || outcome === 'contradictory');
      if (nothing || (order.mode === 'all-or-nothing' && left > 0)) return { batch: null, planned };
      const id = await this.write(bankId, order, planned, state);
      return { batch: (await this.list(bankId)).find((batch) => batch.id === id) ?? null, planned };
    });
  }

  /** The latest first. @throws RefusalError rest.not-found */
  async list(bankId: string): Promise<ImportBatch[]> {
    const { manager } = this.reader.source;
    await bankOf(manager, bankId);
    // Without items: it is not finished, or broke off.
    const rows = await manager.find(ImportBatchEntity, { where: { bankId, loaded: Not(0) }, order: { id: 'DESC' } });
    const names = await this.identity.operatorNames();
    return rows.map(({ id, fileName, format, at, operatorId, loaded, undoneAt }) => ({
      id,
      bankId,
      fileName,
      format,
      at,
      by: operatorId === null ? null : (names.get(operatorId) ?? null),
      loaded,
      undoneAt,
    }));
  }

  /**
   * Takes back what an import brought, item by item: an item that was edited or published since, or changed by a later
   * import, stays and is named. One that the import only changed is as it was before, under a new revision.
   * @throws RefusalError rest.not-found, bank.import-undone; server.busy as load
   */
  async undo(batchId: string, operatorId: string): Promise<UndoReport> {
    const { bankId } = await this.batch(batchId);
    return this.line.run(bankId, async () => {
      const batch = await this.batch(batchId);
      if (batch.undoneAt !== null) throw refuse('bank.import-undone');
      await this.requireFinished(bankId);
      const deed = { operatorId, at: this.clock.now() };
      const report = await this.takeBack(batch, deed);
      await this.writes.run(async (manager) => {
        await manager.update(ImportBatchEntity, batchId, { undoneAt: deed.at, undoneBy: operatorId });
        await touchBank(manager, bankId, deed.at);
        const detail = { bankId, batchId, withdrawn: report.withdrawn, kept: report.kept.length };
        await this.identity.recordAction(manager, { operatorId, action: 'bank.import-undone', detail });
      });
      return report;
    });
  }

  /** @returns the id of the batch */
  private async write(
    bankId: string,
    { items, file, operatorId }: LoadOrder,
    planned: readonly PlannedItem[],
    { revisionOf }: BankState,
  ): Promise<string> {
    const at = this.clock.now();
    const batchId = newId();
    const batch = { id: batchId, bankId, ...file, operatorId, at, loaded: 0, undoneBy: null };
    // What goes in before the end is not in force, as if it were undone.
    await this.writes.run((manager) => manager.insert(ImportBatchEntity, { ...batch, undoneAt: at }));
    const loading = { bankId, items, planned, batchId, note: file.fileName, deed: { operatorId, at }, revisionOf };
    let seen = false;
    const begin = async (manager: EntityManager) => {
      seen = true;
      await manager.update(ImportBatchEntity, batchId, { undoneAt: null });
    };
    const finish = async (manager: EntityManager, loaded: number) => {
      const still = seen ? { id: batchId, ...UNFINISHED } : { id: batchId };
      const { affected } = await manager.update(ImportBatchEntity, still, { loaded, undoneAt: null });
      if (affected === 0) throw new Error('the load took so long that it was taken back');
      await touchBank(manager, bankId, at);
      const detail = { bankId, batchId, fileName: file.fileName, loaded };
      await this.identity.recordAction(manager, { operatorId, action: 'bank.imported', detail });
    };
    try {
      await loadItems(this.writes, loading, { begin, finish });
    } catch (error) {
      // Should that fail too, it is done a minute later, or at the next start.
      if (seen) await this.takeBackUnfinished(batchId).catch(() => undefined);
      throw error;
    }
    return batchId;
  }

  /** What is half in would be taken for what the bank holds. */
  private async requireFinished(bankId: string): Promise<void> {
    const { manager } = this.reader.source;
    for (const { id, at } of await manager.findBy(ImportBatchEntity, { bankId, ...UNFINISHED })) {
      const left = at + BROKEN_OFF_MS - this.clock.now();
      if (left > 0) {
        const message = '这个题库刚有一次导入还没有结束，请一分钟后再试。';
        throw refuse('server.busy', { message, retryAfterMs: left });
      }
      await this.takeBackUnfinished(id);
    }
  }

  private async takeBackBroken(): Promise<void> {
    try {
      const unfinished = await this.reader.source.manager.findBy(ImportBatchEntity, UNFINISHED);
      for (const { id, bankId, at } of unfinished) {
        if (this.clock.now() - at < BROKEN_OFF_MS) continue;
        await this.line.run(bankId, () => this.takeBackUnfinished(id));
      }
    } catch (error) {
      this.logger.error(`a load that broke off could not be taken back: ${String(error)}`);
    }
  }

  /** In the bank's line. */
  private async takeBackUnfinished(batchId: string): Promise<void> {
    const batch = await this.reader.source.manager.findOneBy(ImportBatchEntity, { id: batchId, ...UNFINISHED });
    if (batch === null) return;
    const deed = { operatorId: batch.operatorId, at: this.clock.now() };
    const { withdrawn, kept } = await this.takeBack(batch, deed);
    await this.writes.run((manager) =>
      manager.update(ImportBatchEntity, { id: batchId, ...UNFINISHED }, { undoneAt: deed.at }),
    );
    this.logger.warn(
      `导入中断，已恢复原样 a load broke off and was taken back: ${batchId} ${withdrawn}/${kept.length}`,
    );
  }

  private takeBack(batch: ImportBatchEntity, deed: Deed): Promise<UndoReport> {
    return undoBatch({ writes: this.writes, reader: this.reader.source.manager, batch, deed });
  }

  private async batch(batchId: string): Promise<ImportBatchEntity> {
    const batch = await this.reader.source.manager.findOneBy(ImportBatchEntity, { id: batchId });
    if (batch === null) throw refuse('rest.not-found', { message: '没有找到这次导入，请刷新页面后重新选择。' });
    return batch;
  }
}
