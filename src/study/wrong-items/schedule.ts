import { createEmptyCard, fsrs, Rating, type Card } from 'ts-fsrs';

/**
 * When something is to be looked at again, by FSRS. Days are the smallest step and chance has no part in it: nobody is
 * sent back after a minute, and the same reviews give the same days.
 */
const scheduler = fsrs({ request_retention: 0.9, maximum_interval: 365, enable_fuzz: false, enable_short_term: false });

/** A card as it is kept: instants in epoch milliseconds. */
export type ReviewCard = Omit<Card, 'due' | 'last_review'> & { readonly due: number; readonly last_review: number };

const kept = ({ due, last_review, ...rest }: Card, at: number): ReviewCard => ({
  ...rest,
  due: due.getTime(),
  last_review: last_review?.getTime() ?? at,
});
const cardOf = ({ due, last_review, ...rest }: ReviewCard): Card => ({
  ...rest,
  due: new Date(due),
  last_review: new Date(last_review),
});

/** Of something that was got wrong for the first time. @param at epoch milliseconds */
export function firstCard(at: number): ReviewCard {
  return kept(scheduler.next(createEmptyCard(new Date(at)), new Date(at), Rating.Again).card, at);
}

export function reviewed(card: ReviewCard, right: boolean, at: number): ReviewCard {
  return kept(scheduler.next(cardOf(card), new Date(at), right ? Rating.Good : Rating.Again).card, at);
}
