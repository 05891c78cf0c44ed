/**
 * The one place that removes secrets: every frame of a contest, for every audience, is rendered here and nowhere else.
 * Until an item is revealed no participant and no screen gets its key, explanation, source or distribution, and nobody
 * ever gets anyone's multiplier.
 */
import { keyOf } from '../item/key.js';
import type { CoreChoice, Item } from '../item/types.js';
import { inOrder, orderCount } from './choice-order.js';
import { ordinaryDeadline, personalDeadline, speedCounts } from './deadline.js';
import type {
  Audience,
  ChoiceView,
  ContestView,
  CorrectionView,
  HostView,
  ItemKeyView,
  ItemView,
  RevealFigures,
  RevealView,
  RoundView,
} from './frame.js';
import {
  appealsUntil,
  countingItems,
  currentRound,
  findItem,
  itemInForce,
  lastOpening,
  placedItems,
  progressOf,
  runningOpening,
} from './plan.js';
import type { PlacedItem } from './plan.js';
import type { ContestPlan, ContestState, Opening, Phase } from './types.js';

export interface ViewOptions {
  /** Server epoch milliseconds. */
  readonly now: number;
  /** The reader's own time multiplier; only a participant's frame asks for it. */
  readonly multiplier: number;
  /** The reader's own order of choices; only a participant's frame asks for it. */
  readonly order: number;
  /** Counted by the shell; used only once the current item is revealed. Null = nothing counted, so no reveal part. */
  readonly reveal: RevealFigures | null;
  /** Display name of the operator in control; host only. */
  readonly controllerName: string | null;
}

const ROUND_PHASES: ReadonlySet<Phase> = new Set<Phase>(['introducing', 'presenting', 'open', 'closed', 'revealed']);
const ITEM_PHASES: ReadonlySet<Phase> = new Set<Phase>(['presenting', 'open', 'closed', 'revealed']);

export function viewContest(
  plan: ContestPlan,
  state: ContestState,
  audience: Audience,
  options: ViewOptions,
): ContestView {
  const round = roundView(plan, state);
  const item = itemView(plan, state, audience, options);
  const reveal = revealView(plan, state, options.reveal);
  return {
    contestId: state.contestId,
    version: state.version,
    serverAt: options.now,
    phase: state.phase,
    paused: state.pausedAt !== null,
    nextAt: state.pausedAt === null ? state.nextAt : null,
    screen: state.screen,
    boardFrozen: state.frozenAtVersion !== null,
    ...afterPlay(plan, state),
    ...(round === null ? {} : { round }),
    ...(item === null ? {} : { item }),
    ...(reveal === null ? {} : { reveal }),
    ...(audience === 'host' ? { host: hostView(plan, state, options.controllerName) } : {}),
  };
}

/** The key for a host who asks for it: with a state the one in force. Null where the contest has no such item. */
export function itemKey(plan: ContestPlan, contestItemId: string, state?: ContestState): ItemKeyView | null {
  const item = findItem(plan, contestItemId);
  if (item === null) return null;
  return keyView(state === undefined ? item : itemInForce(state, item));
}

function afterPlay(plan: ContestPlan, state: ContestState): Pick<ContestView, 'corrections' | 'appealsUntil'> {
  if (state.phase !== 'ended' && state.phase !== 'finalized') return {};
  const until = appealsUntil(plan, state);
  return { corrections: correctionsOf(plan, state), ...(until === null ? {} : { appealsUntil: until }) };
}

/** In the order of the items; those of warm-up items change nothing and are left out. */
function correctionsOf(plan: ContestPlan, state: ContestState): readonly CorrectionView[] {
  return placedItems(plan).flatMap(({ item, number, round }) =>
    round.warmUp
      ? []
      : progressOf(state, item.id).corrections.map(({ kind, reason }) => ({
          contestItemId: item.id,
          number,
          kind,
          reason,
        })),
  );
}

/** What a participant's frame depends on besides the contest itself. */
export interface Variant {
  readonly multiplier: number;
  readonly order: number;
}

/**
 * The variant whose frame this one gets. All multipliers are one wherever deadlines are not personal: where speed does
 * not count, and while no clock runs. All orders are one while no item is shown.
 */
export function variantOf(plan: ContestPlan, state: ContestState, own: Variant): Variant {
  const personal = speedCounts(plan) && state.pausedAt === null && runningOpening(state) !== null;
  const ordered = orderCount(plan) > 1 && ITEM_PHASES.has(state.phase);
  return { multiplier: personal ? own.multiplier : 1, order: ordered ? own.order : 0 };
}

function roundView(plan: ContestPlan, state: ContestState): RoundView | null {
  const round = currentRound(plan, state);
  if (round === null || state.roundIndex === null || !ROUND_PHASES.has(state.phase)) return null;
  const counted = plan.rounds.filter(({ warmUp }) => !warmUp);
  return {
    id: round.id,
    title: round.title,
    // As the host's rundown numbers them: 0 for a warm-up.
    number: counted.indexOf(round) + 1,
    of: counted.length,
    warmUp: round.warmUp,
    itemCount: round.items.length,
  };
}

function itemView(
  plan: ContestPlan,
  state: ContestState,
  audience: Audience,
  { multiplier, order }: Variant,
): ItemView | null {
  const placed = currentItem(plan, state);
  if (placed === null) return null;
  const shown = drawn(plan, state, placed, audience === 'participant' ? order : 0);
  return { ...shown, closesAt: closesAt(plan, audience, runningOpening(state), multiplier) };
}

/** An item as it was shown to somebody with this order of choices, for a record of it after play. */
export function shownItem(
  plan: ContestPlan,
  state: ContestState,
  contestItemId: string,
  order: number,
): ItemView | null {
  const placed = placedItems(plan).find(({ item }) => item.id === contestItemId);
  return placed === undefined ? null : drawn(plan, state, placed, order);
}

function drawn(plan: ContestPlan, state: ContestState, placed: PlacedItem, order: number): ItemView {
  const { round, number } = placed;
  const item = inOrder(placed.item, order);
  const opening = lastOpening(progressOf(state, item.id));
  return {
    ...asked(item),
    opening: opening?.number ?? 0,
    number,
    of: countingItems(plan),
    warmUp: round.warmUp,
    opensAt: opening?.opensAt ?? null,
  };
}

/** An item by itself, for somebody who tries it again after its contest; as little of its key as before. */
export const practiceItem = (item: Item): ItemView => ({ ...asked(item), number: 1, of: 1 });

function asked(item: Item): ItemView {
  return {
    contestItemId: item.id,
    opening: 0,
    number: 0,
    of: 0,
    warmUp: false,
    kind: item.kind,
    ...(item.kind === 'choice' ? { select: item.select } : {}),
    stem: item.stem,
    ...(item.readAloud === undefined ? {} : { readAloud: item.readAloud }),
    ...(item.easyRead === undefined ? {} : { easyRead: item.easyRead }),
    choices: 'choices' in item ? item.choices.map(lettered) : [],
    ...(item.kind === 'matching' ? { targets: item.targets.map(numbered) } : {}),
    ...(item.kind === 'fill-in' ? { blanks: item.blanks.length } : {}),
    media: item.media,
    points: plainPoints(item.points),
    timeLimitSeconds: item.timeLimitMs / 1000,
    opensAt: null,
    closesAt: null,
  };
}

function currentItem(plan: ContestPlan, state: ContestState): PlacedItem | null {
  if (!ITEM_PHASES.has(state.phase)) return null;
  return placedItems(plan).find(({ item }) => item.id === state.currentItemId) ?? null;
}

/** Host and screen see the ordinary deadline only: a personal one would show that somebody has more time. */
function closesAt(plan: ContestPlan, audience: Audience, opening: Opening | null, multiplier: number): number | null {
  if (opening === null) return null;
  return audience === 'participant' ? personalDeadline(plan, opening, multiplier) : ordinaryDeadline(plan, opening);
}

function revealView(plan: ContestPlan, state: ContestState, figures: RevealFigures | null): RevealView | null {
  const placed = currentItem(plan, state);
  if (placed === null || figures === null) return null;
  const progress = progressOf(state, placed.item.id);
  if (state.phase !== 'revealed' || progress.status !== 'revealed') return null;
  const { correctResponse, explanation, source } = keyView(itemInForce(state, placed.item));
  return {
    correctResponse,
    explanation,
    source,
    // While the board is frozen, how many chose what would tell how the totals move.
    distribution: state.frozenAtVersion === null ? figures.distribution : [],
    responded: figures.responded,
    voided: progress.voided,
  };
}

function hostView(plan: ContestPlan, state: ContestState, controllerName: string | null): HostView {
  const placed = placedItems(plan);
  return {
    controllerId: state.controllerId,
    controllerName,
    rundown: plan.rounds.map((round) => ({
      id: round.id,
      title: round.title,
      warmUp: round.warmUp,
      items: placed
        .filter((entry) => entry.round === round)
        .map(({ item, number }) => ({
          contestItemId: item.id,
          number,
          kind: item.kind,
          stem: item.stem,
          points: plainPoints(item.points),
          status: progressOf(state, item.id).status,
          voided: progressOf(state, item.id).voided,
        })),
    })),
  };
}

function keyView(item: Item): ItemKeyView {
  return {
    contestItemId: item.id,
    correctResponse: keyOf(item),
    explanation: item.explanation,
    source: item.source,
  };
}

/** A, B … Z, AA, AB … as in spreadsheet columns. */
function lettered(choice: CoreChoice, index: number): ChoiceView {
  return labelled(choice, letters(index));
}

function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function numbered(choice: CoreChoice, index: number): ChoiceView {
  return labelled(choice, String(index + 1));
}

/** Member by member, so that a member added to the core's choice stays in until somebody decides that it may leave. */
function labelled({ id, text, media }: CoreChoice, label: string): ChoiceView {
  return { id, label, text, ...(media === undefined ? {} : { media }) };
}

function plainPoints(hundredths: number): number {
  return hundredths / 100;
}
