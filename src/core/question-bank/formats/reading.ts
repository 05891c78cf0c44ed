/** What every reader of a format answers, whatever the format. */
import type { StoredBankItem } from '../types.js';

export const FORMATS = [
  'xlsx',
  'csv',
  'docx',
  'text',
  'bank',
  'json',
  'gift',
  'aiken',
  'moodle-xml',
  'qti-3.0',
  'qti-2.2',
  'qti-2.1',
  'qti-1.2',
  'kahoot',
] as const;
export type Format = (typeof FORMATS)[number];

/** Where in the file; only the parts that the format has. */
export interface Place {
  /** File within a package. */
  readonly file?: string;
  readonly sheet?: string;
  /** As a spreadsheet names it: B12. */
  readonly cell?: string;
  /** From 1. */
  readonly line?: number;
  /** The item's own id or number as written. */
  readonly item?: string;
}

export type ProblemCode =
  | 'file.empty'
  | 'file.malformed'
  | 'file.unsupported'
  | 'file.too-large'
  | 'stem.missing'
  | 'kind.unknown'
  | 'kind.unsupported'
  | 'kind.contradictory'
  | 'choices.too-few'
  | 'choices.too-many'
  | 'choices.duplicate'
  | 'choices.malformed'
  | 'key.missing'
  | 'key.unreadable'
  | 'key.contradictory'
  | 'key.unknown-choice'
  | 'blank.count'
  | 'field.unreadable'
  | 'field.too-long'
  | 'value.formula'
  | 'value.changed-by-spreadsheet'
  | 'text.unclaimed'
  | 'media.missing'
  | 'feature.dropped'
  | 'item.duplicate';

export interface Problem {
  readonly place: Place;
  readonly code: ProblemCode;
  /** One Chinese sentence: the reason and what to do. */
  readonly message: string;
  /** The words in question, at most 60 characters. */
  readonly excerpt?: string;
}

/** `id` is there only where the file gives one. */
type WithoutId<I> = I extends StoredBankItem ? Omit<I, 'id'> & { readonly id?: string } : never;
export type ReadBankItem = WithoutId<StoredBankItem>;

export interface ReadItem {
  /** Of the stem. */
  readonly place: Place;
  readonly item: ReadBankItem;
}

/** `read` items were found in the file: each is in `items` or, with the reason, in `rejected`; none is dropped. */
export interface Reading {
  readonly read: number;
  readonly items: readonly ReadItem[];
  readonly rejected: readonly Problem[];
  /** The item was taken, but a person should look. */
  readonly warnings: readonly Problem[];
}

/** What a printer could not carry over: said to the person who exports, never silent. */
export interface Loss {
  readonly itemId: string;
  readonly code: 'kind.not-carried' | 'field.not-carried' | 'media.not-carried' | 'key.not-carried';
  /** One Chinese sentence. */
  readonly message: string;
}

export interface Printing<Output> {
  readonly output: Output;
  readonly losses: readonly Loss[];
}
