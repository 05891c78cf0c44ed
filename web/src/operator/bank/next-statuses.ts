import type { BankItemStatus } from '@protocol/question-bank.js';

/** What the page offers; the server decides, and says why where it refuses. */
const NEXT: Readonly<Record<BankItemStatus, readonly BankItemStatus[]>> = {
  draft: ['reviewed', 'retired'],
  reviewed: ['published', 'draft', 'retired'],
  published: ['retired'],
  retired: ['draft'],
};

export const nextStatuses = (status: BankItemStatus): readonly BankItemStatus[] => NEXT[status];
