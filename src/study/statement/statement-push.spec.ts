import { describe, expect, it } from '@jest/globals';

import { delayAfter } from './statement-push.js';

describe('the delay before statements are sent again', () => {
  it('doubles from five seconds up to ten minutes, and stays there', () => {
    const seconds = Array.from({ length: 9 }, (_, index) => delayAfter(index + 1) / 1000);
    expect(seconds).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600]);
    expect(delayAfter(1000)).toBe(600_000);
  });
});
