/** Who uses the study pages. */
export interface MemberIdentity {
  readonly personId: string;
  readonly name: string;
  /** Null: belongs to no unit now, and still reads what is kept of them. */
  readonly unitId: string | null;
  readonly sessionId: string;
}
