import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toArabicNumerals } from './numerals.js';

const DIGITS = '零一二三四五六七八九';

/** Chinese reading of 0..99,999,999, written independently of the parser: 10 = 一十. */
function inChinese(value: number): string {
  if (value >= 10_000) {
    const rest = value % 10_000;
    const gap = rest > 0 && rest < 1000 ? '零' : '';
    return `${inChinese(Math.floor(value / 10_000))}万${gap}${rest === 0 ? '' : inChinese(rest)}`;
  }
  let text = '';
  let gap = false;
  for (const [unit, sign] of [[1000, '千'], [100, '百'], [10, '十'], [1, '']] as const) {
    const digit = Math.floor(value / unit) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? '零' : ''}${DIGITS[digit]}${sign}`;
    gap = false;
  }
  return text === '' ? '零' : text;
} // prettier-ignore

describe('toArabicNumerals', () => {
  it.each([
    ['一百八十四', '184'],
    ['二十', '20'],
    ['十', '10'],
    ['十二', '12'],
    ['两', '2'],
    ['两千', '2000'],
    ['二〇二二', '2022'],
    ['二零二二', '2022'],
    ['2〇22', '2022'],
    ['3万', '30000'],
    ['3.5万', '35000'],
    ['1.1万', '11000'],
    ['三点五万', '35000'],
    ['1亿2千万', '120000000'],
    ['十四亿', '1400000000'],
    ['三万亿', '3000000000000'],
    ['一万五', '15000'],
    ['一百零五', '105'],
    ['一百一', '110'],
    ['一百十', '110'],
    ['壹佰贰拾叁', '123'],
    ['第一百八十四条', '第184条'],
    ['十一届三中全会', '11届3中全会'],
    ['二〇二二年十月十六日', '2022年10月16日'],
    ['百分之二十', '20%'],
    ['三点一四', '3.14'],
    ['1,234,567', '1234567'],
    ['八点三十分', '8点30分'],
    ['〇五', '05'],
  ])('%s is %s', (text, arabic) => {
    expect(toArabicNumerals(text)).toBe(arabic);
  });

  it.each(['万事', '百姓', '千万', '三四百', '一十百', '一亿亿', '人民'])('leaves %s', (text) => {
    expect(toArabicNumerals(text)).toBe(text);
  });

  it('reads every number back that it can be told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (value) => {
        expect(toArabicNumerals(`第${inChinese(value)}条`)).toBe(`第${value}条`);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves Arabic digits alone and never throws', () => {
    fc.assert(fc.property(fc.nat(), (value) => expect(toArabicNumerals(String(value))).toBe(String(value))));
    const numeric = fc.string({ unit: fc.constantFrom(...'〇一两十百千万亿点0123456789.,百分之') });
    fc.assert(fc.property(numeric, (text) => expect(typeof toArabicNumerals(text)).toBe('string')));
  });
});
