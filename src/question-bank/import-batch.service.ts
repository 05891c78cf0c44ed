import { Inject, Injectable } from '@nestjs/common';

import { IdentityService } from '../identity/identity.service.js';
import { Clock } from '../platform/clock/clock.js';
import { newId } from '../platform/ids.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { ImportBatch, UndoReport } from '../protocol/question-bank.js';
import { BankLine } from './bank-line.js';
import { bankOf, ownBankOf, touchBank } from './bank-lookup.js';
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

export interface LoadedBatch {
  /** Null: the bank has everything already. */
  readonly batch: ImportBatch | null;
  /** For each item what became of it, in their order. */
  readonly planned: readonly PlannedItem[];
}

/** Imports into banks of one's own, and their undoing. */
@Injectable()
export class ImportBatches {
  constructor(
    private readonly writes: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
    @Inject(IdentityService) private readonly identity: Pick<IdentityService, 'operatorNames' | 'recordAction'>,
    private readonly line: BankLine,
  ) {}

  /** What a plan rests on; the bank may have changed when it is loaded. @throws RefusalError rest.not-found, bank.shipped */
  async stateOf(bankId: string): Promise<BankState> {
    const { manager } = this.reader.source;
    const { slug } = await ownBankOf(manager, bankId);
    return bankState(manager, bankId, slug);
  }

  /**
   * Loads what the bank does not have yet, as drafts: all of it or, where something fails, nothing. The same file twice
   * adds nothing. Contradictory items are left out; the plan that comes back names them.
   * @param operatorId null: the command line
   * @throws RefusalError rest.not-found, bank.shipped
   */
  load(
    bankId: string,
    items: readonly PreparedItem[],
    file: ImportedFile,
    operatorId: string | null,
  ): Promise<LoadedBatch> {
    return this.line.run(bankId, async () => {
      const state = await this.stateOf(bankId);
      const planned = planItems(items, state);
      if (planned.every(({ outcome }) => outcome === 'unchanged' || outcome === 'contradictory')) {
        return { batch: null, planned };
      }
      const at = this.clock.now();
      const batchId = newId();
      const row = { id: batchId, bankId, ...file, operatorId, at, undoneBy: null };
      // Not in force until everything is in: see loadItems.
      await this.writes.run((manager) => manager.insert(ImportBatchEntity, { ...row, loaded: 0, undoneAt: at }));
      const loading = { bankId, items, planned, batchId, note: file.fileName, deed: { operatorId, at } };
      await loadItems(this.writes, { ...loading, revisionOf: state.revisionOf }, async (manager, loaded) => {
        await manager.update(ImportBatchEntity, batchId, { loaded, undoneAt: null });
        await touchBank(manager, bankId, at);
        const detail = { bankId, batchId, fileName: file.fileName, loaded };
        await this.identity.recordAction(manager, { operatorId, action: 'bank.imported', detail });
      });
      return { batch: (await this.list(bankId)).find(({ id }) => id === batchId) ?? null, planned };
    });
  }

  /** The latest first. @throws RefusalError rest.not-found */
  async list(bankId: string): Promise<ImportBatch[]> {
    const { manager } = this.reader.source;
    await bankOf(manager, bankId);
    const rows = await manager.find(ImportBatchEntity, { where: { bankId }, order: { id: 'DESC' } });
    const names = await this.identity.operatorNames();
    // Without items: it broke off before anything was shown.
    return rows
      .filter(({ loaded }) => loaded > 0)
      .map(({ id, fileName, format, at, operatorId, loaded, undoneAt }) => ({
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
   * Takes back what an import brought, item by item: an item that was edited or published since stays and is named. One
   * that the import only changed is as it was before, under a new revision.
   * @throws RefusalError rest.not-found, bank.import-undone
   */
  async undo(batchId: string, operatorId: string): Promise<UndoReport> {
    const { bankId } = await this.batch(batchId);
    return this.line.run(bankId, async () => {
      const batch = await this.batch(batchId);
      if (batch.undoneAt !== null) throw refuse('bank.import-undone');
      const deed = { operatorId, at: this.clock.now() };
      const report = await undoBatch({ writes: this.writes, reader: this.reader.source.manager, batch, deed });
      await this.writes.run(async (manager) => {
        await manager.update(ImportBatchEntity, batchId, { undoneAt: deed.at, undoneBy: operatorId });
        await touchBank(manager, bankId, deed.at);
        const detail = { bankId, batchId, withdrawn: report.withdrawn, kept: report.kept.length };
        await this.identity.recordAction(manager, { operatorId, action: 'bank.import-undone', detail });
      });
      return report;
    });
  }

  private async batch(batchId: string): Promise<ImportBatchEntity> {
    const batch = await this.reader.source.manager.findOneBy(ImportBatchEntity, { id: batchId });
    if (batch === null) throw refuse('rest.not-found', { message: '没有找到这次导入，请刷新页面后重新选择。' });
    return batch;
  }
}
