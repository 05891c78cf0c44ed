/** How frames change what a host or screen knows. A frame says the whole state of the contest, not a difference. */
import type { Caption, ContestChanged, LeaderboardFrame, ResponseTallied, Snapshot } from '@protocol/frames.js';

const CAPTIONS_KEPT = 20;

/** True where a frame was missed in between, so that the rest (board, captions, settings) may be stale: sync. */
export const hasGap = (snapshot: Snapshot, frame: ContestChanged): boolean => frame.version > snapshot.version + 1;

/** An older frame changes nothing. Figures of an item go with the item. */
export function withFrame(snapshot: Snapshot, frame: ContestChanged): Snapshot {
  if (frame.contestId !== snapshot.contestId || frame.version < snapshot.version) return snapshot;
  const { round: _round, item: _item, reveal: _reveal, tally, host, ...rest } = snapshot;
  const sameOpening =
    frame.item !== undefined &&
    frame.item.contestItemId === snapshot.item?.contestItemId &&
    frame.item.opening === snapshot.item.opening;
  return {
    ...rest,
    ...(tally !== undefined && sameOpening ? { tally } : {}),
    ...(host === undefined ? {} : { host }),
    ...frame,
  };
}

export function withTally(snapshot: Snapshot, tally: ResponseTallied): Snapshot {
  return tally.contestItemId === snapshot.item?.contestItemId ? { ...snapshot, tally } : snapshot;
}

export function withBoard(snapshot: Snapshot, board: LeaderboardFrame): Snapshot {
  const newer = snapshot.board === undefined || board.revision >= snapshot.board.revision;
  return board.contestId === snapshot.contestId && newer ? { ...snapshot, board } : snapshot;
}

export function withCaption(snapshot: Snapshot, caption: Caption): Snapshot {
  const earlier = (snapshot.captions ?? []).filter(({ sequence }) => sequence < caption.sequence);
  return { ...snapshot, captions: [...earlier, caption].slice(-CAPTIONS_KEPT) };
}
