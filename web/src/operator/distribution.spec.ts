import { describe, expect, it } from '@jest/globals';
import type { ItemFrame, Reveal } from '../../../src/protocol/item.js';
import { distributionRows } from './distribution.js';

const item = (more: Partial<ItemFrame>): ItemFrame => ({
  contestItemId: 'i',
  opening: 1,
  number: 1,
  of: 2,
  warmUp: false,
  kind: 'choice',
  stem: '题干',
  choices: [],
  media: [],
  points: 10,
  timeLimitSeconds: 30,
  opensAt: 1,
  closesAt: 2,
  ...more,
});
const reveal = (more: Partial<Reveal>): Reveal => ({
  correctResponse: { value: true },
  explanation: '',
  source: null,
  distribution: [],
  responded: 4,
  voided: false,
  ...more,
});

describe('distributionRows', () => {
  it('lists every choice, also those that nobody took, and marks the right ones', () => {
    const choices = [
      { id: 'x', label: 'A', text: '甲' },
      { id: 'y', label: 'B', text: '乙' },
    ];
    const rows = distributionRows(
      item({ choices }),
      reveal({ correctResponse: { choices: ['y'] }, distribution: [{ key: 'y', count: 3 }] }),
    );
    expect(rows).toEqual([
      { key: 'x', label: 'A', text: '甲', count: 0, share: 0, right: false },
      { key: 'y', label: 'B', text: '乙', count: 3, share: 0.75, right: true },
    ]);
  });

  it('names both sides of a true-false item', () => {
    const rows = distributionRows(item({ kind: 'true-false' }), reveal({ distribution: [{ key: 'false', count: 1 }] }));
    expect(rows.map(({ key, count, right }) => [key, count, right])).toEqual([
      ['true', 0, true],
      ['false', 1, false],
    ]);
  });

  it('counts right and wrong where there are no fixed choices', () => {
    const rows = distributionRows(
      item({ kind: 'fill-in' }),
      reveal({ correctResponse: { texts: [['民法典']] }, distribution: [{ key: 'correct', count: 4 }] }),
    );
    expect(rows.map(({ key, share, right }) => [key, share, right])).toEqual([
      ['correct', 1, true],
      ['incorrect', 0, false],
    ]);
  });

  it('has no share where nobody responded', () => {
    const rows = distributionRows(item({ kind: 'true-false' }), reveal({ responded: 0 }));
    expect(rows.map(({ share }) => share)).toEqual([0, 0]);
  });
});
