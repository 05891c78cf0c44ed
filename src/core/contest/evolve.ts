/** Events to state. Total: every event of the closed union is taken as it is; `decide` is what refuses. */
import { assertNever } from '../result.js';
import { lastOpening, pendingItems, progressOf } from './plan.js';
import type {
  ContestEvent,
  ContestPlan,
  ContestState,
  Correction,
  ItemProgress,
  Opening,
  Standstill,
} from './types.js';

export function initialState(plan: ContestPlan): ContestState {
  return {
    contestId: plan.contestId,
    version: 0,
    phase: 'draft',
    controllerId: null,
    roundIndex: null,
    introducedRounds: [],
    currentItemId: null,
    items: pendingItems(plan),
    pausedAt: null,
    nextAt: null,
    screen: 'contest',
    frozenAtVersion: null,
    endedAt: null,
  };
}

export function replay(plan: ContestPlan, events: readonly ContestEvent[]): ContestState {
  return events.reduce((state, event) => evolve(plan, state, event), initialState(plan));
}

export function evolve(plan: ContestPlan, state: ContestState, event: ContestEvent): ContestState {
  return { ...applied(plan, state, event), version: state.version + 1 };
}

function applied(plan: ContestPlan, state: ContestState, event: ContestEvent): ContestState {
  switch (event.type) {
    case 'lobby-opened':
      // The plan may have been edited since the state was made: it is fixed from here on.
      return { ...initialState(plan), phase: 'lobby', controllerId: event.controllerId, screen: state.screen };
    case 'returned-to-draft':
      return initialState(plan);
    case 'round-introduced':
      return {
        ...state,
        phase: 'introducing',
        roundIndex: event.roundIndex,
        introducedRounds: state.introducedRounds.includes(event.roundIndex)
          ? state.introducedRounds
          : [...state.introducedRounds, event.roundIndex],
        currentItemId: null,
        nextAt: event.nextAt,
      };
    case 'item-presented':
      return {
        ...withItem(state, event.contestItemId, (progress) => ({ ...progress, status: 'presented' })),
        phase: 'presenting',
        currentItemId: event.contestItemId,
        nextAt: event.nextAt,
      };
    case 'item-opened':
      return {
        ...withItem(state, event.contestItemId, (progress) => ({
          ...progress,
          status: 'open',
          openings: [
            ...progress.openings,
            {
              number: event.opening,
              opensAt: event.opensAt,
              timeLimitMs: event.timeLimitMs,
              windowMultiplier: event.windowMultiplier,
              standstills: [],
              closedAt: null,
            },
          ],
        })),
        phase: 'open',
        currentItemId: event.contestItemId,
        nextAt: null,
      };
    case 'item-extended':
      return withOpening(state, event.contestItemId, (opening) => ({
        ...opening,
        timeLimitMs: opening.timeLimitMs + event.ms,
      }));
    case 'window-widened':
      return withOpening(state, event.contestItemId, (opening) => ({
        ...opening,
        windowMultiplier: Math.max(opening.windowMultiplier, event.windowMultiplier),
      }));
    case 'item-closed':
      return {
        ...withItem(
          withStandstillEnded(state, event.contestItemId, event.closedAt),
          event.contestItemId,
          (progress) => ({
            ...progress,
            status: 'closed',
            openings: mapLast(progress.openings, (opening) => ({ ...opening, closedAt: event.closedAt })),
          }),
        ),
        phase: 'closed',
        nextAt: null,
      };
    case 'item-revealed':
      return {
        ...withItem(state, event.contestItemId, (progress) => ({ ...progress, status: 'revealed' })),
        phase: 'revealed',
        nextAt: event.nextAt,
      };
    case 'item-skipped': {
      const skipped = withItem(state, event.contestItemId, (progress) => ({ ...progress, status: 'skipped' }));
      return event.contestItemId === state.currentItemId
        ? { ...skipped, phase: 'introducing', currentItemId: null, nextAt: event.nextAt }
        : { ...skipped, nextAt: event.nextAt };
    }
    case 'item-voided':
      return withCorrections(state, event.contestItemId, (standing) => [
        ...standing,
        { kind: 'void', version: state.version + 1, reason: event.reason },
      ]);
    case 'key-corrected': {
      const { contestItemId, correctResponse, reason } = event;
      return withCorrections(state, contestItemId, (standing) => [
        ...standing,
        { kind: 'key', version: state.version + 1, reason, correctResponse },
      ]);
    }
    case 'correction-cancelled':
      return withCorrections(state, event.contestItemId, (standing) =>
        standing.filter(({ version }) => version !== event.correction),
      );
    case 'board-frozen':
      return { ...state, frozenAtVersion: state.version + 1 };
    case 'board-thawed':
      return { ...state, frozenAtVersion: null };
    case 'contest-paused':
      return { ...withStandstill(state, { from: event.pausedAt, to: null }), pausedAt: event.pausedAt };
    case 'contest-resumed': {
      const running = openItemId(state);
      const resumed = running === null ? state : withStandstillEnded(state, running, event.resumedAt);
      return { ...resumed, pausedAt: null, nextAt: event.nextAt };
    }
    case 'outage-bridged':
      return { ...withStandstill(state, { from: event.from, to: event.to }), nextAt: event.nextAt };
    case 'screen-shown':
      return { ...state, screen: event.view };
    case 'control-taken':
      return { ...state, controllerId: event.operatorId };
    case 'contest-ended':
      return {
        ...state,
        phase: 'ended',
        currentItemId: null,
        pausedAt: null,
        nextAt: null,
        endedAt: event.endedAt ?? null,
      };
    case 'contest-finalized':
      return { ...state, phase: 'finalized' };
    default:
      return assertNever(event);
  }
}

function openItemId(state: ContestState): string | null {
  return state.phase === 'open' ? state.currentItemId : null;
}

function withItem(
  state: ContestState,
  contestItemId: string,
  change: (progress: ItemProgress) => ItemProgress,
): ContestState {
  return { ...state, items: { ...state.items, [contestItemId]: change(progressOf(state, contestItemId)) } };
}

function withCorrections(
  state: ContestState,
  contestItemId: string,
  change: (standing: readonly Correction[]) => readonly Correction[],
): ContestState {
  return withItem(state, contestItemId, (progress) => {
    const corrections = change(progress.corrections);
    return { ...progress, corrections, voided: corrections.some(({ kind }) => kind === 'void') };
  });
}

function withOpening(state: ContestState, contestItemId: string, change: (opening: Opening) => Opening): ContestState {
  if (lastOpening(progressOf(state, contestItemId)) === null) return state;
  return withItem(state, contestItemId, (progress) => ({ ...progress, openings: mapLast(progress.openings, change) }));
}

/** Clocks of responses run only while an item is open; in other phases `nextAt` carries the shift. */
function withStandstill(state: ContestState, standstill: Standstill): ContestState {
  const running = openItemId(state);
  if (running === null) return state;
  return withOpening(state, running, (opening) => ({ ...opening, standstills: [...opening.standstills, standstill] }));
}

function withStandstillEnded(state: ContestState, contestItemId: string, at: number): ContestState {
  return withOpening(state, contestItemId, (opening) => ({
    ...opening,
    standstills: opening.standstills.map((standstill) =>
      standstill.to === null ? { ...standstill, to: at } : standstill,
    ),
  }));
}

function mapLast<T>(list: readonly T[], change: (last: T) => T): readonly T[] {
  return list.map((entry, index) => (index === list.length - 1 ? change(entry) : entry));
}
