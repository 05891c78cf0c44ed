/** What the arbitraries of banks can be told, so that a format is tried on what it can carry. */

export const ARBITRARY_KINDS = [
  'true-false',
  'choice-single',
  'choice-multiple',
  'fill-in',
  'ordering',
  'matching',
  'short-answer',
] as const;
export type ArbitraryKind = (typeof ARBITRARY_KINDS)[number];

export const OPTIONAL_FIELDS = [
  'explanation',
  'difficulty',
  'tags',
  'readAloud',
  'easyRead',
  'source',
  'verification',
  'points',
  'media',
  'validUntil',
  'anyOrder',
] as const;
export type OptionalField = (typeof OPTIONAL_FIELDS)[number];

/** Where a text stands; `other` is everything that is not one of the rest. */
export type TextRole = 'stem' | 'choice' | 'blank' | 'other';

/** What a format cannot carry is left out of the banks that its round trip is tried on. */
export interface BankArbitraryOptions {
  /** All seven where left out. */
  readonly kinds?: readonly ArbitraryKind[];
  /** `mixed` where left out: some items have a key, some do not. */
  readonly keys?: 'all' | 'none' | 'mixed';
  /** Fields that items may have beside the necessary ones; all where left out. Without `tags` the list is empty. */
  readonly fields?: readonly OptionalField[];
  /** 26 where left out; of choices, and of the targets of `matching`. */
  readonly maxChoices?: number;
  /** 6 where left out. */
  readonly maxItems?: number;
  /** Fragments that no text of the role holds, for example `{ blank: [';', '|'], stem: ['\n'] }`. */
  readonly avoid?: Readonly<Partial<Record<TextRole, readonly string[]>>>;
  /** False: blanks of `fill-in` accept texts only, no number from `min` to `max`. */
  readonly ranges?: boolean;
}
