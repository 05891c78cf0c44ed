import type { Command } from '../../core/contest/types.js';
import { countStillResponding } from './attendance.js';
import { openingKey, type Peers } from '../nodes/peers.js';
import type { LiveContest } from './live-contest.js';

/** Fills in what only the shell knows: who is present, who has not responded yet, what still waits for a word. */
export function informed(live: LiveContest, command: Command, now: number, peers: Peers): Command {
  switch (command.type) {
    case 'open-item':
    case 'reopen-item':
      return {
        ...command,
        windowMultiplier: Math.max(live.roster.largestMultiplier(now), peers.largestMultiplier(live.id)),
      };
    case 'close-item':
      return { ...command, stillResponding: countStillResponding(live, now) + elsewhere(live, peers) };
    case 'finalize': {
      const { appeals: openAppeals, adjustments: openAdjustments } = live.openMatters;
      return { ...command, resultDigest: live.figures.digest(), openAppeals, openAdjustments };
    }
    default:
      return command;
  }
}

function elsewhere({ id, state, currentOpening }: LiveContest, peers: Peers): number {
  if (state.currentItemId === null || !currentOpening) return 0;
  return peers.stillResponding(id, openingKey(state.currentItemId, currentOpening.number));
}
