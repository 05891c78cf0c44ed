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
  readonly source: { readonly title: string; readonly locator: string | null } | null;
}

export interface Topic {
  readonly topic: string;
  /** Null: fewer than five people, so nothing is said. */
  readonly figures: { readonly seen: number; readonly wrong: number; readonly people: number } | null;
  /** Where to read, what was got wrong most often first. */
  readonly sources: readonly { readonly title: string; readonly locator: string | null }[];
}

const MOST_SOURCES = 5;

/**
 * The greatest share of wrong responses first; topics of too few people come last, without figures. `people` is how
 * many responded to one and the same item at least, so that it never says more people than there were.
 */
export function weakTopics(figures: readonly ItemFigure[]): Topic[] {
  const groups = new Map<string, ItemFigure[]>();
  for (const figure of figures) {
    const group = groups.get(figure.topic);
    if (group) group.push(figure);
    else groups.set(figure.topic, [figure]);
  }
  const topics = [...groups].map(([topic, group]): Topic => {
    const people = Math.max(...group.map(({ seen }) => seen));
    const seen = group.reduce((sum, one) => sum + one.seen, 0);
    const wrong = group.reduce((sum, one) => sum + one.wrong, 0);
    return people < SMALLEST_GROUP
      ? { topic, figures: null, sources: [] }
      : { topic, figures: { seen, wrong, people }, sources: sourcesOf(group) };
  });
  const share = ({ figures: of }: Topic): number => (of === null ? -1 : of.wrong / of.seen);
  return topics.sort((one, other) => share(other) - share(one) || (one.topic < other.topic ? -1 : 1));
}

/** An item that few have met says nothing about where to read, or it would point at them. */
function sourcesOf(group: readonly ItemFigure[]): Topic['sources'] {
  const wrong = new Map<string, { readonly source: NonNullable<ItemFigure['source']>; count: number }>();
  for (const { source, wrong: count, seen } of group) {
    if (source === null || count === 0 || seen < SMALLEST_GROUP) continue;
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
