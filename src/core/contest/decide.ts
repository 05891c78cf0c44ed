/** Commands to events. Pure: the same plan, state, command and context always give the same answer. */
import { assertNever, err, ok } from '../result.js';
import type { Result } from '../result.js';
import * as corrections from './decide-correction.js';
import * as items from './decide-item.js';
import type { Step } from './decide-item.js';
import { phaseRefusal } from './phase.js';
import { countingItems, nextRoundIndex } from './plan.js';
import type { Actor, Command, ContestEvent, ContestPlan, ContestState, Rejection, RejectionCode } from './types.js';

export interface CommandContext {
  readonly actor: Actor;
  /** Version the sender saw; null = not checked. */
  readonly expectedVersion: number | null;
  /** Server epoch milliseconds. */
  readonly now: number;
}

/** The events may be none: `widen-window` to a window that is open already changes nothing. */
export type Decision = Result<readonly ContestEvent[], Rejection>;

export function decide(plan: ContestPlan, state: ContestState, command: Command, context: CommandContext): Decision {
  const step = refusal(state, command, context) ?? stepOf(plan, state, command, context);
  return typeof step === 'string' ? err({ code: step }) : ok(step);
}

/** The version first: a double press is told that it came late, not that the phase is wrong. */
function refusal(state: ContestState, command: Command, context: CommandContext): RejectionCode | null {
  if (context.expectedVersion !== null && context.expectedVersion !== state.version) return 'contest.version-conflict';
  if (!mayControl(state, command, context.actor)) return 'contest.not-in-control';
  return phaseRefusal(state.phase, state.pausedAt !== null, command.type);
}

const RULINGS: ReadonlySet<Command['type']> = new Set(['void-item', 'correct-key', 'cancel-correction']);

function mayControl(state: ContestState, command: Command, actor: Actor): boolean {
  if (actor.operatorId === null) return command.type !== 'take-over';
  if (command.type === 'bridge-outage') return false;
  if (command.type === 'open-lobby' || command.type === 'take-over') return true;
  if (actor.rules === true && state.phase === 'ended' && RULINGS.has(command.type)) return true;
  // Nobody controls a draft: control begins with the lobby.
  return state.phase === 'draft' || state.controllerId === actor.operatorId;
}

function stepOf(plan: ContestPlan, state: ContestState, command: Command, { actor, now }: CommandContext): Step {
  switch (command.type) {
    case 'open-lobby':
      return countingItems(plan) === 0
        ? 'contest.no-items'
        : [{ type: 'lobby-opened', controllerId: actor.operatorId }];
    case 'return-to-draft':
      return [{ type: 'returned-to-draft' }];
    case 'introduce-round':
      return introduceRound(plan, state, command.roundId, now);
    case 'present-item':
      return items.presentItem(plan, state, command.contestItemId, now);
    case 'open-item':
      return items.openItem(plan, state, command.windowMultiplier, now);
    case 'extend-item':
      return items.extendItem(state, command.ms);
    case 'widen-window':
      return items.widenWindow(state, command.windowMultiplier);
    case 'close-item':
      return items.closeItem(plan, state, command, now);
    case 'reveal-item':
      return items.revealItem(plan, state, now);
    case 'reopen-item':
      return items.openItem(plan, state, command.windowMultiplier, now);
    case 'skip-item':
      return items.skipItem(plan, state, command.contestItemId, now);
    case 'void-item':
      return items.voidItem(plan, state, command.contestItemId, command.reason, now);
    case 'correct-key':
      return corrections.correctKey(plan, state, command.contestItemId, command.correctResponse, command.reason);
    case 'cancel-correction':
      return corrections.cancelCorrection(state, command.correction, command.reason);
    case 'freeze-board':
      return corrections.freezeBoard(state);
    case 'thaw-board':
      return corrections.thawBoard(state);
    case 'pause':
      return [{ type: 'contest-paused', pausedAt: now }];
    case 'resume':
      return [
        { type: 'contest-resumed', resumedAt: now, nextAt: items.shiftedNextAt(state, now - (state.pausedAt ?? now)) },
      ];
    case 'bridge-outage':
      return bridgeOutage(state, command.lastHeartbeatAt, command.allowanceMs, now);
    case 'show-screen':
      return [{ type: 'screen-shown', view: command.view }];
    case 'take-over':
      // `mayControl` has refused the server itself.
      return actor.operatorId === null
        ? 'contest.not-in-control'
        : [{ type: 'control-taken', operatorId: actor.operatorId }];
    case 'end':
      return [{ type: 'contest-ended', endedAt: now }];
    case 'finalize':
      return corrections.finalize(plan, state, command, now);
    default:
      return assertNever(command);
  }
}

function introduceRound(plan: ContestPlan, state: ContestState, roundId: string | undefined, now: number): Step {
  const roundIndex =
    roundId === undefined
      ? (nextRoundIndex(plan, state) ?? -1)
      : plan.rounds.findIndex((round) => round.id === roundId);
  if (roundIndex === -1) return 'round.unknown';
  return [{ type: 'round-introduced', roundIndex, nextAt: items.autoAt(plan, now + plan.introductionMs) }];
}

function bridgeOutage(state: ContestState, lastHeartbeatAt: number, allowanceMs: number, now: number): Step {
  const from = Math.min(lastHeartbeatAt, now);
  const to = now + Math.max(0, allowanceMs);
  // During a pause `resume` shifts by the whole pause, which the outage lies in.
  const nextAt = state.pausedAt === null ? items.shiftedNextAt(state, to - from) : state.nextAt;
  return [{ type: 'outage-bridged', from, to, nextAt }];
}
