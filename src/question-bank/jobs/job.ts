import type { Format } from '../../core/question-bank/formats/reading.js';
import type { ExportFormat } from '../../protocol/question-bank.js';
import type { PaperPart } from '../../protocol/paper.js';
import type { ExportPart } from '../export/printers.js';

/**
 * Work on files that may be large or hostile. It is done by a process of its own, which finds everything in `folder` and
 * leaves there what it made (import-files.ts, export-files.ts).
 */
export type Job =
  | {
      readonly name: 'look';
      readonly folder: string;
      readonly format?: Format;
      /** The folder in which media are kept. */
      readonly media: string;
    }
  | { readonly name: 'annotate'; readonly folder: string }
  | { readonly name: 'tables'; readonly folder: string }
  | {
      readonly name: 'print';
      readonly folder: string;
      readonly format: ExportFormat;
      readonly part: ExportPart;
      readonly mark: string;
      /** The folder in which media are kept. */
      readonly media: string;
    }
  | {
      readonly name: 'paper';
      readonly folder: string;
      readonly part: PaperPart;
      readonly mark: string;
      readonly media: string;
    };

/** `too-long` and `too-large`: ended because it took more than its time or memory. `failed`: a fault of ours, in the log. */
export type JobEnd = 'done' | 'too-long' | 'too-large' | 'failed';
