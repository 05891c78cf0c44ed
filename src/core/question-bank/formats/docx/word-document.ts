/** A Word document as its reader sees it; the shell makes it from the file. */
import type { Sheet } from '../sheet.js';

/**
 * What a line of text cannot show. `picture`, `formula` and `shape` stood there; `symbol`: a sign whose font is unknown;
 * `hidden`: text that Word does not show; `footnote`: a note that is not read; `underlined`: words on a line;
 * `struck`: words crossed out.
 */
export type WordNote = 'picture' | 'formula' | 'shape' | 'symbol' | 'hidden' | 'footnote' | 'underlined' | 'struck';

export interface WordLine {
  /** Numbers that Word gives are in it; a blank is `____`. */
  readonly text: string;
  /** The words in it that are in colour, bold or on a coloured ground. */
  readonly marked: string;
  readonly notes: readonly WordNote[];
}

export type WordBlock =
  | { readonly kind: 'line'; readonly line: WordLine }
  /** `lines` are the words of the cells, for a table that only lays out the page. */
  | { readonly kind: 'table'; readonly rows: Sheet['rows']; readonly lines: readonly WordLine[] };

export interface WordDocument {
  readonly blocks: readonly WordBlock[];
  /** Another file that Word would show in this place and that is not read. */
  readonly foreign: boolean;
}
