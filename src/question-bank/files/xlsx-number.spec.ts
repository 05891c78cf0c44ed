import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { builtInFormat, plainNumber, shownNumber } from './xlsx-number.js';

const text = (value: number, format: string) => shownNumber(value, format, false).text;

describe('shownNumber', () => {
  it.each([
    [0.1 + 0.2, 'General', '0.3'],
    [1e21, 'General', '1E+21'],
    [2.675, '0.00', '2.68'],
    [0.5, '0%', '50%'],
    [0.125, '0.0%', '12.5%'],
    [1234567.8, '#,##0.00', '1,234,567.80'],
    [1234567, '#,##0,"千"', '1,235千'],
    [3, '0"天"', '3天'],
    [37.5, '0.0\\℃', '37.5℃'],
    [5, '00', '05'],
    [0.5, '# ?/?', '1/2'],
    [2.25, '# ??/??', '2 1/4'],
    [0.75, '?/8', '6/8'],
    [1500, '0.00E+00', '1.50E+03'],
    [-5, '0;(0)', '(5)'],
    [-5, '0.0', '-5.0'],
    [0, '0;-0;"无"', '无'],
    [12, '[$¥-804]#,##0.00', '¥12.00'],
    [7, '@', '7'],
    [3.1, '0.##', '3.1'],
    [3, '0.##', '3'],
    [12, '[>=10]"多";"少"', '12'],
  ])('%d as %s is %s', (value, format, shown) => {
    expect(text(value, format)).toBe(shown);
    expect(shownNumber(value, format, false).date).toBe(false);
  });

  it.each([
    [45293, builtInFormat(14), '2024/1/2'],
    [45293, builtInFormat(58), '1月2日'],
    [45293, builtInFormat(57), '2024年1月'],
    [45293, 'yyyy-mm-dd', '2024-01-02'],
    [45293, 'd-mmm', '2-Jan'],
    [45293, '[$-804]aaaa', '星期二'],
    [45293.5, 'yyyy/m/d h:mm', '2024/1/2 12:00'],
    [0.043055555555556, 'h:mm', '1:02'],
    [0.75, 'h:mm AM/PM', '6:00 PM'],
    [1.5, '[h]:mm', '36:00'],
    [59, 'm/d', '2/28'],
    [61, 'yyyy/m/d', '1900/3/1'],
    [1, '[$-F800]dddd, mmmm dd, yyyy', 'Monday, January 01, 1900'],
  ])('%d as %s is the day or time %s', (value, format, shown) => {
    expect(shownNumber(value, format, false)).toEqual({ text: shown, date: true });
  });

  it('counts from 1904 where the workbook does, and shows what is no day as a number', () => {
    expect(shownNumber(0, 'yyyy/m/d', true).text).toBe('1904/1/1');
    expect(shownNumber(-1, 'yyyy/m/d', false)).toEqual({ text: '-1', date: true });
    expect(shownNumber(1e9, 'yyyy/m/d', false).text).toBe('1000000000');
  });

  it('answers any number in any format', () => {
    const piece = fc.constantFrom('0', '#', '?', '.', ',', '%', 'E+0', '/', '"天"', '\\x', 'yyyy', 'm', 'd', 'h', 's', '[h]', '[$¥-804]', '_)', '* ', ';', '@', 'General', 'AM/PM'); // prettier-ignore
    const format = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), format, fc.boolean(), (value, some, from1904) => {
        expect(typeof shownNumber(value, some, from1904).text).toBe('string');
      }),
      { numRuns: 2000 },
    ); // prettier-ignore
  });

  it('shows plain numbers so that they are the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }), (whole, digits) => {
        const value = whole / 10 ** digits;
        expect(Number(plainNumber(value))).toBe(value);
      }),
    );
  });
});
