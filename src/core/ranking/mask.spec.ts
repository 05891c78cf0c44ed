import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskName, maskNames } from './mask.js';

describe('maskName', () => {
  it.each([
    ['张明', '张*'],
    ['张小明', '张*明'],
    ['欧阳示例', '欧阳**'],
    ['欧阳明', '欧阳*'],
    ['欧阳', '欧*'],
    // Two surnames, or no surname at all: nobody can tell which.
    ['张王小明', '张***'],
    ['买买提', '买***'],
    ['古丽娜尔', '古***'],
    ['阿依古丽', '阿***'],
    ['艾合买', '艾***'],
    ['央金拉', '央***'],
    ['乌兰娜', '乌***'],
    ['欧阳古丽', '欧阳**'],
    ['买买提·艾力', '买***'],
    ['买买提•艾力', '买***'],
    ['阿卜杜热合曼', '阿***'],
    ['示例五字名', '示***'],
    ['Zhang San', 'Z***'],
    ['Ｚｈａｎｇ', 'Z***'],
    ['张', '张*'],
    [' 张 小 明 ', '张*明'],
    ['张3', '张***'],
    ['13800000000', '1***'],
    ['𠮷明', '𠮷*'],
    ['', '*'],
  ])('%j is %s', (name, mask) => {
    expect(maskName(name)).toBe(mask);
  });

  it('never shows more than two characters of a name, and always a star', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const characters = Array.from(maskName(name));
        expect(characters.filter((sign) => sign !== '*').length).toBeLessThanOrEqual(2);
        expect(characters.includes('*')).toBe(true);
      }),
    );
  });
});

describe('maskNames', () => {
  it('numbers equal masks in the order given, and those alone', () => {
    expect(maskNames(['张小明', '李示', '张大明', '张明明'])).toEqual(['张*明 1', '李*', '张*明 2', '张*明 3']);
  });

  it('makes every mask of a branch different', () => {
    const name = fc.string({ unit: fc.constantFrom(...'张李欧阳小明'), minLength: 1, maxLength: 4 });
    fc.assert(fc.property(fc.array(name), (names) => expect(new Set(maskNames(names)).size).toBe(names.length)));
  });
});
