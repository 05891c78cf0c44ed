import { Injectable } from '@nestjs/common';

import { FailureThrottle } from '../../identity/identity.module.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { refuse } from '../../platform/refusal.js';
import type { OwnData, OwnDataBody, OwnParticipation } from '../../protocol/privacy.js';
import { itemRecords } from '../corrections/item-records.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { branchName, ownStanding } from '../live/frames.js';
import type { LiveContest } from '../live/live-contest.js';
import { AppealEntity } from '../persistence/appeal.entity.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';
import { ContestRoster } from '../roster/contest-roster.service.js';
import { readCode } from '../roster/entry-code.js';
import { Eraser } from './eraser.js';

/** Whoever holds the code: a person of the roster, or the one participant whom it leads to. */
interface Holder {
  readonly personId: string | null;
  readonly rows: readonly ParticipantEntity[];
}

/** What is kept of somebody, for themselves: a copy of it, and its erasure. */
@Injectable()
export class OwnDataService {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly roster: ContestRoster,
    private readonly organisation: OrganisationService,
    private readonly eraser: Eraser,
    private readonly throttle: FailureThrottle,
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** @throws RefusalError entry.pin-unknown, entry.code-unknown, protocol.rate-limited */
  async export(body: OwnDataBody, address: string): Promise<OwnData> {
    const { personId, rows } = await this.holder(body, address);
    const participations: OwnParticipation[] = [];
    for (const row of rows) participations.push(await this.participation(row));
    const person = personId === null ? null : await this.organisation.recordOf(personId);
    return { exportedAt: this.clock.now(), person, participations };
  }

  /** @throws RefusalError as export; own-data.contest-running, own-data.personal-code-required */
  async erase(body: OwnDataBody, address: string): Promise<void> {
    const { personId, rows } = await this.holder(body, address);
    if (personId === null && rows.some((row) => row.personId !== null)) throw refuse('own-data.personal-code-required');
    for (const { contestId } of rows) {
      const { phase } = (await this.registry.get(contestId)).state;
      if (phase !== 'ended' && phase !== 'finalized') throw refuse('own-data.contest-running');
    }
    const erased = await this.queue.run(async (manager) => {
      if (personId !== null) return this.eraser.person(manager, personId);
      const [row] = rows;
      const by = { actor: { kind: 'participant', id: row?.id ?? null } } as const;
      return row ? [await this.eraser.participant(manager, row, by)] : [];
    });
    this.eraser.show(erased);
  }

  private async holder({ pin, code }: OwnDataBody, address: string): Promise<Holder> {
    // Rejoin codes are short: whoever guesses is slowed down before the next one is looked at.
    this.throttle.assertAllowed(address);
    const live = await this.registry.byPin(pin);
    const found = live && (await this.lookUp(live, code));
    if (found) return found;
    this.throttle.recordFailure(address);
    throw refuse(live ? 'entry.code-unknown' : 'entry.pin-unknown');
  }

  private async lookUp(live: LiveContest, code: string): Promise<Holder | null> {
    const { manager } = this.reader.source;
    const seat = live.roster.byRejoinCode(readCode(code));
    if (seat) return { personId: null, rows: await manager.findBy(ParticipantEntity, { id: seat.id }) };
    const expected = await this.roster.personOf(live.id, code);
    if (!expected) return null;
    const { personId } = expected;
    return { personId, rows: await manager.findBy(ParticipantEntity, { personId }) };
  }

  private async participation(row: ParticipantEntity): Promise<OwnParticipation> {
    const live = await this.registry.get(row.contestId);
    const { manager } = this.reader.source;
    const seat = live.roster.get(row.id);
    const place = seat && !seat.removed ? ownStanding(live, seat) : null;
    const appeals = await manager.findBy(AppealEntity, { participantId: row.id });
    return {
      contestId: live.id,
      title: live.record.title,
      phase: live.state.phase,
      name: row.name,
      branchName: branchName(live, row.branchId),
      joinedAt: row.joinedAt,
      consentAt: row.noticeConsentAt,
      enteredBy: row.enteredBy,
      total: place?.total ?? null,
      rank: place?.rank ?? null,
      items: seat ? await itemRecords(manager, live, seat, null) : [],
      appeals: appeals.map(({ text, filedAt, ruling }) => ({ text, filedAt, ruling })),
    };
  }
}
