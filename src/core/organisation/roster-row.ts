/** What a roster file says, row by row, and what of it cannot be taken. */

export interface RosterPlace {
  readonly sheet?: string;
  /** As a spreadsheet names it: B12. */
  readonly cell?: string;
}

export type RosterProblemCode =
  | 'file.unreadable'
  | 'heading.missing'
  | 'path.missing'
  | 'name.missing'
  | 'text.too-long'
  | 'code.contradictory'
  | 'code.level'
  | 'unit.closed'
  | 'unit.differs'
  | 'staff-code.repeated'
  | 'person.repeated';

/** One Chinese sentence that says what to do, at its place. */
export interface RosterProblem {
  readonly place: RosterPlace;
  readonly code: RosterProblemCode;
  readonly message: string;
  readonly excerpt?: string;
}

export interface RosterStep {
  readonly level: number;
  readonly name: string;
  readonly code: string | null;
}

/** A person with the way down to their unit, or a unit alone. */
export interface RosterRow {
  readonly place: RosterPlace;
  /** From the top down, at least one. */
  readonly path: readonly RosterStep[];
  readonly person: { readonly name: string; readonly staffCode: string | null } | null;
}

export interface RosterReading {
  readonly rows: readonly RosterRow[];
  /** Rows with anything in them. */
  readonly read: number;
  readonly rejected: readonly RosterProblem[];
}
