/**
 * 五学覆盖率 (domain.md 1.2): modes with at least one approved entry in the period, of the modes that are enabled. Of a
 * branch and of a person it is that; of what has branches below it, it is the same over all of them: what the branches
 * have covered of what they could have.
 */

/** Approved entries by mode, of one branch or of one person. */
export type ModeCounts = ReadonlyMap<string, number>;

export interface ModeCell {
  readonly modeId: string;
  readonly entries: number;
  /** How many of those who are counted have at least one. */
  readonly covering: number;
}

export interface Coverage {
  /** In the order of the modes. */
  readonly cells: readonly ModeCell[];
  readonly covered: number;
  /** The denominator: enabled modes, times how many are counted. */
  readonly of: number;
}

/**
 * @param modeIds enabled modes, in order; entries of others are no part of the figure
 * @param each of one branch or person: a single one; of a unit: one for each branch, also for those without any entry
 */
export function coverageOf(modeIds: readonly string[], each: readonly ModeCounts[]): Coverage {
  const cells = modeIds.map((modeId): ModeCell => {
    const counts = each.map((one) => one.get(modeId) ?? 0);
    const entries = counts.reduce((sum, count) => sum + count, 0);
    return { modeId, entries, covering: counts.filter((count) => count > 0).length };
  });
  const covered = cells.reduce((sum, { covering }) => sum + covering, 0);
  return { cells, covered, of: modeIds.length * each.length };
}

/** Sums of one month; `byMode` as the database grouped them, a mode at most once. */
export interface MonthSums {
  /** YYYY-MM */
  readonly month: string;
  readonly entries: number;
  readonly expected: number;
  readonly present: number;
  readonly byMode: ReadonlyMap<string, { readonly entries: number; readonly covering: number }>;
}

export interface Month extends Omit<MonthSums, 'byMode'> {
  /** Approved entries of each mode, in the order of the modes. */
  readonly byMode: readonly number[];
  readonly covered: number;
  readonly of: number;
}

/** Every month from that of the first day to that of the last, both included; months without anything are there too. */
export function monthsOf(from: string, to: string): readonly string[] {
  const months: string[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  for (const last = to.slice(0, 7); ; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    if (text > last) return months;
    months.push(text);
  }
}

/** @param counted branches, or 1 of a person: what could have covered each mode in each month */
export function monthSeries(
  months: readonly string[],
  modeIds: readonly string[],
  sums: readonly MonthSums[],
  counted: number,
): readonly Month[] {
  const byMonth = new Map(sums.map((one) => [one.month, one]));
  return months.map((month) => {
    const found = byMonth.get(month);
    const cells = modeIds.map((id) => found?.byMode.get(id) ?? { entries: 0, covering: 0 });
    return {
      month,
      entries: found?.entries ?? 0,
      expected: found?.expected ?? 0,
      present: found?.present ?? 0,
      byMode: cells.map(({ entries }) => entries),
      covered: cells.reduce((sum, { covering }) => sum + covering, 0),
      of: modeIds.length * counted,
    };
  });
}
