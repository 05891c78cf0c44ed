import { describe, expect, it } from '@jest/globals';
import type { BankInfo } from '../../../src/protocol/rest.js';
import {
  available,
  defaultRound,
  itemTotal,
  newLine,
  newRound,
  overdrawn,
  pointsTotal,
  roundBodies,
  withBound,
} from './draw-plan.js';

const bank = (id: string, itemCount: number, more: Partial<BankInfo> = {}): BankInfo => ({
  id,
  slug: id,
  title: `题库${id}`,
  itemCount,
  kinds: {},
  tags: [],
  ...more,
});

describe('defaultRound', () => {
  it('spreads ten items evenly over the banks', () => {
    const round = defaultRound([bank('a', 20), bank('b', 20), bank('c', 20)], '必答题');
    expect(round.lines.map(({ bankId, count }) => [bankId, count])).toEqual([
      ['a', 4],
      ['b', 3],
      ['c', 3],
    ]);
  });

  it('asks no bank for more than it holds and leaves empty banks out', () => {
    const round = defaultRound([bank('a', 0), bank('b', 2)], '必答题');
    expect(round.lines.map(({ bankId, count }) => [bankId, count])).toEqual([['b', 2]]);
  });
});

describe('available', () => {
  const civil = bank('a', 20, { kinds: { choice: 8, 'choice-multiple': 5 }, tags: [{ tag: '合同', count: 6 }] });

  it('counts single and multiple choice apart', () => {
    expect(available(civil, { kind: 'choice-single', tag: '' })).toBe(8);
    expect(available(civil, { kind: 'choice-multiple', tag: '' })).toBe(5);
    expect(available(civil, { kind: 'ordering', tag: '' })).toBe(0);
  });

  it('takes the smaller of kind and tag', () => {
    expect(available(civil, { kind: 'choice-single', tag: '合同' })).toBe(6);
    expect(available(civil, { kind: '', tag: '没有' })).toBe(0);
    expect(available(undefined, { kind: '', tag: '' })).toBe(0);
  });
});

describe('a plan of several rounds', () => {
  const banks = [bank('a', 5), bank('b', 20)];
  const rounds = [newRound('一', [newLine('a', 3), newLine('b', 4)]), newRound('二', [newLine('a', 3)])];

  it('adds up items and points', () => {
    expect(itemTotal(rounds)).toBe(10);
    expect(pointsTotal(rounds)).toBe(100);
  });

  it('ignores a count that is still being typed', () => {
    expect(itemTotal([newRound('一', [newLine('a', Number.NaN), newLine('a', 2)])])).toBe(2);
  });

  it('names the bank that is asked for too much over all rounds', () => {
    expect(overdrawn(rounds, banks).map(({ id }) => id)).toEqual(['a']);
  });

  it('sends kinds in the words of the wire and draws the warm-up from what is left over', () => {
    const line = { ...newLine('b', 2), kind: 'choice-multiple' as const, tag: '合同' };
    const bodies = roundBodies([newRound(' 一 ', [newLine('a', 5), line])], banks, '试答');
    expect(bodies[0]).toMatchObject({ title: '试答', warmUp: true, draw: [{ bankId: 'b', count: 1 }] });
    expect(bodies[1]).toEqual({
      title: '一',
      points: 10,
      timeLimitSeconds: 30,
      draw: [
        { bankId: 'a', count: 5 },
        { bankId: 'b', kind: 'choice', select: 'multiple', tag: '合同', count: 2 },
      ],
    });
    expect(roundBodies(rounds, banks, null)).toHaveLength(2);
  });

  it('sends a range of difficulty, open ends filled in', () => {
    const ranges = [
      ['', '', undefined],
      ['3', '', { min: 3, max: 5 }],
      ['', '2', { min: 1, max: 2 }],
      ['2', '4', { min: 2, max: 4 }],
    ] as const;
    for (const [easiest, hardest, difficulty] of ranges) {
      const [body] = roundBodies([newRound('一', [{ ...newLine('a', 1), easiest, hardest }])], banks, null);
      expect(body?.draw[0]?.difficulty).toEqual(difficulty);
    }
  });

  it('never lets the easiest be harder than the hardest', () => {
    const line = newLine('a', 1);
    withBound(line, 'hardest', '2');
    withBound(line, 'easiest', '4');
    expect([line.easiest, line.hardest]).toEqual(['4', '4']);
    withBound(line, 'hardest', '1');
    expect([line.easiest, line.hardest]).toEqual(['1', '1']);
    withBound(line, 'easiest', '');
    expect([line.easiest, line.hardest]).toEqual(['', '1']);
  });
});
