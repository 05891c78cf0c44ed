import { describe, expect, it } from '@jest/globals';
import type { ItemStatus, RundownItem, RundownRound } from '../../../src/protocol/frames.js';
import { PHASES } from '../../../src/protocol/frames.js';
import { allowed, mayVoid, nextStep, type Position } from './next-step.js';

const item = (number: number, status: ItemStatus = 'pending', voided = false): RundownItem => ({
  contestItemId: `item${number}`, number, kind: 'choice', stem: '题干', points: 10, status, voided,
});
const round = (id: string, items: readonly RundownItem[], warmUp = false): RundownRound => ({ id, title: `${id}环节`, warmUp, items });

const at = (phase: Position['phase'], more: Partial<Position> = {}): Position => ({
  phase,
  paused: false,
  roundId: 'r1',
  contestItemId: 'item1',
  rundown: [round('w', [item(0)], true), round('r1', [item(1), item(2)]), round('r2', [item(3)])],
  inControl: true,
  ...more,
});

describe('nextStep', () => {
  it('opens the lobby of a draft, then the warm-up round', () => {
    expect(nextStep(at('draft', { roundId: null }))?.event).toBe('contest:open-lobby');
    expect(nextStep(at('lobby', { roundId: null }))).toMatchObject({
      event: 'round:introduce', label: 'introduceWarmUp', body: { roundId: 'w' },
    });
  });

  it('numbers rounds without the warm-up', () => {
    const rundown = [round('w', [item(0, 'revealed')], true), round('r1', [item(1)])];
    expect(nextStep(at('revealed', { roundId: 'w', rundown }))).toMatchObject({ label: 'introduce', params: { number: 1 } });
  });

  it('walks an item through its phases', () => {
    const events = (['introducing', 'presenting', 'open', 'closed'] as const).map((phase) => nextStep(at(phase))?.event);
    expect(events).toEqual(['item:present', 'item:open', 'item:close', 'item:reveal']);
  });

  it('names the next item, passing over skipped ones', () => {
    const rundown = [round('r1', [item(1, 'revealed'), item(2, 'skipped'), item(3)])];
    expect(nextStep(at('revealed', { rundown }))).toMatchObject({
      event: 'item:present', label: 'nextItem', params: { number: 3 }, body: { contestItemId: 'item3' },
    });
  });

  it('goes to the next round that still has an item', () => {
    const rundown = [round('r1', [item(1, 'revealed')]), round('r2', [item(2, 'skipped')]), round('r3', [item(3)])];
    expect(nextStep(at('revealed', { rundown }))).toMatchObject({ event: 'round:introduce', body: { roundId: 'r3' } });
  });

  it('ends after the last item and asks first, then finalizes and asks first', () => {
    const rundown = [round('r1', [item(1, 'revealed')])];
    expect(nextStep(at('revealed', { rundown }))).toMatchObject({ event: 'contest:end', confirm: true });
    expect(nextStep(at('ended', { rundown }))).toMatchObject({ event: 'contest:finalize', confirm: true });
    expect(nextStep(at('finalized', { rundown }))).toBeNull();
  });

  it('offers to take over before anything else, then to resume', () => {
    expect(nextStep(at('open', { paused: true, inControl: false }))?.event).toBe('contest:take-over');
    expect(nextStep(at('open', { paused: true }))?.event).toBe('contest:resume');
  });

  it('has a step for every phase but the last', () => {
    const without = PHASES.filter((phase) => nextStep(at(phase)) === null);
    expect(without).toEqual(['finalized']);
  });
});

describe('allowed', () => {
  it('allows nothing without control', () => {
    for (const phase of PHASES) {
      expect(Object.values(allowed(at(phase, { inControl: false })))).not.toContain(true);
    }
  });

  it('reopens a closed item, but not a voided or revealed one', () => {
    const rundown = [round('r1', [item(1, 'closed')])];
    expect(allowed(at('closed', { rundown })).reopen).toBe(true);
    expect(allowed(at('closed', { rundown: [round('r1', [item(1, 'closed', true)])] })).reopen).toBe(false);
    expect(allowed(at('revealed', { rundown })).reopen).toBe(false);
  });

  it('pauses where a clock runs and only once', () => {
    const phases = PHASES.filter((phase) => allowed(at(phase)).pause);
    expect(phases).toEqual(['introducing', 'presenting', 'open']);
    expect(allowed(at('open', { paused: true }))).toMatchObject({ pause: false, resume: true });
  });

  it('voids what was presented, until the result is final', () => {
    expect(mayVoid(item(1, 'pending'), 'open')).toBe(false);
    expect(mayVoid(item(1, 'revealed'), 'ended')).toBe(true);
    expect(mayVoid(item(1, 'revealed', true), 'ended')).toBe(false);
    expect(mayVoid(item(1, 'revealed'), 'finalized')).toBe(false);
  });
});
