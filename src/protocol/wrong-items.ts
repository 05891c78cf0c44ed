/** The wrong-item book of a member, and what a unit should study next. */
import type { CorrectResponse, ItemFrame, ItemKind, ItemResponse, Outcome, Source } from './item.js';

export const WRONG_ITEM_STATES = ['due', 'waiting', 'aside'] as const;
/** `due`: may be looked at again by now; `waiting`: later; `aside`: put aside by its owner. */
export type WrongItemState = (typeof WRONG_ITEM_STATES)[number];

export interface WrongItemBrief {
  readonly id: string;
  readonly state: WrongItemState;
  readonly stem: string;
  readonly kind: ItemKind;
  readonly select?: 'single' | 'multiple';
  readonly contestTitle: string;
  readonly lastWrongAt: number;
  readonly dueAt: number;
}

/** GET /api/member/wrong-items?state=&after= : 50 at a time. */
export interface WrongItemsPage {
  readonly counts: Readonly<Record<WrongItemState, number>>;
  readonly items: readonly WrongItemBrief[];
  /** Goes into `after`; null at the end. */
  readonly next: string | null;
}

/** GET /api/member/wrong-items/:id : as it was asked, without its key. */
export interface WrongItemDetail extends WrongItemBrief {
  readonly item: ItemFrame;
}

/** GET /api/member/wrong-items/:id/key, without trying first. */
export interface WrongItemKey {
  readonly correctResponse: CorrectResponse;
  readonly explanation: string;
  readonly source: Source | null;
}

/** POST /api/member/wrong-items/:id/review */
export interface WrongItemReviewBody {
  readonly response: ItemResponse;
}
export interface WrongItemReviewed extends WrongItemKey {
  readonly outcome: Outcome;
  readonly dueAt: number;
}

/** PUT /api/member/wrong-items/:id/aside */
export interface WrongItemAsideBody {
  readonly aside: boolean;
}

/** A few periods and no others: two that differ by one contest would tell of who took part in it. */
export const WEAK_TOPIC_MONTHS = [3, 12, 60] as const;

/** GET /api/study/units/:id/weak-topics?months= (study.read): of the unit and all below it, greatest share first. */
export interface WeakTopics {
  /** Contests that ended from then on count. */
  readonly since: number;
  readonly contests: number;
  /** Too few people, or by its figures those of few could be worked out: no topic has any. */
  readonly hidden: boolean;
  readonly topics: readonly WeakTopic[];
}
export interface WeakTopic {
  /** Empty: no topic is named. */
  readonly topic: string;
  /** Of the items that may be told of: five people responded, and by them no others can be worked out. Null: none. */
  readonly figures: { readonly seen: number; readonly wrong: number; readonly people: number } | null;
  readonly sources: readonly { readonly title: string; readonly locator: string | null }[];
}
