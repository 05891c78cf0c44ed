import type { Due } from '../core/access/password-policy.js';
import type { RoleHolder } from './ability.js';

export interface OperatorAccount extends RoleHolder {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
}

/** Who acts. `sessionId` lets a long-lived socket ask again whether the session still stands; never sent to a client. */
export interface OperatorIdentity extends OperatorAccount {
  readonly sessionId: string;
  readonly due: Due | null;
}

/** A session has ended before its time; `sessionId` null: every session of that operator. */
export interface EndedSession {
  readonly operatorId: string;
  readonly sessionId: string | null;
}

/** The form in which logins are stored and compared: `ＡＤＭＩＮ ` signs in as `admin`. */
export function normaliseLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase();
}
