/**
 * How frames change what a host or screen knows; boards, captions and snapshots are taken as on a participant's page.
 * A frame says the whole state of the contest, not a difference.
 */
import type { ContestChanged, ResponseTallied, Snapshot } from '@protocol/frames.js';

/** True where a frame was missed in between, so that the rest (board, captions, settings) may be stale: sync. */
export const hasGap = (snapshot: Snapshot, frame: ContestChanged): boolean => frame.previousVersion > snapshot.version;

/** An older frame changes nothing. Figures of an item go with the item. */
export function withFrame(snapshot: Snapshot, frame: ContestChanged): Snapshot {
  if (frame.contestId !== snapshot.contestId || frame.version < snapshot.version) return snapshot;
  const { round: _round, item: _item, reveal: _reveal, corrections: _corrections, ...kept } = snapshot;
  const { tally, host, ...rest } = kept;
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
