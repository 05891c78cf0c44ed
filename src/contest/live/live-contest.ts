import { decide, type CommandContext } from '../../core/contest/decide.js';
import { nextDue } from '../../core/contest/due.js';
import { evolve } from '../../core/contest/evolve.js';
import { takenOpening } from '../../core/contest/plan.js';
import type { Actor, Command, ContestEvent } from '../../core/contest/types.js';
import type { Adjustment } from '../../core/ranking/types.js';
import { refuse } from '../../platform/refusal.js';
import type { Caption } from '../../protocol/frames.js';
import { demandNotFinal } from '../held-phase.js';
import { allResponded } from './attendance.js';
import { DueTimer } from './due-timer.js';
import { FollowedContest, reloads } from './followed-contest.js';
import { informed } from './informed.js';
import type { LiveParts, LiveServices } from './live-parts.js';
import type { Seat } from './roster.js';
import type { ResponsesByItem } from './scoreboard.js';

const SERVER: Actor = { operatorId: null };

/** Commands after which everything is settled anew from the rows. */
const SETTLES: ReadonlySet<Command['type']> = new Set([
  'void-item',
  'correct-key',
  'cancel-correction',
  'end',
  'finalize',
]);
/** The node that moved a contest last takes its next step; the others come in where it does not. */
const OTHERS_WAIT_MS = 150;

/**
 * One running contest: the state machine of the core, driven one command at a time, with its participants and
 * the responses of the item at hand. Every change is on disk before anybody hears of it. Where several nodes serve the
 * contest each has one of these, and takes in what the others have written (docs/adr/0025).
 */
export class LiveContest extends FollowedContest {
  readonly #timer: DueTimer;

  constructor(parts: LiveParts, services: LiveServices) {
    super(parts, services);
    this.#timer = new DueTimer(services.clock, () => {
      const due = nextDue(this.plan, this.state);
      if (!due) return null;
      return { at: due.at + (this.movedHere ? 0 : OTHERS_WAIT_MS), run: () => this.#byServer(due.command) };
    });
  }

  /**
   * Decides, commits, then lets the caller acknowledge; what everybody else is told follows after that.
   * @returns the new version
   * @throws RefusalError with the rejection's code
   */
  execute(command: Command, actor: Actor, expectedVersion: number | null): Promise<number> {
    return this.inLine(async (acknowledge) => {
      if (this.stopped) throw refuse('contest.unknown');
      const events = await this.#commit(command, actor, expectedVersion);
      acknowledge(this.state.version);
      this.schedule();
      if (events.length > 0) this.hints.moved(this.id, this.state.version);
      // One turn of the loop, so that the acknowledgement leaves before the broadcast.
      await new Promise((next) => setImmediate(next));
      // What another node changed in the draft while this one opened its lobby.
      if (this.services.nodes.isShared && reloads(events)) await this.refresh();
      await this.tell(events);
    });
  }

  async #commit(command: Command, actor: Actor, expectedVersion: number | null): Promise<readonly ContestEvent[]> {
    const now = this.services.clock.now();
    const context = { actor, expectedVersion, now };
    const mark = command.type === 'finalize' ? await this.services.store.matterMark(this.id) : null;
    const responses = await this.#responsesFor(command, context);
    if (command.type === 'finalize') {
      this.mattersAre(await this.services.openMatters());
      if (responses) this.recompute(responses);
    }
    const decision = decide(this.plan, this.state, informed(this, command, now, this.services.nodes.peers), context);
    if (!decision.ok) throw refuse(decision.error.code);
    const events = decision.value;
    const before = this.state.version;
    const next = events.reduce((state, event) => evolve(this.plan, state, event), this.state);
    const stamp = { operatorId: actor.operatorId, at: now, phase: next.phase, taken: takenOpening(next), mark };
    if (!(await this.services.store.appendEvents(this.id, before, events, stamp))) {
      // Somebody else wrote this version or a matter, or our own commit went through while its answer was lost.
      await this.takeIn();
      this.schedule();
      throw refuse('contest.version-conflict');
    }
    // Nothing below waits or fails: what is on disk is in memory before anybody can look.
    for (const event of events) this.apply(event, responses, now);
    this.previousVersion = before;
    if (events.length > 0) this.movedHere = true;
    return events;
  }

  /** What a command settles anew, read before it is committed; null for the others, and where it is refused. */
  async #responsesFor(command: Command, context: CommandContext): Promise<ResponsesByItem | null> {
    if (command.type === 'close-item') await this.book?.landed();
    if (command.type === 'reveal-item') {
      await this.book?.settled();
      await this.learnResponses();
    }
    const settles = SETTLES.has(command.type);
    if (!settles && command.type !== 'open-lobby') return null;
    if (!decide(this.plan, this.state, command, context).ok) return null;
    await this.book?.settled();
    await this.takeInAll();
    if (!settles) return null;
    return this.services.store.responsesByItem(this.id);
  }

  protected async tell(events: readonly ContestEvent[]): Promise<void> {
    if (events.length > 0) this.services.broadcaster.tell(this, events);
    // Somebody may have come while the opening was on its way to the disk.
    if (events.some(({ type }) => type === 'item-opened')) {
      this.widenWindow(this.roster.largestMultiplier(this.services.clock.now()));
    }
    if (this.state.phase === 'closed') await this.learnResponses();
  }

  /**
   * Runs a write about the result between two commands, so that no result is made final in the middle of it.
   * @param write checks the phase, writes, and answers the points that count from now on, if any
   */
  settleMatter(write: () => Promise<Adjustment | null>): Promise<void> {
    return this.inLine<void>(async (acknowledge) => {
      const adjustment = await write();
      this.mattersAre(await this.services.openMatters());
      if (adjustment) this.adjust(adjustment);
      acknowledge();
      this.hints.mattersChanged(this.id);
      this.services.broadcaster.mattersChanged(this);
      if (adjustment) this.services.broadcaster.standingsChanged(this);
    });
  }

  protected tellAnew(): void {
    const { broadcaster } = this.services;
    broadcaster.contestChanged(this);
    broadcaster.mattersChanged(this);
    if (this.state.phase === 'ended') broadcaster.standingsChanged(this);
  }

  /** Closes the item as soon as all present have responded; called by the pulse. */
  closeIfAllResponded(now: number): void {
    if (!allResponded(this, now, this.services.nodes.peers)) return;
    this.#byServer({ type: 'close-item', reason: 'all-responded', override: false, stillResponding: 0 });
  }

  /** A participant with a larger multiplier came or asked for time while the item is open: wait for them too. */
  widenWindow(multiplier: number): void {
    const opening = this.currentOpening;
    if (this.state.phase !== 'open' || !opening || multiplier <= opening.windowMultiplier) return;
    // Without a version: whatever comes in between, this person still needs the time. A window wide enough stays.
    this.#byServer({ type: 'widen-window', windowMultiplier: multiplier }, null);
  }

  /**
   * Takes a person out of the contest and of its figures, once `write` has done so on disk.
   * @throws RefusalError contest.wrong-phase when the result is final
   */
  removeSeat(seat: Seat, write: () => Promise<void>): Promise<void> {
    return this.inLine<void>(async (acknowledge) => {
      demandNotFinal(this.state.phase, 'seats');
      await write();
      this.removed(seat);
      acknowledge();
      this.seatChanged(seat);
    });
  }

  /** A removal that is on disk. */
  removed(seat: Seat): void {
    this.roster.remove(seat);
    const moved = this.figures.remove(seat.id, this.state, this.roster);
    this.presenceDirty = true;
    this.tallyDirty = true;
    this.services.broadcaster.removed(seat);
    if (moved) this.services.broadcaster.leaderboardChanged(this);
  }

  /** A name corrected by an operator; on disk already. */
  renameSeat(seat: Seat, name: string, nameOrdinal: number): void {
    this.roster.rename(seat, name, nameOrdinal);
    this.services.broadcaster.renamed(this, seat);
  }

  addCaption(caption: Caption): void {
    this.keepCaption(caption);
    this.services.broadcaster.caption(this, caption);
  }

  /** After a restart: the clock stood still while nobody could respond. */
  bridgeOutage(lastHeartbeatAt: number, allowanceMs: number): Promise<number> {
    // Of several nodes that start at once, one bridges it.
    return this.execute({ type: 'bridge-outage', lastHeartbeatAt, allowanceMs }, SERVER, this.state.version);
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

  #byServer(command: Command, expectedVersion: number | null = this.state.version): void {
    const version = this.state.version;
    this.execute(command, SERVER, expectedVersion).catch((error: unknown) => {
      // A conflict means that somebody was quicker; anything else is tried again with the next due time.
      if (this.state.version === version && !this.stopped) this.services.onFault(error);
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.#timer.stop();
    await this.line.over();
    await this.book?.settled();
  }
}
