import { randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { pinyin } from 'pinyin-pro';

import { FailureThrottle } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/ids.js';
import { RefusalError, refuse } from '../../platform/refusal.js';
import type { JoinMessage } from '../../protocol/events.js';
import type { EntryInfo } from '../../protocol/rest.js';
import { ContestStore } from '../contest.store.js';
import type { ContestRecord } from '../live/contest-record.js';
import { ContestRegistry } from '../live/contest-registry.js';
import type { LiveContest } from '../live/live-contest.js';
import type { Seat } from '../live/roster.js';
import { hashToken, newToken } from '../../platform/secrets.js';
import { NeedsService } from './needs.service.js';

/** Without characters that look or sound alike (0 O, 1 I L, 2 Z, 5 S, 8 B). */
const REJOIN_ALPHABET = '34679ACDEFGHJKMNPQRTUVWXY';
const REJOIN_LENGTH = 6;
const LONGEST_NAME = 40;
/** Control and invisible characters: they could make two names look the same on a board. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu;

const GUESSABLE: ReadonlySet<string> = new Set(['entry.pin-unknown', 'entry.rejoin-unknown']);

export interface Entered {
  readonly live: LiveContest;
  readonly seat: Seat;
  /** The token of this device; an earlier device's is no longer valid. */
  readonly token: string;
}

/** Who may take a seat, and under which name. */
@Injectable()
export class EntryService {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly store: ContestStore,
    private readonly needs: NeedsService,
    private readonly throttle: FailureThrottle,
    private readonly clock: Clock,
  ) {}

  /** What the join page shows before anybody has said who they are. @throws RefusalError entry.pin-unknown */
  async info(pin: string, address: string): Promise<EntryInfo> {
    const live = await this.notGuessed(address, () => this.byPin(pin));
    return {
      contestId: live.id,
      title: live.record.title,
      phase: live.state.phase,
      kind: live.record.kind,
      branches: branchesOf(live.record),
    };
  }

  /** @throws RefusalError entry.* */
  async enter(message: JoinMessage, address: string): Promise<Entered> {
    // A rejoin code is a person's; a PIN hangs on the wall, and somebody guessing behind the hall's one address must
    // not keep out those who read it there.
    if (message.rejoinCode !== undefined) this.throttle.assertAllowed(address);
    return this.notGuessed(address, () => this.admit(message));
  }

  /** Counts wrong PINs and rejoin codes of one address; right ones cost nothing. @throws RefusalError protocol.rate-limited */
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

  private async admit(message: JoinMessage): Promise<Entered> {
    const live = await this.byPin(message.pin);
    return message.rejoinCode === undefined ? this.takeSeat(live, message) : this.rejoin(live, message.rejoinCode);
  }

  private async byPin(pin: string): Promise<LiveContest> {
    const live = await this.registry.byPin(pin);
    if (!live) throw refuse('entry.pin-unknown');
    return live;
  }

  private async takeSeat(live: LiveContest, message: JoinMessage): Promise<Entered> {
    const { phase } = live.state;
    if (phase === 'draft') throw refuse('entry.not-open');
    if (phase === 'ended' || phase === 'finalized') throw refuse('entry.ended');
    if (message.consent?.notice !== true) throw refuse('entry.consent-required');
    const needs = message.needs ?? null;
    if (needs && message.consent.needs !== true) throw refuse('entry.needs-consent-required');
    const name = cleanName(message.name);
    const branchId = live.record.branches.find((branch) => branch.id === message.branchId)?.id;
    if (branchId === undefined) throw refuse('entry.branch-unknown');
    const joinId = message.joinId ?? null;
    const known = joinId === null ? undefined : live.roster.byJoinId(joinId);
    if (known) return this.giveBack(live, known);

    const now = this.clock.now();
    const token = newToken();
    const seat: Seat = {
      id: newId(),
      branchId,
      joinedAt: now,
      rejoinCode: this.freshRejoinCode(live),
      joinId,
      personId: null,
      enteredBy: message.enteredBy ?? 'self',
      simulated: false,
      name,
      nameOrdinal: live.roster.nextOrdinal(branchId, name),
      tokenHash: hashToken(token),
      needs,
      connection: null,
      lostAt: now,
      removed: false,
    };
    live.roster.reserveRejoinCode(seat.rejoinCode);
    const row = {
      id: seat.id,
      contestId: live.id,
      branchId,
      name,
      nameOrdinal: seat.nameOrdinal,
      tokenHash: seat.tokenHash,
      rejoinCode: seat.rejoinCode,
      joinId,
      personId: null,
      enteredBy: seat.enteredBy,
      locale: message.locale ?? ('zh-CN' as const),
      simulated: false,
      joinedAt: now,
      noticeConsentAt: now,
    };
    const stored = await this.store.appendParticipant(row, this.needs.sealed(seat.id, needs));
    if (!stored) throw refuse('server.busy', { retryAfterMs: 500 });
    live.roster.add(seat);
    this.registry.remember(live, seat);
    if (needs) live.widenWindow(needs.multiplier);
    live.presenceDirty = true;
    return { live, seat, token };
  }

  private async rejoin(live: LiveContest, code: string): Promise<Entered> {
    const seat = live.roster.byRejoinCode(code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase());
    if (!seat) throw refuse('entry.rejoin-unknown');
    return this.giveBack(live, seat);
  }

  /** The seat under a new token; an earlier device's is void from now on. */
  private async giveBack(live: LiveContest, seat: Seat): Promise<Entered> {
    if (seat.removed) throw refuse('entry.removed');
    const token = newToken();
    const tokenHash = hashToken(token);
    await this.store.replaceToken(seat.id, tokenHash);
    this.registry.forgetToken(seat.tokenHash);
    seat.tokenHash = tokenHash;
    this.registry.remember(live, seat);
    return { live, seat, token };
  }

  private freshRejoinCode(live: LiveContest): string {
    for (;;) {
      let code = '';
      for (let index = 0; index < REJOIN_LENGTH; index++) code += REJOIN_ALPHABET[randomInt(REJOIN_ALPHABET.length)];
      if (!live.roster.knowsRejoinCode(code)) return code;
    }
  }
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
