/** Random walks through a contest for property tests: most of the steps are drawn from what the phase lets through. */
import fc from 'fast-check';
import { decide } from '../../src/core/contest/decide.js';
import { evolve, initialState } from '../../src/core/contest/evolve.js';
import { PHASE_TABLE, WHILE_PAUSED } from '../../src/core/contest/phase.js';
import type { CommandType } from '../../src/core/contest/phase.js';
import type { Actor, Command, ContestEvent, ContestPlan, ContestState } from '../../src/core/contest/types.js';
import type { CorrectResponse } from '../../src/core/item/types.js';
import { FINALIZE, HOST, ITEM_IDS, OTHER_HOST, SERVER, START } from './contest-plans.js';

export const COMMAND_TYPES: readonly CommandType[] = [
  'open-lobby', 'return-to-draft', 'introduce-round', 'present-item', 'open-item', 'extend-item', 'widen-window',
  'close-item', 'reveal-item', 'reopen-item', 'skip-item', 'void-item', 'pause', 'resume', 'bridge-outage',
  'show-screen', 'take-over', 'end', 'finalize', 'correct-key', 'cancel-correction', 'freeze-board', 'thaw-board',
]; // prettier-ignore

export interface WalkStep {
  readonly legal: boolean;
  readonly pick: number;
  readonly wait: number;
  readonly actor: 'controller' | 'host' | 'other' | 'server';
  readonly version: 'current' | 'unchecked' | 'stale';
  readonly itemId: string | null;
  readonly roundId: string | null;
  readonly multiplier: number;
  readonly ms: number;
  readonly reason: 'host' | 'time' | 'all-responded';
  readonly override: boolean;
  readonly stillResponding: number;
}

const step: fc.Arbitrary<WalkStep> = fc.record({
  legal: fc.constantFrom(true, true, true, false),
  pick: fc.nat(1000),
  wait: fc.nat(30_000),
  actor: fc.constantFrom('controller', 'controller', 'controller', 'host', 'other', 'server'),
  version: fc.constantFrom('current', 'current', 'current', 'unchecked', 'stale'),
  itemId: fc.option(fc.constantFrom(...ITEM_IDS, 'no-such-item', '__proto__', 'toString'), { freq: 3 }),
  roundId: fc.option(fc.constantFrom('warm-up', 'first', 'second', 'no-such-round'), { freq: 2 }),
  multiplier: fc.constantFrom(1, 1.3, 1.5, 2, 3, 0, Number.NaN),
  ms: fc.constantFrom(1, 5000, 600_000, 600_001, 0, -1, 0.5),
  reason: fc.constantFrom('host', 'time', 'all-responded'),
  override: fc.boolean(),
  stillResponding: fc.constantFrom(0, 0, 3),
});

export const walkSteps = fc.array(step, { minLength: 1, maxLength: 80, size: 'max' });

export interface Visit {
  readonly before: ContestState;
  readonly command: Command;
  readonly now: number;
  readonly actor: Actor;
  readonly events: readonly ContestEvent[] | null;
  readonly after: ContestState;
}

/** Plays the steps; refused ones are visited too, with `events` null. */
export function walk(plan: ContestPlan, steps: readonly WalkStep[]): readonly Visit[] {
  let state = initialState(plan);
  let now = START;
  return steps.map((taken) => {
    const before = state;
    now += taken.wait;
    const command = commandOf(typeOf(before, taken), taken, before, now);
    const actor = actorOf(before, taken);
    const decision = decide(plan, before, command, { actor, expectedVersion: versionOf(before, taken), now });
    const events = decision.ok ? decision.value : null;
    state = (events ?? []).reduce((reached, event) => evolve(plan, reached, event), before);
    return { before, command, now, actor, events, after: state };
  });
}

/** Mostly fits the item. */
function keyFor({ pick, itemId }: WalkStep): CorrectResponse {
  if (pick % 5 === 0) return { choices: [] };
  if (itemId === 'a2') return { choices: ['a2-y'] };
  return itemId === 'b2' ? { order: ['b2-x', 'b2-y', 'b2-z'] } : { value: true };
}

/** One that stands, where there is one. */
function correctionIn(state: ContestState, pick: number): number {
  const standing = Object.values(state.items).flatMap(({ corrections }) => corrections);
  return standing[pick % Math.max(1, standing.length)]?.version ?? pick;
}

function typeOf(state: ContestState, { legal, pick }: WalkStep): CommandType {
  const listed = COMMAND_TYPES.filter((type) => PHASE_TABLE[state.phase][type] !== undefined);
  const possible = listed.filter((type) => (state.pausedAt === null ? type !== 'resume' : WHILE_PAUSED.has(type)));
  const types = legal && possible.length > 0 ? possible : COMMAND_TYPES;
  return types[pick % types.length]!;
}

function actorOf(state: ContestState, { actor }: WalkStep): Actor {
  if (actor === 'controller') return { operatorId: state.controllerId ?? HOST.operatorId };
  return { host: HOST, other: OTHER_HOST, server: SERVER }[actor];
}

function versionOf(state: ContestState, { version }: WalkStep): number | null {
  return { current: state.version, unchecked: null, stale: state.version - 1 }[version];
}

function commandOf(type: CommandType, taken: WalkStep, before: ContestState, now: number): Command {
  const windowMultiplier = taken.multiplier;
  const chosenItem = taken.itemId === null ? {} : { contestItemId: taken.itemId };
  switch (type) {
    case 'introduce-round':
      return { type, ...(taken.roundId === null ? {} : { roundId: taken.roundId }) };
    case 'present-item':
    case 'skip-item':
      return { type, ...chosenItem };
    case 'open-item':
    case 'reopen-item':
    case 'widen-window':
      return { type, windowMultiplier };
    case 'extend-item':
      return { type, ms: taken.ms };
    case 'close-item':
      return { type, reason: taken.reason, override: taken.override, stillResponding: taken.stillResponding };
    case 'void-item':
      return { type, contestItemId: taken.itemId ?? 'a1', reason: '示例理由' };
    case 'bridge-outage':
      return { type, lastHeartbeatAt: now - taken.pick * 10, allowanceMs: 3000 };
    case 'show-screen':
      return { type, view: 'blank' };
    case 'correct-key':
      return { type, contestItemId: taken.itemId ?? 'a1', correctResponse: keyFor(taken), reason: '示例理由' };
    case 'cancel-correction':
      return { type, correction: correctionIn(before, taken.pick), reason: '示例理由' };
    case 'finalize':
      return { ...FINALIZE, type, openAppeals: taken.pick % 4 === 0 ? 1 : 0 };
    default:
      return { type };
  }
}
