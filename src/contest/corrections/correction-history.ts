import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { placedItems } from '../../core/contest/plan.js';
import type { ContestPlan } from '../../core/contest/types.js';
import { IdentityService } from '../../identity/identity.service.js';
import { Reader } from '../../platform/database/reader.js';
import type { CorrectionInfo } from '../../protocol/corrections.js';
import { ContestEventEntity } from '../persistence/contest-event.entity.js';

const KINDS = ['key-corrected', 'item-voided', 'correction-cancelled'] as const;

/** Every correction of a contest that was ever made, from its events. */
@Injectable()
export class CorrectionHistory {
  constructor(
    private readonly reader: Reader,
    private readonly identity: IdentityService,
  ) {}

  /** Newest first; what was cancelled says so. */
  async of(contestId: string, plan: ContestPlan): Promise<CorrectionInfo[]> {
    const events = await this.reader.source.manager.find(ContestEventEntity, {
      where: { contestId, type: In([...KINDS]) },
      order: { version: 'DESC' },
    });
    const names = await this.identity.operatorNames();
    const nameOf = ({ operatorId }: ContestEventEntity): string =>
      operatorId === null ? '' : (names.get(operatorId) ?? '');
    const cancelled = new Map(
      events.flatMap((event) =>
        event.payload.type === 'correction-cancelled'
          ? [[event.payload.correction, { by: nameOf(event), at: event.at, reason: event.payload.reason }] as const]
          : [],
      ),
    );
    const placed = new Map(placedItems(plan).map((entry) => [entry.item.id, entry]));
    return events.flatMap((event) => {
      const { payload, version, at } = event;
      if (payload.type !== 'key-corrected' && payload.type !== 'item-voided') return [];
      const { contestItemId, reason } = payload;
      const item = placed.get(contestItemId);
      return [
        {
          version,
          kind: payload.type === 'item-voided' ? ('void' as const) : ('key' as const),
          contestItemId,
          number: item?.number ?? 0,
          stem: item?.item.stem ?? '',
          reason,
          by: nameOf(event),
          at,
          correctResponse: payload.type === 'key-corrected' ? payload.correctResponse : null,
          cancelled: cancelled.get(version) ?? null,
        },
      ];
    });
  }
}
