import { ordinaryDeadline, speedCounts } from '../../core/contest/deadline.js';
import { viewContest } from '../../core/contest/view.js';
import { formulaText } from '../../core/ranking/formula-text.js';
import { maskNames } from '../../core/ranking/mask.js';
import type { BranchStanding, ParticipantStanding } from '../../core/ranking/types.js';
import type {
  Audience,
  BranchRow,
  ContestChanged,
  LeaderboardFrame,
  LeaderboardRow,
  OwnParticipant,
  OwnResult,
  PresenceChanged,
  PublicSettings,
  ResponseTallied,
  Snapshot,
} from '../../protocol/frames.js';
import type { LeaderboardPage } from '../../protocol/rest.js';
import type { LiveContest } from './live-contest.js';
import type { Seat } from './roster.js';

/** The protocol's limits of one leaderboard frame; the rest is read by REST. */
const TOP_ROWS = 20;
const TOP_BRANCHES = 50;

const plain = (points: number): number => points / 100;

/** The frame of one audience class. Everything secret is taken out by the core's view, here as everywhere. */
export function contestFrame(
  live: LiveContest,
  audience: Audience,
  multiplier: number,
  now: number,
  controllerName: string | null,
): ContestChanged {
  const current = live.scoreboard.current;
  return viewContest(live.plan, live.state, audience, {
    now,
    multiplier,
    reveal: current && current.contestItemId === live.state.currentItemId ? current.figures : null,
    controllerName: audience === 'host' ? controllerName : null,
  });
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

/** Whether ranks are shown to everybody now: after each reveal, or when the host shows the board, or at the end. */
export function ranksShown(live: LiveContest): boolean {
  const { phase, screen } = live.state;
  return (
    live.record.settings.leaderboardAfterItem || screen === 'leaderboard' || phase === 'ended' || phase === 'finalized'
  );
}

/** A participant's own line at the last reveal; undefined while no result is shown. */
export function ownResult(live: LiveContest, seat: Seat): OwnResult | undefined {
  const current = live.scoreboard.current;
  if (!current || live.state.phase === 'presenting' || live.state.phase === 'open') return undefined;
  const settled = current.results.get(seat.id);
  if (!settled) return undefined;
  return {
    contestId: live.id,
    contestItemId: current.contestItemId,
    opening: current.opening,
    outcome: settled.outcome,
    points: current.warmUp ? null : plain(settled.points),
    ...ownStanding(live, seat),
  };
}

/** The correction of an item that the contest has moved on from; undefined for who came after it. */
export function voidedResult(live: LiveContest, seat: Seat, contestItemId: string): OwnResult | undefined {
  const revealedAt = live.scoreboard.revealedAt(contestItemId);
  if (revealedAt === undefined || seat.joinedAt > revealedAt) return undefined;
  const opening = live.state.items[contestItemId]?.openings.at(-1)?.number ?? 0;
  const warmUp = live.plan.rounds.some((round) => round.warmUp && round.items.some(({ id }) => id === contestItemId));
  const points = warmUp ? null : 0;
  return { contestId: live.id, contestItemId, opening, outcome: 'void', points, ...ownStanding(live, seat) };
}

function ownStanding(live: LiveContest, seat: Seat): Pick<OwnResult, 'total' | 'rank' | 'branchRank'> {
  const standing = live.scoreboard.standing(seat.id);
  const shown = ranksShown(live) && live.scoreboard.asOfItem > 0;
  return {
    total: standing ? plain(standing.total) : null,
    rank: shown && standing ? standing.rank : null,
    branchRank: shown ? (live.scoreboard.branchStanding(seat.branchId)?.rank ?? null) : null,
  };
}

export function leaderboardFrame(live: LiveContest): LeaderboardFrame {
  const { board } = live.scoreboard;
  return {
    contestId: live.id,
    revision: live.scoreboard.revision,
    rows: leaderboardRows(live, board.standings.slice(0, TOP_ROWS)),
    branches: board.branches.slice(0, TOP_BRANCHES).map((row) => branchRow(live, row)),
    formula: live.record.settings.branchFormula,
    asOfItem: live.scoreboard.asOfItem,
    totalParticipants: board.standings.length,
    pointsPossible: plain(board.pointsPossible),
  };
}

export function leaderboardPage(live: LiveContest, offset: number, limit: number): LeaderboardPage {
  const { board } = live.scoreboard;
  return {
    contestId: live.id,
    title: live.record.title,
    kind: live.record.kind,
    phase: live.state.phase,
    revision: live.scoreboard.revision,
    asOfItem: live.scoreboard.asOfItem,
    total: board.standings.length,
    rows: leaderboardRows(live, board.standings.slice(offset, offset + limit)),
    branches: board.branches.map((row) => branchRow(live, row)),
    formula: live.record.settings.branchFormula,
    formulaText: formulaText(live.plan.rule, 'zh-CN'),
    pointsPossible: plain(board.pointsPossible),
    publicBoard: live.record.settings.publicBoard,
  };
}

function leaderboardRows(live: LiveContest, standings: readonly ParticipantStanding[]): LeaderboardRow[] {
  const masked = maskedNames(live, new Set(standings.map((row) => row.branchId)));
  return standings.map((row) => ({
    rank: row.rank,
    name: masked.get(row.participantId) ?? '***',
    branchId: row.branchId,
    branchName: branchName(live, row.branchId),
    points: plain(row.total),
  }));
}

/** Masked over the whole branch in the order of joining, so that a number once given to a mask stays. */
function maskedNames(live: LiveContest, branchIds: ReadonlySet<string>): Map<string, string> {
  const byBranch = new Map<string, Seat[]>();
  for (const seat of live.roster.all()) {
    if (!branchIds.has(seat.branchId)) continue;
    const seats = byBranch.get(seat.branchId);
    if (seats) seats.push(seat);
    else byBranch.set(seat.branchId, [seat]);
  }
  const masked = new Map<string, string>();
  for (const seats of byBranch.values()) {
    const names = maskNames(seats.map((seat) => seat.name));
    seats.forEach((seat, index) => masked.set(seat.id, names[index] ?? '***'));
  }
  return masked;
}

function branchRow(live: LiveContest, row: BranchStanding): BranchRow {
  return {
    branchId: row.branchId,
    name: branchName(live, row.branchId),
    rank: row.rank,
    score: row.score === null ? null : plain(row.score),
    ...(row.reason === null ? {} : { reason: row.reason }),
    participants: row.participants,
    expected: row.expected,
    participationRate: row.participationRate,
    mean: row.mean === null ? null : plain(row.mean),
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
  const responded = frozenAt === null ? book.respondedInOpening : book.respondedUntil(opening.number, frozenAt);
  return {
    contestId: live.id,
    contestItemId,
    responded,
    of: Math.max(live.roster.connected, responded),
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
    connected: live.roster.connected,
    joined: live.roster.joined,
    byBranch: live.record.branches.map((branch) => ({ branchId: branch.id, ...live.roster.countsByBranch(branch.id) })),
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

function commonSnapshot(live: LiveContest, audience: Audience, multiplier: number, options: SnapshotOptions): Snapshot {
  const frame = contestFrame(live, audience, multiplier, options.now, options.controllerName);
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
  const standing = live.scoreboard.standing(seat.id);
  const common = commonSnapshot(live, 'participant', seat.needs?.multiplier ?? 1, options);
  // A phone shows its own branch and those on the board: 200 branches in each of 10,000 joins were 200 MB.
  const branches = common.settings.branches.filter((branch) => branch.id === seat.branchId);
  return {
    ...common,
    settings: { ...common.settings, branches },
    participant: ownParticipant(live, seat),
    needs: seat.needs,
    ...(own ? { ownResponse: { submissionId: own.submissionId, receivedAt: own.receivedAt, response: own.response } } : {}),
    ...(result ? { ownResult: result } : {}),
    ownTotal: standing ? plain(standing.total) : null,
  };
}

export function operatorSnapshot(
  live: LiveContest,
  audience: 'host' | 'screen',
  options: SnapshotOptions & { readonly joinUrl: string },
): Snapshot {
  const tally = tallyFrame(live, options.now);
  return {
    ...commonSnapshot(live, audience, 1, options),
    ...(tally ? { tally } : {}),
    presence: presenceFrame(live),
    entry: { pin: live.record.pin, joinUrl: options.joinUrl },
  };
}
