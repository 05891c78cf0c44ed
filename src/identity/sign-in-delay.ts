import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { refuse } from '../platform/refusal.js';
import { SignInDelayEntity } from './persistence/sign-in-delay.entity.js';

const FREE_FAILURES = 5;
const FIRST_DELAY_MS = 5_000;
/**
 * A host who shares the address of somebody guessing waits no longer than this, while the guesser gets 1,440 guesses a
 * day at a password of 12 characters or more.
 */
const LONGEST_DELAY_MS = 60_000;
const FORGOTTEN_AFTER_MS = 60 * 60_000;

/** Delay after `failures` failed sign-ins: 0 up to the fourth, then 5 s, 10 s, 20 s, 40 s, 60 s. */
export function delayAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - FREE_FAILURES));
}

/**
 * The delay belongs to one account at one address, never to the account alone: a stranger cannot keep the only host out.
 * Logins that do not exist are delayed all the same.
 */
@Injectable()
export class SignInDelay {
  constructor(private readonly clock: Clock) {}

  /**
   * Counts the attempt as failed before the password is looked at, so that attempts side by side cannot slip past.
   * Throws `auth.delayed` while a delay runs; such an attempt is not counted.
   */
  async charge(manager: EntityManager, login: string, address: string): Promise<void> {
    const now = this.clock.now();
    const key = keyOf(login, address);
    await manager.delete(SignInDelayEntity, { lastFailedAt: LessThan(now - FORGOTTEN_AFTER_MS) });
    const row = await manager.findOneBy(SignInDelayEntity, { key });
    if (row && row.blockedUntil > now) throw refuse('auth.delayed', { retryAfterMs: row.blockedUntil - now });
    const failures = (row?.failures ?? 0) + 1;
    const next = { key, failures, lastFailedAt: now, blockedUntil: now + delayAfter(failures) };
    await manager.upsert(SignInDelayEntity, next, ['key']);
  }

  async clear(manager: EntityManager, login: string, address: string): Promise<void> {
    await manager.delete(SignInDelayEntity, { key: keyOf(login, address) });
  }

  /** At every address: for the command line. */
  async clearEverywhere(manager: EntityManager, login: string): Promise<void> {
    for (const prefix of [keyOf(login, ''), keyOf(codesOf(login), '')]) {
      await manager
        .createQueryBuilder()
        .delete()
        .from(SignInDelayEntity)
        .where('SUBSTR(key, 1, :length) = :prefix', { length: prefix.length, prefix })
        .execute();
    }
  }
}

/** One-time codes of a session that has begun are counted apart from passwords; no login has a blank in it. */
export const codesOf = (login: string): string => `${login} code`;

const keyOf = (login: string, address: string): string => `${login}|${address}`;
