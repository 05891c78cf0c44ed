import { describe, expect, it } from '@jest/globals';
import type { ItemFrame } from '../../../src/protocol/item.js';
import { chosenByLetter } from './shortcuts.js';

const item = (select: 'single' | 'multiple'): ItemFrame => ({
  contestItemId: 'I',
  opening: 1,
  number: 1,
  of: 1,
  warmUp: false,
  kind: 'choice',
  select,
  stem: '示例题',
  media: [],
  choices: [
    { id: 'p', label: 'A', text: '甲' },
    { id: 'q', label: 'B', text: '乙' },
  ],
  points: 10,
  timeLimitSeconds: 30,
  opensAt: 0,
  closesAt: 1,
});

describe('letter shortcuts', () => {
  it('choose one', () => {
    expect(chosenByLetter(item('single'), { choices: ['p'] }, 'b')).toEqual({ choices: ['q'] });
    expect(chosenByLetter({ ...item('single'), kind: 'true-false' }, null, 'B')).toEqual({ value: false });
  });

  it('add and take away where several may be chosen, in the order shown', () => {
    expect(chosenByLetter(item('multiple'), { choices: ['q'] }, 'a')).toEqual({ choices: ['p', 'q'] });
    expect(chosenByLetter(item('multiple'), { choices: ['p', 'q'] }, 'a')).toEqual({ choices: ['q'] });
  });

  it.each(['C', 'Enter', '1', ' ', 'ArrowDown'])('mean nothing for %s', (key) => {
    expect(chosenByLetter(item('single'), null, key)).toBeNull();
  });
});
