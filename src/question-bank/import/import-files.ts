import type { Format } from '../../core/question-bank/formats/reading.js';
import type { Attachment } from '../../platform/http/attachment.js';
import type { PlacedItem } from './effects.js';
import type { BankAsIs, Look } from './look.js';

export interface ImportMeta {
  readonly fileName: string;
  /** Epoch milliseconds of the look. */
  readonly at: number;
  /** Hex SHA-256 of the file. */
  readonly contentHash: string;
  /** What somebody said it is. */
  readonly format?: Format;
}

/** What lies in the folder of an import, beside UPLOAD and the bytes of `report`. */
export interface ImportFiles {
  readonly meta: ImportMeta;
  /** Into which the file was looked at. */
  readonly bank: BankAsIs;
  readonly look: Look;
  readonly items: readonly PlacedItem[];
  readonly report: Omit<Attachment, 'bytes'>;
  /** Ids of the pictures and recordings that came with the items; each lies in a file of that name. */
  readonly media: readonly string[];
  /** The bank that was made for it: a load whose reply was lost and that is sent again makes no second one. */
  readonly target: string;
}

/** The file as it was sent. */
export const UPLOAD = 'upload';
/** The report as a file. */
export const REPORT = 'report';
