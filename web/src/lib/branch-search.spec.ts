import { describe, expect, it } from '@jest/globals';
import { groupedRejoinCode, isWholeRejoinCode, pinFrom, rejoinCodeFrom, searchBranches } from './branch-search.js';

const branches = [
  { id: '1', name: '示例第一支部', initials: 'sldyzb' },
  { id: '2', name: '示例第二支部', initials: 'sldezb' },
  { id: '3', name: '机关 A 支部', initials: 'jgazb' },
];
const found = (query: string): string[] => searchBranches(branches, query).map(({ id }) => id);

describe('branch search', () => {
  it('finds by characters, by initials and by both', () => {
    expect(found('第二')).toEqual(['2']);
    expect(found('SLDY')).toEqual(['1']);
    expect(found('示例 sld')).toEqual(['1', '2']);
    expect(found('机关 ａ')).toEqual(['3']);
    expect(found('无此支部')).toEqual([]);
  });

  it('shows all before anything is typed', () => {
    expect(found('  ')).toEqual(['1', '2', '3']);
  });
});

describe('codes as people type them', () => {
  it.each([
    ['123 456', '123456'],
    ['１２３４５６', '123456'],
    ['http://192.0.2.7:8080/join/654321?x=1', '654321'],
    ['1234567', '123456'],
    ['abc', ''],
  ])('PIN out of %s', (text, pin) => {
    expect(pinFrom(text)).toBe(pin);
  });

  it('rejoin code out of spaces and small letters', () => {
    expect(rejoinCodeFrom(' a7cd-9ke4 ')).toBe('A7CD9KE4');
    expect(['A7CD9K', 'A7CD9KE', 'A7CD9KE4'].map(isWholeRejoinCode)).toEqual([true, false, true]);
    expect(['A7CD9K', 'A7CD9KE4'].map(groupedRejoinCode)).toEqual(['A7CD9K', 'A7CD 9KE4']);
  });
});
