import { decide, type CommandContext } from '../../core/contest/decide.js';
import { nextDue } from '../../core/contest/due.js';
import { evolve } from '../../core/contest/evolve.js';
import { findItem } from '../../core/contest/plan.js';
import type { Actor, Command, ContestEvent, ContestPlan, ContestState, Opening } from '../../core/contest/types.js';
import type { Item } from '../../core/item/types.js';
import type { Adjustment } from '../../core/ranking/types.js';
import { refuse } from '../../platform/refusal.js';
import type { Caption, ResponseTallied } from '../../protocol/frames.js';
import { allResponded } from './attendance.js';
import { RECENT_CAPTIONS, type ContestRecord } from './contest-record.js';
import { DueTimer } from './due-timer.js';
import { informed } from './informed.js';
import { Line } from './line.js';
import type { LiveParts, LiveServices, OpenMatters } from './live-parts.js';
import { ResponseBook, type BookedResponse } from './response-book.js';
import type { Roster, Seat } from './roster.js';
import type { Figures } from './figures.js';
import type { ResponsesByItem, Scoreboard } from './scoreboard.js';

const SERVER: Actor = { operatorId: null };

/** Commands after which everything is settled anew from the rows. */
const SETTLES: ReadonlySet<Command['type']> = new Set([
  'void-item',
  'correct-key',
  'cancel-correction',
  'end',
  'finalize',
]);

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
  #figures: Figures;
  #openMatters: OpenMatters;
  #book: ResponseBook | null;
  #captions: Caption[];
  readonly #line: Line;
  #stopped = false;
  readonly #timer: DueTimer;
  /** Version before the events of the last command: a client that knows it has missed nothing. */
  previousVersion: number;
  /** Set by whoever changes a figure; the pulse sends it at most four times a second. */
  tallyDirty = false;
  presenceDirty = false;
  /** Last figures sent; they stay as they were at the ordinary deadline where speed counts. */
  lastTally: ResponseTallied | null = null;

  constructor(parts: LiveParts, services: LiveServices) {
    this.roster = parts.roster;
    this.#record = parts.record;
    this.#figures = parts.figures;
    this.#openMatters = parts.openMatters;
    this.#plan = parts.plan;
    this.#state = parts.state;
    this.#book = parts.book;
    this.#captions = [...parts.captions];
    this.#services = services;
    this.#line = new Line(services.onFault);
    this.previousVersion = parts.state.version;
    this.#timer = new DueTimer(services.clock, () => {
      const due = nextDue(this.#plan, this.#state);
      return due && { at: due.at, run: () => this.#byServer(due.command) };
    });
  }

  get id(): string {
    return this.record.id;
  }
  get record(): ContestRecord {
    return this.#record;
  }
  /** What may be shown: as of the freezing while the board is frozen. */
  get scoreboard(): Scoreboard {
    return this.#figures.shown;
  }
  get figures(): Figures {
    return this.#figures;
  }
  get openMatters(): OpenMatters {
    return this.#openMatters;
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
   * Reads the rows again: those of a draft that was changed, or of a contest that somebody else has moved on. People
   * stay in their seats. Call it in the contest's line.
   */
  async refresh(): Promise<void> {
    await this.#book?.settled();
    const parts = await this.#services.reload();
    const before = this.#book;
    this.#record = parts.record;
    this.#plan = parts.plan;
    this.#state = parts.state;
    this.#figures = parts.figures;
    this.#openMatters = parts.openMatters;
    this.#book = parts.book;
    this.previousVersion = parts.state.version;
    // What was committed while the rows were being read.
    if (before && before.contestItemId === this.#book?.contestItemId) {
      for (const response of before.all()) this.#book.book(response);
    }
  }

  /** A response that is on disk. */
  bookResponse(response: BookedResponse & { readonly contestItemId: string }): void {
    if (this.#book?.contestItemId === response.contestItemId) this.#book.book(response);
  }

  /**
   * Decides, commits, then lets the caller acknowledge; what everybody else is told follows after that.
   * @returns the new version
   * @throws RefusalError with the rejection's code
   */
  execute(command: Command, actor: Actor, expectedVersion: number | null): Promise<number> {
    return this.inLine(async (acknowledge) => {
      if (this.#stopped) throw refuse('contest.unknown');
      const events = await this.#commit(command, actor, expectedVersion);
      acknowledge(this.#state.version);
      this.schedule();
      // One turn of the loop, so that the acknowledgement leaves before the broadcast.
      await new Promise((next) => setImmediate(next));
      if (events.length > 0) this.#services.broadcaster.tell(this, events);
      // Somebody may have come while the opening was on its way to the disk.
      if (command.type === 'open-item' || command.type === 'reopen-item') {
        this.widenWindow(this.roster.largestMultiplier(this.#services.clock.now()));
      }
    });
  }

  /** Runs one job after the other; `acknowledge` settles the caller's promise before the job is over. */
  inLine<T>(job: (acknowledge: (value: T) => void) => Promise<void>): Promise<T> {
    return this.#line.run(job);
  }

  async #commit(command: Command, actor: Actor, expectedVersion: number | null): Promise<readonly ContestEvent[]> {
    const now = this.#services.clock.now();
    const context = { actor, expectedVersion, now };
    const responses = await this.#responsesFor(command, context);
    if (command.type === 'finalize') {
      this.#openMatters = await this.#services.openMatters();
      if (responses) this.#recompute(responses);
    }
    const decision = decide(this.#plan, this.#state, informed(this, command, now), context);
    if (!decision.ok) throw refuse(decision.error.code);
    const events = decision.value;
    const before = this.#state.version;
    const next = events.reduce((state, event) => evolve(this.#plan, state, event), this.#state);
    const stamp = { operatorId: actor.operatorId, at: now, phase: next.phase };
    if (!(await this.#services.store.appendEvents(this.id, before, events, stamp))) {
      // Somebody else wrote this version, or our own commit went through while its answer was lost.
      await this.refresh();
      this.schedule();
      throw refuse('contest.version-conflict');
    }
    // Nothing below waits or fails: what is on disk is in memory before anybody can look.
    for (const event of events) this.#apply(event, responses, now);
    this.previousVersion = before;
    return events;
  }

  /** The rows that a command settles anew, read before it is committed; null for the others, and where it is refused. */
  async #responsesFor(command: Command, context: CommandContext): Promise<ResponsesByItem | null> {
    if (command.type === 'reveal-item') await this.#book?.settled();
    if (!SETTLES.has(command.type) || !decide(this.#plan, this.#state, command, context).ok) return null;
    await this.#book?.settled();
    return this.#services.store.responsesByItem(this.id);
  }

  #apply(event: ContestEvent, responses: ResponsesByItem | null, now: number): void {
    this.#state = evolve(this.#plan, this.#state, event);
    switch (event.type) {
      case 'item-presented':
        this.#book = null;
        this.#figures.forgetItem();
        return;
      case 'item-opened':
        if (this.#book?.contestItemId !== event.contestItemId) this.#book = new ResponseBook(event.contestItemId);
        this.#book.startOpening(event.opening);
        this.tallyDirty = true;
        return;
      case 'item-revealed': {
        const item = this.itemById(event.contestItemId);
        if (item) {
          this.#figures.reveal(this.#plan, this.#state, item, [...(this.#book?.all() ?? [])], this.roster, now);
        }
        return;
      }
      case 'item-voided':
      case 'key-corrected':
      case 'correction-cancelled':
        if (responses) this.#recompute(responses, event.contestItemId);
        return;
      case 'contest-ended':
        if (responses) this.#recompute(responses);
        return;
      case 'board-frozen':
        this.#figures.freeze(this.#state, this.roster);
        return;
      case 'board-thawed':
        this.#figures.thaw(this.#state, this.roster);
        return;
      case 'returned-to-draft':
        this.#book = null;
        return;
      default:
        return;
    }
  }

  #recompute(responses: ResponsesByItem, correctedId: string | null = null): void {
    this.#figures.recompute(this.#plan, this.#state, responses, this.roster, correctedId);
  }

  /**
   * Runs a write about the result between two commands, so that no result is made final in the middle of it.
   * @param write checks the phase, writes, and answers the points that count from now on, if any
   */
  settleMatter(write: () => Promise<Adjustment | null>): Promise<void> {
    return this.inLine<void>(async (acknowledge) => {
      const adjustment = await write();
      this.#openMatters = await this.#services.openMatters();
      if (adjustment) this.#figures.adjust(adjustment, this.#state, this.roster);
      acknowledge();
      this.#services.broadcaster.mattersChanged(this);
      if (adjustment) this.#services.broadcaster.standingsChanged(this);
    });
  }

  /** Closes the item as soon as all present have responded; called by the pulse. */
  closeIfAllResponded(now: number): void {
    if (!allResponded(this, now)) return;
    this.#byServer({ type: 'close-item', reason: 'all-responded', override: false, stillResponding: 0 });
  }

  /** A participant with a larger multiplier came or asked for time while the item is open: wait for them too. */
  widenWindow(multiplier: number): void {
    const opening = this.currentOpening;
    if (this.#state.phase !== 'open' || !opening || multiplier <= opening.windowMultiplier) return;
    // Without a version: whatever comes in between, this person still needs the time. A window wide enough stays.
    this.#byServer({ type: 'widen-window', windowMultiplier: multiplier }, null);
  }

  /**
   * Takes a person out of the contest and of its figures, once `write` has done so on disk.
   * @throws RefusalError contest.wrong-phase when the result is final
   */
  removeSeat(seat: Seat, write: () => Promise<void>): Promise<void> {
    return this.inLine<void>(async (acknowledge) => {
      if (this.#state.phase === 'finalized') throw refuse('contest.wrong-phase', { message: FINAL });
      await write();
      this.roster.remove(seat);
      const moved = this.#figures.remove(seat.id, this.#state, this.roster);
      this.presenceDirty = true;
      this.tallyDirty = true;
      acknowledge();
      this.#services.broadcaster.removed(seat);
      if (moved) this.#services.broadcaster.leaderboardChanged(this);
    });
  }

  /** A name corrected by an operator; on disk already. */
  renameSeat(seat: Seat, name: string, nameOrdinal: number): void {
    this.roster.rename(seat, name, nameOrdinal);
    this.#services.broadcaster.renamed(this, seat);
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

  /** The server's own pause, for a contest that nobody was there to watch. */
  pause(): Promise<number> {
    return this.execute({ type: 'pause' }, SERVER, null);
  }

  /** Arms the timer for whatever the server must do next by itself. */
  schedule(): void {
    this.#timer.arm();
  }

  retryDue(): void {
    this.#timer.retry();
  }

  #byServer(command: Command, expectedVersion: number | null = this.#state.version): void {
    const version = this.#state.version;
    this.execute(command, SERVER, expectedVersion).catch((error: unknown) => {
      // A conflict means that somebody was quicker; anything else is tried again with the next due time.
      if (this.#state.version === version && !this.#stopped) this.#services.onFault(error);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer.stop();
    await this.#line.over();
    await this.#book?.settled();
  }
}

const FINAL = '成绩已经确认，不能再移出参赛者。';
