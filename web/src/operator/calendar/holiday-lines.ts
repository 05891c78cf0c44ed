/** The holidays of a year as lines that people paste and edit: `2026-10-01 至 2026-10-07 休 国庆节`. */
import type { HolidayInfo } from '@protocol/calendar.js';

export interface LineFault {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly what: 'unclear' | 'too-long';
}

const MS_A_DAY = 86_400_000;
const LONGEST_SPAN = 31;
const DATE = String.raw`(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?`;
const LINE = new RegExp(
  `^${DATE}(?:\\s*(?:至|到|—|–|-|~|～|to)\\s*${DATE})?\\s*[,，、\\s]\\s*(休|放假|班|上班|off|work)\\s*[,，、\\s]\\s*(\\S.*)$`,
  'iu',
);

const isoOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);

/** NaN where there is no such day. */
function dayOf(year: string, month: string, day: string): number {
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return new Date(at).getUTCMonth() === Number(month) - 1 ? at : NaN;
}

export function readHolidayLines(text: string): {
  readonly days: readonly HolidayInfo[];
  readonly faults: readonly LineFault[];
} {
  const days: HolidayInfo[] = [];
  const faults: LineFault[] = [];
  text.split('\n').forEach((raw, index) => {
    const line = raw.normalize('NFKC').trim();
    if (line === '') return;
    const found = LINE.exec(line);
    const [, y1 = '', m1 = '', d1 = '', y2 = y1, m2 = m1, d2 = d1, word = '', name = ''] = found ?? [];
    const from = dayOf(y1, m1, d1);
    const to = dayOf(y2, m2, d2);
    const fault = (what: LineFault['what']): number => faults.push({ line: index + 1, text: raw.trim(), what });
    if (!found || !(from <= to)) return void fault('unclear');
    if (to - from >= LONGEST_SPAN * MS_A_DAY) return void fault('too-long');
    const kind = /^(班|上班|work)$/iu.test(word) ? 'work' : 'off';
    for (let at = from; at <= to; at += MS_A_DAY) days.push({ date: isoOf(at), kind, name: name.trim() });
  });
  return { days, faults };
}

/** Days that follow one another as one line. @param words of the language: 休, 班, 至 */
export function printHolidayLines(
  days: readonly HolidayInfo[],
  words: { readonly off: string; readonly work: string; readonly to: string },
): string {
  const sorted = [...days].sort((one, other) => (one.date < other.date ? -1 : 1));
  const spans: { from: string; to: string; kind: 'off' | 'work'; name: string }[] = [];
  for (const { date, kind, name } of sorted) {
    const last = spans[spans.length - 1];
    const follows = last && isoOf(Date.parse(last.to) + MS_A_DAY) === date;
    if (follows && last.kind === kind && last.name === name) last.to = date;
    else spans.push({ from: date, to: date, kind, name });
  }
  return spans
    .map(({ from, to, kind, name }) => `${from}${from === to ? '' : ` ${words.to} ${to}`} ${words[kind]} ${name}`)
    .join('\n');
}
