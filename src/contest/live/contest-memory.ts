import { evolve } from '../../core/contest/evolve.js';
import { findItem } from '../../core/contest/plan.js';
import type { ContestEvent, ContestPlan, ContestState, Opening } from '../../core/contest/types.js';
import type { Item } from '../../core/item/types.js';
import type { Adjustment } from '../../core/ranking/types.js';
import type { Caption, ResponseTallied } from '../../protocol/frames.js';
import { RECENT_CAPTIONS, type ContestRecord } from './contest-record.js';
import type { Figures } from './figures.js';
import type { LiveParts, OpenMatters } from './live-parts.js';
import { ResponseBook, type BookedResponse } from './response-book.js';
import type { Roster } from './roster.js';
import type { ResponsesByItem, Scoreboard } from './scoreboard.js';

/** What a node holds in memory of a contest: what the rows say, and what follows from each event. Waits for nothing. */
export class ContestMemory {
  readonly roster: Roster;
  #record: ContestRecord;
  #plan: ContestPlan;
  #state: ContestState;
  #figures: Figures;
  #openMatters: OpenMatters;
  #book: ResponseBook | null;
  #captions: Caption[];
  /** Version before the events of the last command: a client that knows it has missed nothing. */
  previousVersion: number;
  /** Set by whoever changes a figure; the pulse sends it at most four times a second. */
  tallyDirty = false;
  presenceDirty = false;
  /** Last figures sent; they stay as they were at the ordinary deadline where speed counts. */
  lastTally: ResponseTallied | null = null;

  constructor(parts: LiveParts) {
    this.roster = parts.roster;
    this.#record = parts.record;
    this.#figures = parts.figures;
    this.#openMatters = parts.openMatters;
    this.#plan = parts.plan;
    this.#state = parts.state;
    this.#book = parts.book;
    this.#captions = [...parts.captions];
    this.previousVersion = parts.state.version;
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

  /** A response that is on disk. */
  bookResponse(response: BookedResponse & { readonly contestItemId: string }): void {
    if (this.#book?.contestItemId === response.contestItemId) this.#book.book(response);
  }

  /** As the rows say now; people stay in their seats. */
  protected replace(parts: LiveParts): void {
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

  /** @param responses rows of the whole contest, for the events after which everything is settled anew */
  protected apply(event: ContestEvent, responses: ResponsesByItem | null, at: number): void {
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
          this.#figures.reveal(this.#plan, this.#state, item, [...(this.#book?.all() ?? [])], this.roster, at);
        }
        return;
      }
      case 'item-voided':
      case 'key-corrected':
      case 'correction-cancelled':
        if (responses) this.recompute(responses, event.contestItemId);
        return;
      case 'contest-ended':
        if (responses) this.recompute(responses);
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

  protected recompute(responses: ResponsesByItem, correctedId: string | null = null): void {
    this.#figures.recompute(this.#plan, this.#state, responses, this.roster, correctedId);
  }

  protected adjust(adjustment: Adjustment): void {
    this.#figures.adjust(adjustment, this.#state, this.roster);
  }

  protected mattersAre(matters: OpenMatters): void {
    this.#openMatters = matters;
  }

  protected keepCaption(caption: Caption): void {
    this.#captions.push(caption);
    if (this.#captions.length > RECENT_CAPTIONS) this.#captions.shift();
  }
}
