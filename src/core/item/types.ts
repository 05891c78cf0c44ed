/** Item vocabulary of the core (QTI terms). Points are integer hundredths throughout the core and the database. */

export type ItemKind = 'true-false' | 'choice' | 'fill-in' | 'ordering' | 'matching';

/** Integer hundredths of a point: 10 points are 1000. */
export type Points = number;

export interface CoreMedia {
  readonly kind: 'image' | 'audio' | 'sign-video';
  readonly url: string;
  readonly alt?: string;
  readonly captionsUrl?: string;
}

export interface CoreChoice {
  readonly id: string;
  readonly text: string;
  readonly media?: readonly CoreMedia[];
}

export interface CoreSource {
  readonly title: string;
  readonly locator?: string;
  readonly quote?: string;
}

interface ItemCommon {
  /** Opaque, made for one contest. */
  readonly id: string;
  readonly stem: string;
  readonly readAloud?: string;
  readonly easyRead?: string;
  readonly media: readonly CoreMedia[];
  readonly explanation: string;
  readonly source: CoreSource | null;
  readonly points: Points;
  /** Ordinary time in milliseconds. */
  readonly timeLimitMs: number;
}

export interface TrueFalseItem extends ItemCommon {
  readonly kind: 'true-false';
  readonly correct: boolean;
}
export interface ChoiceItem extends ItemCommon {
  readonly kind: 'choice';
  readonly select: 'single' | 'multiple';
  readonly choices: readonly CoreChoice[];
  /** Ids; exactly one where `select` is single, at least one where multiple. */
  readonly correct: readonly string[];
}
export interface FillInItem extends ItemCommon {
  readonly kind: 'fill-in';
  readonly blanks: readonly FillInBlank[];
  /** Blanks may be filled in any order (互斥/乱序); each accepted text counts once. */
  readonly anyOrder?: boolean;
}
export interface FillInBlank {
  /** Accepted texts (synonyms); at least one. */
  readonly accepted: readonly string[];
  /** A number in [min, max] is accepted too. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly match?: 'exact' | 'contains';
  /** Treat 一/1, 〇/零/0 … as the same. */
  readonly unifyNumerals?: boolean;
}
export interface OrderingItem extends ItemCommon {
  readonly kind: 'ordering';
  /** As shown. */
  readonly choices: readonly CoreChoice[];
  /** Ids in the correct order. */
  readonly correct: readonly string[];
}
export interface MatchingItem extends ItemCommon {
  readonly kind: 'matching';
  readonly choices: readonly CoreChoice[];
  readonly targets: readonly CoreChoice[];
  /** [choice id, target id], one per choice. */
  readonly correct: readonly (readonly [string, string])[];
}
export type Item = TrueFalseItem | ChoiceItem | FillInItem | OrderingItem | MatchingItem;

export type Response =
  | { readonly value: boolean }
  | { readonly choices: readonly string[] }
  | { readonly texts: readonly string[] }
  | { readonly order: readonly string[] }
  | { readonly pairs: readonly (readonly [string, string])[] };

/** The key of an item, in the shape of its kind; `texts` lists what is accepted for each blank. */
export type CorrectResponse =
  | { readonly value: boolean }
  | { readonly choices: readonly string[] }
  | { readonly texts: readonly (readonly string[])[] }
  | { readonly order: readonly string[] }
  | { readonly pairs: readonly (readonly [string, string])[] };

export type Outcome = 'correct' | 'partial' | 'incorrect' | 'blank' | 'missed' | 'void';
