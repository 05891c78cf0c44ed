/**
 * The core may not import the wire contract, so its frames are twins of it. This file is checked by the compiler: where
 * the two drift apart, an assignment below no longer compiles. The run-time lists are compared as well.
 */
import { describe, expect, it } from '@jest/globals';

import type * as frame from '../core/contest/frame.js';
import type * as contest from '../core/contest/types.js';
import type * as item from '../core/item/types.js';
import type * as scoring from '../core/scoring/types.js';
import { decide } from '../core/contest/decide.js';
import { initialState } from '../core/contest/evolve.js';
import type * as errors from '../protocol/error-code.js';
import { ERROR_MESSAGES } from '../protocol/error-code.js';
import { NETWORK_GRACE_MS } from '../protocol/events.js';
import { GRACE_MS } from '../core/contest/deadline.js';
import type * as frames from '../protocol/frames.js';
import { PHASES, SCREEN_VIEWS } from '../protocol/frames.js';
import type * as items from '../protocol/item.js';
import { ITEM_KINDS, OUTCOMES } from '../protocol/item.js';
import type * as settings from '../protocol/settings.js';
import { BRANCH_FORMULAS, MULTI_SELECT_MODES } from '../protocol/settings.js';

type Extends<A, B> = [A] extends [B] ? true : false;
type Same<A, B> = Extends<A, B> extends true ? Extends<B, A> : false;
/** Members of the one that the other does not have; an optional member counts. */
type Extra<A, B> = Exclude<keyof A, keyof B>;

/** Each line holds at compile time only. */
interface Twins {
  readonly view: Extends<frame.ContestView, Omit<frames.ContestChanged, 'previousVersion'>>;
  readonly viewMembers: Same<keyof frame.ContestView | 'previousVersion', keyof frames.ContestChanged>;
  readonly item: Extends<frame.ItemView, items.ItemFrame>;
  readonly itemMembers: Same<Extra<frame.ItemView, items.ItemFrame> | Extra<items.ItemFrame, frame.ItemView>, never>;
  readonly choice: Same<frame.ChoiceView, items.Choice>;
  readonly round: Same<frame.RoundView, frames.RoundFrame>;
  readonly reveal: Same<frame.RevealView, items.Reveal>;
  readonly host: Same<keyof frame.HostView, keyof frames.HostPart>;
  readonly key: Same<frame.ItemKeyView, frames.ItemKey>;
  readonly correctResponse: Same<frame.CorrectResponseView, items.CorrectResponse>;
  readonly response: Same<item.Response, items.ItemResponse>;
  readonly audience: Same<frame.Audience, frames.Audience>;
  readonly phase: Same<contest.Phase, frames.Phase>;
  readonly screen: Same<contest.ScreenView, frames.ScreenView>;
  readonly status: Same<contest.ItemStatus, frames.ItemStatus>;
  readonly kind: Same<item.ItemKind, items.ItemKind>;
  readonly outcome: Same<item.Outcome, items.Outcome>;
  readonly media: Same<item.CoreMedia, items.Media>;
  readonly source: Same<item.CoreSource, items.Source>;
  readonly rejection: Extends<contest.RejectionCode, errors.ErrorCode>;
  readonly rule: Extends<Omit<scoring.ScoringRule, never>, Pick<settings.ContestSettings, keyof scoring.ScoringRule>>;
  readonly ruleBack: Extends<Pick<settings.ContestSettings, keyof scoring.ScoringRule>, scoring.ScoringRule>;
  readonly formula: Same<scoring.ScoringRule['branchFormula'], settings.BranchFormula>;
  readonly multiSelect: Same<scoring.ScoringRule['multiSelectMode'], settings.MultiSelectMode>;
}
type Broken = { [K in keyof Twins]: Twins[K] extends true ? never : K }[keyof Twins];
/** `never` while every pair of twins fits; otherwise the compiler names the pair. */
const broken: readonly Broken[] = [] satisfies readonly never[];
const noneBroken: Same<Broken, never> = true;

describe('the core and the wire contract', () => {
  it('have the same shapes, as the compiler has checked', () => {
    expect(noneBroken).toBe(true);
    expect(broken).toEqual([]);
  });

  it('have the same lists', () => {
    const phases: Readonly<Record<contest.Phase, true>> = {
      draft: true,
      lobby: true,
      introducing: true,
      presenting: true,
      open: true,
      closed: true,
      revealed: true,
      ended: true,
      finalized: true,
    };
    const kinds: Readonly<Record<item.ItemKind, true>> = {
      'true-false': true,
      choice: true,
      'fill-in': true,
      ordering: true,
      matching: true,
    };
    const outcomes: Readonly<Record<item.Outcome, true>> = {
      correct: true,
      partial: true,
      incorrect: true,
      blank: true,
      missed: true,
      void: true,
    };
    const views: Readonly<Record<contest.ScreenView, true>> = {
      contest: true,
      blank: true,
      leaderboard: true,
      join: true,
    };
    expect([...PHASES].sort()).toEqual(Object.keys(phases).sort());
    expect([...ITEM_KINDS].sort()).toEqual(Object.keys(kinds).sort());
    expect([...OUTCOMES].sort()).toEqual(Object.keys(outcomes).sort());
    expect([...SCREEN_VIEWS].sort()).toEqual(Object.keys(views).sort());
    expect(BRANCH_FORMULAS).toHaveLength(5);
    expect(MULTI_SELECT_MODES).toHaveLength(4);
  });

  it('have the same grace for slow networks', () => {
    expect(GRACE_MS).toBe(NETWORK_GRACE_MS);
  });

  it('refuse in codes that have a sentence', () => {
    const plan: contest.ContestPlan = {
      contestId: 'contest',
      title: '示例竞赛',
      advance: 'host',
      introductionMs: 0,
      readingMs: 0,
      shuffleChoices: false,
      appealWindowMs: 0,
      revealMs: 0,
      rule: {
        speedBonusPercent: 0,
        multiSelectMode: 'half',
        fillInMode: 'per-blank',
        branchFormula: 'mean',
        topN: 10,
        indexWeights: { participation: 0.3, mean: 0.5, pass: 0.2 },
      },
      rounds: [],
    };
    const context = { actor: { operatorId: 'host' }, expectedVersion: 0, now: 0 };
    const decision = decide(plan, initialState(plan), { type: 'open-lobby' }, context);
    expect(decision.ok ? null : ERROR_MESSAGES[decision.error.code]).toBe(ERROR_MESSAGES['contest.no-items']);
  });
});
