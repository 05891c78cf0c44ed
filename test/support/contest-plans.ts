/** A small plan with every item kind, and a way to play it; marker texts make a leaked secret findable. */
import { decide } from '../../src/core/contest/decide.js';
import { evolve, initialState } from '../../src/core/contest/evolve.js';
import type { Actor, Command, ContestPlan, ContestState, RejectionCode } from '../../src/core/contest/types.js';
import type { ChoiceItem, FillInItem, MatchingItem, OrderingItem, TrueFalseItem } from '../../src/core/item/types.js';
import type { ScoringRule } from '../../src/core/scoring/types.js';

export const HOST: Actor = { operatorId: 'host-1' };
export const OTHER_HOST: Actor = { operatorId: 'host-2' };
export const SERVER: Actor = { operatorId: null };

/** In every secret text of the sample items. */
export const SECRET = 'SECRET-MARK';
export const START = 1_000_000;
export const LIMIT_MS = 20_000;

export const SAMPLE_RULE: ScoringRule = {
  speedBonusPercent: 0,
  multiSelectMode: 'half',
  fillInMode: 'per-blank',
  branchFormula: 'mean',
  topN: 10,
  indexWeights: { participation: 0.3, mean: 0.5, pass: 0.2 },
};

function common(id: string) {
  return {
    id,
    stem: `示例题干 ${id}`,
    media: [],
    explanation: `${SECRET} explanation ${id}`,
    source: { title: `${SECRET} source ${id}`, locator: `${SECRET} locator ${id}`, quote: `${SECRET} quote ${id}` },
    points: 1000,
    timeLimitMs: LIMIT_MS,
  };
}

const choice = (id: string) => ({ id, text: `示例选项 ${id}` });

export const WARM_UP: TrueFalseItem = { ...common('w1'), kind: 'true-false', correct: true };
export const TRUE_FALSE: TrueFalseItem = { ...common('a1'), kind: 'true-false', correct: false };
export const MULTIPLE: ChoiceItem = {
  ...common('a2'),
  kind: 'choice',
  select: 'multiple',
  choices: ['a2-x', 'a2-y', 'a2-z'].map(choice),
  correct: ['a2-x', 'a2-z'],
  points: 250,
};
export const FILL_IN: FillInItem = {
  ...common('b1'),
  kind: 'fill-in',
  readAloud: '示例读音',
  easyRead: '示例易读',
  blanks: [{ accepted: [`${SECRET} text 1`, `${SECRET} text 2`] }, { accepted: [`${SECRET} text 3`] }],
};
export const ORDERING: OrderingItem = {
  ...common('b2'),
  kind: 'ordering',
  choices: ['b2-x', 'b2-y', 'b2-z'].map(choice),
  correct: ['b2-z', 'b2-x', 'b2-y'],
};
export const MATCHING: MatchingItem = {
  ...common('b3'),
  kind: 'matching',
  choices: ['b3-x', 'b3-y'].map(choice),
  targets: ['b3-p', 'b3-q'].map(choice),
  correct: [
    ['b3-x', 'b3-q'],
    ['b3-y', 'b3-p'],
  ],
};
export const ITEM_IDS: readonly string[] = ['w1', 'a1', 'a2', 'b1', 'b2', 'b3'];

export function samplePlan(changes: Partial<ContestPlan> = {}): ContestPlan {
  return {
    contestId: 'contest-1',
    title: '示例竞赛',
    advance: 'host',
    introductionMs: 8000,
    readingMs: 5000,
    revealMs: 12_000,
    shuffleChoices: false,
    appealWindowMs: 1_800_000,
    rule: SAMPLE_RULE,
    rounds: [
      { id: 'warm-up', title: '热身', warmUp: true, items: [WARM_UP] },
      { id: 'first', title: '第一轮', warmUp: false, items: [TRUE_FALSE, MULTIPLE] },
      { id: 'second', title: '第二轮', warmUp: false, items: [FILL_IN, ORDERING, MATCHING] },
    ],
    ...changes,
  };
}

export function speedPlan(changes: Partial<ContestPlan> = {}): ContestPlan {
  return samplePlan({ rule: { ...SAMPLE_RULE, speedBonusPercent: 20 }, ...changes });
}

/** The state after a command that must be let through. */
export function perform(
  plan: ContestPlan,
  state: ContestState,
  command: Command,
  now = START,
  actor: Actor = HOST,
): ContestState {
  const decision = decide(plan, state, command, { actor, expectedVersion: state.version, now });
  if (!decision.ok) throw new Error(`${command.type} refused: ${decision.error.code}`);
  return decision.value.reduce((reached, event) => evolve(plan, reached, event), state);
}

export function refusalOf(
  plan: ContestPlan,
  state: ContestState,
  command: Command,
  now = START,
  actor: Actor = HOST,
): RejectionCode | null {
  const decision = decide(plan, state, command, { actor, expectedVersion: state.version, now });
  return decision.ok ? null : decision.error.code;
}

export function playAll(plan: ContestPlan, commands: readonly Command[], now = START): ContestState {
  return commands.reduce((state, command) => perform(plan, state, command, now), initialState(plan));
}

export const TO_LOBBY: readonly Command[] = [{ type: 'open-lobby' }];
export const TO_INTRODUCING: readonly Command[] = [...TO_LOBBY, { type: 'introduce-round', roundId: 'first' }];
export const TO_PRESENTING: readonly Command[] = [...TO_INTRODUCING, { type: 'present-item' }];
export const TO_OPEN: readonly Command[] = [...TO_PRESENTING, { type: 'open-item', windowMultiplier: 1 }];
export const CLOSE: Command = { type: 'close-item', reason: 'host', override: false, stillResponding: 0 };
export const TO_CLOSED: readonly Command[] = [...TO_OPEN, CLOSE];
export const TO_REVEALED: readonly Command[] = [...TO_CLOSED, { type: 'reveal-item' }];
export const TO_ENDED: readonly Command[] = [...TO_REVEALED, { type: 'end' }];
export const FINALIZE = {
  type: 'finalize',
  resultDigest: 'digest',
  openAppeals: 0,
  openAdjustments: 0,
  early: '示例理由',
} as const satisfies Command;
export const TO_FINALIZED: readonly Command[] = [...TO_ENDED, FINALIZE];
