/** What a participant's page knows of a contest, and how frames change it. Pure: the connection lives elsewhere. */
import type { Caption, ContestChanged, LeaderboardFrame, OwnResult, OwnStanding, Snapshot } from '@protocol/frames.js';

export type ContestState = Snapshot;

const MOST_CAPTIONS = 50;

/** @returns the new state and whether versions are missing in between, so that a `contest:sync` is due */
export function applyFrame(
  state: ContestState,
  frame: ContestChanged,
): { readonly state: ContestState; readonly gap: boolean } {
  // The same version again is newer where it was rendered later: a deadline of one's own has changed.
  const older = frame.version < state.version || (frame.version === state.version && frame.serverAt <= state.serverAt);
  if (frame.contestId !== state.contestId || older) return { state, gap: false };
  const sameItem = frame.item !== undefined && frame.item.contestItemId === state.item?.contestItemId;
  const reopened = sameItem && (state.item?.opening ?? 0) > 0 && frame.item?.opening !== state.item?.opening;
  // No item is on show at the end; the last standing still is.
  const over = frame.item === undefined && (frame.phase === 'ended' || frame.phase === 'finalized');
  const { round: _round, item: _item, reveal: _reveal, corrections: _corrections, ...kept } = state;
  const { ownResponse, ownResult, ...rest } = kept;
  const next: ContestState = {
    ...rest,
    version: frame.version,
    serverAt: frame.serverAt,
    phase: frame.phase,
    paused: frame.paused,
    nextAt: frame.nextAt,
    screen: frame.screen,
    boardFrozen: frame.boardFrozen,
    ...(frame.corrections ? { corrections: frame.corrections } : {}),
    ...(frame.appealsUntil === undefined ? {} : { appealsUntil: frame.appealsUntil }),
    ...(frame.round ? { round: frame.round } : {}),
    ...(frame.item ? { item: frame.item } : {}),
    ...(frame.reveal ? { reveal: frame.reveal } : {}),
    ...(sameItem && !reopened && ownResponse ? { ownResponse } : {}),
    // The own result may overtake the frame of the reveal.
    ...(ownResult && (over || (ownResult.contestItemId === frame.item?.contestItemId && !reopened))
      ? { ownResult }
      : {}),
  };
  return { state: next, gap: frame.previousVersion > state.version };
}

/** A correction of an earlier item changes the total and the ranks, not the card on show. */
export function applyResult(state: ContestState, result: OwnResult): ContestState {
  if (result.contestId !== state.contestId) return state;
  // While the board is frozen the total is not told, and the one from before would be wrong.
  const ownTotal = state.boardFrozen ? null : (result.total ?? state.ownTotal ?? null);
  if (result.contestItemId === state.item?.contestItemId || state.ownResult === undefined)
    return { ...state, ownResult: result, ownTotal };
  return {
    ...state,
    ownTotal,
    ownResult: { ...state.ownResult, total: result.total, rank: result.rank, branchRank: result.branchRank },
  };
}

/** Total and ranks without an item: after a thaw, or points given by hand. */
export function applyStanding(state: ContestState, standing: OwnStanding): ContestState {
  if (standing.contestId !== state.contestId) return state;
  const { total, rank, branchRank } = standing;
  const ownResult = state.ownResult && { ...state.ownResult, total, rank, branchRank };
  return { ...state, ownTotal: total, ...(ownResult ? { ownResult } : {}) };
}

export function applyBoard(state: ContestState, board: LeaderboardFrame): ContestState {
  if (board.contestId !== state.contestId || (state.board && board.revision <= state.board.revision)) return state;
  return { ...state, board };
}

export function applyCaption(state: ContestState, caption: Caption): ContestState {
  const captions = state.captions ?? [];
  if (captions.some(({ sequence }) => sequence === caption.sequence)) return state;
  return { ...state, captions: [...captions, caption].sort((a, b) => a.sequence - b.sequence).slice(-MOST_CAPTIONS) };
}

/** A snapshot is the whole truth; the board alone may be left out of it and is then kept. */
export function applySnapshot(state: ContestState | null, snapshot: Snapshot): ContestState {
  if (state === null || state.contestId !== snapshot.contestId) return snapshot;
  if (snapshot.version < state.version) return state;
  return state.board && snapshot.board === undefined ? { ...snapshot, board: state.board } : snapshot;
}
