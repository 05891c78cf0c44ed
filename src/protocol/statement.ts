/** Learning records: their administration. The records themselves are xAPI 1.0.3, at /api/xapi. */

/** GET /api/study/statements/credentials (statement.read) */
export interface StatementCredentialInfo {
  readonly id: string;
  /** What reads with it. */
  readonly name: string;
  /** The login of Basic authentication. */
  readonly login: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly revokedAt: number | null;
}

/** POST /api/study/statements/credentials */
export interface NewStatementCredentialBody {
  readonly name: string;
}

/** Shown once. */
export interface NewStatementCredential {
  readonly id: string;
  readonly login: string;
  readonly secret: string;
}

/** GET /api/study/statements (statement.read) */
export interface StatementFigures {
  readonly total: number;
  readonly lastStoredAt: number | null;
  /** Null: nothing is sent anywhere. */
  readonly push: {
    readonly url: string;
    /** Statements that the outside store has, and those that it would not take. */
    readonly sent: number;
    readonly refused: number;
    readonly waiting: number;
    /** Tries in a row that failed, and what the last of them met. */
    readonly failures: number;
    readonly fault: string | null;
  } | null;
}
