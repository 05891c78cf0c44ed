/** A question bank as its author writes it. `question-banks/README.md` explains the format, `bank.schema.json` checks it. */

/** A text that items are based on, with the unit in which it is cited. */
export interface BankSourceDocument {
  /** Stable short name, used by `BankSource.document`. */
  readonly slug: string;
  /** Title as shown to people, for example 《中华人民共和国民法典》. */
  readonly title: string;
  /** Which edition the items were written against. */
  readonly edition: string;
}

export interface BankSource {
  /** Slug of a `BankSourceDocument`; in an imported item the title as it was written. */
  readonly document: string;
  /** Title of the document; not written in the file, filled in from `documents` when a bank is read. */
  readonly title?: string;
  readonly article?: number;
  /** Counted over the paragraphs of a text that has no articles. */
  readonly paragraph?: number;
  /** Heading under which the paragraph stands, for example 总纲. */
  readonly section?: string;
  /** The words that decide the item; absent only where `verification` is `structure`. */
  readonly quote?: string;
}

/** A file kept beside the bank. Publishing is refused while what makes it perceivable to all is missing (check-media.ts). */
export interface BankMedia {
  readonly kind: 'image' | 'audio' | 'sign-video';
  /** Id of the kept file: hex SHA-256 of its bytes and its type, 9f86….jpg. */
  readonly file: string;
  /** Alternative text of a picture; title of a recording. */
  readonly alt?: string;
  /** Id of the kept .vtt file. */
  readonly captions?: string;
}

export interface BankChoice {
  /** A, B, C …; 1, 2, 3 … on the right side of `matching`. Unique within its list. */
  readonly id: string;
  readonly text: string;
  readonly media?: readonly BankMedia[];
}

/** What a blank of `fill-in` accepts: any of the texts, or a number from `min` to `max`, both included. */
export type BankBlank = readonly string[] | { readonly min: number; readonly max: number };

/** 1 widely known … 5 a detail that even those who work with the text look up. */
export type Difficulty = 1 | 2 | 3 | 4 | 5;

interface BankItemCommon {
  /** Never changed and never given to another item. */
  readonly id: string;
  readonly stem: string;
  readonly explanation?: string;
  readonly difficulty?: Difficulty;
  /** The first tag names the part of the text or subject. */
  readonly tags: readonly string[];
  readonly readAloud?: string;
  readonly easyRead?: string;
  readonly source?: BankSource;
  /** `quoted`: `quote` stands word for word in the source. `structure`: rests on the published outline of the text. */
  readonly verification?: 'quoted' | 'structure';
  /** What the author suggests, in plain points; the contest's rounds decide. */
  readonly points?: number;
  readonly media?: readonly BankMedia[];
  /** Last day (YYYY-MM-DD) on which the item may be used without being read against the text again. */
  readonly validUntil?: string;
}

export interface TrueFalseBankItem extends BankItemCommon {
  readonly kind: 'true-false';
  readonly correctResponse: boolean;
}
export interface SingleChoiceBankItem extends BankItemCommon {
  readonly kind: 'choice';
  readonly select: 'single';
  readonly choices: readonly BankChoice[];
  readonly correctResponse: string;
}
export interface MultipleChoiceBankItem extends BankItemCommon {
  readonly kind: 'choice';
  readonly select: 'multiple';
  readonly choices: readonly BankChoice[];
  readonly correctResponse: readonly string[];
}
export interface FillInBankItem extends BankItemCommon {
  readonly kind: 'fill-in';
  /** One entry for each blank `____` of the stem, in order. */
  readonly correctResponse: readonly BankBlank[];
  readonly anyOrder?: boolean;
}
export interface OrderingBankItem extends BankItemCommon {
  readonly kind: 'ordering';
  readonly choices: readonly BankChoice[];
  /** Choice ids from first to last. */
  readonly correctResponse: readonly string[];
}
export interface MatchingBankItem extends BankItemCommon {
  readonly kind: 'matching';
  readonly choices: readonly BankChoice[];
  readonly targets: readonly BankChoice[];
  /** Target id by choice id. */
  readonly correctResponse: Readonly<Record<string, string>>;
}
/** Kept, printed and exported, but played in no contest: a person must judge it. */
export interface ShortAnswerBankItem extends BankItemCommon {
  readonly kind: 'short-answer';
  /** The model answer. */
  readonly correctResponse: string;
}
export type BankItem =
  | TrueFalseBankItem
  | SingleChoiceBankItem
  | MultipleChoiceBankItem
  | FillInBankItem
  | OrderingBankItem
  | MatchingBankItem
  | ShortAnswerBankItem;

/** What a contest can play. */
export type PlayableBankItem = Exclude<BankItem, ShortAnswerBankItem>;

/** `Omit` over each member of the union, so that the kinds stay apart. */
export type Without<I extends BankItem, Key extends string> = I extends BankItem ? Omit<I, Key> : never;

/** A draft whose key nobody has given yet: kept as it is, never published. */
export type KeylessItem = Without<BankItem, 'correctResponse'> & { readonly correctResponse?: undefined };

/** An item as a bank stores it. */
export type StoredBankItem = BankItem | KeylessItem;

export const hasKey = (item: StoredBankItem): item is BankItem => item.correctResponse !== undefined;

/** A bank as a file. A shipped one has keys throughout; one that is exported may hold drafts. */
export interface BankDocument<I extends StoredBankItem = BankItem> {
  readonly format: 1;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly documents: readonly BankSourceDocument[];
  readonly items: readonly I[];
}
