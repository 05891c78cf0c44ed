import { expect, it } from '@jest/globals';
import { shortAddress, spacedPin } from './words.js';

it.each([
  ['http://192.0.2.5:8080/join/123456', '192.0.2.5:8080'],
  ['https://contest.example/join/123456', 'https://contest.example'],
  ['http://contest.example/sai/join/123456', 'contest.example/sai'],
])('%s is shown as %s', (joinUrl, shown) => {
  expect(shortAddress(joinUrl)).toBe(shown);
});

it('sets a PIN in two groups that stay together', () => {
  expect(spacedPin('123456')).toBe('123\u00a0456');
});
