import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { OrganisationService } from '../../organisation/organisation.service.js';
import { Reader } from '../../platform/database/reader.js';
import type { Needs, NeedsState } from '../../protocol/frames.js';
import type { LiveContest } from '../live/live-contest.js';
import { ContestRosterEntity } from '../persistence/contest-roster.entity.js';
import { NeedsStore, ownerOf } from './needs.store.js';

export interface NeedsAsked {
  readonly subjectId: string;
  readonly name: string;
  readonly branchId: string;
  readonly needs: Needs;
}

/** Who asks for more time, with a seat or before they have come. */
@Injectable()
export class NeedsRequests {
  constructor(
    private readonly store: NeedsStore,
    private readonly organisation: OrganisationService,
    private readonly reader: Reader,
  ) {}

  /** What was decided so far, by subject. */
  decided(contestId: string): Promise<ReadonlyMap<string, NeedsState>> {
    return this.store.decisions(this.reader.source.manager, contestId);
  }

  async all(live: LiveContest): Promise<NeedsAsked[]> {
    const seated = [...live.roster.active()].flatMap((seat): NeedsAsked[] => {
      const { name, branchId, needs } = seat;
      return needs ? [{ subjectId: ownerOf(seat).id, name, branchId, needs }] : [];
    });
    const { manager } = this.reader.source;
    const needsOf = await this.store.ofExpected(manager, live.id);
    const ids = [...needsOf.keys()].filter((personId) => live.roster.byPersonId(personId) === undefined);
    const waiting = await manager.findBy(ContestRosterEntity, { contestId: live.id, personId: In(ids) });
    const people = await this.organisation.peopleById([...needsOf.keys()]);
    const expected = waiting.flatMap(({ personId, branchId }): NeedsAsked[] => {
      const [needs, person] = [needsOf.get(personId), people.get(personId)];
      return needs && person ? [{ subjectId: personId, name: person.name, branchId, needs }] : [];
    });
    // What asks for no more time needs nobody's word, and is nobody's business.
    return [...seated, ...expected].filter(({ needs }) => needs.multiplier > 1);
  }
}
