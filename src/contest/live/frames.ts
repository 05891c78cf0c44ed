import { ordinaryDeadline, speedCounts } from '../../core/contest/deadline.js';
import { orderOf } from '../../core/contest/choice-order.js';
import { viewContest, type Variant } from '../../core/contest/view.js';
import type {
  Audience,
  ContestChanged,
  OwnParticipant,
  OwnResult,
  OwnStanding,
  PresenceChanged,
  PublicSettings,
  ResponseTallied,
  Snapshot,
} from '../../protocol/frames.js';
import { leaderboardFrame, ranksShown } from './board-view.js';
import type { LiveContest } from './live-contest.js';
import { multiplierOf, type Seat } from './roster.js';
import type { SettledItem } from './scoreboard.js';

const plain = (points: number): number => points / 100;

/** Of host and screen, who have no clock and no order of their own. */
export const COMMON_VARIANT: Variant = { multiplier: 1, order: 0 };

export const ownVariant = (live: LiveContest, seat: Seat): Variant => ({
  multiplier: multiplierOf(seat),
  order: orderOf(live.plan, seat.id),
});

/** The frame of one audience class. Everything secret is taken out by the core's view, here as everywhere. */
export function contestFrame(
  live: LiveContest,
  audience: Audience,
  variant: Variant,
  now: number,
  controllerName: string | null,
): ContestChanged {
  const current = live.figures.settled;
  const view = viewContest(live.plan, live.state, audience, {
    now,
    ...variant,
    reveal: current && current.contestItemId === live.state.currentItemId ? current.figures : null,
    controllerName: audience === 'host' ? controllerName : null,
  });
  return { ...view, previousVersion: live.previousVersion };
}

export function displayName(seat: Seat): string {
  return seat.nameOrdinal > 1 ? `${seat.name}（${seat.nameOrdinal}）` : seat.name;
}

export function ownParticipant(live: LiveContest, seat: Seat): OwnParticipant {
  return { id: seat.id, name: displayName(seat), branchId: seat.branchId, branchName: branchName(live, seat.branchId) };
}

export function branchName(live: LiveContest, branchId: string): string {
  return live.record.branches.find((branch) => branch.id === branchId)?.name ?? '';
}

/** A participant's own line at the last reveal; undefined while no result is shown. */
export function ownResult(live: LiveContest, seat: Seat): OwnResult | undefined {
  if (live.state.phase === 'presenting' || live.state.phase === 'open') return undefined;
  return resultOf(live, seat, live.figures.settled);
}

/** The correction of an item that the contest has moved on from; undefined for who came after it. */
export function correctedResult(live: LiveContest, seat: Seat): OwnResult | undefined {
  return resultOf(live, seat, live.figures.corrected);
}

function resultOf(live: LiveContest, seat: Seat, item: SettledItem | null): OwnResult | undefined {
  const settled = item?.results.get(seat.id);
  if (!item || !settled) return undefined;
  return {
    contestId: live.id,
    contestItemId: item.contestItemId,
    opening: item.opening,
    // Told also while the board is frozen: with the key on the page it says nothing that its owner does not know.
    outcome: settled.outcome,
    points: item.warmUp || isFrozen(live) ? null : plain(settled.points),
    ...ownPlace(live, seat),
  };
}

const isFrozen = (live: LiveContest): boolean => live.state.frozenAtVersion !== null;

const HIDDEN = { total: null, rank: null, branchRank: null } as const;

export function ownStanding(live: LiveContest, seat: Seat): OwnStanding {
  return { contestId: live.id, ...ownPlace(live, seat) };
}

/** While the board is frozen not even the own total moves: a branch could add theirs up. */
function ownPlace(live: LiveContest, seat: Seat): Omit<OwnStanding, 'contestId'> {
  if (isFrozen(live)) return HIDDEN;
  const standing = live.scoreboard.standing(seat.id);
  const shown = ranksShown(live) && live.scoreboard.asOfItem > 0;
  return {
    total: standing ? plain(standing.total) : null,
    rank: shown && standing ? standing.rank : null,
    branchRank: shown ? (live.scoreboard.branchStanding(seat.branchId)?.rank ?? null) : null,
  };
}

/** Null while no item is at hand. Where speed counts, the figures freeze at the ordinary deadline. */
export function tallyFrame(live: LiveContest, now: number): ResponseTallied | null {
  const opening = live.currentOpening;
  const contestItemId = live.state.currentItemId;
  const { book, lastTally } = live;
  if (!opening || contestItemId === null || !book) return null;
  const frozenAt = tallyFrozenAt(live, now);
  if (frozenAt !== null && lastTally?.contestItemId === contestItemId) return { ...lastTally, stillResponding: true };
  // After a restart the figure last sent is gone; what it was stands in the rows.
  const responded = frozenAt === null ? book.respondedAnywhere : book.respondedUntil(opening.number, frozenAt);
  return {
    contestId: live.id,
    contestItemId,
    responded,
    of: Math.max(live.connectedAnywhere, responded),
    ...(frozenAt === null ? {} : { stillResponding: true }),
  };
}

/** The moment has come to say, once, that the figures stand still from here on. */
export function tallyFreezes(live: LiveContest, now: number): boolean {
  return live.lastTally !== null && live.lastTally.stillResponding !== true && tallyFrozenAt(live, now) !== null;
}

/** The ordinary deadline where it has passed and people with more time of their own go on. */
function tallyFrozenAt(live: LiveContest, now: number): number | null {
  const opening = live.currentOpening;
  if (!opening || live.state.phase !== 'open' || !speedCounts(live.plan)) return null;
  const ordinary = ordinaryDeadline(live.plan, opening);
  return ordinary !== null && now > ordinary ? ordinary : null;
}

export function presenceFrame(live: LiveContest): PresenceChanged {
  return {
    contestId: live.id,
    connected: live.connectedAnywhere,
    joined: live.roster.joined,
    byBranch: live.record.branches.map(({ id: branchId }) => ({ branchId, ...live.presenceOf(branchId) })),
  };
}

function publicSettings(live: LiveContest): PublicSettings {
  const { title, kind, settings, branches } = live.record;
  return { ...settings, title, kind, branches };
}

export interface SnapshotOptions {
  readonly now: number;
  readonly controllerName: string | null;
}

function commonSnapshot(live: LiveContest, audience: Audience, variant: Variant, options: SnapshotOptions): Snapshot {
  const frame = contestFrame(live, audience, variant, options.now, options.controllerName);
  const boardShown = audience === 'host' || (live.scoreboard.asOfItem > 0 && ranksShown(live));
  return {
    ...frame,
    audience,
    settings: publicSettings(live),
    ...(boardShown ? { board: leaderboardFrame(live) } : {}),
    captions: live.captions,
  };
}

export function participantSnapshot(live: LiveContest, seat: Seat, options: SnapshotOptions): Snapshot {
  const { state } = live;
  const response = state.currentItemId === null ? undefined : live.book?.latest(seat.id);
  const opening = live.currentOpening;
  // A reopened item is asked again: an earlier response stands, but the form is empty.
  const own = response && opening && response.opening === opening.number ? response : undefined;
  const result = ownResult(live, seat);
  const common = commonSnapshot(live, 'participant', ownVariant(live, seat), options);
  // A phone shows its own branch and those on the board: 200 branches in each of 10,000 joins were 200 MB.
  const branches = common.settings.branches.filter((branch) => branch.id === seat.branchId);
  return {
    ...common,
    settings: { ...common.settings, branches },
    participant: ownParticipant(live, seat),
    needs: seat.needs,
    ...(seat.needs ? { needsState: seat.needsState } : {}),
    ...(own
      ? { ownResponse: { submissionId: own.submissionId, receivedAt: own.receivedAt, response: own.response } }
      : {}),
    ...(result ? { ownResult: result } : {}),
    ownTotal: ownPlace(live, seat).total,
  };
}

export function operatorSnapshot(
  live: LiveContest,
  audience: 'host' | 'screen',
  options: SnapshotOptions & { readonly joinUrl: string },
): Snapshot {
  const tally = tallyFrame(live, options.now);
  return {
    ...commonSnapshot(live, audience, COMMON_VARIANT, options),
    ...(tally ? { tally } : {}),
    presence: presenceFrame(live),
    ...(audience === 'host' ? { openMatters: live.openMatters } : {}),
    entry: { pin: live.record.pin, joinUrl: options.joinUrl },
  };
}
