import { describe, expect, it } from '@jest/globals';
import type { ItemStatus, RundownItem, RundownRound } from '../../../src/protocol/frames.js';
import { PHASES } from '../../../src/protocol/frames.js';
import { allowed, mayIntroduce, mayPresent, maySkip, mayVoid, nextStep, type Position } from './next-step.js';

const item = (number: number, status: ItemStatus = 'pending', voided = false): RundownItem => ({
  contestItemId: `item${number}`,
  number,
  kind: 'choice',
  stem: '题干',
  points: 10,
  status,
  voided,
});
const round = (id: string, items: readonly RundownItem[], warmUp = false): RundownRound => ({
  id,
  title: `${id}环节`,
  warmUp,
  items,
});

const at = (phase: Position['phase'], more: Partial<Position> = {}): Position => ({
  phase,
  paused: false,
  roundId: 'r1',
  contestItemId: 'item1',
  rundown: [round('w', [item(0)], true), round('r1', [item(1), item(2)]), round('r2', [item(3)])],
  inControl: true,
  boardFrozen: false,
  ...more,
});

describe('nextStep', () => {
  it('opens the lobby of a draft, then the warm-up round', () => {
    expect(nextStep(at('draft', { roundId: null }))?.event).toBe('contest:open-lobby');
    expect(nextStep(at('lobby', { roundId: null }))).toMatchObject({
      event: 'round:introduce',
      label: 'introduceWarmUp',
      body: { roundId: 'w' },
    });
  });

  it('numbers rounds without the warm-up', () => {
    const rundown = [round('w', [item(0, 'revealed')], true), round('r1', [item(1)])];
    expect(nextStep(at('revealed', { roundId: 'w', rundown }))).toMatchObject({
      label: 'introduce',
      params: { number: 1 },
    });
  });

  it('walks an item through its phases', () => {
    const events = (['introducing', 'presenting', 'open', 'closed'] as const).map(
      (phase) => nextStep(at(phase))?.event,
    );
    expect(events).toEqual(['item:present', 'item:open', 'item:close', 'item:reveal']);
  });

  it('passes over an item that was voided while it was read', () => {
    const rundown = [round('r1', [item(1, 'presented', true), item(2)])];
    expect(nextStep(at('presenting', { rundown }))?.event).toBe('item:skip');
  });

  it('names the next item, passing over skipped ones', () => {
    const rundown = [round('r1', [item(1, 'revealed'), item(2, 'skipped'), item(3)])];
    expect(nextStep(at('revealed', { rundown }))).toMatchObject({
      event: 'item:present',
      label: 'nextItem',
      params: { number: 3 },
      body: { contestItemId: 'item3' },
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
    expect(allowed(at('open', { paused: true })).pause).toBe(false);
  });

  it('ends only between items', () => {
    expect(PHASES.filter((phase) => allowed(at(phase)).end)).toEqual(['introducing', 'revealed']);
  });

  it('voids what was presented, until the result is final', () => {
    expect(mayVoid(at('open'), item(1, 'pending'))).toBe(false);
    expect(mayVoid(at('ended'), item(1, 'revealed'))).toBe(true);
    expect(mayVoid(at('ended'), item(1, 'revealed', true))).toBe(false);
    expect(mayVoid(at('finalized'), item(1, 'revealed'))).toBe(false);
    expect(mayVoid(at('ended', { inControl: false }), item(1, 'revealed'))).toBe(false);
  });
});

describe('out of the usual order', () => {
  const second = item(2);
  const later = item(3);
  const rundown = [round('r1', [item(1, 'revealed'), second]), round('r2', [later])];

  it('presents a pending item of the current round only', () => {
    expect(mayPresent(at('revealed', { rundown }), second)).toBe(true);
    expect(mayPresent(at('revealed', { rundown }), later)).toBe(false);
    expect(mayPresent(at('open', { rundown }), second)).toBe(false);
  });

  it('skips a pending item between items, and the one being read', () => {
    expect(maySkip(at('revealed', { rundown }), later)).toBe(true);
    expect(maySkip(at('presenting'), item(1, 'presented'))).toBe(true);
    expect(maySkip(at('open'), item(1, 'open'))).toBe(false);
  });

  it('introduces another round that still has an item', () => {
    const [, other] = rundown;
    expect(other && mayIntroduce(at('revealed', { rundown }), other)).toBe(true);
    expect(mayIntroduce(at('revealed', { rundown }), round('r3', [item(4, 'skipped')]))).toBe(false);
    expect(other && mayIntroduce(at('revealed', { rundown, paused: true }), other)).toBe(false);
  });
});
