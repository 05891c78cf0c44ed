import { describe, expect, it } from '@jest/globals';
import { placeText } from './place-text.js';

const t = (key: string, values: Record<string, unknown> = {}): string =>
  `${key.replace('bank.', '')}${Object.values(values).join('')}`;

describe('a place in a file', () => {
  it.each([
    [{}, 'place.none'],
    [{ line: 12 }, 'place.line12'],
    [{ sheet: '单选', cell: 'B12' }, 'place.sheet单选placeSeparatorplace.cellB12'],
    [{ item: 'q1', file: 'a.xml' }, 'place.filea.xmlplaceSeparatorplace.itemq1'],
  ])('%j', (place, text) => {
    expect(placeText(place, t)).toBe(text);
  });
});
