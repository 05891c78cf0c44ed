import { describe, expect, it } from '@jest/globals';
import { COMMAND_TYPES } from '../../../test/support/contest-walks.js';
import { PHASE_TABLE, phaseRefusal, WHILE_PAUSED } from './phase.js';
import type { CommandType } from './phase.js';
import type { Phase } from './types.js';

const PHASES = Object.keys(PHASE_TABLE) as Phase[];
const IN_PLAY: readonly CommandType[] = [
  'show-screen',
  'take-over',
  'bridge-outage',
  'void-item',
  'freeze-board',
  'thaw-board',
];

/** The table once more, as the design states it. */
const EXPECTED: Record<Phase, readonly CommandType[]> = {
  draft: ['open-lobby', 'show-screen'],
  lobby: ['return-to-draft', 'introduce-round', 'show-screen', 'take-over', 'bridge-outage'],
  introducing: ['present-item', 'introduce-round', 'skip-item', 'end', 'pause', 'resume', ...IN_PLAY],
  presenting: ['open-item', 'skip-item', 'pause', 'resume', ...IN_PLAY],
  open: ['extend-item', 'widen-window', 'close-item', 'pause', 'resume', ...IN_PLAY],
  closed: ['reveal-item', 'reopen-item', 'resume', ...IN_PLAY],
  revealed: ['present-item', 'introduce-round', 'skip-item', 'end', ...IN_PLAY],
  ended: ['finalize', 'show-screen', 'take-over', 'void-item', 'correct-key', 'cancel-correction', 'thaw-board'],
  finalized: [],
};

function reachableFrom(start: Phase): ReadonlySet<Phase> {
  const reached = new Set<Phase>([start]);
  for (const phase of reached) {
    for (const next of Object.values(PHASE_TABLE[phase]).flat()) reached.add(next);
  }
  return reached;
}

describe('phase table', () => {
  it('reaches every phase from draft', () => {
    expect([...reachableFrom('draft')].toSorted()).toEqual(PHASES.toSorted());
  });

  it('can still finish from every phase, and never leaves finalized', () => {
    for (const phase of PHASES) expect(reachableFrom(phase).has('finalized')).toBe(true);
    expect([...reachableFrom('finalized')]).toEqual(['finalized']);
  });

  it.each(PHASES)('lets exactly the commands of the design through in %s', (phase) => {
    expect(Object.keys(PHASE_TABLE[phase]).toSorted()).toEqual(EXPECTED[phase].toSorted());
  });

  it.each(PHASES)('refuses every other command in %s with the wrong phase', (phase) => {
    for (const type of COMMAND_TYPES.filter((candidate) => candidate !== 'resume')) {
      expect(phaseRefusal(phase, false, type)).toBe(EXPECTED[phase].includes(type) ? null : 'contest.wrong-phase');
    }
  });
});

describe('pause', () => {
  it('is possible while a round is introduced, an item is read or open, and nowhere else', () => {
    expect(PHASES.filter((phase) => phaseRefusal(phase, false, 'pause') === null)).toEqual([
      'introducing',
      'presenting',
      'open',
    ]);
  });

  it('lets only its own few commands through', () => {
    for (const type of COMMAND_TYPES) {
      const refusal = phaseRefusal('open', true, type);
      if (WHILE_PAUSED.has(type)) expect(refusal).toBe(PHASE_TABLE.open[type] ? null : 'contest.wrong-phase');
      else expect(refusal).toBe('contest.paused');
    }
    expect(phaseRefusal('introducing', true, 'end')).toBeNull();
    expect(phaseRefusal('open', true, 'pause')).toBe('contest.paused');
  });

  it('cannot be ended where there is none', () => {
    for (const phase of PHASES) expect(phaseRefusal(phase, false, 'resume')).toBe('contest.not-paused');
  });
});
