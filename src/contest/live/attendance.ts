import { withinTime } from '../../core/contest/deadline.js';
import { openingKey, type Digest, type Peers } from '../nodes/peers.js';
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
export function allResponded(live: LiveContest, now: number, peers: Peers): boolean {
  const opening = live.currentOpening;
  const { book } = live;
  if (live.state.phase !== 'open' || live.state.pausedAt !== null || !opening || !book) return false;
  // A cheap look first: with fewer responses than connections somebody is certainly still responding, as long as
  // nobody's own time is up.
  const fewer = book.respondedInOpening === 0 || book.respondedInOpening < live.roster.connected;
  if (fewer && withinTime(live.plan, opening, 1, now)) return false;
  if (!peers.haveResponded(live.id, openingKey(book.contestItemId, opening.number))) return false;
  return countStillResponding(live, now) === 0;
}

/** What this node tells the others of its own people. Exact where it says that nobody is still responding. */
export function digestOf(live: LiveContest, now: number): Digest {
  const { roster, book, currentOpening } = live;
  const byBranch: Record<string, number> = {};
  for (const { id } of live.record.branches) {
    const { connected } = roster.countsByBranch(id);
    if (connected > 0) byBranch[id] = connected;
  }
  // Counted seat by seat only where it may come to nobody.
  const missing = roster.connected - (book?.respondedInOpening ?? 0);
  const some = currentOpening && missing > 0 && withinTime(live.plan, currentOpening, 1, now);
  return {
    contestId: live.id,
    opening: book && currentOpening ? openingKey(book.contestItemId, currentOpening.number) : null,
    connected: roster.connected,
    stillResponding: some ? missing : countStillResponding(live, now),
    largestMultiplier: roster.largestMultiplier(now),
    byBranch,
  };
}
