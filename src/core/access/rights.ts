/** Who may do what: the one table. Guards, pages and docs/access-matrix.md all follow from it. */

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

export const RIGHTS = [
  'account.read',
  'account.manage',
  'role.grant',
  'policy.change',
  'audit.read',
  'audit.export',
  'operations.read',
  'backup.run',
  'bank.read',
  'bank.edit',
  'bank.review',
  'bank.publish',
  'bank.import',
  'bank.export',
  'contest.read',
  'contest.prepare',
  'contest.host',
  'contest.results',
  'score.propose',
  'score.confirm',
  'correction.apply',
  'appeal.rule',
  'board.freeze',
  'roster.read',
  'roster.manage',
  'entry-code.print',
  'needs.approve',
  'feedback.read',
  'study.read',
  'study.keep',
  'study.approve',
  'study.configure',
  'statement.read',
] as const;
export type Right = (typeof RIGHTS)[number];

/** `administrator` exists in simple mode alone; switching 三员分立 on takes it from everybody. */
export const RIGHTS_OF: Readonly<Record<Role, readonly Right[]>> = {
  administrator: RIGHTS,
  'system-administrator': ['account.read', 'account.manage', 'operations.read', 'backup.run'],
  'security-administrator': ['account.read', 'role.grant', 'policy.change'],
  auditor: ['account.read', 'audit.read', 'audit.export'],
  'bank-editor': ['bank.read', 'bank.edit', 'bank.import', 'bank.export'],
  'bank-reviewer': ['bank.read', 'bank.review', 'bank.publish'],
  organiser: [
    'contest.read',
    'contest.prepare',
    'contest.results',
    'bank.read',
    'bank.export',
    'roster.read',
    'roster.manage',
    'entry-code.print',
    'needs.approve',
    'feedback.read',
    'study.read',
    'study.keep',
    'study.approve',
    'study.configure',
    'statement.read',
  ],
  host: ['contest.read', 'contest.host', 'board.freeze'],
  scorekeeper: ['contest.read', 'contest.results', 'score.propose', 'score.confirm'],
  arbiter: ['contest.read', 'contest.results', 'score.confirm', 'correction.apply', 'appeal.rule'],
  'branch-secretary': ['roster.read', 'entry-code.print', 'study.read', 'study.keep', 'study.approve'],
};

/** The three of 三员分立: nobody is two of them, and each must always have somebody. */
export const TRUSTED_ROLES = ['system-administrator', 'security-administrator', 'auditor'] as const satisfies Role[];

/** The role holds its rights for one unit alone. */
export const UNIT_ROLES: readonly Role[] = ['branch-secretary'];

/** What none of the three may hold besides: it edits points or hours, or shows needs, responses or what people learn. */
const KEPT_FROM_TRUSTED: readonly Right[] = [
  'contest.read',
  'contest.prepare',
  'contest.host',
  'contest.results',
  'score.propose',
  'score.confirm',
  'correction.apply',
  'appeal.rule',
  'needs.approve',
  'study.read',
  'study.keep',
  'study.approve',
  'study.configure',
  'statement.read',
];

export type RoleFault = 'simple-mode-only' | 'two-trusted' | 'trusted-with-contest';
export type GrantFault = 'own-roles' | 'administrator-only';

const isTrusted = (role: Role): boolean => (TRUSTED_ROLES as readonly Role[]).includes(role);

/** Why one person may not hold these roles together; null where they may. Simple mode forbids nothing. */
export function canHold(roles: readonly Role[], separated: boolean): RoleFault | null {
  if (!separated) return null;
  if (roles.includes('administrator')) return 'simple-mode-only';
  const trusted = new Set(roles.filter(isTrusted)).size;
  if (trusted > 1) return 'two-trusted';
  return trusted === 1 && keptFromTrusted(roles) ? 'trusted-with-contest' : null;
}

/** Whether these roles give what the three may not come by, not by the account of somebody else either. */
export function keptFromTrusted(roles: readonly Role[]): boolean {
  const rights = rightsOf(roles);
  return KEPT_FROM_TRUSTED.some((right) => rights.includes(right));
}

/**
 * Why somebody may not make these roles of those; null where they may. Whoever may grant roles must not come by more than
 * that: in simple mode only an administrator makes or ends an administrator, or changes the own roles; once separated
 * nobody changes the own.
 */
export function mayGrant(
  granter: { readonly roles: readonly Role[]; readonly self: boolean },
  before: readonly Role[],
  after: readonly Role[],
  separated: boolean,
): GrantFault | null {
  const administers = !separated && granter.roles.includes('administrator');
  if (granter.self && !administers) return 'own-roles';
  const touches = before.includes('administrator') !== after.includes('administrator');
  return touches && !separated && !administers ? 'administrator-only' : null;
}

/** Every right of these roles, in the order of RIGHTS. */
export function rightsOf(roles: readonly Role[]): Right[] {
  return RIGHTS.filter((right) => roles.some((role) => RIGHTS_OF[role].includes(right)));
}

/** Roles that must never be without somebody who is able to sign in. */
export function keptRoles(separated: boolean): readonly Role[] {
  return separated ? TRUSTED_ROLES : ['administrator'];
}

/** How long a person may leave a page alone: those who keep the system itself 15 minutes, everybody else 30. */
export const idleMinutes = (roles: readonly Role[]): 15 | 30 => (keepsTheSystem(roles) ? 15 : 30);

/** The administrator and the three. */
export const keepsTheSystem = (roles: readonly Role[]): boolean =>
  roles.some((role) => role === 'administrator' || isTrusted(role));
