import type { Place } from './reading.js';

/**
 * An item as people write it in tables and texts, before anything is understood: words where they stood, nothing
 * trimmed away but outer white space. `understand` makes an item of it or says why it cannot.
 */
export interface RawItem {
  /** Of the stem. */
  readonly place: Place;
  readonly id?: string;
  /** 单选题, 判断, multiple … from a column, a section heading, a tag or a sheet's name; absent where nothing says it. */
  readonly kind?: string;
  readonly stem: string;
  /** In the order of the file, empty ones left out. */
  readonly choices: readonly RawChoice[];
  /** The key as written: ABC, A、C, 正确, √, 三;3|七. Absent where none is given, also not in the stem's brackets. */
  readonly key?: string;
  readonly keyPlace?: Place;
  readonly explanation?: string;
  readonly difficulty?: string;
  readonly points?: string;
  readonly tags?: readonly string[];
  readonly source?: string;
  readonly readAloud?: string;
  readonly easyRead?: string;
  readonly validUntil?: string;
}

export interface RawChoice {
  /** A, B … in upper case; absent where choices are not lettered, then position counts. */
  readonly label?: string;
  readonly text: string;
  readonly place?: Place;
}
