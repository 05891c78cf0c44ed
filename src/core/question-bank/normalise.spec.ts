import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { chineseNumber, locatorOf } from './locator.js';
import { normaliseStem, similarity, stemPairs } from './normalise.js';

const stemSimilarity = (one: string, other: string) => similarity(stemPairs(one), stemPairs(other));

describe('normaliseStem', () => {
  it('keeps letters, characters and figures alone, in one width and case', () => {
    expect(normaliseStem('《民法典》第１８４条 （Ａ）\u200b是____。')).toBe('民法典第184条a是');
  });

  it('changes nothing more the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(normaliseStem(normaliseStem(text))).toBe(normaliseStem(text));
    })); // prettier-ignore
  });
});

describe('similarity of stems', () => {
  it('is 1 for the same words, 0 for no words in common, and the same both ways', () => {
    expect(stemSimilarity('太阳从东方升起。', '太阳从东方升起！')).toBe(1);
    expect(stemSimilarity('太阳从东方升起', '月亮绕地球转')).toBe(0);
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => {
      expect(stemSimilarity(one, other)).toBe(stemSimilarity(other, one));
    })); // prettier-ignore
  });
});

describe('locators', () => {
  it.each([
    [1, '一'], [10, '十'], [12, '十二'], [20, '二十'], [100, '一百'], [101, '一百零一'], [110, '一百一十'],
    [184, '一百八十四'], [1000, '一千'], [1009, '一千零九'], [1060, '一千零六十'], [1254, '一千二百五十四'],
    [0, '0'], [1.5, '1.5'], [10_000, '10000'],
  ])('number %d is %s', (value, text) => {
    expect(chineseNumber(value)).toBe(text);
  }); // prettier-ignore

  it('cite the article, else the part, else the paragraph', () => {
    expect(locatorOf({ article: 184 })).toBe('第一百八十四条');
    expect(locatorOf({ paragraph: 14, section: '总纲' })).toBe('总纲');
    expect(locatorOf({ paragraph: 14 })).toBe('第十四段');
    expect(locatorOf({})).toBeUndefined();
  });
});
