import { describe, expect, it } from '@jest/globals';

import { isPlainBody } from './clean-text.js';

describe('isPlainBody', () => {
  it('takes what JSON from our pages holds', () => {
    for (const body of [null, 1, true, '民法典 😀', { a: ['b', { c: null }] }, []])
      expect(isPlainBody(body)).toBe(true);
  });

  it('refuses what no database stores, however deep, in keys too', () => {
    for (const text of ['a\u0000b', '\ud800', 'x\udc00y']) {
      expect(isPlainBody(text)).toBe(false);
      expect(isPlainBody({ a: [{ b: text }] })).toBe(false);
      expect(isPlainBody({ [text]: 1 })).toBe(false);
    }
  });

  it('refuses names that every object inherits', () => {
    expect(isPlainBody(JSON.parse('{"__proto__":null}'))).toBe(false);
    expect(isPlainBody({ a: JSON.parse('{"hasOwnProperty":1}') })).toBe(false);
  });
});
