/** The audit log over REST. */
export const AUDIT_ACTORS = ['operator', 'participant', 'server', 'command-line'] as const;
export type AuditActorKind = (typeof AUDIT_ACTORS)[number];

export interface AuditLine {
  /** Names the writer. */
  readonly chain: string;
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actorKind: AuditActorKind;
  /** Pseudonymous; null: the writer itself. */
  readonly actorId: string | null;
  /** Display name of an operator, as it is today; null for everybody else. */
  readonly actorName: string | null;
  /** Dotted, such as `operator.signed-in`. */
  readonly action: string;
  readonly contestId: string | null;
  /** Null also where the contest was deleted. */
  readonly contestTitle: string | null;
  readonly subjectId: string | null;
  readonly outcome: 'ok' | 'refused';
  /** JSON text: ids and figures. */
  readonly detail: string;
  /** Free text that somebody wrote; null where there was none or it was erased. */
  readonly note: string | null;
  /** Rows that the entry vouches for. */
  readonly covered: number;
}

export interface AuditPage {
  /** The latest first. */
  readonly entries: readonly AuditLine[];
  /** For `after` of the next page; null at the end. */
  readonly next: string | null;
}

/** `?from=&to=&action=&actor=&actorId=&contestId=&subjectId=&outcome=&after=` of `GET /api/audit`. */
export interface AuditFilter {
  /** Epoch milliseconds, inclusive. */
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
  /** The beginning of an action, such as `operator.` */
  readonly action?: string;
  readonly actor?: AuditActorKind;
  /** Id of an operator or participant. */
  readonly actorId?: string;
  readonly contestId?: string;
  /** Whom or what it was done to. */
  readonly subjectId?: string;
  readonly outcome?: 'ok' | 'refused';
}

export interface AuditState {
  readonly heads: readonly { readonly chain: string; readonly sequence: number; readonly mac: string }[];
  /** Of the key that signs exports. */
  readonly fingerprint: string;
  readonly keepDays: number;
  /** Chains that do not hold what is noted beside the keys: cut off at their end, or replaced. */
  readonly cut: readonly string[];
}

/** Where the log stood when the result of a contest was made final; null before, and after it was pruned. */
export interface FinalHead {
  readonly head: string | null;
}
