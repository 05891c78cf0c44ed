import { lastDeadline, withinTime } from '../../core/contest/deadline.js';
import { decide, type CommandContext } from '../../core/contest/decide.js';
import { nextDue } from '../../core/contest/due.js';
import { evolve } from '../../core/contest/evolve.js';
import { findItem } from '../../core/contest/plan.js';
import type { Actor, Command, ContestEvent, ContestPlan, ContestState, Opening } from '../../core/contest/types.js';
import type { Item } from '../../core/item/types.js';
import type { Caption, ResponseTallied } from '../../protocol/frames.js';
import type { Clock } from '../../platform/clock/clock.js';
import { refuse } from '../../platform/refusal.js';
import type { ContestStore } from '../contest.store.js';
import type { Broadcaster } from './broadcaster.js';
import { RECENT_CAPTIONS, type ContestRecord } from './contest-record.js';
import { ResponseBook } from './response-book.js';
import type { Roster, Seat } from './roster.js';
import type { Scoreboard } from './scoreboard.js';

const SERVER: Actor = { operatorId: null };
/** setTimeout holds 31 bits of milliseconds; a due time further away is looked at again after this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const OVERDUE_MS = 2000;

export interface LiveParts {
  readonly record: ContestRecord;
  readonly plan: ContestPlan;
  readonly state: ContestState;
  readonly roster: Roster;
  readonly scoreboard: Scoreboard;
  readonly book: ResponseBook | null;
  readonly captions: readonly Caption[];
}

export interface LiveServices {
  readonly clock: Clock;
  readonly store: ContestStore;
  readonly broadcaster: Broadcaster;
  /** Told of commands that the server gave itself and that failed; they are tried again at the next tick. */
  readonly onFault: (error: unknown) => void;
}

/**
 * One running contest: the state machine of the core, driven one command at a time, with its participants and
 * the responses of the item at hand. Every change is on disk before anybody hears of it.
 */
export class LiveContest {
  readonly roster: Roster;
  readonly #services: LiveServices;
  #record: ContestRecord;
  #plan: ContestPlan;
  #state: ContestState;
  #scoreboard: Scoreboard;
  #book: ResponseBook | null;
  #captions: Caption[];
  #line: Promise<unknown> = Promise.resolve();
  #cancelTimer: (() => void) | null = null;
  #stopped = false;
  /** Set by whoever changes a figure; the registry's pulse sends it at most four times a second. */
  tallyDirty = false;
  presenceDirty = false;
  /** Last figures sent; they stay as they were at the ordinary deadline where speed counts. */
  lastTally: ResponseTallied | null = null;

  constructor(parts: LiveParts, services: LiveServices) {
    this.roster = parts.roster;
    this.#record = parts.record;
    this.#scoreboard = parts.scoreboard;
    this.#plan = parts.plan;
    this.#state = parts.state;
    this.#book = parts.book;
    this.#captions = [...parts.captions];
    this.#services = services;
  }

  get id(): string {
    return this.record.id;
  }
  get record(): ContestRecord {
    return this.#record;
  }
  get scoreboard(): Scoreboard {
    return this.#scoreboard;
  }
  get plan(): ContestPlan {
    return this.#plan;
  }
  get state(): ContestState {
    return this.#state;
  }
  get book(): ResponseBook | null {
    return this.#book;
  }
  get captions(): readonly Caption[] {
    return this.#captions;
  }

  /** Takes over rows that were changed in draft; people who joined before stay in their seats. */
  adopt({ record, plan, state, scoreboard }: LiveParts): void {
    this.#record = record;
    this.#plan = plan;
    this.#state = state;
    this.#scoreboard = scoreboard;
  }

  itemById(contestItemId: string): Item | undefined {
    return findItem(this.#plan, contestItemId) ?? undefined;
  }

  get currentItem(): Item | undefined {
    const id = this.#state.currentItemId;
    return id === null ? undefined : this.itemById(id);
  }

  get currentOpening(): Opening | undefined {
    const id = this.#state.currentItemId;
    return id === null ? undefined : this.#state.items[id]?.openings.at(-1);
  }

  /**
   * Decides, commits, then lets the caller acknowledge; what everybody else is told follows after that.
   * @returns the new version
   * @throws RefusalError with the rejection's code
   */
  execute(command: Command, actor: Actor, expectedVersion: number | null): Promise<number> {
    return this.inLine(async (acknowledge) => {
      const events = await this.#commit(command, actor, expectedVersion);
      acknowledge(this.#state.version);
      // One turn of the loop, so that the acknowledgement leaves before the broadcast.
      await new Promise((next) => setImmediate(next));
      if (events.length > 0) this.#broadcast(events);
      this.schedule();
      // Somebody may have come while the opening was on its way to the disk.
      if (command.type === 'open-item' || command.type === 'reopen-item') {
        this.widenWindow(this.roster.largestMultiplier(this.#services.clock.now()));
      }
    });
  }

  /** Runs one job after the other; `acknowledge` settles the caller's promise before the job is over. */
  inLine<T>(job: (acknowledge: (value: T) => void) => Promise<void>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#line = this.#line.then(() => job(resolve)).catch(reject);
    });
  }

  async #commit(command: Command, actor: Actor, expectedVersion: number | null): Promise<readonly ContestEvent[]> {
    const now = this.#services.clock.now();
    const context = { actor, expectedVersion, now };
    const informed = await this.#informed(command, context);
    const decision = decide(this.#plan, this.#state, informed, context);
    if (!decision.ok) throw refuse(decision.error.code);
    const events = decision.value;
    const next = events.reduce((state, event) => evolve(this.#plan, state, event), this.#state);
    const appended = await this.#services.store.appendEvents(this.id, this.#state.version, events, {
      operatorId: actor.operatorId,
      at: now,
      phase: next.phase,
    });
    if (!appended) throw refuse('contest.version-conflict');
    for (const event of events) await this.#apply(event, now);
    return events;
  }

  /** Fills in what only the shell knows: who is present, who has not responded yet, what the rows add up to. */
  async #informed(command: Command, context: CommandContext): Promise<Command> {
    const { now } = context;
    switch (command.type) {
      case 'open-item':
      case 'reopen-item':
        return { ...command, windowMultiplier: this.roster.largestMultiplier(now) };
      case 'close-item':
        return { ...command, stillResponding: this.countStillResponding(now) };
      case 'finalize':
        // What is refused must not move the board, not even its revision.
        if (decide(this.#plan, this.#state, command, context).ok) await this.recompute();
        return { ...command, resultDigest: this.scoreboard.digest() };
      default:
        return command;
    }
  }

  async #apply(event: ContestEvent, now: number): Promise<void> {
    this.#state = evolve(this.#plan, this.#state, event);
    switch (event.type) {
      case 'item-presented':
        this.#book = null;
        this.scoreboard.forgetItem();
        return;
      case 'item-opened':
        if (this.#book?.contestItemId !== event.contestItemId) this.#book = new ResponseBook(event.contestItemId);
        this.#book.startOpening(event.opening);
        this.tallyDirty = true;
        return;
      case 'item-revealed': {
        await this.#book?.settled();
        const item = this.itemById(event.contestItemId);
        if (item) {
          this.scoreboard.reveal(this.#plan, this.#state, item, [...(this.#book?.all() ?? [])], this.roster, now);
        }
        return;
      }
      case 'item-voided':
        await this.#book?.settled();
        await this.recompute();
        return;
      case 'returned-to-draft':
        this.#book = null;
        return;
      default:
        return;
    }
  }

  /** Settles everything again from the rows on disk: after a correction, a restart, and before the result is final. */
  async recompute(): Promise<void> {
    const responses = await this.#services.store.responsesByItem(this.id);
    this.scoreboard.recompute(this.#plan, this.#state, responses, this.roster);
  }

  #broadcast(events: readonly ContestEvent[]): void {
    const { broadcaster } = this.#services;
    broadcaster.contestChanged(this);
    const voided = events.find((event) => event.type === 'item-voided');
    if (voided || events.some((event) => event.type === 'item-revealed')) {
      const earlier = voided && voided.contestItemId !== this.#state.currentItemId ? voided.contestItemId : null;
      broadcaster.ownResults(this, earlier);
      broadcaster.leaderboardChanged(this);
    } else if (events.some(showsBoard)) {
      broadcaster.leaderboardChanged(this);
    }
  }

  /** People present, within their own time, without a response in this opening. */
  countStillResponding(now: number): number {
    const opening = this.currentOpening;
    if (this.#state.phase !== 'open' || !opening) return 0;
    let count = 0;
    for (const seat of this.roster.active()) {
      if (!this.roster.isPresent(seat, now) || this.#book?.inOpening(seat.id, opening.number)) continue;
      if (withinTime(this.#plan, opening, seat.needs?.multiplier ?? 1, now)) count++;
    }
    return count;
  }

  /** Closes the item as soon as all present have responded; called by the pulse, never per response. */
  closeIfAllResponded(now: number): void {
    const opening = this.currentOpening;
    const book = this.#book;
    if (this.#state.phase !== 'open' || this.#state.pausedAt !== null || !opening || !book) return;
    // A cheap look first: with fewer responses than connections somebody is certainly still responding.
    if (book.respondedInOpening === 0 || book.respondedInOpening < this.roster.connected) return;
    if (this.countStillResponding(now) > 0) return;
    this.#byServer({ type: 'close-item', reason: 'all-responded', override: false, stillResponding: 0 });
  }

  /** A participant with a larger multiplier came or asked for time while the item is open: wait for them too. */
  widenWindow(multiplier: number): void {
    const opening = this.currentOpening;
    if (this.#state.phase !== 'open' || !opening || multiplier <= opening.windowMultiplier) return;
    // Without a version: whatever comes in between, this person still needs the time. A window wide enough stays.
    this.#byServer({ type: 'widen-window', windowMultiplier: multiplier }, null);
  }

  /** Responses still possible after the ordinary deadline: figures shown to host and screen are frozen then. */
  get lastDeadline(): number | null {
    const opening = this.currentOpening;
    return opening ? lastDeadline(this.#plan, opening) : null;
  }

  /** Takes a person out of the contest and of its figures. */
  async removeSeat(seat: Seat): Promise<void> {
    this.#services.broadcaster.removed(seat);
    this.roster.remove(seat);
    await this.inLine<void>(async (acknowledge) => {
      if (this.scoreboard.revision > 0) await this.recompute();
      acknowledge();
      this.#services.broadcaster.leaderboardChanged(this);
    });
    this.presenceDirty = true;
    this.tallyDirty = true;
  }

  addCaption(caption: Caption): void {
    this.#captions.push(caption);
    if (this.#captions.length > RECENT_CAPTIONS) this.#captions.shift();
    this.#services.broadcaster.caption(this, caption);
  }

  /** After a restart: the clock stood still while nobody could respond. */
  bridgeOutage(lastHeartbeatAt: number, allowanceMs: number): Promise<number> {
    return this.execute({ type: 'bridge-outage', lastHeartbeatAt, allowanceMs }, SERVER, null);
  }

  /** Arms the one timer for whatever the server must do next by itself. */
  schedule(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#stopped) return;
    const due = nextDue(this.#plan, this.#state);
    if (!due) return;
    const wait = Math.min(Math.max(0, due.at - this.#services.clock.now()), LONGEST_TIMER_MS);
    this.#cancelTimer = this.#services.clock.after(wait, () => {
      const current = nextDue(this.#plan, this.#state);
      if (!current) return;
      if (current.at > this.#services.clock.now()) this.schedule();
      else this.#byServer(current.command);
    });
  }

  /** A due step that failed (a full disk, a lost database) is tried again, once a second. */
  retryDue(now: number): void {
    const due = nextDue(this.#plan, this.#state);
    if (due && now - due.at > OVERDUE_MS) this.schedule();
  }

  #byServer(command: Command, expectedVersion: number | null = this.#state.version): void {
    const version = this.#state.version;
    this.execute(command, SERVER, expectedVersion).catch((error: unknown) => {
      // A conflict means that somebody was quicker; anything else is tried again with the next due time.
      if (this.#state.version === version) this.#services.onFault(error);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    await this.#line.catch(() => undefined);
    await this.#book?.settled();
  }
}

/** Ranks may have been kept back until now. */
function showsBoard(event: ContestEvent): boolean {
  return event.type === 'contest-ended' || (event.type === 'screen-shown' && event.view === 'leaderboard');
}
