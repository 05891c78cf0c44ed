import { withinTime } from '../../core/contest/deadline.js';
import type { LiveContest } from './live-contest.js';
import { multiplierOf } from './roster.js';

/** People present, within their own time, without a response in this opening. */
export function countStillResponding(live: LiveContest, now: number): number {
  const opening = live.currentOpening;
  if (live.state.phase !== 'open' || !opening) return 0;
  let count = 0;
  for (const seat of live.roster.active()) {
    if (!live.roster.isPresent(seat, now) || live.book?.inOpening(seat.id, opening.number)) continue;
    if (withinTime(live.plan, opening, multiplierOf(seat), now)) count++;
  }
  return count;
}

/** Whether the open item need wait for nobody any more. Asked by the pulse, never per response. */
export function allResponded(live: LiveContest, now: number): boolean {
  const opening = live.currentOpening;
  const { book } = live;
  if (live.state.phase !== 'open' || live.state.pausedAt !== null || !opening || !book) return false;
  // A cheap look first: with fewer responses than connections somebody is certainly still responding, as long as
  // nobody's own time is up.
  const fewer = book.respondedInOpening === 0 || book.respondedInOpening < live.roster.connected;
  if (fewer && withinTime(live.plan, opening, 1, now)) return false;
  return countStillResponding(live, now) === 0;
}
