import { Injectable } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';
import { type EntityManager, IsNull, LessThan, Not } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { BusyError, refuse } from '../platform/refusal.js';
import { dueOf } from '../core/access/password-policy.js';
import { idleMinutes, type Role } from '../core/access/rights.js';
import { AppConfig } from '../platform/config/app-config.js';
import { heldRoles } from './held-roles.js';
import type { EndedSession, OperatorIdentity } from './operator-identity.js';
import { OperatorSessionEntity } from './persistence/operator-session.entity.js';
import { OperatorTotpEntity } from './persistence/operator-totp.entity.js';
import { OperatorEntity } from './persistence/operator.entity.js';
import type { OwnSession, SessionRemaining } from '../protocol/access.js';
import { hashToken, newToken } from '../platform/secrets.js';

const MINUTE_MS = 60_000;
export const SESSION_LIMIT_MS = 12 * 60 * MINUTE_MS;
/** Whoever runs a contest has this much left after it at least, however long it took. */
export const AFTER_HOSTING_MS = 30 * MINUTE_MS;
/** Recorded at most this often, so that a busy console does not become a stream of commits. */
const SEEN_EVERY_MS = MINUTE_MS;
/** The unrecorded minute is given on top, so that nobody is signed out early. */
const idleMs = (roles: readonly Role[]): number => idleMinutes(roles) * MINUTE_MS + SEEN_EVERY_MS;

/** From where somebody signs in. */
export interface Whence {
  /** See `addressOf`. */
  readonly address: string;
  /** See `deviceOf`. */
  readonly device: string | null;
}
export interface Opening extends Whence {
  /** A second factor was shown, ours or the provider's. */
  readonly twoFactors: boolean;
}
export interface NewSession {
  readonly token: string;
  readonly csrfToken: string;
}
export interface LiveSession {
  readonly operator: OperatorIdentity;
  readonly csrfToken: string;
}

/** Sessions of operators: opaque tokens known to the database by their hash alone. */
@Injectable()
export class SessionService {
  private readonly endings = new Subject<EndedSession>();
  private readonly beingSeen = new Set<string>();
  /** After the commit that ended them; idle and expired sessions are not announced. */
  readonly ended: Observable<EndedSession> = this.endings.asObservable();

  constructor(
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Inside the transaction that proved who the operator is. */
  async open(manager: EntityManager, operatorId: string, opening: Opening): Promise<NewSession> {
    const { twoFactors, address, device } = opening;
    const now = this.clock.now();
    const session = { token: newToken(), csrfToken: newToken() };
    await manager.delete(OperatorSessionEntity, { expiresAt: LessThan(now) });
    await manager.insert(OperatorSessionEntity, {
      tokenHash: hashToken(session.token),
      operatorId,
      csrfToken: session.csrfToken,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + SESSION_LIMIT_MS,
      twoFactorsAt: twoFactors ? now : null,
      address,
      device,
    });
    await manager.update(OperatorEntity, { id: operatorId }, { lastSignedInAt: now });
    return session;
  }

  /** The live session of a token and a note that it was used; null where it is unknown, idle, expired or disabled. */
  ofToken(token: string): Promise<LiveSession | null> {
    return this.ofId(hashToken(token));
  }

  async ofId(sessionId: string): Promise<LiveSession | null> {
    const found = await this.find(sessionId);
    if (found) await this.noteSeen(found.row);
    return found;
  }

  /** As `ofToken`, but asking does not count as activity. */
  peek(token: string): Promise<LiveSession | null> {
    return this.find(hashToken(token));
  }

  /** Of a session that was opened a moment ago. @throws RefusalError auth.session-expired where it has ended since */
  async opened(token: string): Promise<LiveSession> {
    const session = await this.peek(token);
    if (!session) throw refuse('auth.session-expired');
    return session;
  }

  /** As `ofId`, but asking does not count as activity. */
  peekId(sessionId: string): Promise<LiveSession | null> {
    return this.find(sessionId);
  }

  /**
   * Counts as activity of every live session of the operator, and moves its latest end: whoever runs a contest is not
   * signed out for watching it, nor because it is long.
   * False where the operator is disabled or no session is alive; a session that has ended is not woken.
   */
  async keepAlive(operatorId: string): Promise<boolean> {
    const { manager } = this.reader.source;
    const operator = await manager.findOneBy(OperatorEntity, { id: operatorId });
    if (!operator || operator.disabledAt !== null) return false;
    const { roles } = await heldRoles(manager, operatorId);
    const rows = await manager.findBy(OperatorSessionEntity, { operatorId });
    const alive = rows.filter((row) => this.alive(row, roles));
    for (const row of alive) {
      await this.noteSeen(row);
      await this.keepOpen(row);
    }
    return alive.length > 0;
  }

  async end(operator: OperatorIdentity): Promise<void> {
    await this.queue.run((manager) => manager.delete(OperatorSessionEntity, { tokenHash: operator.sessionId }));
    this.endings.next({ operatorId: operator.id, sessionId: operator.sessionId });
  }

  /** The session of a token where it has one; that of a browser which signs in anew. */
  async endToken(token: string): Promise<void> {
    const found = await this.peek(token);
    if (found) await this.end(found.operator);
  }

  /** Inside the caller's transaction; call `announceEnd` once it is committed. */
  async endAllOf(manager: EntityManager, operatorId: string): Promise<void> {
    await manager.delete(OperatorSessionEntity, { operatorId });
  }

  /** The ids of what ended; inside the caller's transaction, to be announced once it is committed. */
  async endOthers(manager: EntityManager, { id, sessionId }: OperatorIdentity): Promise<readonly string[]> {
    const others = { operatorId: id, tokenHash: Not(sessionId) };
    const rows = await manager.findBy(OperatorSessionEntity, others);
    await manager.delete(OperatorSessionEntity, others);
    return rows.map(({ tokenHash }) => tokenHash);
  }

  /** A second factor was shown after the session had begun. Inside the transaction that took it. */
  async noteTwoFactors(manager: EntityManager, sessionId: string): Promise<void> {
    await manager.update(OperatorSessionEntity, { tokenHash: sessionId }, { twoFactorsAt: this.clock.now() });
  }

  async forgetTwoFactors(manager: EntityManager, operatorId: string): Promise<void> {
    await manager.update(OperatorSessionEntity, { operatorId }, { twoFactorsAt: null });
  }

  /** Those of the operator that are alive, the latest first. */
  async own({ id, roles, sessionId }: OperatorIdentity): Promise<OwnSession[]> {
    const { manager } = this.reader.source;
    const rows = await manager.find(OperatorSessionEntity, { where: { operatorId: id }, order: { createdAt: 'DESC' } });
    return rows
      .filter((row) => this.alive(row, roles))
      .map(({ tokenHash, createdAt, lastSeenAt, address, device }) => {
        return { current: tokenHash === sessionId, createdAt, lastSeenAt, address, device };
      });
  }

  announceEnd(ended: EndedSession): void {
    this.endings.next(ended);
  }

  /** How long the session lives on by itself; null where it has ended. Asking does not count as activity. */
  async remaining(sessionId: string): Promise<SessionRemaining | null> {
    const found = await this.find(sessionId);
    if (!found) return null;
    const { row, operator } = found;
    const now = this.clock.now();
    return { idleMs: row.lastSeenAt + idleMs(operator.roles) - now, totalMs: row.expiresAt - now };
  }

  private async find(sessionId: string): Promise<(LiveSession & { readonly row: OperatorSessionEntity }) | null> {
    const { manager } = this.reader.source;
    const row = await manager.findOneBy(OperatorSessionEntity, { tokenHash: sessionId });
    const operator = row && (await manager.findOneBy(OperatorEntity, { id: row.operatorId }));
    if (!row || !operator || operator.disabledAt !== null) return null;
    const held = await heldRoles(manager, operator.id);
    if (!this.alive(row, held.roles)) return null;
    const { id, login, displayName } = operator;
    const twoFactors = row.twoFactorsAt !== null;
    const proof = {
      foreignPassword: operator.passwordChangedAt === null,
      enrolled:
        !twoFactors && (await manager.existsBy(OperatorTotpEntity, { operatorId: id, confirmedAt: Not(IsNull()) })),
      twoFactors,
      roles: held.roles,
    };
    const due = dueOf(proof, this.config.secondFactor);
    return { operator: { id, login, displayName, ...held, sessionId, due }, csrfToken: row.csrfToken, row };
  }

  private alive(row: OperatorSessionEntity, roles: readonly Role[]): boolean {
    const now = this.clock.now();
    return now < row.expiresAt && now < row.lastSeenAt + idleMs(roles);
  }

  private async keepOpen({ tokenHash, expiresAt }: OperatorSessionEntity): Promise<void> {
    const least = this.clock.now() + AFTER_HOSTING_MS;
    if (expiresAt >= least) return;
    await this.queue.run((manager) => manager.update(OperatorSessionEntity, { tokenHash }, { expiresAt: least }));
  }

  private async noteSeen(row: OperatorSessionEntity): Promise<void> {
    const now = this.clock.now();
    const { tokenHash } = row;
    if (now - row.lastSeenAt < SEEN_EVERY_MS || this.beingSeen.has(tokenHash)) return;
    this.beingSeen.add(tokenHash);
    try {
      await this.queue.touch((manager) => manager.update(OperatorSessionEntity, { tokenHash }, { lastSeenAt: now }));
    } catch (error) {
      // A full queue must not sign a host out; the next request notes it.
      if (!(error instanceof BusyError)) throw error;
    } finally {
      this.beingSeen.delete(tokenHash);
    }
  }
}
