import type { Loss } from '../../core/question-bank/formats/reading.js';
import type { Paper } from '../../core/question-bank/paper/paper.js';
import type { BankContent } from './bank-content.js';

/** What lies in the folder of an export, beside PRINTED. */
export interface ExportFiles {
  readonly bank: BankContent;
  readonly losses: readonly Loss[];
}

/** What lies in the folder of a paper that is laid already, beside PRINTED. */
export interface PaperFiles {
  readonly paper: Paper;
}

export const PRINTED = 'printed';
