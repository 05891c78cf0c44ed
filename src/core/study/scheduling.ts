/** What an organiser should know of before fixing days: warnings, never refusals (domain.md, section 8). */
import { addDays, daysBetween, eachDay, weekdayOf, yearOf, type Day } from './day.js';

/** A day off by the State Council's arrangement, or a weekend day that is worked instead. */
export interface Holiday {
  readonly date: Day;
  readonly kind: 'off' | 'work';
  readonly name: string;
}

export interface Schedule {
  /** `live`: in a hall at one time; `window`: whoever takes part chooses the time. */
  readonly form: 'live' | 'window';
  readonly startsOn: Day;
  readonly endsOn: Day;
  /** When it is due on the last day, minutes from midnight. */
  readonly deadlineMinute: number | null;
  /** When people are told that they may ask for accommodations. */
  readonly announcedOn: Day | null;
  /** When the practice bank opens. */
  readonly practiceOn: Day | null;
}

export interface SchedulingRules {
  readonly shortestWindowDays: number;
  readonly shortestNoticeDays: number;
  readonly practiceDays: number;
  /** A deadline from here on through the night, and before `morningMinute`, is at night. */
  readonly nightMinute: number;
  readonly morningMinute: number;
}

export const DEFAULT_SCHEDULING_RULES: SchedulingRules = {
  shortestWindowDays: 7,
  shortestNoticeDays: 15,
  practiceDays: 7,
  nightMinute: 22 * 60,
  morningMinute: 8 * 60,
};

export type SchedulingWarning =
  | { readonly code: 'ends-before-start' }
  | { readonly code: 'holiday'; readonly name: string; readonly from: Day; readonly to: Day }
  | { readonly code: 'make-up-workday'; readonly name: string; readonly date: Day }
  | { readonly code: 'weekend'; readonly date: Day }
  | { readonly code: 'holidays-unknown'; readonly year: number }
  | { readonly code: 'window-short'; readonly days: number; readonly least: number }
  | { readonly code: 'notice-short'; readonly days: number; readonly least: number }
  | { readonly code: 'notice-missing'; readonly least: number }
  | { readonly code: 'deadline-at-night'; readonly minute: number }
  | { readonly code: 'practice-short'; readonly days: number; readonly least: number }
  | { readonly code: 'practice-missing'; readonly least: number };

/** @param known years of which the arrangement is recorded */
export function schedulingWarnings(
  schedule: Schedule,
  holidays: readonly Holiday[],
  known: ReadonlySet<number>,
  rules: SchedulingRules = DEFAULT_SCHEDULING_RULES,
): readonly SchedulingWarning[] {
  if (schedule.endsOn < schedule.startsOn) return [{ code: 'ends-before-start' }];
  return [
    ...holidayWarnings(schedule, holidays, known),
    ...windowWarnings(schedule, rules),
    ...noticeWarnings(schedule, rules),
    ...deadlineWarnings(schedule, rules),
    ...practiceWarnings(schedule, rules),
  ];
}

/** Days off that follow one another under one name are one warning. */
export function clashes(from: Day, to: Day, holidays: readonly Holiday[]): readonly SchedulingWarning[] {
  const found: SchedulingWarning[] = [];
  const within = holidays
    .filter(({ date }) => date >= from && date <= to)
    .toSorted((one, other) => (one.date < other.date ? -1 : 1));
  for (const { kind, name, date } of within) {
    const last = found.at(-1);
    if (kind === 'work') found.push({ code: 'make-up-workday', name, date });
    else if (last?.code === 'holiday' && last.name === name && addDays(last.to, 1) === date) {
      found[found.length - 1] = { ...last, to: date };
    } else found.push({ code: 'holiday', name, from: date, to: date });
  }
  return found;
}

function holidayWarnings(
  { form, startsOn, endsOn }: Schedule,
  holidays: readonly Holiday[],
  known: ReadonlySet<number>,
): readonly SchedulingWarning[] {
  const years = Array.from({ length: yearOf(endsOn) - yearOf(startsOn) + 1 }, (_, index) => yearOf(startsOn) + index);
  const unknown = years.filter((year) => !known.has(year));
  const named = new Map(holidays.map(({ date, kind }) => [date, kind]));
  // A hall needs people at one time; a window leaves them the working days in it.
  const weekends =
    form === 'window' ? [] : eachDay(startsOn, endsOn).filter((date) => weekdayOf(date) > 5 && !named.has(date));
  return [
    ...clashes(startsOn, endsOn, holidays),
    ...weekends.map((date) => ({ code: 'weekend' as const, date })),
    ...unknown.map((year) => ({ code: 'holidays-unknown' as const, year })),
  ];
}

function windowWarnings({ form, startsOn, endsOn }: Schedule, rules: SchedulingRules): readonly SchedulingWarning[] {
  const days = daysBetween(startsOn, endsOn) + 1;
  const least = rules.shortestWindowDays;
  return form === 'window' && days < least ? [{ code: 'window-short', days, least }] : [];
}

function noticeWarnings({ announcedOn, startsOn }: Schedule, rules: SchedulingRules): readonly SchedulingWarning[] {
  const least = rules.shortestNoticeDays;
  if (announcedOn === null) return [{ code: 'notice-missing', least }];
  const days = daysBetween(announcedOn, startsOn);
  return days < least ? [{ code: 'notice-short', days, least }] : [];
}

function deadlineWarnings({ deadlineMinute }: Schedule, rules: SchedulingRules): readonly SchedulingWarning[] {
  if (deadlineMinute === null) return [];
  const atNight = deadlineMinute >= rules.nightMinute || deadlineMinute < rules.morningMinute;
  return atNight ? [{ code: 'deadline-at-night', minute: deadlineMinute }] : [];
}

function practiceWarnings({ practiceOn, startsOn }: Schedule, rules: SchedulingRules): readonly SchedulingWarning[] {
  const least = rules.practiceDays;
  if (practiceOn === null) return [{ code: 'practice-missing', least }];
  const days = daysBetween(practiceOn, startsOn);
  return days < least ? [{ code: 'practice-short', days, least }] : [];
}
