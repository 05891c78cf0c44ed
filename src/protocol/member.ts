/** A person's own access to the study pages: by a code of 12 characters, without an operator's account. */

/** POST /api/member/session (public, by code). The code goes by the body, never in an address. */
export interface MemberSignInBody {
  readonly code: string;
}

export type MemberDevice = 'phone' | 'tablet' | 'computer';

/** GET and POST /api/member/session */
export interface MemberInfo {
  /** Under which this person's unsaved words lie on a device that others use, too. */
  readonly personId: string;
  readonly name: string;
  /** From the top to the own unit; empty for somebody who belongs to none now. */
  readonly unitPath: readonly string[];
  /** Goes into X-CSRF-Token of every call that changes something. */
  readonly csrfToken: string;
}

/** GET /api/member/sessions: where one has entered. */
export interface MemberSessionInfo {
  readonly id: string;
  readonly device: MemberDevice;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** The one that asks. */
  readonly current: boolean;
}

/** POST /api/member/own-data/erase: cannot be undone; figures of the branch stay as they are, under no name. */
export interface MemberEraseBody {
  readonly confirm: true;
}

/** GET /api/organisation/units/:id/study-codes (study.keep): who of the unit has a code. When they use it is on no list. */
export interface StudyAccessInfo {
  readonly personId: string;
  readonly name: string;
  readonly staffCode: string | null;
  /** Of the code in force; null: none yet, or withdrawn. */
  readonly issuedAt: number | null;
}

/** POST /api/organisation/units/:id/study-codes, and /:personId for a new one: to be printed and handed over. */
export interface StudyCodeInfo {
  readonly personId: string;
  readonly name: string;
  readonly staffCode: string | null;
  readonly code: string;
}
