/** What a person sees of a number in a spreadsheet: the part of number formats that item banks meet. */
import { dateText, isDateFormat } from './xlsx-date.js';

export interface ShownNumber {
  readonly text: string;
  /** The format is one of dates or times. */
  readonly date: boolean;
}

/** Formats that a workbook names by number alone (ECMA-376, part 1, 18.8.30; 27 to 58 as in Chinese Excel). */
const BUILT_IN: Readonly<Record<number, string>> = {
  0: 'General', 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 11: '0.00E+00',
  12: '# ?/?', 13: '# ??/??', 14: 'yyyy/m/d', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss', 22: 'yyyy/m/d h:mm', 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
  29: 'm"月"d"日"', 30: 'm-d-yy', 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: '#,##0', 38: '#,##0',
  39: '#,##0.00', 40: '#,##0.00', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0', 48: '##0.0E+0', 49: '@',
  50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}; // prettier-ignore

export const builtInFormat = (id: number): string => BUILT_IN[id] ?? 'General';

/** `date1904`: the workbook counts its days from 1904. */
export function shownNumber(value: number, format: string, date1904: boolean): ShownNumber {
  const section = sectionFor(value, format);
  if (isDateFormat(section)) {
    const text = dateText(value, section, date1904);
    return { text: text ?? plainNumber(value), date: true };
  }
  return { text: numberText(value, section), date: false };
}

/** Positive; negative; zero. Formats with conditions are shown plainly. */
function sectionFor(value: number, format: string): string {
  const sections = format.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/u);
  if (/\[[<>=]/u.test(format)) return 'General';
  const index = value < 0 && sections.length > 1 ? 1 : value === 0 && sections.length > 2 ? 2 : 0;
  return sections[index] ?? 'General';
}

/** As many digits as a spreadsheet keeps: 0.1 + 0.2 is 0.3. */
export function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)))
    .replace(/e([+-])(\d)$/u, 'E$10$2')
    .replace('e', 'E');
}

/** Leading and trailing words, and the digits between them. */
const PATTERN = /^([^0#?.]*)((?:[0#?]+\s+)?[0#?]+\s*\/\s*[0#?\d]+|[0#?,]*(?:\.[0#?]*)?(?:E[+-][0#?]+)?)(.*)$/su;

function numberText(value: number, section: string): string {
  const bare = section
    .replace(/\[\$([^\]-]*)[^\]]*\]/gu, '"$1"')
    .replace(/\[[^\]]*\]/gu, '')
    .replace(/[_*]./gu, '');
  const signs = bare.replace(/"[^"]*"|\\./gu, '').trim();
  if (/general/iu.test(signs) || signs === '@' || bare.trim() === '') return plainNumber(value);
  if (!/[0#?]/u.test(signs)) return bare.replace(/"([^"]*)"|\\(.)/gu, '$1$2').trim();
  // Quoted words and escaped signs leave the format before its digits are looked for.
  const words: string[] = [];
  const shape = bare.replace(/"([^"]*)"|\\(.)/gu, (_, quoted?: string, escaped?: string) => {
    words.push(quoted ?? escaped ?? '');
    return String.fromCharCode(0xe000 + words.length - 1);
  });
  const [, before = '', digits = '', after = ''] = PATTERN.exec(shape) ?? [];
  const percents = [...shape].filter((sign) => sign === '%').length;
  const signed = value < 0 && !section.includes('-') && !section.includes('(') ? '-' : '';
  const text = before + digitsText(Math.abs(value) * 100 ** percents, digits) + after;
  return signed + text.replace(/[\ue000-\uf8ff]/gu, (mark) => words[mark.charCodeAt(0) - 0xe000] ?? '').trim();
}

function digitsText(value: number, pattern: string): string {
  if (pattern.includes('/')) return fraction(value, pattern);
  if (pattern.includes('E')) {
    const [mantissa = '', power = ''] = pattern.split(/E[+-]/u);
    const [digits = '', exponent = '0'] = value.toExponential(decimalsOf(mantissa).length).split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${digits}E${sign}${exponent.replace(/^[+-]/u, '').padStart(power.length, '0')}`;
  }
  const [whole = ''] = pattern.split('.');
  const decimals = decimalsOf(pattern);
  const scaled = value / 1000 ** (/,+$/u.exec(whole)?.[0].length ?? 0);
  const [integer = '0', rest = ''] = rounded(scaled, decimals.length).split('.');
  const least = [...whole].filter((sign) => sign === '0').length;
  const padded = integer === '0' && least === 0 ? '' : integer.padStart(least, '0');
  const grouped = /[0#?],+[0#?]/u.test(whole) ? padded.replace(/\B(?=(?:\d{3})+$)/gu, ',') : padded;
  const fixed = decimals.lastIndexOf('0') + 1;
  const shown = rest.slice(0, fixed) + rest.slice(fixed).replace(/0+$/u, '');
  return shown === '' ? grouped || '0' : `${grouped}.${shown}`;
}

const decimalsOf = (pattern: string): string => pattern.split('.')[1]?.replaceAll(/[^0#?]/gu, '') ?? '';

/** Halves go up in decimal, where binary rounding would send 2.675 down. */
function rounded(value: number, decimals: number): string {
  const exact = Number(value.toPrecision(15));
  const shifted = Math.round(Number(`${exact}e${decimals}`));
  return Number.isFinite(shifted) && shifted < 1e15 ? (shifted / 10 ** decimals).toFixed(decimals) : plainNumber(exact);
}

function fraction(value: number, pattern: string): string {
  const [, wholes = '', denominator = '?'] = /^([^/]*?)[0#?]*\s*\/\s*(\S+)/u.exec(pattern) ?? [];
  const whole = /[0#?]/u.test(wholes) ? Math.floor(value) : 0;
  const part = value - whole;
  const fixed = /^\d+$/u.test(denominator) && Number(denominator) > 0 ? Number(denominator) : 0;
  let best = { top: Math.round(part), bottom: 1 };
  const most = fixed > 0 ? fixed : 10 ** Math.min(denominator.length, 3) - 1;
  for (let bottom = fixed > 0 ? fixed : 1; bottom <= most; bottom += 1) {
    const top = Math.round(part * bottom);
    if (fixed > 0 || Math.abs(part - top / bottom) < Math.abs(part - best.top / best.bottom) - 1e-12) {
      best = { top, bottom };
    }
  }
  if (best.top === 0) return String(whole);
  if (best.top === best.bottom) return String(whole + 1);
  return whole === 0 ? `${best.top}/${best.bottom}` : `${whole} ${best.top}/${best.bottom}`;
}
