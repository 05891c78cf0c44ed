/**
 * Hours of study (学时) out of what was held and attended. There are three ledgers and they are never added up: each has a
 * policy of its own (domain.md 2.1), and nothing here takes more than one at a time.
 *
 * Hours are whole hundredths of a 学时, so that sums are exact; dates are 'YYYY-MM-DD' where the branch is.
 */
import { yearOf } from './day.js';

export const HOUR_LEDGERS = ['party-member', 'leadership', 'cadre'] as const;
export type HourLedger = (typeof HOUR_LEDGERS)[number];

/** What is wanted of somebody: so much in each year, or so much in all the years of the policy (干部 550 学时 in five). */
export type HourTrack = 'year' | 'span';

export interface HourPolicy {
  readonly ledger: HourLedger;
  /** The document it comes from, as people cite it. */
  readonly name: string;
  /** Calendar years, both included. Hours hold for their year and are not carried over. */
  readonly fromYear: number;
  readonly toYear: number;
  /** Hundredths in a year. */
  readonly yearTarget: number;
  /** Hundredths in all its years together, for those who are measured so; null where nobody is. */
  readonly spanTarget: number | null;
  /** How many 集中培训 a year asks for beside the hours. */
  readonly trainings: number;
  readonly minutesPerHour: number;
  /** Hundredths that one day can bring. */
  readonly dailyCap: number;
  /** Hundredths: a day's minutes are counted in steps of this many. */
  readonly step: number;
  readonly rounding: 'down' | 'nearest';
  /** Kinds of entries that count; what is not named does not. */
  readonly recognised: readonly string[];
  /** A member who was absent and made it up (送学上门, large print, audio, braille) is credited like one who came. */
  readonly makeUpCounts: boolean;
}

/** The kind of entry that is a 集中培训. */
export const TRAINING = 'training';

/** The numbers of a policy, which are configuration. */
export type HourRules = Omit<HourPolicy, 'ledger' | 'name' | 'fromYear' | 'toYear'>;

/** That somebody took part in something that was approved. */
export interface Attended {
  readonly entryId: string;
  readonly kind: string;
  readonly onDate: string;
  /** Tells the order within a day; what has no hour comes last. */
  readonly startsAt: number | null;
  readonly minutes: number;
  readonly madeUp: boolean;
}

/** Hours given as such and not by minutes: a contest passed, a training certified elsewhere. */
export interface Awarded {
  readonly awardId: string;
  readonly kind: string;
  /** Of several days the first. */
  readonly onDate: string;
  /** How many days it went on: as many times the cap of a day is its bound. */
  readonly days: number;
  readonly hundredths: number;
}

export interface HourLine {
  readonly source: 'entry' | 'award';
  readonly sourceId: string;
  readonly kind: string;
  readonly onDate: string;
  readonly hundredths: number;
  /** Why it is what it is; `capped`: the day had its fill, so that this is less than it would be alone. */
  readonly because: 'counted' | 'capped' | 'kind' | 'make-up' | 'years';
}

/**
 * The lines of one person in one ledger. Each day's minutes are added up, rounded once and capped; a line is what its
 * entry adds to those before it. So the lines of a day sum to the day, no order of typing in matters, and ten times
 * five minutes are worth as much as fifty at once. What was awarded for several days stands under the first of them, which
 * then has room for as many.
 */
export function hourLines(
  policy: HourPolicy,
  attended: readonly Attended[],
  awarded: readonly Awarded[] = [],
): readonly HourLine[] {
  const found = new Map<string, Day>();
  const dayOf = (date: string): Day => {
    const day = found.get(date) ?? { minutes: 0, credit: 0, days: 1 };
    found.set(date, day);
    return day;
  };
  const lines: HourLine[] = [];
  for (const { entryId, kind, onDate, minutes, madeUp } of attended.toSorted(byTime)) {
    const line = { source: 'entry' as const, sourceId: entryId, kind, onDate };
    const refused = notCounted(policy, kind, onDate) ?? (madeUp && !policy.makeUpCounts ? 'make-up' : undefined);
    if (refused !== undefined) {
      lines.push({ ...line, hundredths: 0, because: refused });
      continue;
    }
    lines.push({ ...line, ...attendedOn(dayOf(onDate), policy, minutes) });
  }
  // Courses that begin on one day go on side by side: the longest of them says how much room there is.
  for (const { onDate, days } of awarded) dayOf(onDate).days = Math.max(dayOf(onDate).days, days);
  for (const award of awarded.toSorted(byAward)) {
    const { awardId, kind, onDate } = award;
    const line = { source: 'award' as const, sourceId: awardId, kind, onDate };
    // Somebody decided that it counts, whatever its kind; the years of the policy and its cap bind it all the same.
    if (withinYears(policy, onDate)) lines.push({ ...line, ...awardedOn(dayOf(onDate), policy, award) });
    else lines.push({ ...line, hundredths: 0, because: 'years' });
  }
  return lines;
}

interface Day {
  minutes: number;
  credit: number;
  /** That have their room here. */
  days: number;
}

type Counted = Pick<HourLine, 'hundredths' | 'because'>;

function attendedOn(day: Day, policy: HourPolicy, minutes: number): Counted {
  const before = rounded(policy, day.minutes);
  day.minutes += minutes;
  const wanted = rounded(policy, day.minutes);
  const credit = Math.min(policy.dailyCap, wanted);
  const hundredths = credit - day.credit;
  day.credit = credit;
  return { hundredths, because: hundredths < wanted - before ? 'capped' : 'counted' };
}

function awardedOn(day: Day, { dailyCap }: HourPolicy, { hundredths: wanted, days }: Awarded): Counted {
  const hundredths = Math.min(wanted, days * dailyCap, day.days * dailyCap - day.credit);
  day.credit += hundredths;
  return { hundredths, because: hundredths < wanted ? 'capped' : 'counted' };
}

/** Minutes as hundredths, in whole steps. Whole numbers throughout: 45 minutes of 45 are 100 and not 99. */
function rounded({ minutesPerHour, step, rounding }: HourPolicy, minutes: number): number {
  const numerator = minutes * 100;
  const unit = minutesPerHour * step;
  const steps = rounding === 'down' ? Math.floor(numerator / unit) : Math.floor((2 * numerator + unit) / (2 * unit));
  return steps * step;
}

const withinYears = ({ fromYear, toYear }: HourPolicy, date: string): boolean =>
  yearOf(date) >= fromYear && yearOf(date) <= toYear;

function notCounted(policy: HourPolicy, kind: string, date: string): 'years' | 'kind' | undefined {
  if (!withinYears(policy, date)) return 'years';
  return policy.recognised.includes(kind) ? undefined : 'kind';
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const byTime = (one: Attended, other: Attended): number =>
  order(one.onDate, other.onDate) ||
  (one.startsAt ?? Number.MAX_SAFE_INTEGER) - (other.startsAt ?? Number.MAX_SAFE_INTEGER) ||
  order(one.entryId, other.entryId);
const byAward = (one: Awarded, other: Awarded): number =>
  order(one.onDate, other.onDate) || order(one.awardId, other.awardId);

/** The policy of a ledger for a year: of two whose years overlap the later one, which was made to replace it. */
export function policyFor<P extends Pick<HourPolicy, 'ledger' | 'fromYear' | 'toYear'>>(
  policies: readonly P[],
  ledger: HourLedger,
  year: number,
): P | null {
  const fitting = policies.filter((one) => one.ledger === ledger && one.fromYear <= year && one.toYear >= year);
  return fitting.toSorted((one, other) => other.fromYear - one.fromYear)[0] ?? null;
}

/** Where somebody stands in one ledger. */
export interface HourStanding {
  readonly ledger: HourLedger;
  readonly track: HourTrack;
  /** Years that are counted, both included. */
  readonly fromYear: number;
  readonly toYear: number;
  readonly target: number;
  readonly done: number;
  /** What is missing; 0 where nothing is. */
  readonly missing: number;
  readonly trainings: { readonly wanted: number; readonly held: number };
  readonly met: boolean;
  /** Subtotals by kind, only of what counted. */
  readonly byKind: Readonly<Record<string, number>>;
}

/**
 * @param lines of this ledger, of any years; those outside the years that are asked for are passed over
 * @param trainings how many 集中培训 of `year` were attended
 */
export function hourStanding(
  policy: HourPolicy,
  lines: readonly Pick<HourLine, 'kind' | 'onDate' | 'hundredths'>[],
  { year, track, trainings = 0 }: { readonly year: number; readonly track: HourTrack; readonly trainings?: number },
): HourStanding {
  const bySpan = track === 'span' && policy.spanTarget !== null;
  const [fromYear, toYear] = bySpan ? [policy.fromYear, policy.toYear] : [year, year];
  const target = bySpan ? (policy.spanTarget ?? 0) : policy.yearTarget;
  const byKind: Record<string, number> = {};
  let done = 0;
  for (const { kind, onDate, hundredths } of lines) {
    if (hundredths === 0 || yearOf(onDate) < fromYear || yearOf(onDate) > toYear) continue;
    byKind[kind] = (byKind[kind] ?? 0) + hundredths;
    done += hundredths;
  }
  const wanted = { wanted: policy.trainings, held: trainings };
  const missing = Math.max(0, target - done);
  return {
    ledger: policy.ledger,
    track: bySpan ? 'span' : 'year',
    fromYear,
    toYear,
    target,
    done,
    missing,
    trainings: wanted,
    met: missing === 0 && wanted.held >= wanted.wanted,
    byKind,
  };
}

/** 150 → '1.5'; as people write hours. */
export function hoursText(hundredths: number): string {
  const whole = Math.trunc(hundredths / 100);
  const rest = Math.abs(hundredths % 100);
  if (rest === 0) return String(whole);
  return `${whole}.${String(rest).padStart(2, '0').replace(/0$/u, '')}`;
}
