import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { IdentityService } from '../../identity/identity.service.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { refuse } from '../../platform/refusal.js';
import type { Needs } from '../../protocol/frames.js';
import type { NeedsRequest } from '../../protocol/privacy.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { branchName } from '../live/frames.js';
import type { LiveContest } from '../live/live-contest.js';
import { ContestRosterEntity } from '../persistence/contest-roster.entity.js';
import { NeedsService } from './needs.service.js';
import { NeedsStore, ownerOf } from './needs.store.js';

interface Asking {
  readonly subjectId: string;
  readonly name: string;
  readonly branchId: string;
  readonly needs: Needs;
}

/** More time where a contest asks for somebody's word on it. Each person's needs that are read are on record. */
@Injectable()
export class NeedsApproval {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly store: NeedsStore,
    private readonly needs: NeedsService,
    private readonly organisation: OrganisationService,
    private readonly identity: IdentityService,
    private readonly reader: Reader,
    private readonly queue: WriteQueue,
    private readonly clock: Clock,
  ) {}

  /** Of seats and of people who have not come yet. @throws RefusalError contest.unknown, needs.not-asked */
  async list(contestId: string, operatorId: string): Promise<NeedsRequest[]> {
    const live = await this.asking(contestId);
    const asking = await this.all(live);
    const decided = await this.store.decisions(this.reader.source.manager, contestId);
    await this.queue.run(async (manager) => {
      for (const { subjectId } of asking) {
        await this.identity.recordAction(manager, { operatorId, contestId, action: 'needs.read', subjectId });
      }
    });
    return asking.map(({ subjectId, name, branchId, needs }) => {
      const state = decided.get(subjectId) ?? 'requested';
      return { subjectId, name, branchName: branchName(live, branchId), needs, state };
    });
  }

  /** @throws RefusalError contest.unknown, needs.not-asked, needs.unknown */
  async decide(contestId: string, subjectId: string, approved: boolean, operatorId: string): Promise<void> {
    const live = await this.asking(contestId);
    if (!(await this.all(live)).some((one) => one.subjectId === subjectId)) throw refuse('needs.unknown');
    const state = approved ? ('approved' as const) : ('refused' as const);
    await this.queue.run(async (manager) => {
      const row = { contestId, subjectId, state, decidedBy: operatorId, decidedAt: this.clock.now() };
      await this.store.decide(manager, row);
      await this.identity.recordAction(manager, { operatorId, contestId, action: `needs.${state}`, subjectId });
    });
    this.needs.decided(live, subjectId, state);
  }

  private async asking(contestId: string): Promise<LiveContest> {
    const live = await this.registry.get(contestId);
    if (live.record.settings.needsApproval !== 'required') throw refuse('needs.not-asked');
    return live;
  }

  private async all(live: LiveContest): Promise<Asking[]> {
    const seated = [...live.roster.active()].flatMap((seat): Asking[] => {
      const { name, branchId, needs } = seat;
      return needs ? [{ subjectId: ownerOf(seat).id, name, branchId, needs }] : [];
    });
    const { manager } = this.reader.source;
    const needsOf = await this.store.ofExpected(manager, live.id);
    const ids = [...needsOf.keys()].filter((personId) => live.roster.byPersonId(personId) === undefined);
    const waiting = await manager.findBy(ContestRosterEntity, { contestId: live.id, personId: In(ids) });
    const people = await this.organisation.peopleById([...needsOf.keys()]);
    const expected = waiting.flatMap(({ personId, branchId }): Asking[] => {
      const [needs, person] = [needsOf.get(personId), people.get(personId)];
      return needs && person ? [{ subjectId: personId, name: person.name, branchId, needs }] : [];
    });
    // What asks for no more time needs nobody's word, and is nobody's business.
    return [...seated, ...expected].filter(({ needs }) => needs.multiplier > 1);
  }
}
