/** Chinese numerals to Arabic: positional (二〇二二), with units (一百八十四), mixed (3万, 1亿2千万), decimal (三点五). */

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
  壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
}; // prettier-ignore
const UNITS: Readonly<Record<string, number>> = {
  十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000, 拾: 10, 佰: 100, 仟: 1000, 萬: 10_000, 億: 100_000_000,
}; // prettier-ignore

const D = Object.keys(DIGITS).join('');
const U = Object.keys(UNITS).join('');
const RUN = new RegExp(`(?:\\d+(?:\\.\\d+)?|[${D}${U}])+`, 'g');
const TOKEN = new RegExp(`\\d+(?:\\.\\d+)?|[${D}${U}]`, 'g');
/** Only plain digits may follow 点, so that 八点三十分 stays a time of day. */
const DECIMAL = new RegExp(`((?:\\d|[${D}${U}])+)点((?:\\d|[${D}])+)(?!十|百|千|拾|佰|仟)(?![\\d${D}])`, 'g');
const THOUSANDS = /(?<=\d),(?=\d{3}(?!\d))/g;
const CHANGEABLE = new RegExp(`[${D}${U},]`);
const PERCENT = new RegExp(`百分之((?:\\d|[.点]|[${D}${U}])+)`, 'g');

/**
 * Every number in `text` in Arabic digits; `text` is expected in NFKC. What is no well-formed number (三四百, 千万,
 * the 万 of 万事) stays as it is. Leading zeros stay: 〇五 is 05.
 */
export function toArabicNumerals(text: string): string {
  if (!CHANGEABLE.test(text)) return text;
  return text
    .replace(THOUSANDS, '')
    .replace(PERCENT, '$1%')
    .replace(DECIMAL, (_, whole: string, fraction: string) => `${runToArabic(whole)}.${positional(fraction)}`)
    .replace(RUN, runToArabic);
}

function positional(run: string): string {
  let digits = '';
  for (const sign of run) digits += DIGITS[sign] ?? sign;
  return digits;
}

function runToArabic(run: string): string {
  const tokens = run.match(TOKEN) ?? [];
  if (!tokens.some((token) => token in UNITS)) return positional(run);
  const value = valueOf(tokens);
  return value === null || value > Number.MAX_SAFE_INTEGER ? run : String(value);
}

/**
 * Value of a run with units, or null where it is no number. `section` is what stands before the next 万 or 亿. A last
 * digit straight after 百 or more means tenths of that unit, as in 一万五 (15000) and 二百五 (250).
 */
function valueOf(tokens: readonly string[]): number | null {
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let smallest = Infinity;
  let lastBig = Infinity;
  let lastUnit = 0;
  let afterZero = false;
  for (const token of tokens) {
    const unit = UNITS[token];
    if (unit === undefined) {
      const value = DIGITS[token] ?? Number(token);
      if (digit !== null) return null;
      if (value === 0) afterZero = true;
      else digit = value;
      continue;
    }
    if (unit < 10_000) {
      if (unit >= smallest || (digit === null && unit !== 10)) return null;
      section += (digit ?? 1) * unit;
      smallest = unit;
    } else {
      section += digit ?? 0;
      if (unit === lastBig || section + total === 0) return null;
      if (unit > lastBig) total = (total + section) * unit;
      else total += section * unit;
      section = 0;
      smallest = Infinity;
      lastBig = unit;
    }
    digit = null;
    lastUnit = unit;
    afterZero = false;
  }
  const last = tokens.at(-1) ?? '';
  if (digit !== null) section += last in DIGITS && lastUnit >= 100 && !afterZero ? (digit * lastUnit) / 10 : digit;
  // 1.1 x 10000 is not 11000 in binary floating point.
  return Math.round((total + section) * 1e6) / 1e6;
}
