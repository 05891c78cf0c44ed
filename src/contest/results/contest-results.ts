import { itemInForce, placedItems, progressOf } from '../../core/contest/plan.js';
import type { Item, Outcome, Points } from '../../core/item/types.js';
import { formulaText } from '../../core/ranking/formula-text.js';
import type { Adjustment, BranchStanding } from '../../core/ranking/types.js';
import { settle } from '../../core/scoring/settle.js';
import type { RecordedResponse, ScoringRule, SettledResponse } from '../../core/scoring/types.js';
import type { Phase } from '../../protocol/frames.js';
import { displayName } from '../live/frames.js';
import type { LiveParts } from '../live/live-parts.js';
import type { Seat } from '../live/roster.js';

/** One contest's final figures, plain and complete, for whoever prints them. Points are hundredths. */
export interface ContestFigures {
  readonly contestId: string;
  readonly title: string;
  readonly kind: 'regular' | 'demo' | 'rehearsal';
  readonly phase: Phase;
  readonly createdAt: number;
  readonly rule: ScoringRule;
  readonly formula: string;
  readonly pointsPossible: Points;
  /** SHA-256 over the standings as they come out of the rows now. */
  readonly digest: string;
  readonly items: readonly ItemResult[];
  readonly participants: readonly ParticipantResult[];
  readonly branches: readonly (BranchStanding & { readonly name: string })[];
}

export interface ItemResult {
  readonly number: number;
  readonly round: string;
  readonly kind: string;
  readonly multiple: boolean;
  readonly stem: string;
  readonly points: Points;
  readonly voided: boolean;
  /** Revealed items only have figures; a skipped one has none. */
  readonly counts: Readonly<Record<Outcome, number>> | null;
}

export interface ItemScore {
  readonly outcome: Outcome;
  readonly points: Points;
}

export interface ParticipantResult {
  readonly rank: number;
  readonly name: string;
  /** Somebody else worked the device, at least once. */
  readonly assisted: boolean;
  readonly branchId: string;
  readonly branchName: string;
  readonly total: Points;
  /** What of the total was given or taken by hand. */
  readonly adjusted: Points;
  readonly correct: number;
  /** In the order of `items`; null where the item has no figures or the person came later. */
  readonly perItem: readonly (ItemScore | null)[];
}

const NONE: Readonly<Record<Outcome, number>> = { correct: 0, partial: 0, incorrect: 0, blank: 0, missed: 0, void: 0 };

export interface SettledContestItem {
  readonly item: Item;
  readonly round: string;
  readonly number: number;
  readonly voided: boolean;
  /** Everyone who was there; null: not revealed. */
  readonly settled: readonly SettledResponse[] | null;
}

/** The items that count, settled anew from the rows. */
export function settledItems(
  { plan, state, roster, scoreboard }: LiveParts,
  responses: ReadonlyMap<string, readonly RecordedResponse[]>,
): SettledContestItem[] {
  const seats = [...roster.active()];
  return placedItems(plan)
    .filter(({ round }) => !round.warmUp)
    .map(({ item: planned, round, number }) => {
      const item = itemInForce(state, planned);
      const { voided } = progressOf(state, item.id);
      const revealedAt = scoreboard.revealedAt(item.id);
      // Who came later did not miss the item.
      const there = revealedAt === undefined ? [] : seats.filter((seat) => seat.joinedAt <= revealedAt);
      const ids = there.map((seat) => seat.id);
      const present = new Set(ids);
      const counted = (responses.get(item.id) ?? []).filter((response) => present.has(response.participantId));
      const settled = revealedAt === undefined ? null : settle(item, plan.rule, voided, ids, counted);
      return { item, round: round.title, number, voided, settled };
    });
}

/** Puts the results together from what was read from the rows; nothing comes from memory of the running contest. */
export function contestResults(
  parts: LiveParts,
  responses: ReadonlyMap<string, readonly RecordedResponse[]>,
  adjustments: readonly Adjustment[],
): ContestFigures {
  const { record, plan, state, roster, scoreboard } = parts;
  const branchNames = new Map(record.branches.map(({ id, name }) => [id, name]));
  const items: ItemResult[] = [];
  const scores: (ReadonlyMap<string, ItemScore> | null)[] = [];
  for (const { item, round, number, voided, settled } of settledItems(parts, responses)) {
    const counts = { ...NONE };
    for (const { outcome } of settled ?? []) counts[outcome]++;
    items.push({
      number,
      round,
      kind: item.kind,
      multiple: item.kind === 'choice' && item.select === 'multiple',
      stem: item.stem,
      points: item.points,
      voided,
      counts: settled && counts,
    });
    scores.push(
      settled && new Map(settled.map(({ participantId, outcome, points }) => [participantId, { outcome, points }])),
    );
  }
  const { board } = scoreboard;
  const byHand = new Map<string, Points>();
  for (const { subjectId, points } of adjustments) byHand.set(subjectId, (byHand.get(subjectId) ?? 0) + points);
  return {
    contestId: record.id,
    title: record.title,
    kind: record.kind,
    phase: state.phase,
    createdAt: record.createdAt,
    rule: plan.rule,
    formula: formulaText(plan.rule, 'zh-CN'),
    pointsPossible: board.pointsPossible,
    digest: scoreboard.digest(),
    items,
    participants: board.standings.map((row) => ({
      rank: row.rank,
      name: nameOf(roster.get(row.participantId)),
      assisted: roster.get(row.participantId)?.enteredBy === 'assistant',
      branchId: row.branchId,
      branchName: branchNames.get(row.branchId) ?? '',
      total: row.total,
      adjusted: byHand.get(row.participantId) ?? 0,
      correct: row.correct,
      perItem: scores.map((score) => score?.get(row.participantId) ?? null),
    })),
    branches: board.branches.map((row) => ({ ...row, name: branchNames.get(row.branchId) ?? '' })),
  };
}

function nameOf(seat: Seat | undefined): string {
  return seat ? displayName(seat) : '';
}
