/** POST /api/study/entries/bulk. */
import type { AttendanceFields, EntryFault, EntryFields, EntryKind, EntryStatus } from './study.js';

/**
 * A line of POST /api/study/entries/bulk?dryRun= : NDJSON, at most 500 lines and 8 MB. The same `sourceId` again is the
 * same entry. People by id or by staff code, the unit by id or by code.
 */
export interface BulkEntry extends Partial<EntryFields> {
  readonly sourceId: string;
  readonly unit: string;
  readonly kind: EntryKind;
  readonly onDate: string;
  readonly person?: string;
  readonly present?: readonly string[];
  readonly absent?: readonly (string | BulkAbsence)[];
  readonly observers?: readonly string[];
  /** Default submitted; `approved` and `locked` need the right to approve. */
  readonly status?: Exclude<EntryStatus, 'returned'>;
}
export interface BulkAbsence extends Partial<Omit<AttendanceFields, 'state' | 'minutes'>> {
  readonly person: string;
}
export interface BulkReport {
  readonly created: number;
  /** Were there before. */
  readonly present: number;
  readonly rejected: number;
  readonly rows: readonly BulkRow[];
  /** False: nothing was written. */
  readonly loaded: boolean;
}
export interface BulkRow {
  /** From 1. */
  readonly line: number;
  readonly sourceId: string | null;
  readonly outcome: 'created' | 'present' | 'rejected';
  readonly id: string | null;
  readonly faults: readonly EntryFault[];
}
