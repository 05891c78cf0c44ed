import { createHash } from 'node:crypto';
import { distributionOf } from '../../core/contest/distribution.js';
import { itemInForce, placedItems, progressOf } from '../../core/contest/plan.js';
import type { RevealFigures } from '../../core/contest/frame.js';
import type { ContestPlan, ContestState } from '../../core/contest/types.js';
import { compileJudge } from '../../core/item/judge.js';
import type { Item } from '../../core/item/types.js';
import { boardOf } from '../../core/ranking/board.js';
import {
  addMembers,
  applyItem,
  createTotals,
  removeMember,
  withAdjustment,
  type Totals,
} from '../../core/ranking/standings.js';
import type {
  Adjustment,
  Board,
  BranchStanding,
  ParticipantStanding,
  RosterMember,
  ScoredItem,
} from '../../core/ranking/types.js';
import { settle } from '../../core/scoring/settle.js';
import type { RecordedResponse, ScoringRule, SettledResponse } from '../../core/scoring/types.js';
import type { BranchRecord } from './contest-record.js';
import type { Roster, Seat } from './roster.js';

/** The item whose results people see now. */
export interface SettledItem {
  readonly contestItemId: string;
  readonly opening: number;
  readonly warmUp: boolean;
  readonly voided: boolean;
  readonly results: ReadonlyMap<string, SettledResponse>;
  readonly figures: RevealFigures;
}

export type ResponsesByItem = ReadonlyMap<string, readonly RecordedResponse[]>;

/**
 * The figures of one contest as of the last reveal. `reveal` adds one item at the cost of that item; `recompute`
 * settles all from rows; both must give the same board, and a test holds them together.
 */
export class Scoreboard {
  readonly #rule: ScoringRule;
  readonly #branches: readonly BranchRecord[];
  readonly #revealedAt: Map<string, number>;
  #adjustments: readonly Adjustment[];
  #totals: Totals = createTotals([]);
  #members = new Set<string>();
  #board: Board;
  #standings = new Map<string, ParticipantStanding>();
  #branchStandings = new Map<string, BranchStanding>();
  #current: SettledItem | null = null;
  #corrected: SettledItem | null = null;
  #revision = 0;
  #asOfItem = 0;

  /**
   * @param revealedAt when each item revealed so far was revealed, epoch milliseconds, from the events
   * @param adjustments what was given and taken by hand, confirmed so far
   */
  constructor(
    rule: ScoringRule,
    branches: readonly BranchRecord[],
    revealedAt: Iterable<readonly [string, number]>,
    adjustments: readonly Adjustment[] = [],
  ) {
    this.#rule = rule;
    this.#branches = branches;
    this.#revealedAt = new Map(revealedAt);
    this.#adjustments = adjustments;
    this.#board = boardOf(this.#totals, branches, rule);
  }

  get board(): Board {
    return this.#board;
  }
  /** Orders frames of one board, also across a restart; 0 before the first. */
  get revision(): number {
    return this.#revision;
  }
  /** Number of the last item in the figures, 0 before the first. */
  get asOfItem(): number {
    return this.#asOfItem;
  }
  get current(): SettledItem | null {
    return this.#current;
  }
  /** The item that the last `recompute` was about, as it is settled now. */
  get corrected(): SettledItem | null {
    return this.#corrected;
  }
  standing(participantId: string): ParticipantStanding | undefined {
    return this.#standings.get(participantId);
  }
  branchStanding(branchId: string): BranchStanding | undefined {
    return this.#branchStandings.get(branchId);
  }
  revealedAt(contestItemId: string): number | undefined {
    return this.#revealedAt.get(contestItemId);
  }
  /** A new item is at hand; the last one's own results are no longer shown. */
  forgetItem(): void {
    this.#current = null;
  }

  reveal(
    plan: ContestPlan,
    state: ContestState,
    item: Item,
    responses: readonly RecordedResponse[],
    roster: Roster,
    now: number,
  ): void {
    this.#revealedAt.set(item.id, now);
    // Who came while the reveal was on its way to the disk did not miss this item, as in `recompute`.
    const there = [...roster.active()].filter((seat) => seat.joinedAt <= now);
    this.#admit(there);
    this.#settleCurrent(
      plan,
      state,
      item,
      responses,
      there.map((seat) => seat.id),
    );
    const scored = this.#scored(plan, state, item);
    if (scored) this.#totals = applyItem(this.#totals, scored);
    this.#rank(state, roster);
  }

  /**
   * @param responses every response of the contest by contest item id
   * @param correctedId the item whose correction is the reason
   */
  recompute(
    plan: ContestPlan,
    state: ContestState,
    responses: ResponsesByItem,
    roster: Roster,
    correctedId: string | null = null,
  ): void {
    const seats = [...roster.active()];
    this.#totals = createTotals([]);
    this.#members = new Set();
    this.#corrected = null;
    const lastItemId = state.currentItemId;
    const inOrder = [...this.#revealedAt].sort((a, b) => a[1] - b[1]);
    for (const [contestItemId, at] of inOrder) {
      const placed = placedItems(plan).find((candidate) => candidate.item.id === contestItemId);
      if (!placed) continue;
      // Who came later did not miss this item.
      const there = seats.filter((seat) => seat.joinedAt <= at);
      this.#admit(there);
      this.#settleCurrent(
        plan,
        state,
        placed.item,
        responses.get(contestItemId) ?? [],
        there.map((seat) => seat.id),
      );
      const scored = this.#scored(plan, state, placed.item);
      if (scored) this.#totals = applyItem(this.#totals, scored);
      if (contestItemId === correctedId) this.#corrected = this.#current;
    }
    for (const adjustment of this.#adjustments) this.#enter(adjustment, roster);
    if (this.#current?.contestItemId !== lastItemId) this.#current = null;
    this.#rank(state, roster);
  }

  /** The board as it would be in another state of the contest; this one stays as it is. */
  asIf(plan: ContestPlan, state: ContestState, responses: ResponsesByItem, roster: Roster): Board {
    const other = new Scoreboard(this.#rule, this.#branches, this.#revealedAt, this.#adjustments);
    other.recompute(plan, state, responses, roster);
    return other.board;
  }

  /** Points given or taken by hand count from now on. */
  adjust(adjustment: Adjustment, state: ContestState, roster: Roster): void {
    this.#adjustments = [...this.#adjustments, adjustment];
    this.#enter(adjustment, roster);
    this.#rank(state, roster);
  }

  /** The board as it stands, which nothing but a removal changes any more. */
  frozen(state: ContestState, roster: Roster): Scoreboard {
    const copy = new Scoreboard(this.#rule, this.#branches, this.#revealedAt, this.#adjustments);
    copy.#totals = this.#totals;
    copy.#members = new Set(this.#members);
    copy.#asOfItem = this.#asOfItem;
    if (this.#revision > 0) copy.#rank(state, roster);
    return copy;
  }

  /** The same figures as of this state of the contest: clients take them for newer than those of the freeze. */
  renew(state: ContestState, roster: Roster): void {
    if (this.#revision > 0) this.#rank(state, roster);
  }

  /** Somebody was taken out of the contest. @returns false when they were in no figure yet */
  remove(participantId: string, state: ContestState, roster: Roster): boolean {
    if (!this.#members.delete(participantId)) return false;
    this.#totals = removeMember(this.#totals, participantId);
    this.#rank(state, roster);
    return true;
  }

  /** To be shown and filed with the final result. */
  digest(): string {
    return resultDigest(this.#board);
  }

  /** Who gets points by hand stands on the board, though they came after the last item. */
  #enter(adjustment: Adjustment, roster: Roster): void {
    const seat = adjustment.subject === 'participant' ? roster.get(adjustment.subjectId) : undefined;
    if (seat && !seat.removed) this.#admit([seat]);
    this.#totals = withAdjustment(this.#totals, adjustment);
  }

  #admit(seats: readonly Seat[]): void {
    const fresh: RosterMember[] = [];
    for (const seat of seats) {
      if (this.#members.has(seat.id)) continue;
      this.#members.add(seat.id);
      fresh.push({ participantId: seat.id, branchId: seat.branchId });
    }
    if (fresh.length > 0) this.#totals = addMembers(this.#totals, fresh);
  }

  #settleCurrent(
    plan: ContestPlan,
    state: ContestState,
    planned: Item,
    responses: readonly RecordedResponse[],
    participantIds: readonly string[],
  ): void {
    const item = itemInForce(state, planned);
    const progress = progressOf(state, item.id);
    const present = new Set(participantIds);
    const counted = responses.filter((response) => present.has(response.participantId));
    const settled = settle(item, this.#rule, progress.voided, participantIds, counted);
    const judge = compileJudge(item, this.#rule);
    const last = new Map<string, RecordedResponse>();
    for (const response of counted) {
      const before = last.get(response.participantId);
      if (!before || response.opening > before.opening) last.set(response.participantId, response);
    }
    const latest = [...last.values()].map((response) => response.response);
    this.#current = {
      contestItemId: item.id,
      opening: progress.openings.at(-1)?.number ?? 0,
      warmUp: placedItems(plan).some((placed) => placed.item.id === item.id && placed.round.warmUp),
      voided: progress.voided,
      results: new Map(settled.map((entry) => [entry.participantId, entry])),
      figures: {
        distribution: distributionOf(item, latest, (response) => judge(response).outcome),
        responded: latest.length,
      },
    };
  }

  /** What the settled item adds to the totals; null for warm-up and voided items. */
  #scored(plan: ContestPlan, state: ContestState, item: Item): ScoredItem | null {
    const placed = placedItems(plan).find((candidate) => candidate.item.id === item.id);
    if (!placed || placed.round.warmUp || !this.#current) return null;
    this.#asOfItem = Math.max(this.#asOfItem, placed.number);
    if (progressOf(state, item.id).voided) return null;
    return {
      contestItemId: item.id,
      kind: item.kind,
      multiple: item.kind === 'choice' && item.select === 'multiple',
      pointsPossible: item.points,
      settled: [...this.#current.results.values()],
    };
  }

  #rank(state: ContestState, roster: Roster): void {
    this.#board = boardOf(this.#totals, this.#branches, this.#rule, this.#adjustments);
    this.#standings = new Map(this.#board.standings.map((row) => [row.participantId, row]));
    this.#branchStandings = new Map(this.#board.branches.map((row) => [row.branchId, row]));
    // Figures change with an event, a removal or an adjustment; all are counted on disk, so a restart does not start over.
    this.#revision = state.version + roster.removed + this.#adjustments.length;
  }
}

/** SHA-256 over every standing. */
export function resultDigest(board: Board): string {
  const rows = board.standings.map((row) => [row.participantId, row.branchId, row.total, row.rank]);
  const branches = board.branches.map((row) => [row.branchId, row.score, row.rank]);
  return createHash('sha256').update(JSON.stringify({ rows, branches })).digest('hex');
}
