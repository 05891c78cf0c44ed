import type { Points } from '../item/types.js';
import type { Adjustment, ParticipantStanding, RosterMember, ScoredItem } from './types.js';

/**
 * Running totals, immutable: every function below returns new ones. One reveal costs a copy of three arrays, that
 * item's rows and one sort, however many items went before. Columns stand in the order of `members`.
 */
export interface Totals {
  /** Ordered by participantId. */
  readonly members: readonly RosterMember[];
  /** Points of the items applied so far, without bonus. */
  readonly pointsPossible: Points;
  readonly columns: Columns;
}

interface Columns {
  readonly position: ReadonlyMap<string, number>;
  readonly total: Float64Array;
  readonly wrongMultiple: Int32Array;
  readonly correct: Int32Array;
}

const byId = (a: RosterMember, b: RosterMember): number =>
  a.participantId < b.participantId ? -1 : a.participantId > b.participantId ? 1 : 0;

/** Everyone at nothing. A participantId given twice counts once, as given first. */
export function createTotals(members: readonly RosterMember[]): Totals {
  const distinct = new Map<string, RosterMember>();
  for (const member of members) if (!distinct.has(member.participantId)) distinct.set(member.participantId, member);
  const ordered = [...distinct.values()].sort(byId);
  return {
    members: ordered,
    pointsPossible: 0,
    columns: {
      position: new Map(ordered.map(({ participantId }, index) => [participantId, index])),
      total: new Float64Array(ordered.length),
      wrongMultiple: new Int32Array(ordered.length),
      correct: new Int32Array(ordered.length),
    },
  };
}

/** Late joiners come in with nothing; members already there keep what they have. */
export function addMembers(totals: Totals, members: readonly RosterMember[]): Totals {
  const grown = createTotals([...totals.members, ...members]);
  const { position, total, wrongMultiple, correct } = grown.columns;
  totals.members.forEach(({ participantId }, from) => {
    const to = position.get(participantId) as number;
    total[to] = totals.columns.total[from] as number;
    wrongMultiple[to] = totals.columns.wrongMultiple[from] as number;
    correct[to] = totals.columns.correct[from] as number;
  });
  return { ...grown, pointsPossible: totals.pointsPossible };
}

/** The totals without one member, for somebody taken out of the contest; an unknown id changes nothing. */
export function removeMember(totals: Totals, participantId: string): Totals {
  const rest = totals.members.filter((member) => member.participantId !== participantId);
  const shrunk = createTotals(rest);
  const { position } = totals.columns;
  rest.forEach((member, to) => {
    const from = position.get(member.participantId) as number;
    shrunk.columns.total[to] = totals.columns.total[from] as number;
    shrunk.columns.wrongMultiple[to] = totals.columns.wrongMultiple[from] as number;
    shrunk.columns.correct[to] = totals.columns.correct[from] as number;
  });
  return { ...shrunk, pointsPossible: totals.pointsPossible };
}

/** Totals with one more revealed item. Rows of people who are not members are left out. */
export function applyItem(totals: Totals, item: ScoredItem): Totals {
  return shift(totals, item, 1);
}

/** Takes an applied item out again: because it was voided, or before a corrected settlement is applied. */
export function withdrawItem(totals: Totals, item: ScoredItem): Totals {
  return shift(totals, item, -1);
}

/** Totals with points given or taken by hand. Those of a branch, and of people who are not members, change nothing. */
export function withAdjustment(totals: Totals, { subject, subjectId, points }: Adjustment): Totals {
  const at = subject === 'participant' ? totals.columns.position.get(subjectId) : undefined;
  if (at === undefined) return totals;
  const total = totals.columns.total.slice();
  total[at] = (total[at] as number) + points;
  return { ...totals, columns: { ...totals.columns, total } };
}

function shift(totals: Totals, item: ScoredItem, sign: 1 | -1): Totals {
  const { position } = totals.columns;
  const total = totals.columns.total.slice();
  const wrongMultiple = totals.columns.wrongMultiple.slice();
  const correct = totals.columns.correct.slice();
  const countsWrong = item.kind === 'choice' && item.multiple;
  for (const { participantId, outcome, points } of item.settled) {
    const at = position.get(participantId);
    if (at === undefined) continue;
    total[at] = (total[at] as number) + sign * points;
    if (outcome === 'correct') correct[at] = (correct[at] as number) + sign;
    // Wrong means 错选: a partial, blank or missing response to a multiple choice is not one.
    else if (countsWrong && outcome === 'incorrect') wrongMultiple[at] = (wrongMultiple[at] as number) + sign;
  }
  return {
    members: totals.members,
    pointsPossible: totals.pointsPossible + sign * item.pointsPossible,
    columns: { position, total, wrongMultiple, correct },
  };
}

/**
 * Everyone, best first: by total, then by fewer wrong on multiple choice; who is equal in both shares a rank, numbered
 * 1-2-2-4. Within a rank the order is by participantId, never by time.
 */
export function standingsOf(totals: Totals): readonly ParticipantStanding[] {
  const { total, wrongMultiple, correct } = totals.columns;
  const standings = totals.members.map(({ participantId, branchId }, at) => ({
    participantId,
    branchId,
    total: total[at] as number,
    wrongMultiple: wrongMultiple[at] as number,
    correct: correct[at] as number,
    rank: 0,
  }));
  // The sort is stable and the members are in the order of their ids.
  standings.sort((a, b) => b.total - a.total || a.wrongMultiple - b.wrongMultiple);
  standings.forEach((standing, index) => {
    const before = standings[index - 1];
    const tied =
      before !== undefined && before.total === standing.total && before.wrongMultiple === standing.wrongMultiple;
    standing.rank = tied ? before.rank : index + 1;
  });
  return standings;
}

/** The standings from scratch; equal to applying the items one by one. */
export function rankParticipants(
  members: readonly RosterMember[],
  items: readonly ScoredItem[],
): readonly ParticipantStanding[] {
  return standingsOf(items.reduce(applyItem, createTotals(members)));
}
