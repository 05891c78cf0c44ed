import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { readIsbn } from './isbn.js';

const value = (typed: string) => {
  const read = readIsbn(typed);
  return read.ok ? read.value : read.error;
};
const bodies = fc.tuple(fc.constantFrom('978', '979'), fc.stringMatching(/^\d{9}$/)).map((parts) => parts.join(''));
const complete = (body: string): string => {
  const found = Array.from({ length: 10 }, (_, digit) => `${body}${digit}`).filter((isbn) => readIsbn(isbn).ok);
  expect(found).toHaveLength(1);
  return found[0] ?? '';
};

describe('ISBN', () => {
  it.each([
    // The examples of ISO 2108 and of the ISBN Users' Manual.
    ['978-0-11-000222-4', '9780110002224'],
    ['ISBN 978-92-95055-12-4', '9789295055124'],
    ['0-306-40615-2', '9780306406157'],
    ['0-8044-2957-X', '9780804429573'],
    ['0-8044-2957-x', '9780804429573'],
    ['９７８−７−０２−０００２２０−７', '9787020002207'],
    ['ISBN-13：9787020002207', '9787020002207'],
    [' 978 7 02 000220 7 ', '9787020002207'],
    ['978702000220701', '9787020002207'],
    ['978702000220712345', '9787020002207'],
  ])('%s is %s', (typed, isbn) => expect(value(typed)).toBe(isbn));

  it.each([
    ['', 'length'],
    ['97870200022', 'length'],
    ['97870200022X7', 'length'],
    ['红楼梦', 'length'],
    ['6901234567892', 'prefix'],
    ['978-7-02-000220-8', 'check-digit'],
    ['0-306-40615-3', 'check-digit'],
    ['030640615X', 'check-digit'],
  ])('%s is refused for its %s', (typed, fault) => expect(value(typed)).toBe(fault));

  it('has one check digit for each body, and shows every single digit that was mistyped', () => {
    fc.assert(
      fc.property(bodies, fc.nat(12), fc.integer({ min: 1, max: 9 }), (body, place, by) => {
        const isbn = complete(body);
        const wrong = (Number(isbn[place]) + by) % 10;
        expect(readIsbn(isbn.slice(0, place) + String(wrong) + isbn.slice(place + 1)).ok).toBe(false);
      }),
    );
  });
});
