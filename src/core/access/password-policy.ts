import { keepsTheSystem, type Role } from './rights.js';

/**
 * `asvs`: length and a weak list, no composition and no forced change (OWASP ASVS v5.0.0-6.2.5, 6.2.10). `dengbao`: besides,
 * what assessors of 等保二级 commonly ask for.
 */
export type PasswordPolicy = 'asvs' | 'dengbao';

const DAY_MS = 24 * 60 * 60_000;
const CLASSES_NEEDED = 3;
const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/** Which operators need a second factor; `offered`: whoever wants one. */
export type SecondFactorPolicy = 'offered' | 'administrators' | 'operators';

/** Passwords before the present one to which nobody may go back; 0: no history is kept. */
export const REMEMBERED: Readonly<Record<PasswordPolicy, number>> = { asvs: 0, dengbao: 5 };

/** Lower case, upper case, digits, everything else (Chinese characters too): three of the four. */
export function hasEnoughClasses(password: string, policy: PasswordPolicy): boolean {
  return policy === 'asvs' || CLASSES.filter((one) => one.test(password)).length >= CLASSES_NEEDED;
}

/** Whether somebody with these roles must have a second factor before any right counts. */
export function secondFactorIsDue(roles: readonly Role[], policy: SecondFactorPolicy): boolean {
  if (policy === 'offered') return false;
  return policy === 'operators' || keepsTheSystem(roles);
}

/**
 * Whether the age of a password makes sign-in wait for another. `changedAt` null: somebody else chose it, and it is due
 * under either policy, though not here: the owner signs in and may do nothing before it is changed (`dueOf`).
 */
export function passwordIsDue(
  { changedAt, roles }: { readonly changedAt: number | null; readonly roles: readonly Role[] },
  policy: PasswordPolicy,
  now: number,
): boolean {
  if (policy === 'asvs' || changedAt === null) return false;
  const days = keepsTheSystem(roles) ? 90 : 180;
  return now - changedAt >= days * DAY_MS;
}

/** What a session owes before any right counts: a one-time code, a password of one's own, a second factor set up. */
export type Due = 'code' | 'password' | 'second-factor';

export interface Proof {
  /** Somebody else chose the password. */
  readonly foreignPassword: boolean;
  /** One-time codes are on for the account. */
  readonly enrolled: boolean;
  /** The session was opened, or confirmed since, with a second factor, be it the provider's. */
  readonly twoFactors: boolean;
  readonly roles: readonly Role[];
}

/** Who it is comes first, then the password, then what the policy asks for besides. */
export function dueOf({ foreignPassword, enrolled, twoFactors, roles }: Proof, policy: SecondFactorPolicy): Due | null {
  if (enrolled && !twoFactors) return 'code';
  if (foreignPassword) return 'password';
  return secondFactorIsDue(roles, policy) && !twoFactors ? 'second-factor' : null;
}
