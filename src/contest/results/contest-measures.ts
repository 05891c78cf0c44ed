import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { In, IsNull, Not } from 'typeorm';

import { itemInForce } from '../../core/contest/plan.js';
import { asksSame } from '../../core/question-bank/asks-same.js';
import { contestSums, type MeasureSums, type SettledItem } from '../../core/question-bank/measure.js';
import { Reader } from '../../platform/database/reader.js';
import { ItemMeasures } from '../../question-bank/item-measures.service.js';
import { QuestionBankService } from '../../question-bank/question-bank.service.js';
import { ContestStore } from '../contest.store.js';
import { ContestLoader } from '../live/contest-loader.js';
import { ContestItemEntity } from '../persistence/contest-item.entity.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { settledItems, type SettledContestItem } from './contest-results.js';

/**
 * Tells the banks how their items proved themselves, once a result is final. Rehearsals and the demonstration tell
 * nothing. What a crash kept from being told is told at the next start.
 */
@Injectable()
export class ContestMeasures implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ContestMeasures.name);
  private line: Promise<void> = Promise.resolve();
  private finalized: Subscription | null = null;
  private stopped = false;

  constructor(
    private readonly store: ContestStore,
    private readonly loader: ContestLoader,
    private readonly reader: Reader,
    private readonly measures: ItemMeasures,
    private readonly banks: QuestionBankService,
  ) {}

  start(): void {
    this.finalized = this.store.finalized.subscribe((contestId) => this.take(() => this.record(contestId)));
    this.take(() => this.catchUp());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.finalized?.unsubscribe();
    await this.line;
  }

  /** One after the other, behind everything that somebody waits for. */
  private take(job: () => Promise<void>): void {
    this.line = this.line.then(async () => {
      try {
        if (!this.stopped) await job();
      } catch (error) {
        this.logger.error(`Measures of bank items: ${String(error)}`);
      }
    });
  }

  private async catchUp(): Promise<void> {
    const { manager } = this.reader.source;
    const final = await manager.find(ContestEntity, {
      select: { id: true },
      where: { kind: 'regular', phase: 'finalized' },
    });
    const known = await this.measures.contests();
    const missing = final.filter(({ id }) => !known.has(id)).map(({ id }) => id);
    const drawn = await manager.find(ContestItemEntity, {
      select: { contestId: true },
      where: { contestId: In(missing), bankItemId: Not(IsNull()) },
    });
    for (const contestId of new Set(drawn.map((item) => item.contestId))) this.take(() => this.record(contestId));
  }

  private async record(contestId: string): Promise<void> {
    const parts = await this.loader.load(contestId);
    if (parts.record.kind !== 'regular') return;
    const rows = await this.reader.source.manager.findBy(ContestItemEntity, { contestId });
    const drawnFrom = new Map(rows.map(({ id, bankItemId }) => [id, bankItemId]));
    const drawn = await this.banks.itemsById(rows.flatMap(({ bankItemId }) => bankItemId ?? []));
    const bankItems = new Map(drawn.map(({ id, item }) => [id, item]));
    const counted = settledItems(parts, await this.store.responsesByItem(contestId)).flatMap(measured);
    const sums = contestSums(counted);
    const byRevision = new Map<string, MeasureSums>();
    for (const planned of parts.plan.rounds.flatMap((round) => round.items)) {
      // By another key it was another item.
      const item = itemInForce(parts.state, planned);
      const revisionId = drawnFrom.get(item.id) ?? null;
      const bankItem = revisionId === null ? undefined : bankItems.get(revisionId);
      const measure = sums.get(item.id);
      if (revisionId !== null && bankItem && measure && asksSame(item, bankItem)) byRevision.set(revisionId, measure);
    }
    await this.measures.record(contestId, byRevision);
  }
}

/** Of the items that counted; a bonus for speed says nothing about the item. */
function measured({ item, voided, settled }: SettledContestItem): SettledItem[] {
  if (settled === null || voided || item.points === 0) return [];
  const scores = new Map(
    settled.map(({ participantId, outcome, points, bonus }) => [
      participantId,
      outcome === 'missed' ? null : points - bonus,
    ]),
  );
  return [{ id: item.id, points: item.points, scores }];
}
