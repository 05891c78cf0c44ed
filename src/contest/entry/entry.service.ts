import { Injectable } from '@nestjs/common';
import { pinyin } from 'pinyin-pro';

import { FailureThrottle } from '../../identity/identity.module.js';
import { RefusalError, refuse } from '../../platform/refusal.js';
import type { JoinMessage } from '../../protocol/events.js';
import type { EntryPerson } from '../../protocol/organisation.js';
import type { EntryNeedsBody } from '../../protocol/privacy.js';
import type { EntryInfo } from '../../protocol/rest.js';
import type { ContestRecord } from '../live/contest-record.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { branchName } from '../live/frames.js';
import type { LiveContest } from '../live/live-contest.js';
import type { Seat } from '../live/roster.js';
import { ContestRoster } from '../roster/contest-roster.service.js';
import { NeedsService } from './needs.service.js';
import { readCode } from '../roster/entry-code.js';
import { SeatTakenError, Seating, type Entered, type Newcomer } from './seating.service.js';

const LONGEST_NAME = 40;
/** Control and invisible characters: they could make two names look the same on a board. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu;

const GUESSABLE: ReadonlySet<string> = new Set(['entry.pin-unknown', 'entry.rejoin-unknown', 'entry.code-unknown']);

/** Who may take a seat, and under which name. */
@Injectable()
export class EntryService {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly seating: Seating,
    private readonly roster: ContestRoster,
    private readonly throttle: FailureThrottle,
    private readonly needs: NeedsService,
  ) {}

  /** What the join page shows before anybody has said who they are. @throws RefusalError entry.pin-unknown */
  async info(pin: string, address: string): Promise<EntryInfo> {
    const live = await this.notGuessed(address, () => this.byPin(pin, address));
    const byRoster = live.record.settings.entry === 'roster';
    return {
      contestId: live.id,
      title: live.record.title,
      phase: live.state.phase,
      kind: live.record.kind,
      entry: byRoster ? 'roster' : 'open',
      // Where the code tells the branch there is no list to choose from.
      branches: byRoster ? [] : branchesOf(live.record),
    };
  }

  /** Whose code it is, for the person who holds it. @throws RefusalError entry.pin-unknown, entry.code-unknown */
  async person(pin: string, code: string, address: string): Promise<EntryPerson> {
    return this.notGuessed(address, async () => {
      const live = await this.byPin(pin, address);
      const { personId, name, branchId } = await this.expected(live, code);
      const entered = live.roster.byPersonId(personId) !== undefined;
      return { name, branchName: branchName(live, branchId), entered };
    });
  }

  /** Before the contest and during it; null withdraws and deletes. @throws RefusalError entry.* */
  async stateNeeds(pin: string, body: EntryNeedsBody, address: string): Promise<void> {
    return this.notGuessed(address, async () => {
      const live = await this.byPin(pin, address);
      const { personId } = await this.expected(live, body.code);
      if (body.needs && body.consent !== true) throw refuse('entry.needs-consent-required');
      await this.needs.changeByCode(personId, body.needs, body.noticeVersion ?? null);
    });
  }

  /** @throws RefusalError entry.* */
  async enter(message: JoinMessage, address: string): Promise<Entered> {
    // A rejoin code is a person's and short; a PIN is known to the whole hall, and personal codes are too long to guess.
    if (message.rejoinCode !== undefined) this.throttle.assertAllowed(address);
    return this.notGuessed(address, () => this.admitOrAgain(message, address));
  }

  /** Counts wrong PINs and codes of one address; right ones cost nothing. @throws RefusalError protocol.rate-limited */
  private async notGuessed<T>(address: string, look: () => Promise<T>): Promise<T> {
    try {
      return await look();
    } catch (error) {
      if (error instanceof RefusalError && GUESSABLE.has(error.refusal.code)) {
        this.throttle.assertAllowed(address);
        this.throttle.recordFailure(address);
      }
      throw error;
    }
  }

  /** Once more where somebody was quicker on another node. */
  private async admitOrAgain(message: JoinMessage, address: string): Promise<Entered> {
    try {
      return await this.admit(message, address);
    } catch (error) {
      if (!(error instanceof SeatTakenError)) throw error;
      return this.admit(message, address);
    }
  }

  private async admit(message: JoinMessage, address: string): Promise<Entered> {
    const live = await this.byPin(message.pin, address);
    if (message.rejoinCode !== undefined) return this.rejoin(live, message.rejoinCode, message);
    if (message.entryCode !== undefined) return this.enterByCode(live, message.entryCode, message);
    if (live.record.settings.entry === 'roster') throw refuse('entry.code-required');
    const open = openFor(live, message);
    const name = cleanName(message.name);
    const branchId = live.record.branches.find((branch) => branch.id === message.branchId)?.id;
    if (branchId === undefined) throw refuse('entry.branch-unknown');
    const known = open.joinId === null ? undefined : live.roster.byJoinId(open.joinId);
    if (known) return this.seating.giveBack(live, known, message.enteredBy);
    return this.seating.take(live, { ...open, name, branchId, personId: null });
  }

  /** One person takes part once: on another device they go on where they were. */
  private async enterByCode(live: LiveContest, code: string, message: JoinMessage): Promise<Entered> {
    const { personId, name, branchId } = await this.expected(live, code);
    const seat = live.roster.byPersonId(personId);
    if (seat) return this.comeBack(live, seat, message);
    return this.seating.take(live, { ...openFor(live, message), name, branchId, personId });
  }

  /** On another device, where needs may be stated as well. */
  private async comeBack(live: LiveContest, seat: Seat, { enteredBy, needs, consent }: JoinMessage): Promise<Entered> {
    if (needs && consent?.needs !== true) throw refuse('entry.needs-consent-required');
    const entered = await this.seating.giveBack(live, seat, enteredBy, 'entry-code');
    if (needs) await this.needs.change(live, seat, needs, { noticeVersion: consent?.noticeVersion ?? null });
    return entered;
  }

  private async expected(live: LiveContest, code: string) {
    const person = await this.roster.personOf(live.id, code);
    if (!person) throw refuse('entry.code-unknown');
    return person;
  }

  private async byPin(pin: string, address: string): Promise<LiveContest> {
    const live = await this.registry.byPin(pin);
    if (!live) throw refuse('entry.pin-unknown');
    this.throttle.acquaint(address, live.id);
    return live;
  }

  rejoinCodeOf(live: LiveContest, seat: Seat): string {
    return this.seating.codes.codeOf(live.id, seat);
  }

  private async rejoin(live: LiveContest, code: string, { enteredBy }: JoinMessage): Promise<Entered> {
    this.throttle.assertContestAllowed(live.id);
    const digest = this.seating.codes.digestOf(live.id, readCode(code));
    let seat = live.roster.byRejoinDigest(digest);
    if (!seat) {
      await live.learnSeats();
      seat = live.roster.byRejoinDigest(digest);
    }
    if (!seat) {
      this.throttle.recordContestFailure(live.id);
      throw refuse('entry.rejoin-unknown');
    }
    return this.seating.giveBack(live, seat, enteredBy, 'rejoin-code');
  }
}

/** What every newcomer brings, once it is clear that they may come. @throws RefusalError entry.* */
function openFor(live: LiveContest, message: JoinMessage): Omit<Newcomer, 'name' | 'branchId' | 'personId'> {
  const { phase } = live.state;
  if (phase === 'draft') throw refuse('entry.not-open');
  if (phase === 'ended' || phase === 'finalized') throw refuse('entry.ended');
  if (message.consent?.notice !== true) throw refuse('entry.consent-required');
  const needs = message.needs ?? null;
  if (needs && message.consent.needs !== true) throw refuse('entry.needs-consent-required');
  const { joinId = null, enteredBy = 'self', locale = 'zh-CN' } = message;
  return { joinId, enteredBy, needs, locale, noticeVersion: message.consent.noticeVersion ?? null };
}

/** A two-character name is a name. @throws RefusalError entry.name-required */
export function cleanName(name: string | undefined): string {
  const clean = (name ?? '').normalize('NFC').replace(UNSEEN, '').trim().replace(/\s+/gu, ' ');
  if (clean === '' || [...clean].length > LONGEST_NAME) throw refuse('entry.name-required');
  return clean;
}

/** Once for each record: 2,000 phones at the doors ask for the same list, and readings take 12 ms for 300 branches. */
const branchLists = new WeakMap<ContestRecord, EntryInfo['branches']>();

function branchesOf(record: ContestRecord): EntryInfo['branches'] {
  const known = branchLists.get(record);
  if (known) return known;
  const branches = record.branches.map(({ id, name }) => ({ id, name, initials: initialsOf(name) }));
  branchLists.set(record, branches);
  return branches;
}

/** 甘肃省直机关 -> gsszjg; characters without a reading stay as they are. */
function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase();
}
