import type { Due } from '../core/access/password-policy.js';
import { refuse, type RefusalError } from '../platform/refusal.js';
import type { ErrorCode } from '../protocol/error-code.js';

/** What is asked for where a session owes something first. */
export const DUE_CODES: Readonly<Record<Due, ErrorCode>> = {
  code: 'auth.code-first',
  password: 'auth.password-first',
  'second-factor': 'auth.second-factor-first',
};

export const refusalOfDue = (due: Due): RefusalError => refuse(DUE_CODES[due]);
