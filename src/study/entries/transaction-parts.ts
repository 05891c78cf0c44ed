/**
 * Rows of attendance written in one transaction, each with a line of hours and a statement: some 50 ms, in between which
 * responses of a running contest get to the disk.
 */
const ROWS_A_TRANSACTION = 400;

/** In their order, so that each part is one transaction. @param rowsOf rows of attendance of one */
export function transactionParts<T>(items: readonly T[], rowsOf: (item: T) => number): T[][] {
  const parts: T[][] = [];
  let rows = ROWS_A_TRANSACTION;
  for (const item of items) {
    const own = rowsOf(item) + 1;
    if (rows + own > ROWS_A_TRANSACTION) {
      parts.push([]);
      rows = 0;
    }
    parts.at(-1)?.push(item);
    rows += own;
  }
  return parts;
}
