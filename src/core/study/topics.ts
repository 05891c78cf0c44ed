/** What a unit got wrong, by topic: what to study next. */
import type { Outcome } from '../item/types.js';
import { SMALLEST_GROUP } from '../ranking/small-cells.js';

/** Responded, and not wholly right. Who did not respond at all has shown nothing. */
export const isWrong = (outcome: Outcome): boolean =>
  outcome === 'incorrect' || outcome === 'partial' || outcome === 'blank';
export const isSeen = (outcome: Outcome): boolean => outcome === 'correct' || isWrong(outcome);

/** How the people of a unit, and of all below it, did on one item of one contest. */
export interface ItemFigure {
  readonly topic: string;
  readonly seen: number;
  readonly wrong: number;
  /** Not where these are few, nor where by these those of few could be worked out in another unit. */
  readonly told: boolean;
  readonly source: { readonly title: string; readonly locator: string | null } | null;
}

export interface Topic {
  readonly topic: string;
  /** Of the items that may be told of. Null: there is none, or the whole unit is hidden, so nothing is said. */
  readonly figures: { readonly seen: number; readonly wrong: number; readonly people: number } | null;
  /** Where to read, what was got wrong most often first. */
  readonly sources: readonly { readonly title: string; readonly locator: string | null }[];
}

const MOST_SOURCES = 5;

/**
 * The greatest share of wrong responses first; topics of too few people come last, without figures. `people` is how
 * many responded to one and the same item at least, so that it never says more people than there were.
 * @param hidden the figures of the whole unit must not be shown: then not by their order either
 */
export function weakTopics(figures: readonly ItemFigure[], hidden = false): Topic[] {
  const groups = new Map<string, ItemFigure[]>();
  for (const figure of figures) {
    const group = groups.get(figure.topic);
    if (group) group.push(figure);
    else groups.set(figure.topic, [figure]);
  }
  const topics = [...groups].map(([topic, group]): Topic => {
    // An item that few have met is no part of any sum: two sums that differ by it would tell of them.
    const told = hidden ? [] : group.filter((one) => one.told && one.seen >= SMALLEST_GROUP);
    if (told.length === 0) return { topic, figures: null, sources: [] };
    const people = Math.max(...told.map(({ seen }) => seen));
    const seen = told.reduce((sum, one) => sum + one.seen, 0);
    const wrong = told.reduce((sum, one) => sum + one.wrong, 0);
    return { topic, figures: { seen, wrong, people }, sources: sourcesOf(told) };
  });
  const share = ({ figures: of }: Topic): number => (of === null ? -1 : of.wrong / of.seen);
  return topics.sort((one, other) => share(other) - share(one) || (one.topic < other.topic ? -1 : 1));
}

function sourcesOf(group: readonly ItemFigure[]): Topic['sources'] {
  const wrong = new Map<string, { readonly source: NonNullable<ItemFigure['source']>; count: number }>();
  for (const { source, wrong: count } of group) {
    if (source === null || count === 0) continue;
    const key = JSON.stringify([source.title, source.locator]);
    const known = wrong.get(key);
    if (known) known.count += count;
    else wrong.set(key, { source, count });
  }
  return [...wrong.values()]
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST_SOURCES)
    .map(({ source }) => source);
}
