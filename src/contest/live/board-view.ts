import { formulaText } from '../../core/ranking/formula-text.js';
import { maskNames } from '../../core/ranking/mask.js';
import type { BranchStanding } from '../../core/ranking/types.js';
import type { BranchRow, LeaderboardFrame, LeaderboardRow } from '../../protocol/frames.js';
import type { LeaderboardPage } from '../../protocol/rest.js';
import type { LiveContest } from './live-contest.js';
import type { Seat } from './roster.js';
import type { Scoreboard } from './scoreboard.js';

/** The protocol's limits of one leaderboard frame; the rest is read by REST. */
const TOP_ROWS = 20;
const TOP_BRANCHES = 50;

interface Rendered {
  readonly key: string;
  readonly scoreboard: Scoreboard;
  readonly rows: readonly LeaderboardRow[];
  readonly branches: readonly BranchRow[];
}

/**
 * Rendered once for each board and revision, which a thaw may leave as it was: masking the names of 10,000 people takes
 * 9 ms, which after a power cut every one of 10,000 snapshots would pay.
 */
const rendered = new WeakMap<LiveContest, Rendered>();

const plain = (points: number): number => points / 100;

/** Whether ranks are shown to everybody now: after each reveal, or when the host shows the board, or at the end. */
export function ranksShown(live: LiveContest): boolean {
  const { phase, screen } = live.state;
  return (
    live.record.settings.leaderboardAfterItem || screen === 'leaderboard' || phase === 'ended' || phase === 'finalized'
  );
}

export function leaderboardFrame(live: LiveContest): LeaderboardFrame {
  const { board, revision, asOfItem } = live.scoreboard;
  const { rows, branches } = render(live);
  return {
    contestId: live.id,
    revision,
    rows: rows.slice(0, TOP_ROWS),
    branches: branches.slice(0, TOP_BRANCHES),
    formula: live.record.settings.branchFormula,
    asOfItem,
    totalParticipants: board.standings.length,
    pointsPossible: plain(board.pointsPossible),
    frozen: live.state.frozenAtVersion !== null,
  };
}

/** The page without what level-board.ts adds. */
export type BranchesPage = Omit<LeaderboardPage, 'levels' | 'level' | 'within'>;

/** @param everything false: for the public, from whom ranks may be kept back until the host shows them */
export function leaderboardPage(live: LiveContest, offset: number, limit: number, everything: boolean): BranchesPage {
  const { board, revision, asOfItem } = live.scoreboard;
  const shown = everything || ranksShown(live);
  const { rows, branches } = shown ? render(live) : { rows: [], branches: [] };
  return {
    contestId: live.id,
    title: live.record.title,
    kind: live.record.kind,
    phase: live.state.phase,
    revision: shown ? revision : 0,
    asOfItem: shown ? asOfItem : 0,
    total: rows.length,
    rows: rows.slice(offset, offset + limit),
    branches,
    formula: live.record.settings.branchFormula,
    formulaText: formulaText(live.plan.rule, 'zh-CN'),
    pointsPossible: shown ? plain(board.pointsPossible) : 0,
    frozen: live.state.frozenAtVersion !== null,
    publicBoard: live.record.settings.publicBoard,
  };
}

function render(live: LiveContest): Rendered {
  const { scoreboard, roster } = live;
  const key = `${scoreboard.revision}:${roster.renamings}`;
  const known = rendered.get(live);
  if (known?.key === key && known.scoreboard === scoreboard) return known;
  const fresh = { key, scoreboard, rows: leaderboardRows(live), branches: branchRows(live) };
  rendered.set(live, fresh);
  return fresh;
}

function leaderboardRows(live: LiveContest): LeaderboardRow[] {
  const branchNames = new Map(live.record.branches.map(({ id, name }) => [id, name]));
  const masked = maskedNames(live);
  return live.scoreboard.board.standings.map((row) => ({
    rank: row.rank,
    name: masked.get(row.participantId) ?? '***',
    branchId: row.branchId,
    branchName: branchNames.get(row.branchId) ?? '',
    points: plain(row.total),
  }));
}

/** Masked over the whole branch in the order of joining, so that a number once given to a mask stays. */
function maskedNames(live: LiveContest): ReadonlyMap<string, string> {
  const byBranch = new Map<string, Seat[]>();
  for (const seat of live.roster.all()) {
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

function branchRows(live: LiveContest): BranchRow[] {
  const branchNames = new Map(live.record.branches.map(({ id, name }) => [id, name]));
  return live.scoreboard.board.branches.map((row) => branchRow(row, branchNames.get(row.branchId) ?? ''));
}

export function branchRow(row: BranchStanding, name: string): BranchRow {
  return {
    branchId: row.branchId,
    name,
    rank: row.rank,
    score: row.score === null ? null : plain(row.score),
    ...(row.reason === null ? {} : { reason: row.reason }),
    participants: row.participants,
    expected: row.expected,
    participationRate: row.participationRate,
    mean: row.mean === null ? null : plain(row.mean),
  };
}
