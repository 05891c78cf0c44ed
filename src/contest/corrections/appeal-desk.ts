import { Injectable } from '@nestjs/common';

import { placedItems } from '../../core/contest/plan.js';
import { IdentityService } from '../../identity/identity.service.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import type { AppealDetail, AppealInfo, RulingBody } from '../../protocol/corrections.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { branchName, displayName } from '../live/frames.js';
import type { LiveContest } from '../live/live-contest.js';
import { AppealEntity } from '../persistence/appeal.entity.js';
import { Appeals, ownAppeal } from './appeals.service.js';
import { itemRecords } from './item-records.js';

/** Appeals as an arbiter sees them: who, what about, and what was shown and received. */
@Injectable()
export class AppealDesk {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly reader: Reader,
    private readonly identity: IdentityService,
    private readonly appeals: Appeals,
  ) {}

  /** Those that wait first, oldest first. @throws RefusalError contest.unknown */
  async list(contestId: string): Promise<AppealInfo[]> {
    const live = await this.registry.get(contestId);
    const rows = await this.reader.source.manager.find(AppealEntity, { where: { contestId }, order: { id: 'ASC' } });
    const names = await this.identity.operatorNames();
    const isOpen = ({ state }: AppealEntity): number => (state === 'open' ? 0 : 1);
    return rows.sort((a, b) => isOpen(a) - isOpen(b)).map((row) => infoOf(live, row, names));
  }

  /** @throws RefusalError contest.unknown, appeal.unknown */
  async detail(contestId: string, appealId: string): Promise<AppealDetail> {
    const live = await this.registry.get(contestId);
    const { manager } = this.reader.source;
    const row = await manager.findOneBy(AppealEntity, { id: appealId, contestId });
    const seat = row && live.roster.get(row.participantId);
    if (!row || !seat) throw refuse('appeal.unknown');
    const names = await this.identity.operatorNames();
    return { ...infoOf(live, row, names), items: await itemRecords(manager, live, seat, row.contestItemId) };
  }

  /** @throws RefusalError appeal.unknown, appeal.decided */
  async rule(contestId: string, appealId: string, body: RulingBody, operatorId: string): Promise<AppealDetail> {
    await this.appeals.rule(await this.registry.get(contestId), appealId, body, operatorId);
    return this.detail(contestId, appealId);
  }
}

function infoOf(live: LiveContest, row: AppealEntity, names: ReadonlyMap<string, string>): AppealInfo {
  const seat = live.roster.get(row.participantId);
  const placed = placedItems(live.plan).find(({ item }) => item.id === row.contestItemId);
  return {
    ...ownAppeal(row),
    number: placed?.number ?? 0,
    name: seat ? displayName(seat) : '',
    branchName: seat ? branchName(live, seat.branchId) : '',
    correction: row.correction,
    adjustmentId: row.adjustmentId,
    ruledBy: row.ruledBy === null ? null : (names.get(row.ruledBy) ?? ''),
  };
}
