import { Injectable } from '@nestjs/common';

import { OrganisationService } from '../../organisation/organisation.service.js';
import { PersonParts } from '../../organisation/person-parts.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import type { OwnData, OwnParticipation } from '../../protocol/privacy.js';
import { itemRecords } from '../corrections/item-records.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { branchName, ownStanding } from '../live/frames.js';
import { AppealEntity } from '../persistence/appeal.entity.js';
import type { ParticipantEntity } from '../persistence/participant.entity.js';
import { inPlay } from './contests-over.js';
import type { Owner } from './code-holders.js';

/** What is kept of somebody, in the form in which they get it. */
@Injectable()
export class OwnRecords {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly organisation: OrganisationService,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly parts: PersonParts,
  ) {}

  async of({ personId, rows }: Owner): Promise<OwnData> {
    const participations: OwnParticipation[] = [];
    const playing = await inPlay(this.reader.source.manager, this.clock.now());
    for (const row of rows) participations.push(await this.participation(row, playing));
    const person = personId === null ? null : await this.organisation.recordOf(personId);
    const study = personId === null ? {} : await this.parts.export(personId);
    return { exportedAt: this.clock.now(), person, participations, study };
  }

  private async participation(row: ParticipantEntity, playing: ReadonlySet<string>): Promise<OwnParticipation> {
    const live = await this.registry.get(row.contestId);
    const { manager } = this.reader.source;
    const seat = live.roster.get(row.id);
    const place = seat && !seat.removed ? ownStanding(live, seat) : null;
    const appeals = await manager.findBy(AppealEntity, { participantId: row.id });
    return {
      contestId: live.id,
      title: live.record.title,
      phase: live.state.phase,
      inPlay: playing.has(live.id),
      name: row.name,
      branchName: branchName(live, row.branchId),
      joinedAt: row.joinedAt,
      consentAt: row.noticeConsentAt,
      noticeVersion: row.noticeVersion,
      enteredBy: row.enteredBy,
      total: place?.total ?? null,
      rank: place?.rank ?? null,
      items: seat ? await itemRecords(manager, live, seat, null) : [],
      appeals: appeals.map(({ text, filedAt, ruling }) => ({ text, filedAt, ruling })),
    };
  }
}
