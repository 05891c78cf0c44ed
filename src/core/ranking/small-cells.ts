/** Figures of groups smaller than this would point at persons. */
export const SMALLEST_GROUP = 5;

/** A group whose figure is shown beside others, with the total of them all. Sizes are of the roster. */
export interface Cell {
  readonly id: string;
  readonly size: number;
}

/**
 * The ids of the groups whose figures are to be left out: those under SMALLEST_GROUP and, since the total less what is
 * shown tells what is not, as many more, smallest first, as make the hidden ones together two groups and SMALLEST_GROUP
 * people. Where not even all together are that many, all are hidden. Empty groups have no figure to hide.
 * @param together how many people these groups are, where somebody may be in several of them
 */
export function suppressed(
  cells: readonly Cell[],
  together: (hidden: readonly Cell[]) => number = sumOf,
): ReadonlySet<string> {
  const filled = cells.filter(({ size }) => size > 0);
  const bySize = [...filled].sort((one, other) => one.size - other.size || (one.id < other.id ? -1 : 1));
  const small = bySize.filter(({ size }) => size < SMALLEST_GROUP).length;
  if (small === 0) return new Set();
  let count = small;
  const covers = (hidden: readonly Cell[]): boolean => hidden.length >= 2 && together(hidden) >= SMALLEST_GROUP;
  while (count < bySize.length && !covers(bySize.slice(0, count))) count++;
  return new Set(bySize.slice(0, count).map(({ id }) => id));
}

const sumOf = (cells: readonly Cell[]): number => cells.reduce((sum, { size }) => sum + size, 0);
