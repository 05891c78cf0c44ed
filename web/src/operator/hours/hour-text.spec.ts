import { describe, expect, it } from '@jest/globals';

import { hoursOf, hundredthsOf, readIndicators, sizeOf } from './hour-text.js';

describe('hours as people write them', () => {
  it('have no needless figures', () => {
    expect([0, 50, 3200, 125].map(hoursOf)).toEqual(['0', '0.5', '32', '1.25']);
  });

  it('come back as hundredths', () => {
    expect([0.5, 32, 1.25, 0.29].map(hundredthsOf)).toEqual([50, 3200, 125, 29]);
  });
});

describe('indicators', () => {
  it('are read a line each, with either comma', () => {
    const kinds = new Map([['党课', 'party-lesson'], ['讲座', 'lecture']] as const); // prettier-ignore
    expect(readIndicators('1.2，理论学习，党课，讲座\n\n2,礼堂,讲座', kinds)).toEqual({
      indicators: [
        { number: '1.2', name: '理论学习', kinds: ['party-lesson', 'lecture'], modes: [] },
        { number: '2', name: '礼堂', kinds: ['lecture'], modes: [] },
      ],
      badLine: null,
    });
    expect(readIndicators('1.2，理论学习\n', kinds).badLine).toBe(1);
    expect(readIndicators('1，好，讲座\n2，甲，没有', kinds).badLine).toBe(2);
  });
});

it('says how large a file is', () => {
  expect([500, 20_480, 3_500_000].map(sizeOf)).toEqual(['1 KB', '20 KB', '3.3 MB']);
});
