export type FindingCode =
  | 'item.duplicate-id'
  | 'item.expired'
  | 'item.incomplete'
  | 'source.unknown-document'
  | 'source.invalid-date'
  | 'choice.duplicate'
  | 'choice.banned'
  | 'key.unknown-choice'
  | 'key.incomplete'
  | 'key.all-choices'
  | 'key.in-stem'
  | 'key.number-not-in-quote'
  | 'key.not-in-quote'
  | 'key.order-differs'
  | 'blank.count'
  | 'blank.empty'
  | 'blank.range'
  | 'stem.duplicate'
  | 'stem.similar'
  | 'read-aloud.missing'
  | 'read-aloud.unreadable'
  | 'easy-read.long-clause'
  | 'explanation.copied'
  | 'key.missing'
  | 'media.alt-missing'
  | 'media.captions-missing'
  | 'bank.key-distribution'
  | 'bank.longest-choice'
  | 'bank.true-false-balance'
  | 'bank.single-share'
  | 'bank.kinds'
  | 'bank.easy-read-share';

export interface Finding {
  /** Null where the finding is about the bank as a whole. */
  readonly itemId: string | null;
  readonly code: FindingCode;
  /** `error`: the item cannot be used, the bank is refused. `advice`: it works, but is not as good as it should be. */
  readonly severity: 'error' | 'advice';
  /** One Chinese sentence that says what to do. */
  readonly message: string;
}

export type Report = (severity: Finding['severity'], code: FindingCode, message: string) => void;
