/** Roles and rights of operators as the pages know them; twins of src/core/access/rights.ts, held together by a test. */

export const ROLES = [
  'administrator',
  'system-administrator',
  'security-administrator',
  'auditor',
  'bank-editor',
  'bank-reviewer',
  'organiser',
  'host',
  'scorekeeper',
  'arbiter',
  'branch-secretary',
] as const;
export type Role = (typeof ROLES)[number];

export type Right =
  | 'account.read'
  | 'account.manage'
  | 'role.grant'
  | 'policy.change'
  | 'audit.read'
  | 'audit.export'
  | 'operations.read'
  | 'backup.run'
  | 'bank.read'
  | 'bank.edit'
  | 'bank.review'
  | 'bank.publish'
  | 'bank.import'
  | 'bank.export'
  | 'contest.read'
  | 'contest.prepare'
  | 'contest.host'
  | 'contest.results'
  | 'score.propose'
  | 'score.confirm'
  | 'correction.apply'
  | 'appeal.rule'
  | 'board.freeze'
  | 'roster.read'
  | 'roster.manage'
  | 'entry-code.print'
  | 'needs.approve'
  | 'feedback.read'
  | 'study.read'
  | 'study.keep'
  | 'study.approve'
  | 'study.configure'
  | 'statement.read';

/** A one-time code, a password of one's own in the place of one that somebody else chose, one-time codes set up. */
export type Due = 'code' | 'password' | 'second-factor';

/** GET /api/session (signed in), answer of POST /api/session and POST /api/setup. `csrfToken` goes into X-CSRF-Token. */
export interface SessionInfo {
  readonly operator: {
    readonly id: string;
    readonly login: string;
    readonly displayName: string;
    readonly roles: readonly Role[];
    /** The unit of a branch secretary. */
    readonly unitId: string | null;
  };
  /** What this session owes; until then `rights` is empty and every right is refused (`auth.…-first`). */
  readonly due: Due | null;
  /** What the roles allow, for showing and hiding; the server decides anew each time. */
  readonly rights: readonly Right[];
  /** 三员分立 is on; otherwise simple mode, and operators' pages say so. */
  readonly separated: boolean;
  readonly csrfToken: string;
}

/** POST /api/setup */
export interface SetupBody {
  readonly token: string;
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
}

/** POST /api/session; DELETE /api/session signs out. */
export interface SignInBody {
  readonly login: string;
  readonly password: string;
  /** After `auth.code-required`: a one-time code or a recovery code. */
  readonly code?: string;
  /** After `auth.password-expired`; taken as well where somebody else chose the present one. */
  readonly newPassword?: string;
}

/** POST /api/session/oidc/start: where the browser goes next; it comes back to GET /api/session/oidc/callback. */
export interface OidcStart {
  readonly url: string;
}
/** GET|PUT|DELETE /api/operators/:id/oidc (role.grant), GET /api/session/oidc-link. Null: not linked. */
export interface OidcLink {
  readonly subject: string | null;
}
export interface OidcLinkBody {
  /** The provider's own name of the person: `sub`. */
  readonly subject: string;
}
/** PUT /api/session/oidc-link: one's own account, with its password. DELETE takes a ProofBody by POST …/end. */
export interface OwnOidcLinkBody extends OidcLinkBody {
  readonly password: string;
}

/** GET|POST /api/operators (account.read, account.manage); DELETE /api/operators/:id disables. */
export interface OperatorInfo {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly unitId: string | null;
  readonly disabled: boolean;
}

export interface NewOperatorBody {
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
  /** Only from somebody who may grant roles as well; without, the account can do nothing yet. */
  readonly roles?: readonly Role[];
}

/** PUT /api/operators/:id/roles (role.grant): all that the operator holds from now on. */
export interface RolesBody {
  readonly roles: readonly Role[];
  /** For a branch secretary. */
  readonly unitId?: string | null;
}

export type SeparationFault =
  | { readonly kind: 'vacant'; readonly role: Role }
  | { readonly kind: 'simple-mode-only' | 'two-trusted' | 'trusted-with-contest'; readonly holderId: string };

/** GET /api/access/separation (policy.change) */
export interface SeparationInfo {
  readonly separated: boolean;
  /** What stands in the way; empty: 三员分立 can be switched on. */
  readonly faults: readonly SeparationFault[];
  /** Operators who would hold no role at all afterwards. */
  readonly leftWithout: readonly string[];
}

/** Typed out by whoever switches 三员分立 on, since there is no way back. */
export const SEPARATION_WORDS = '三员分立';

/** POST /api/access/separation (policy.change) */
export interface SeparationBody {
  readonly confirmation: typeof SEPARATION_WORDS;
}

/** GET /api/session/all: one's own; POST /api/session/end-others ends all but this one. */
export interface OwnSession {
  readonly current: boolean;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly address: string | null;
  /** Such as `Chrome · Windows`. */
  readonly device: string | null;
}

/** GET /api/session/remaining, POST /api/session/extend: how long the session lives on without activity, and at most. */
export interface SessionRemaining {
  readonly idleMs: number;
  readonly totalMs: number;
}

/** POST /api/session/password */
export interface PasswordBody {
  readonly password: string;
  readonly newPassword: string;
}

/** GET /api/session/second-factor */
export interface SecondFactorInfo {
  readonly on: boolean;
  /** The policy of this server asks for it (SECOND_FACTOR). */
  readonly required: boolean;
  readonly recoveryCodesLeft: number;
}
/** Body of POST /api/session/second-factor and of POST /api/session/second-factor/end. */
export interface ProofBody {
  readonly password: string;
}
/** Answer of POST /api/session/second-factor; in force once POST /api/session/second-factor/confirm took a code. */
export interface SecondFactorSecret {
  readonly secret: string;
  /** otpauth://… for the QR code. */
  readonly uri: string;
}
/** Also of POST /api/session/code, after `auth.code-first`. */
export interface CodeBody {
  readonly code: string;
}
/** Answer of POST /api/session/second-factor/confirm. Each opens the account once; they are shown this once. */
export interface RecoveryCodes {
  readonly recoveryCodes: readonly string[];
}

/** GET /api/operators/dormant (account.read): enabled accounts that nobody has used for so many days. */
export interface DormantReport {
  readonly days: number;
  readonly operators: readonly (OperatorInfo & {
    readonly createdAt: number;
    /** Null: never. */
    readonly lastSignedInAt: number | null;
  })[];
}
