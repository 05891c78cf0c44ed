/** A mode with its revisions, as of a day. */
import type { ModeInfo, ModeRevisionInfo } from '@protocol/study-setup.js';

interface ModeNow {
  /** In force on that day; before its first day the first of all. */
  readonly now: ModeRevisionInfo | undefined;
  /** Begin later, the nearest first. */
  readonly coming: readonly ModeRevisionInfo[];
}

/** @param day YYYY-MM-DD */
export function modeNow({ revisions }: Pick<ModeInfo, 'revisions'>, day: string): ModeNow {
  const coming = revisions.filter(({ effectiveFrom }) => effectiveFrom > day);
  // Newest first: of two of one day the one that was made later holds.
  const begun = revisions.filter(({ effectiveFrom }) => effectiveFrom <= day);
  const latest = begun.reduce<ModeRevisionInfo | undefined>(
    (best, one) => (best === undefined || one.effectiveFrom > best.effectiveFrom ? one : best),
    undefined,
  );
  return {
    now: latest ?? revisions[revisions.length - 1],
    coming: [...coming].sort((one, other) => (one.effectiveFrom < other.effectiveFrom ? -1 : 1)),
  };
}

/** Another place in the order; the same where there is none. */
export function moved(ids: readonly string[], id: string, by: 1 | -1): readonly string[] {
  const at = ids.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= ids.length) return ids;
  const next = ids.filter((one) => one !== id);
  next.splice(to, 0, id);
  return next;
}
