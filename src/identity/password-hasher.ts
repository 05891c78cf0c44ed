import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { hasEnoughClasses, type PasswordPolicy } from '../core/access/password-policy.js';
import { refuse } from '../platform/refusal.js';
import { isWeakPassword, normalisePassword } from './password-rules.js';

/**
 * Argon2id, the library's default variant, with the first choice of the OWASP Password Storage Cheat Sheet (2025).
 * Not more memory or rounds: the work runs in libuv's four threads, which SQLite's commits share.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MAX_WAITING = 32;
const BUSY_RETRY_MS = 2_000;

const CLASSES_MISSING = '密码须含大写字母、小写字母、数字、其他字符（含汉字）中的三类，请补充。';

/** Throws `auth.weak-password`. */
export function assertStrongPassword(
  password: string,
  owner: { readonly login: string; readonly displayName: string },
  policy: PasswordPolicy,
): void {
  const weak = isWeakPassword(password, [owner.login, owner.displayName]);
  if (!weak && hasEnoughClasses(password, policy)) return;
  const message = weak ? refuse('auth.weak-password').refusal.message : CLASSES_MISSING;
  throw refuse('auth.weak-password', { message, details: [{ path: 'password', message }] });
}

/** Hashes one password at a time, so that a burst of sign-ins leaves the other threads to the contest. */
@Injectable()
export class PasswordHasher {
  private tail: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normalisePassword(password), PARAMETERS));
  }

  /** With no stored hash it works just as long against a decoy and answers false: logins cannot be told apart by time. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    const matches = await this.inTurn(async () =>
      verify(stored ?? (await this.decoyHash()), normalisePassword(password)),
    );
    return matches && stored !== null;
  }

  private decoyHash(): Promise<string> {
    this.decoy ??= hash('no operator has this password', PARAMETERS);
    return this.decoy;
  }

  private async inTurn<T>(job: () => Promise<T>): Promise<T> {
    if (this.waiting >= MAX_WAITING) throw refuse('server.busy', { retryAfterMs: BUSY_RETRY_MS });
    this.waiting += 1;
    const turn = this.tail.then(job);
    this.tail = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.waiting -= 1;
    }
  }
}
