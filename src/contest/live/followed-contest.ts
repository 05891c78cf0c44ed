import type { ContestEvent } from '../../core/contest/types.js';
import type { Hints } from '../nodes/hints.js';
import { ContestMemory } from './contest-memory.js';
import { Line } from './line.js';
import type { LiveParts, LiveServices } from './live-parts.js';
import { multiplierOf, type Connection, type Seat } from './roster.js';

/** Events after which everything is settled anew from the rows. */
const SETTLED: ReadonlySet<ContestEvent['type']> = new Set([
  'item-voided',
  'key-corrected',
  'correction-cancelled',
  'contest-ended',
]);
/** With these, more than the events say has changed in the rows: branches, units, the plan itself. */
const RELOADS: ReadonlySet<ContestEvent['type']> = new Set(['lobby-opened', 'returned-to-draft']);

export const reloads = (events: readonly ContestEvent[]): boolean => events.some(({ type }) => RELOADS.has(type));

/**
 * What a node holds of a contest that other nodes serve as well: takes in what they have written, and tells them what to look
 * for (docs/adr/0025). On a single machine there is nothing to take in.
 */
export abstract class FollowedContest extends ContestMemory {
  /** What the other nodes are told of it. */
  readonly hints: Hints;
  /** Whether this node has written the last event, and not another one. */
  movedHere: boolean;
  /** Of the rows that leave no version: as far as this node has taken them in. */
  revision: number;
  protected readonly services: LiveServices;
  protected readonly line: Line;
  protected stopped = false;

  constructor(parts: LiveParts, services: LiveServices) {
    super(parts);
    this.services = services;
    this.hints = services.nodes.hints;
    this.line = new Line(services.onFault);
    this.movedHere = !services.nodes.isShared;
    this.revision = parts.revision;
  }

  /** Tells everybody here what these events changed. */
  protected abstract tell(events: readonly ContestEvent[]): Promise<void>;
  /** Tells everybody here how the contest stands, whatever it was that changed. */
  protected abstract tellAnew(): void;
  /** Arms the timer for whatever the server must do next by itself. */
  abstract schedule(): void;
  /** A removal that is on disk. */
  abstract removed(seat: Seat): void;
  /** Somebody may need longer than the window of the opening. */
  abstract widenWindow(multiplier: number): void;

  /** Runs one job after the other; `acknowledge` settles the caller's promise before the job is over. */
  inLine<T>(job: (acknowledge: (value: T) => void) => Promise<void>): Promise<T> {
    return this.line.run(job);
  }

  /**
   * Reads the rows again: those of a draft that was changed, or of a contest that somebody else has moved on. People
   * stay in their seats. Call it in the contest's line.
   */
  async refresh(): Promise<void> {
    await this.book?.settled();
    this.replace(await this.services.reload());
    await this.learnSeats();
  }

  /** Takes in what other nodes have written since, and tells everybody here. */
  catchUp(): Promise<void> {
    return this.inLine<void>(async (acknowledge) => {
      if (!this.stopped) await this.takeIn();
      acknowledge();
      this.schedule();
    });
  }

  protected async takeIn(): Promise<void> {
    const { nodes, store } = this.services;
    const before = this.state.version;
    const rows = await nodes.rows.eventsAfter(this.id, before);
    if (rows.length === 0) return;
    const events = rows.map(({ event }) => event);
    if (reloads(events)) await this.refresh();
    else {
      for (const { event, at } of rows) {
        if (event.type === 'item-revealed') await this.learnResponses();
        if (SETTLED.has(event.type)) await this.learnSeats();
        const responses = SETTLED.has(event.type) ? await store.responsesByItem(this.id) : null;
        this.apply(event, responses, at);
      }
    }
    this.previousVersion = before;
    this.movedHere = !nodes.isShared;
    await this.tell(events);
  }

  /**
   * Before what is final, and before what others change without a version is built upon: points given by hand, people who
   * were taken out, a draft. A hint of it may be lost or late; the rows are there. Call it in the contest's line.
   */
  protected async takeInAll(): Promise<void> {
    if (!this.services.nodes.isShared) return;
    await this.takeIn();
    await this.refresh();
    const gone = await this.services.nodes.rows.removed(this.record);
    for (const participantId of gone) {
      const seat = this.roster.get(participantId);
      if (seat && !seat.removed) this.removed(seat);
    }
  }

  /** Another node has settled a matter, or has changed a draft. */
  reread(): Promise<void> {
    return this.inLine<void>(async (acknowledge) => {
      if (this.stopped) return acknowledge();
      await this.takeIn();
      await this.refresh();
      acknowledge();
      this.schedule();
      this.tellAnew();
    });
  }

  /** Takes in the seats that were taken on other nodes. */
  async learnSeats(): Promise<void> {
    const { nodes, clock } = this.services;
    if (!nodes.isShared) return;
    for (const seat of await nodes.rows.newSeats(this, clock.now())) this.roster.add(seat);
    this.presenceDirty = true;
  }

  /** Once an item takes no more responses: those that came in elsewhere. */
  protected async learnResponses(): Promise<void> {
    const { book } = this;
    if (!this.services.nodes.isShared || !book || book.isComplete) return;
    await this.learnSeats();
    for (const response of await this.services.store.responsesOfItem(book.contestItemId)) book.book(response);
    book.isComplete = true;
    this.tallyDirty = true;
  }

  /** What somebody who comes here has sent to another node before. */
  async learnResponse(participantId: string): Promise<void> {
    const { book } = this;
    if (!this.services.nodes.isShared || !book || book.isComplete) return;
    const { contestItemId } = book;
    for (const own of await this.services.store.responsesOfItem(contestItemId, participantId)) book.book(own);
  }

  /** Somebody who took part on another node comes here. */
  async welcomeBack(participantId: string): Promise<void> {
    if (!this.roster.get(participantId)) await this.learnSeats();
    await this.learnResponse(participantId);
  }

  /** A connection takes the seat. @returns the one here that held it before, if another */
  sit(seat: Seat, connectionId: string): Connection | null {
    const since = this.services.clock.now();
    const before = this.roster.connect(seat, { id: connectionId, since });
    this.hints.seated({ contestId: this.id, participantId: seat.id, since });
    this.presenceDirty = true;
    this.tallyDirty = true;
    this.widenWindow(multiplierOf(seat));
    return before;
  }

  /** Tells the other nodes that the row of a seat is another one now. */
  seatChanged(seat: Seat): void {
    this.hints.seatsChanged(this.id, [seat.id]);
  }

  /** On this node and the others. */
  get connectedAnywhere(): number {
    return this.roster.connected + this.services.nodes.peers.connected(this.id);
  }

  presenceOf(branchId: string): { connected: number; joined: number } {
    const here = this.roster.countsByBranch(branchId);
    return { ...here, connected: here.connected + this.services.nodes.peers.connectedOf(this.id, branchId) };
  }
}
