import { Injectable } from '@nestjs/common';

import { refuse } from '../../platform/refusal.js';
import type { NeedsRequest } from '../../protocol/privacy.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { branchName } from '../live/frames.js';
import type { LiveContest } from '../live/live-contest.js';
import { NeedsDeeds } from './needs-deeds.js';
import { NeedsRequests } from './needs-requests.js';
import { NeedsService } from './needs.service.js';

/** More time where a contest asks for somebody's word on it. Each person's needs that are read are on record. */
@Injectable()
export class NeedsApproval {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly requests: NeedsRequests,
    private readonly deeds: NeedsDeeds,
    private readonly needs: NeedsService,
  ) {}

  /** Of seats and of people who have not come yet. @throws RefusalError contest.unknown, needs.not-asked */
  async list(contestId: string, operatorId: string): Promise<NeedsRequest[]> {
    const live = await this.asking(contestId);
    const asked = await this.requests.all(live);
    const decided = await this.requests.decided(contestId);
    const subjects = asked.map(({ subjectId }) => subjectId);
    await this.deeds.seen({ contestId, operatorId }, subjects);
    return asked.map(({ subjectId, name, branchId, needs }) => {
      const state = decided.get(subjectId) ?? 'requested';
      return { subjectId, name, branchName: branchName(live, branchId), needs, state };
    });
  }

  /** @throws RefusalError contest.unknown, needs.not-asked, needs.unknown */
  async decide(contestId: string, subjectId: string, approved: boolean, operatorId: string): Promise<void> {
    const live = await this.asking(contestId);
    if (!(await this.requests.all(live)).some((one) => one.subjectId === subjectId)) throw refuse('needs.unknown');
    const state = approved ? 'approved' : 'refused';
    await this.deeds.decide({ contestId, operatorId }, subjectId, state);
    this.needs.decided(live, subjectId, state);
  }

  private async asking(contestId: string): Promise<LiveContest> {
    const live = await this.registry.get(contestId);
    if (live.record.settings.needsApproval !== 'required') throw refuse('needs.not-asked');
    return live;
  }
}
