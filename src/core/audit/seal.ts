/** Free text that may be erased later: the log vouches for a keyed, salted digest of it, and keeps neither. */
import type { Value } from './cover.js';
import type { Mac } from './entry.js';

/** Stands in the place of a text that was erased. */
export const ERASED_TEXT = '（已应本人要求删除）';

export interface Sealed {
  /** Name of a table of sealed texts. */
  readonly kind: string;
  /** The row that the text is of. */
  readonly subjectId: string;
  /** Chance; gone with the text, after which nobody can tell from the digest what the text was. */
  readonly salt: string;
  readonly values: readonly Value[];
}

/** The row and the kind are in it, so that the text of one cannot stand in another. */
export const sealOf = ({ kind, subjectId, salt, values }: Sealed, mac: Mac): string =>
  mac(JSON.stringify(['text', kind, subjectId, salt, ...values]));
