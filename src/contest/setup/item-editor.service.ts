import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { byOperator, recordIn } from '../../audit/audit.service.js';
import { refuse } from '../../platform/refusal.js';
import { QuestionBankService } from '../../question-bank/question-bank.service.js';
import { ContestItemEntity } from '../persistence/contest-item.entity.js';
import { Composer, type ComposedItem } from './composer.js';
import { ContestService } from './contest.service.js';
import { editedItem, type ItemEdit } from './editable-item.js';

/** Changes drawn items before the day. */
@Injectable()
export class ItemEditor {
  constructor(
    private readonly contests: ContestService,
    private readonly composer: Composer,
    private readonly banks: QuestionBankService,
  ) {}

  /** @throws RefusalError contest.not-draft, item.unknown, item.rejected */
  async edit(contestId: string, contestItemId: string, edit: ItemEdit, operatorId: string): Promise<void> {
    await this.contests.inDraft(contestId, async (manager, live) => {
      const item = live.itemById(contestItemId);
      if (!item) throw refuse('item.unknown');
      const content = editedItem(item, edit);
      const { points, timeLimitMs } = content;
      await manager.update(ContestItemEntity, contestItemId, { content, points, timeLimitMs });
      await record(manager, 'contest.item-edited', { contestId, contestItemId, operatorId });
    });
  }

  /** Puts another item of the same bank and kind in its place. @throws RefusalError contest.not-enough-items */
  async swap(contestId: string, contestItemId: string, operatorId: string): Promise<void> {
    await this.contests.inDraft(contestId, async (manager, live) => {
      const rows = await manager.findBy(ContestItemEntity, { contestId });
      const row = rows.find(({ id }) => id === contestItemId);
      const item = live.itemById(contestItemId);
      if (!row || !item) throw refuse('item.unknown');
      const drawn = await this.banks.itemsById(rows.flatMap(({ bankItemId }) => bankItemId ?? []));
      const replaced = drawn.find(({ id }) => id === row.bankItemId);
      const taken = new Set(drawn.filter(({ bankId }) => bankId === replaced?.bankId).map(({ itemKey }) => itemKey));
      const other: ComposedItem | null = replaced ? await this.composer.another(taken, replaced, item) : null;
      if (!other) {
        const message = '题库中没有其他同类题目可换，请直接编辑这道题。';
        throw refuse('contest.not-enough-items', { message });
      }
      const { roundId, ordinal, points, timeLimitMs } = row;
      await manager.delete(ContestItemEntity, contestItemId);
      const content = other.item;
      const { bankItemId } = other;
      await manager.insert(ContestItemEntity, {
        id: content.id,
        contestId,
        roundId,
        ordinal,
        bankItemId,
        content,
        points,
        timeLimitMs,
      });
      await record(manager, 'contest.item-swapped', { contestId, contestItemId, operatorId });
    });
  }
}

interface Deed {
  readonly contestId: string;
  readonly contestItemId: string;
  readonly operatorId: string;
}

const record = (
  manager: EntityManager,
  action: string,
  { contestId, contestItemId, operatorId }: Deed,
): Promise<void> => recordIn(manager, { action, ...byOperator(operatorId), contestId, subjectId: contestItemId });
