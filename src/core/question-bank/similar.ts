/** Near-duplicates among thousands of stems, without comparing each with each. */
import { stemPairs } from './normalise.js';

/** Share of character pairs from which two stems ask the same. */
export const SIMILAR = 0.7;
/** 0.7 × 130 is a little more than 91 in binary. */
const ROUNDING = 1e-9;

/**
 * Stems at which one stem is looked at most. Thousands that share their beginnings ("根据第N条……") would have each
 * compared with each; what resembles a stem shares its rarest pairs and stands among the first.
 */
const MOST_LOOKS = 400;

export interface Resemblance {
  /** One of the bank, or one that came earlier in the same list. */
  readonly among: 'known' | 'earlier';
  readonly index: number;
}

/**
 * For each stem one that it resembles (similarity of normalise.ts at least `least`), of `known` or before it in `stems`;
 * null where there is none. The first that is found is enough: with a thousand variants of one item, comparing all with
 * all would take a million looks.
 *
 * Two sets that share the part `least` of their pairs cannot differ in all of the first ones, whatever the order in which
 * pairs are looked at, as long as it is the same for both (prefix filtering). With the rarest pair first there are few
 * candidates.
 */
export function resemblances(
  stems: readonly string[],
  known: readonly string[] = [],
  least = SIMILAR,
): readonly (Resemblance | null)[] {
  const ranked = rankPairs([...known, ...stems]);
  /** Indices in `ranked` by a pair of their beginning. */
  const byPair = new Map<number, number[]>();
  let bare: number | undefined;
  const found = ranked.map((pairs, index) => {
    const prefix = pairs.slice(0, pairs.length - Math.ceil(least * pairs.length - ROUNDING) + 1);
    const alike = index < known.length ? undefined : pairs.length === 0 ? bare : firstAlike(pairs, prefix);
    if (pairs.length === 0) bare ??= index;
    for (const pair of prefix) {
      const others = byPair.get(pair);
      if (others === undefined) byPair.set(pair, [index]);
      else others.push(index);
    }
    return alike;
  });
  return found.slice(known.length).map((index): Resemblance | null => {
    if (index === undefined) return null;
    return index < known.length ? { among: 'known', index } : { among: 'earlier', index: index - known.length };
  });

  function firstAlike(pairs: readonly number[], prefix: readonly number[]): number | undefined {
    const looked = new Set<number>();
    for (const pair of prefix) {
      for (const other of byPair.get(pair) ?? []) {
        if (looked.has(other)) continue;
        if (looked.size >= MOST_LOOKS) return undefined;
        looked.add(other);
        if (alike(pairs, ranked[other] ?? [], least)) return other;
      }
    }
    return undefined;
  }
}

/** The pairs of each stem as numbers, ascending, the rarest pair of all having the lowest. */
function rankPairs(stems: readonly string[]): number[][] {
  const sets = stems.map(stemPairs);
  const counts = new Map<string, number>();
  for (const set of sets) for (const pair of set) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  const byRarity = [...counts].sort(([, one], [, other]) => one - other);
  const rank = new Map(byRarity.map(([pair], index) => [pair, index]));
  return sets.map((set) => [...set].map((pair) => rank.get(pair) ?? 0).sort((one, other) => one - other));
}

/** As `similarity(one, other) >= least`, on ascending numbers. */
function alike(one: readonly number[], other: readonly number[], least: number): boolean {
  if (Math.min(one.length, other.length) < least * Math.max(one.length, other.length) - ROUNDING) return false;
  let common = 0;
  for (let left = 0, right = 0; left < one.length && right < other.length;) {
    const [pair, against] = [one[left] ?? 0, other[right] ?? 0];
    if (pair === against) common += 1;
    if (pair <= against) left += 1;
    if (against <= pair) right += 1;
  }
  return common / (one.length + other.length - common) >= least;
}
