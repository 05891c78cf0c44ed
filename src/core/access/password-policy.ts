import { idleMinutes, type Role } from './rights.js';

/**
 * `asvs`: length and a weak list, no composition and no forced change (OWASP ASVS v5.0.0-6.2.5, 6.2.10). `dengbao`: besides,
 * what assessors of 等保二级 commonly ask for.
 */
export type PasswordPolicy = 'asvs' | 'dengbao';

const DAY_MS = 24 * 60 * 60_000;
const CLASSES_NEEDED = 3;
const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/** Passwords before the present one to which nobody may go back; 0: no history is kept. */
export const REMEMBERED: Readonly<Record<PasswordPolicy, number>> = { asvs: 0, dengbao: 5 };

/** Lower case, upper case, digits, everything else (Chinese characters too): three of the four. */
export function hasEnoughClasses(password: string, policy: PasswordPolicy): boolean {
  return policy === 'asvs' || CLASSES.filter((one) => one.test(password)).length >= CLASSES_NEEDED;
}

/** Whether a password must be replaced at sign-in. `changedAt` null: somebody else set it. */
export function passwordIsDue(
  { changedAt, roles }: { readonly changedAt: number | null; readonly roles: readonly Role[] },
  policy: PasswordPolicy,
  now: number,
): boolean {
  if (policy === 'asvs') return false;
  // Those who keep the system are the ones with the shorter idle time as well.
  const days = idleMinutes(roles) === 15 ? 90 : 180;
  return changedAt === null || now - changedAt >= days * DAY_MS;
}
