import type { ZipLimits } from './unzip.js';

export interface TableLimits {
  readonly zip: ZipLimits;
  readonly sheets: number;
  /** With text, over all sheets. */
  readonly rows: number;
  /** With text, over all sheets; copies in merged ranges count. */
  readonly cells: number;
  /** UTF-16 units over all cells. */
  readonly characters: number;
}

/**
 * A workbook of 5,000 items has 60,000 cells, 2 million characters and 10 MB of XML. At the limits reading takes about
 * 10 s and 500 MB (docs/adr/0009).
 */
export const TABLE_LIMITS: TableLimits = {
  zip: { entries: 2000, bytes: 256 * 1024 * 1024, ratio: 200 },
  sheets: 100,
  rows: 110_000,
  cells: 1_200_000,
  characters: 30_000_000,
};
