import { describe, expect, it } from '@jest/globals';
import { lossGroups } from './loss-groups.js';

describe('what an export cannot carry', () => {
  it('says each sentence once, with its items, the most frequent first', () => {
    const loss = (itemKey: string, message: string) => ({ itemKey, code: 'field.not-carried', message });
    expect(lossGroups([loss('q1', '甲'), loss('q1', '乙'), loss('q2', '乙'), loss('q2', '乙')])).toEqual([
      { message: '乙', keys: ['q1', 'q2'] },
      { message: '甲', keys: ['q1'] },
    ]);
    expect(lossGroups([])).toEqual([]);
  });
});
