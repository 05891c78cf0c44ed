import type { CoverAt } from '../core/audit/cover.js';

export interface VouchedAt extends CoverAt {
  /** Epoch milliseconds by the clock of whoever wrote the entry. */
  readonly at: number;
}

/**
 * Of each key the last one. Within a chain the sequence says which that is, whatever the clock did meanwhile; between
 * chains nothing but the clock can tell.
 * @param covers those of one chain in its order
 */
export function latest(covers: readonly VouchedAt[]): VouchedAt[] {
  const ofChains = lastBy(
    covers,
    ({ chain, keys }) => JSON.stringify([chain, ...keys]),
    ({ sequence }) => sequence,
  );
  return lastBy(
    ofChains,
    ({ keys }) => JSON.stringify(keys),
    ({ at }) => at,
  );
}

function lastBy(
  covers: readonly VouchedAt[],
  groupOf: (cover: VouchedAt) => string,
  placeOf: (cover: VouchedAt) => number,
): VouchedAt[] {
  const last = new Map<string, VouchedAt>();
  for (const cover of covers) {
    const known = last.get(groupOf(cover));
    if (!known || placeOf(cover) >= placeOf(known)) last.set(groupOf(cover), cover);
  }
  return [...last.values()];
}
