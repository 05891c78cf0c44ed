/** Item shapes as they travel on the wire. Keys and explanations travel only inside a `Reveal`. */

export const ITEM_KINDS = ['true-false', 'choice', 'fill-in', 'ordering', 'matching'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export interface Media {
  readonly kind: 'image' | 'audio' | 'sign-video';
  readonly url: string;
  /** Alternative text of an image; transcript title of a recording. */
  readonly alt?: string;
  readonly captionsUrl?: string;
}

/** `id` is opaque and made for one contest; `label` is the position shown (A, B …). */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly media?: readonly Media[];
}

export interface ItemFrame {
  readonly contestItemId: string;
  /** 0 while presenting, then 1, 2 … for each time it was opened. */
  readonly opening: number;
  /** Position in the contest, counted over the items that count; warm-up items have `number: 0`. */
  readonly number: number;
  readonly of: number;
  readonly warmUp: boolean;
  readonly kind: ItemKind;
  /** Only for kind `choice`. */
  readonly select?: 'single' | 'multiple';
  readonly stem: string;
  /** Text for a speech synthesiser where the stem reads badly aloud. */
  readonly readAloud?: string;
  /** Easy-read version of the stem (易读版). */
  readonly easyRead?: string;
  /** Choices of `choice`, entries of `ordering`, left side of `matching`; empty for the others. */
  readonly choices: readonly Choice[];
  /** Right side of `matching`. */
  readonly targets?: readonly Choice[];
  /** Number of blanks of `fill-in`. */
  readonly blanks?: number;
  readonly media: readonly Media[];
  /** Plain points (10, 2.5). */
  readonly points: number;
  /** The ordinary time in seconds, before any extension. */
  readonly timeLimitSeconds: number;
  /** Server epoch milliseconds; null until opened. */
  readonly opensAt: number | null;
  /** Server epoch milliseconds; the reader's own; null until opened or while paused. */
  readonly closesAt: number | null;
}

/** A response by kind; ids are the `Choice.id` of the item frame. */
export type ItemResponse =
  | { readonly value: boolean } // true-false
  | { readonly choices: readonly string[] } // choice
  | { readonly texts: readonly string[] } // fill-in, one per blank
  | { readonly order: readonly string[] } // ordering, every id once
  | { readonly pairs: readonly (readonly [string, string])[] }; // matching, [choice id, target id]

/** The correct response in the same ids; `texts` lists the accepted texts of each blank. */
export type CorrectResponse =
  | { readonly value: boolean }
  | { readonly choices: readonly string[] }
  | { readonly texts: readonly (readonly string[])[] }
  | { readonly order: readonly string[] }
  | { readonly pairs: readonly (readonly [string, string])[] };

export interface Source {
  /** Title shown to people, for example 《中华人民共和国民法典》. */
  readonly title: string;
  /** Article or paragraph as cited, for example 第一百八十四条. */
  readonly locator?: string;
  readonly quote?: string;
}

export interface DistributionEntry {
  /** Choice id, `true`/`false`, or `correct`/`incorrect` for kinds without fixed choices. */
  readonly key: string;
  readonly count: number;
}

/** Everything that is secret until `item:reveal`. */
export interface Reveal {
  readonly correctResponse: CorrectResponse;
  readonly explanation: string;
  readonly source: Source | null;
  readonly distribution: readonly DistributionEntry[];
  readonly responded: number;
  readonly voided: boolean;
}

export const OUTCOMES = ['correct', 'partial', 'incorrect', 'blank', 'missed', 'void'] as const;
/** `blank`: responded without content; `missed`: took part in the contest but did not respond. */
export type Outcome = (typeof OUTCOMES)[number];
