export interface DocumentConflict {
  readonly path: string;
  /** What stands there now, and what this change wants. */
  readonly current: unknown;
  readonly wanted: unknown;
}

/**
 * A document that several may change: whatever one leaves alone stays as another has made it meanwhile, and what both have
 * changed to something else is a conflict.
 * @param before what the change was made on; null: on nothing; undefined: it does not say, and goes over everything
 */
export function mergedDocument<T extends object>(
  now: T | null,
  wanted: T,
  before: Partial<T> | null | undefined,
): { readonly next: T; readonly conflicts: readonly DocumentConflict[] } {
  if (now === null || before === undefined) return { next: wanted, conflicts: [] };
  const conflicts: DocumentConflict[] = [];
  const next = new Map<string, unknown>(Object.entries(wanted));
  for (const [path, value] of Object.entries(wanted)) {
    const [current, was] = [valueOf(now, path), valueOf(before ?? {}, path)];
    if (same(value, was)) next.set(path, current);
    else if (!same(current, was) && !same(current, value)) conflicts.push({ path, current, wanted: value });
  }
  return { next: Object.fromEntries(next) as T, conflicts };
}

const valueOf = (of: object, path: string): unknown =>
  Object.hasOwn(of, path) ? (of as Record<string, unknown>)[path] : undefined;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** Databases and pages may give the fields of an object in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
