import { describe, expect, it } from '@jest/globals';

import { channelText } from './words.js';

describe('the channel in files', () => {
  it('is said of what many did, and of one person where it tells of no need', () => {
    expect(channelText('home', false)).toBe('送学上门');
    expect(channelText('online', true)).toBe('线上');
    expect(channelText('home', true)).toBe('');
  });
});
