/** Days and times of a spreadsheet as a person sees them. */

const DAY = 86_400_000;
/** Day 0; the 29th of February 1900, which Excel believes in, is day 60. */
const EPOCH_1900 = Date.UTC(1899, 11, 31);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The 31st of December 9999. */
const LAST_DAY = 2_958_465;

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
]; // prettier-ignore
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const WEEKDAY_SIGNS = [...'日一二三四五六'];

/** Words in quotes, escaped signs and everything in brackets but elapsed time say nothing about the kind. */
export function isDateFormat(section: string): boolean {
  if (/\[[hms]+\]/iu.test(section)) return true;
  const bare = section.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./gu, '').replace(/general|e[+-]/giu, '');
  return /[ymdhsa]/iu.test(bare) && !/[#?]/u.test(bare);
}

const TOKEN =
  /"([^"]*)"|\\(.)|(\[[hms]+\])|\[[^\]]*\]|[_*].|(AM\/PM|A\/P|上午\/下午)|(y+|m+|d+|h+|s+|a{3,4}|e+)|(\.0+)|(.)/giu;

interface Token {
  readonly literal?: string;
  readonly part?: string;
}

/** Null where the number is no day at all. */
export function dateText(serial: number, section: string, date1904: boolean): string | null {
  if (!(serial >= 0) || serial > LAST_DAY + 1) return null;
  const tokens = tokensOf(section);
  const finest = tokens.some(({ part }) => part?.startsWith('.')) ? 1 : tokens.some(({ part }) => /^\[?s/u.test(part ?? '')) ? 1000 : 60_000; // prettier-ignore
  const elapsed = Math.round((serial * DAY) / finest) * finest;
  const days = date1904 ? 0 : serial >= 60 ? -1 : 0;
  const at = new Date((date1904 ? EPOCH_1904 : EPOCH_1900) + days * DAY + elapsed);
  const halfDays = tokens.some(({ part }) => part === 'AM/PM' || part === '上午/下午');
  return tokens.map(({ literal, part }) => literal ?? partText(part as string, at, elapsed, halfDays)).join('').trim(); // prettier-ignore
}

/** `m` after an hour or before a second is a minute (written `M` here). */
function tokensOf(section: string): readonly Token[] {
  const tokens = [...section.matchAll(TOKEN)].map((match): Token => {
    const [, quoted, escaped, span, half, letters, decimals, other] = match;
    const part = span ?? half?.toUpperCase().replace('A/P', 'AM/PM') ?? letters ?? decimals;
    if (part !== undefined) return { part: half === undefined ? part.toLowerCase() : part };
    return { literal: quoted ?? escaped ?? other ?? '' };
  });
  const parts = tokens.filter(({ part }) => part !== undefined && part !== 'AM/PM' && part !== '上午/下午');
  return tokens.map((token) => {
    const at = parts.indexOf(token);
    if (!/^m{1,2}$/u.test(token.part ?? '')) return token;
    const minute = /^\[?h/u.test(parts[at - 1]?.part ?? '') || /^\[?s/u.test(parts[at + 1]?.part ?? '');
    return minute ? { part: (token.part as string).toUpperCase() } : token;
  });
}

const two = (value: number): string => String(value).padStart(2, '0');

function partText(part: string, at: Date, elapsed: number, halfDays: boolean): string {
  const hour = at.getUTCHours();
  const shownHour = halfDays ? hour % 12 || 12 : hour;
  const month = MONTHS[at.getUTCMonth()] ?? '';
  const weekday = at.getUTCDay();
  switch (part) {
    case 'yy': return two(at.getUTCFullYear() % 100);
    case 'm': return String(at.getUTCMonth() + 1);
    case 'mm': return two(at.getUTCMonth() + 1);
    case 'mmm': return month.slice(0, 3);
    case 'mmmm': return month;
    case 'd': return String(at.getUTCDate());
    case 'dd': return two(at.getUTCDate());
    case 'ddd': return (WEEKDAYS[weekday] ?? '').slice(0, 3);
    case 'dddd': return WEEKDAYS[weekday] ?? '';
    case 'aaa': return WEEKDAY_SIGNS[weekday] ?? '';
    case 'aaaa': return `星期${WEEKDAY_SIGNS[weekday] ?? ''}`;
    case 'h': return String(shownHour);
    case 'hh': return two(shownHour);
    case 'M': return String(at.getUTCMinutes());
    case 'MM': return two(at.getUTCMinutes());
    case 's': return String(at.getUTCSeconds());
    case 'ss': return two(at.getUTCSeconds());
    case 'AM/PM': return hour < 12 ? 'AM' : 'PM';
    case '上午/下午': return hour < 12 ? '上午' : '下午';
    case '[h]': case '[hh]': return String(Math.floor(elapsed / 3_600_000));
    case '[m]': case '[mm]': return String(Math.floor(elapsed / 60_000));
    case '[s]': case '[ss]': return String(Math.floor(elapsed / 1000));
    default:
      if (part.startsWith('.')) return `.${String(at.getUTCMilliseconds()).padStart(3, '0').slice(0, part.length - 1)}`;
      return /^[ye]/u.test(part) ? String(at.getUTCFullYear()) : '';
  } // prettier-ignore
}
