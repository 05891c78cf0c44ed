import type { ContestPlan, ContestState } from '../../core/contest/types.js';
import type { Item } from '../../core/item/types.js';
import { movesBetween, type Moves } from '../../core/ranking/moves.js';
import type { Adjustment } from '../../core/ranking/types.js';
import type { RecordedResponse } from '../../core/scoring/types.js';
import type { Roster } from './roster.js';
import type { ResponsesByItem, Scoreboard, SettledItem } from './scoreboard.js';

/** The board as of its freezing, and the state of the contest then. */
export interface FrozenBoard {
  readonly board: Scoreboard;
  readonly state: ContestState;
}

/**
 * What the rows of a running contest add up to, and what of it may be shown. While the board is frozen `shown` stands
 * still for everybody; behind it the contest is settled on, for the thaw.
 */
export class Figures {
  readonly #board: Scoreboard;
  #frozen: FrozenBoard | null;

  constructor(board: Scoreboard, frozen: FrozenBoard | null) {
    this.#board = board;
    this.#frozen = frozen;
  }

  get shown(): Scoreboard {
    return this.#frozen?.board ?? this.#board;
  }
  /** The item whose results people see now. */
  get settled(): SettledItem | null {
    return this.#board.current;
  }
  /** The item of the last correction, as it is settled now. */
  get corrected(): SettledItem | null {
    return this.#board.corrected;
  }

  forgetItem(): void {
    this.#board.forgetItem();
  }

  /** What would move if the contest were in that state; nothing does. */
  movesTo(plan: ContestPlan, state: ContestState, responses: ResponsesByItem, roster: Roster): Moves {
    return movesBetween(this.#board.board, this.#board.asIf(plan, state, responses, roster));
  }

  /** Of the true result, frozen or not. */
  digest(): string {
    return this.#board.digest();
  }

  reveal(
    plan: ContestPlan,
    state: ContestState,
    item: Item,
    responses: readonly RecordedResponse[],
    roster: Roster,
    now: number,
  ): void {
    this.#board.reveal(plan, state, item, responses, roster, now);
  }

  recompute(
    plan: ContestPlan,
    state: ContestState,
    responses: ResponsesByItem,
    roster: Roster,
    correctedId: string | null = null,
  ): void {
    this.#board.recompute(plan, state, responses, roster, correctedId);
  }

  adjust(adjustment: Adjustment, state: ContestState, roster: Roster): void {
    this.#board.adjust(adjustment, state, roster);
  }

  freeze(state: ContestState, roster: Roster): void {
    this.#frozen = { board: this.#board.frozen(state, roster), state };
  }

  thaw(state: ContestState, roster: Roster): void {
    this.#frozen = null;
    this.#board.renew(state, roster);
  }

  /** @returns false when the person was in no figure that is shown */
  remove(participantId: string, state: ContestState, roster: Roster): boolean {
    const removed = this.#board.remove(participantId, state, roster);
    return this.#frozen ? this.#frozen.board.remove(participantId, this.#frozen.state, roster) : removed;
  }
}
