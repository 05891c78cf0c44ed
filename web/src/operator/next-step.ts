/**
 * What the host does next, as one reply for every state of a contest. The console shows it as its only primary
 * button, so that a tired person finds the next step without asking.
 */
import type { OperatorEvent } from '@protocol/events.js';
import type { ItemStatus, Phase, RundownItem, RundownRound } from '@protocol/frames.js';

/** Where a contest stands, as the host's frames tell it. */
export interface Position {
  readonly phase: Phase;
  readonly paused: boolean;
  readonly roundId: string | null;
  readonly contestItemId: string | null;
  readonly rundown: readonly RundownRound[];
  /** False while another operator is in control. */
  readonly inControl: boolean;
  readonly boardFrozen: boolean;
}

/** `label` is a key under `operatorConsole.next`; `params` are its placeholders. */
export interface NextStep {
  readonly event: OperatorEvent;
  readonly label: NextLabel;
  readonly params: Readonly<Record<string, string | number>>;
  readonly body: { readonly roundId?: string; readonly contestItemId?: string };
  /** Steps that cannot be taken back ask first. */
  readonly confirm: boolean;
}

export type NextLabel =
  | 'takeOver'
  | 'resume'
  | 'openLobby'
  | 'introduce'
  | 'introduceWarmUp'
  | 'present'
  | 'presentWarmUp'
  | 'open'
  | 'skip'
  | 'close'
  | 'reveal'
  | 'nextItem'
  | 'nextWarmUp'
  | 'end'
  | 'finalize';

type Body = NextStep['body'];

const step = (event: OperatorEvent, label: NextLabel, params: NextStep['params'] = {}, body: Body = {}): NextStep => ({
  event,
  label,
  params,
  body,
  confirm: event === 'contest:end' || event === 'contest:finalize',
});

const isPending = (item: RundownItem): boolean => item.status === 'pending' && !item.voided;

/** Rounds are numbered for people over those that count. */
export function roundNumber(rundown: readonly RundownRound[], roundId: string): number {
  const counted = rundown.filter((round) => !round.warmUp);
  return counted.findIndex((round) => round.id === roundId) + 1;
}

function introduce(position: Position, round: RundownRound): NextStep {
  if (round.warmUp) return step('round:introduce', 'introduceWarmUp', { title: round.title }, { roundId: round.id });
  const params = { number: roundNumber(position.rundown, round.id), title: round.title };
  return step('round:introduce', 'introduce', params, { roundId: round.id });
}

/** After a round or an item: the next pending item here, else the next round that has one, else the end. */
function onwards(position: Position, firstOfRound: boolean): NextStep {
  const here = position.rundown.findIndex((round) => round.id === position.roundId);
  const item = here < 0 ? undefined : position.rundown[here]?.items.find(isPending);
  if (item) {
    const labels: readonly [NextLabel, NextLabel] = firstOfRound
      ? ['present', 'presentWarmUp']
      : ['nextItem', 'nextWarmUp'];
    const warmUp = position.rundown[here]?.warmUp ?? false;
    return step('item:present', labels[warmUp ? 1 : 0], { number: item.number }, { contestItemId: item.contestItemId });
  }
  const round = position.rundown.find((candidate, index) => index > here && candidate.items.some(isPending));
  return round ? introduce(position, round) : step('contest:end', 'end');
}

const currentItem = (position: Position): RundownItem | undefined =>
  position.rundown.flatMap((round) => round.items).find((item) => item.contestItemId === position.contestItemId);

/** Null once nothing is left to do. */
export function nextStep(position: Position): NextStep | null {
  if (position.phase === 'finalized') return null;
  if (!position.inControl) return step('contest:take-over', 'takeOver');
  if (position.paused) return step('contest:resume', 'resume');
  switch (position.phase) {
    case 'draft':
      return step('contest:open-lobby', 'openLobby');
    case 'lobby':
      return onwards({ ...position, roundId: null }, true);
    case 'introducing':
      return onwards(position, true);
    case 'presenting':
      // An item voided while it was read cannot be opened any more.
      return currentItem(position)?.voided === true ? step('item:skip', 'skip') : step('item:open', 'open');
    case 'open':
      return step('item:close', 'close');
    case 'closed':
      return step('item:reveal', 'reveal');
    case 'revealed':
      return onwards(position, false);
    case 'ended':
      return step('contest:finalize', 'finalize');
  }
}

/** What else the host may do now, beside the primary step. */
export interface Allowed {
  readonly extend: boolean;
  readonly pause: boolean;
  readonly skip: boolean;
  readonly reopen: boolean;
  readonly voidItem: boolean;
  readonly returnToDraft: boolean;
  readonly end: boolean;
  readonly screen: boolean;
  readonly freeze: boolean;
  readonly thaw: boolean;
}

const VOIDABLE: readonly ItemStatus[] = ['presented', 'open', 'closed', 'revealed'];
const TIMED: readonly Phase[] = ['introducing', 'presenting', 'open'];
const IN_PLAY: readonly Phase[] = ['introducing', 'presenting', 'open', 'closed', 'revealed'];
const BETWEEN: readonly Phase[] = ['introducing', 'revealed'];

export function allowed(position: Position): Allowed {
  const { phase, paused, inControl, boardFrozen } = position;
  const current = currentItem(position);
  return {
    extend: inControl && !paused && phase === 'open',
    pause: inControl && !paused && TIMED.includes(phase),
    skip: inControl && !paused && phase === 'presenting',
    reopen: inControl && !paused && phase === 'closed' && current?.voided !== true,
    voidItem: current !== undefined && mayVoid(position, current),
    returnToDraft: inControl && phase === 'lobby',
    end: inControl && BETWEEN.includes(phase),
    screen: inControl && phase !== 'draft' && phase !== 'finalized',
    freeze: inControl && !boardFrozen && IN_PLAY.includes(phase),
    thaw: inControl && boardFrozen,
  };
}

export const mayVoid = ({ inControl, phase }: Position, item: RundownItem): boolean =>
  inControl && phase !== 'finalized' && !item.voided && VOIDABLE.includes(item.status);

/** Out of the usual order: an item of the current round, a later or earlier round. */
export const mayPresent = ({ inControl, paused, phase, rundown, roundId }: Position, item: RundownItem): boolean =>
  inControl &&
  !paused &&
  BETWEEN.includes(phase) &&
  isPending(item) &&
  rundown.some((round) => round.id === roundId && round.items.includes(item));

export const maySkip = ({ inControl, paused, phase }: Position, item: RundownItem): boolean =>
  inControl &&
  !paused &&
  (BETWEEN.includes(phase) ? isPending(item) : phase === 'presenting' && item.status === 'presented');

export const mayIntroduce = ({ inControl, paused, phase, roundId }: Position, round: RundownRound): boolean =>
  inControl &&
  !paused &&
  (phase === 'lobby' || BETWEEN.includes(phase)) &&
  round.id !== roundId &&
  round.items.some(isPending);
