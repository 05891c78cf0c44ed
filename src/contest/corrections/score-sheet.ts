import { Injectable } from '@nestjs/common';

import { placedItems } from '../../core/contest/plan.js';
import type { Points } from '../../core/item/types.js';
import type { Adjustment } from '../../core/ranking/types.js';
import { IdentityService } from '../../identity/identity.service.js';
import { Reader } from '../../platform/database/reader.js';
import type { AdjustmentState, AppealState, CorrectionInfo } from '../../protocol/corrections.js';
import { displayName } from '../live/frames.js';
import type { LiveParts } from '../live/live-parts.js';
import { AppealEntity } from '../persistence/appeal.entity.js';
import { adjustmentOf, PointsAdjustmentEntity } from '../persistence/points-adjustment.entity.js';
import { CorrectionHistory } from './correction-history.js';

export interface SheetAdjustment extends Adjustment {
  readonly id: string;
  /** Of the person or the branch. */
  readonly name: string;
  readonly branchId: string;
  readonly points: Points;
  readonly reason: string;
  readonly state: AdjustmentState;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly decidedBy: string;
  readonly decidedAt: number | null;
}

export interface SheetAppeal {
  /** 0: about the result as a whole. */
  readonly number: number;
  readonly filedAt: number;
  readonly state: AppealState;
  readonly ruling: string;
  readonly ruledBy: string;
  readonly ruledAt: number | null;
  /** The correction that answered it, by its version. */
  readonly correction: number | null;
  /** Or points by hand. */
  readonly adjustmentId: string | null;
}

/** Whatever was done to a result by hand, oldest first. */
export interface HandWork {
  readonly corrections: readonly CorrectionInfo[];
  readonly adjustments: readonly SheetAdjustment[];
  /** Without their authors and their texts: those are for the arbiter. */
  readonly appeals: readonly SheetAppeal[];
}

/** What stands on the score sheet besides the figures. */
@Injectable()
export class ScoreSheet {
  constructor(
    private readonly reader: Reader,
    private readonly history: CorrectionHistory,
    private readonly identity: IdentityService,
  ) {}

  async of({ record, plan, roster }: LiveParts): Promise<HandWork> {
    const { manager } = this.reader.source;
    const wanted = { where: { contestId: record.id }, order: { id: 'ASC' } } as const;
    const [adjustments, appeals, corrections, names] = await Promise.all([
      manager.find(PointsAdjustmentEntity, wanted),
      manager.find(AppealEntity, wanted),
      this.history.of(record.id, plan),
      this.identity.operatorNames(),
    ]);
    const nameOf = (id: string | null): string => (id === null ? '' : (names.get(id) ?? ''));
    const numbers = new Map(placedItems(plan).map(({ item, number }) => [item.id, number]));
    return {
      corrections: corrections.toReversed(),
      adjustments: adjustments.map((row) => {
        const seat = row.participantId === null ? undefined : roster.get(row.participantId);
        const branch = record.branches.find(({ id }) => id === row.branchId);
        return {
          id: row.id,
          ...adjustmentOf(row),
          name: seat ? displayName(seat) : (branch?.name ?? ''),
          branchId: seat?.branchId ?? row.branchId ?? '',
          reason: row.reason,
          state: row.state,
          proposedBy: nameOf(row.proposedBy),
          proposedAt: row.proposedAt,
          decidedBy: nameOf(row.decidedBy),
          decidedAt: row.decidedAt,
        };
      }),
      appeals: appeals.map((row) => ({
        number: row.contestItemId === null ? 0 : (numbers.get(row.contestItemId) ?? 0),
        filedAt: row.filedAt,
        state: row.state,
        ruling: row.ruling ?? '',
        ruledBy: nameOf(row.ruledBy),
        ruledAt: row.ruledAt,
        correction: row.correction,
        adjustmentId: row.adjustmentId,
      })),
    };
  }
}
