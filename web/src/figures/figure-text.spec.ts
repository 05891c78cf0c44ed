import { describe, expect, it } from '@jest/globals';
import { meanOf, percentOf } from './figure-text.js';

describe('figures in words', () => {
  it('are shares with one digit, and nothing of nothing', () => {
    expect([percentOf(5, 12), percentOf(6, 20), percentOf(0, 5), percentOf(1, 0)]).toEqual([
      '41.7%',
      '30%',
      '0%',
      null,
    ]);
  });
  it('are means', () => {
    expect([meanOf(3, 21, 2), meanOf(150, 2, 0), meanOf(0, 0, 2)]).toEqual([0.14, 75, null]);
  });
});
