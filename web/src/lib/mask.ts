/** Whether a masked name on a board may be the reader's own: 张*明, 欧阳**, A***; a number after it tells namesakes apart. */
export function couldBe(masked: string, name: string): boolean {
  const shown = [...masked.replace(/\s*[（(]?\d+[）)]?$/u, '')];
  const own = [...name.trim()];
  const first = shown[0];
  const last = shown[shown.length - 1];
  if (first === undefined || own.length === 0 || first.toLowerCase() !== own[0]?.toLowerCase()) return false;
  return last === '*' || last === own[own.length - 1];
}

export interface OwnFacts {
  readonly name: string;
  readonly branchId: string;
  readonly rank: number | null;
  readonly total: number | null;
}
interface MaskedRow {
  readonly name: string;
  readonly branchId: string;
  readonly rank: number;
  readonly points: number;
}

/** The reader's own row, where rank, branch, points and the mask leave exactly one; null otherwise. */
export function ownRow<R extends MaskedRow>(rows: readonly R[], own: OwnFacts): R | null {
  const candidates = rows.filter(
    (row) =>
      row.rank === own.rank && row.branchId === own.branchId && row.points === own.total && couldBe(row.name, own.name),
  );
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}
