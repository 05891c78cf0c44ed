/** What the process of an export is told, and what it says. Everything else is in files of the folder. */
import type { PackageSettings } from '../package-plan.js';
import type { ReadEntry } from '../entry-reader.js';

export interface ExportJob {
  readonly folder: string;
  /** Made in the folder, by this name. */
  readonly output: string;
  /** `<number>.json` each, with one DocumentInput. Several go into one archive. */
  readonly inputs: number;
  readonly archive: boolean;
}

/** One input file. */
export type DocumentInput =
  | { readonly kind: 'ledger-xlsx' | 'ledger-docx' | 'card' | 'brief'; readonly name: string; readonly data: unknown }
  | { readonly kind: 'package'; readonly name: string; readonly data: PackageInput };

export interface PackageInput {
  readonly unitName: string;
  readonly settings: PackageSettings;
  readonly entries: readonly ReadEntry[];
  /** The folder in which attachments are kept. */
  readonly attachments: string;
}

export interface ExportProgress {
  readonly done: number;
}
