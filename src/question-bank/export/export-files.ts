import type { Loss } from '../../core/question-bank/formats/reading.js';
import type { BankContent } from './bank-content.js';

/** What lies in the folder of an export, beside PRINTED. */
export interface ExportFiles {
  readonly bank: BankContent;
  readonly losses: readonly Loss[];
}

export const PRINTED = 'printed';
