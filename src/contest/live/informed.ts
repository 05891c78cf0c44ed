import type { Command } from '../../core/contest/types.js';
import { countStillResponding } from './attendance.js';
import type { LiveContest } from './live-contest.js';

/** Fills in what only the shell knows: who is present, who has not responded yet, what still waits for a word. */
export function informed(live: LiveContest, command: Command, now: number): Command {
  switch (command.type) {
    case 'open-item':
    case 'reopen-item':
      return { ...command, windowMultiplier: live.roster.largestMultiplier(now) };
    case 'close-item':
      return { ...command, stillResponding: countStillResponding(live, now) };
    case 'finalize': {
      const { appeals: openAppeals, adjustments: openAdjustments } = live.openMatters;
      return { ...command, resultDigest: live.figures.digest(), openAppeals, openAdjustments };
    }
    default:
      return command;
  }
}
