import { Injectable } from '@nestjs/common';

import { FailureThrottle } from '../../identity/identity.module.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import type { OwnDataBody } from '../../protocol/privacy.js';
import { RejoinKeys } from '../entry/rejoin-keys.js';
import { ContestRegistry } from '../live/contest-registry.js';
import type { LiveContest } from '../live/live-contest.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';
import { ContestRoster } from '../roster/contest-roster.service.js';
import { readCode } from '../roster/entry-code.js';

/** Whose data it is: a person of the roster, or one participant who came in by name. */
export interface Owner {
  /** Of the person, or of the participant. */
  readonly id: string;
  readonly personId: string | null;
  readonly rows: readonly ParticipantEntity[];
}

/** Whoever holds the code of a contest. */
export interface Holder extends Owner {
  readonly live: LiveContest;
}

/** Tells whose a code is. */
@Injectable()
export class CodeHolders {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly roster: ContestRoster,
    private readonly throttle: FailureThrottle,
    private readonly reader: Reader,
    private readonly codes: RejoinKeys,
  ) {}

  /** @throws RefusalError entry.pin-unknown, entry.code-unknown, protocol.rate-limited */
  async of({ pin, code }: OwnDataBody, address: string): Promise<Holder> {
    // Rejoin codes are short: whoever guesses is slowed down before the next one is looked at.
    this.throttle.assertAllowed(address);
    const live = await this.registry.byPin(pin);
    const found = live && (await this.lookUp(live, code));
    if (found) return found;
    this.throttle.recordFailure(address);
    throw refuse(live ? 'entry.code-unknown' : 'entry.pin-unknown');
  }

  /** Of somebody who has proved otherwise who they are. */
  async person(personId: string): Promise<Owner> {
    return { id: personId, personId, rows: await this.reader.source.manager.findBy(ParticipantEntity, { personId }) };
  }

  /** Personal codes are too long to guess; of the short ones a contest looks at no more than so many wrong ones. */
  private async lookUp(live: LiveContest, code: string): Promise<Holder | null> {
    const { manager } = this.reader.source;
    const expected = await this.roster.personOf(live.id, code);
    if (expected) return { live, ...(await this.person(expected.personId)) };
    this.throttle.assertContestAllowed(live.id);
    const seat = live.roster.byRejoinDigest(this.codes.digestOf(live.id, readCode(code)));
    if (seat)
      return { id: seat.id, live, personId: null, rows: await manager.findBy(ParticipantEntity, { id: seat.id }) };
    this.throttle.recordContestFailure(live.id);
    return null;
  }
}
