/** A row of a report about a file: where, what, and beside it something in full (`other`) or in passing (`note`). */
export interface ReportRow {
  readonly place: string;
  readonly text: string;
  readonly other?: string;
  readonly note?: string;
}
