import { maskNames } from '../ranking/mask.js';
import { SMALLEST_GROUP } from '../ranking/small-cells.js';
import { coverageOf, type ModeCounts } from './coverage.js';

export interface PersonPlace {
  readonly place: number;
  readonly personId: string;
  /** Masked; whoever is called alike is told apart by a number. */
  readonly name: string;
  readonly covered: number;
  readonly of: number;
}

/**
 * The people of a branch by how many modes they have learnt in: variety and not volume, neither time nor clicks, so that
 * nothing is to be had by doing more of the same. Equal ones share a place (1, 2, 2, 4). Who has learnt in none is left
 * out; null where the branch has too few people to say anything of them.
 */
export function placesOf(
  people: readonly { readonly id: string; readonly name: string }[],
  modeIds: readonly string[],
  counts: ReadonlyMap<string, ModeCounts>,
): readonly PersonPlace[] | null {
  if (people.length < SMALLEST_GROUP) return null;
  // By id, which says nothing of who is first.
  const ordered = people.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const names = maskNames(ordered.map(({ name }) => name));
  const places = ordered.map(({ id }, index) => {
    const { covered, of } = coverageOf(modeIds, [counts.get(id) ?? new Map<string, number>()]);
    return { personId: id, name: names[index] ?? '', covered, of };
  });
  const sorted = places.filter(({ covered }) => covered > 0).toSorted((one, other) => other.covered - one.covered);
  return sorted.map((one) => ({ place: sorted.filter(({ covered }) => covered > one.covered).length + 1, ...one }));
}
