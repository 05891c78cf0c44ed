import { Injectable } from '@nestjs/common';
import { LessThan, Not, type EntityManager } from 'typeorm';

import { OrganisationService } from '../organisation/organisation.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { newId } from '../platform/ids.js';
import { BusyError, refuse } from '../platform/refusal.js';
import { hashToken, newToken } from '../platform/secrets.js';
import type { MemberDevice, MemberSessionInfo } from '../protocol/member.js';
import type { MemberIdentity } from './member-identity.js';
import { MemberSessionEntity } from './persistence/member-session.entity.js';

const DAY_MS = 24 * 60 * 60_000;
/** A phone that is taken out once a month stays in; after half a year everybody shows the code once more. */
const IDLE_MS = 30 * DAY_MS;
export const SESSION_LIMIT_MS = 180 * DAY_MS;
/** Recorded at most this often, so that reading a page is not a commit. */
const SEEN_EVERY_MS = DAY_MS;
/** More browsers than anybody has; the one that was used longest ago goes. */
const MOST_SESSIONS = 20;

export interface NewMemberSession {
  readonly token: string;
  readonly csrfToken: string;
}
export interface LiveMemberSession {
  readonly member: MemberIdentity;
  readonly csrfToken: string;
}

/** Where members have entered: opaque tokens known to the database by their hash alone. */
@Injectable()
export class MemberSessions {
  private readonly beingSeen = new Set<string>();

  constructor(
    private readonly organisation: OrganisationService,
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that found the code good. */
  async open(manager: EntityManager, personId: string, device: MemberDevice): Promise<NewMemberSession> {
    const now = this.clock.now();
    const session = { token: newToken(), csrfToken: newToken() };
    await manager.delete(MemberSessionEntity, { expiresAt: LessThan(now) });
    await manager.delete(MemberSessionEntity, { lastSeenAt: LessThan(now - IDLE_MS - SEEN_EVERY_MS) });
    const own = await manager.find(MemberSessionEntity, { where: { personId }, order: { lastSeenAt: 'DESC' } });
    for (const { id } of own.slice(MOST_SESSIONS - 1)) await manager.delete(MemberSessionEntity, { id });
    await manager.insert(MemberSessionEntity, {
      id: newId(),
      tokenHash: hashToken(session.token),
      personId,
      csrfToken: session.csrfToken,
      device,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + SESSION_LIMIT_MS,
    });
    return session;
  }

  /** Null where it is unknown, ended, idle for too long, or its person is no longer known. */
  async ofToken(token: string): Promise<LiveMemberSession | null> {
    const row = await this.reader.source.manager.findOneBy(MemberSessionEntity, { tokenHash: hashToken(token) });
    if (!row || !this.alive(row)) return null;
    const person = (await this.organisation.peopleById([row.personId])).get(row.personId);
    if (!person) return null;
    await this.noteSeen(row);
    const member = { personId: person.id, name: person.name, unitId: person.unitId, sessionId: row.id };
    return { member, csrfToken: row.csrfToken };
  }

  async listOf({ personId, sessionId }: MemberIdentity): Promise<MemberSessionInfo[]> {
    const where = { personId };
    const rows = await this.reader.source.manager.find(MemberSessionEntity, { where, order: { lastSeenAt: 'DESC' } });
    return rows
      .filter((row) => this.alive(row))
      .map(({ id, device, createdAt, lastSeenAt }) => ({
        id,
        device,
        createdAt,
        lastSeenAt,
        current: id === sessionId,
      }));
  }

  /** One's own. @throws RefusalError rest.not-found, also for somebody else's */
  async end({ personId }: MemberIdentity, id: string): Promise<void> {
    const { affected } = await this.queue.run((manager) => manager.delete(MemberSessionEntity, { id, personId }));
    if (affected !== 1) throw refuse('rest.not-found');
  }

  async endOthers({ personId, sessionId }: MemberIdentity): Promise<void> {
    await this.queue.run((manager) => manager.delete(MemberSessionEntity, { personId, id: Not(sessionId) }));
  }

  /** The session of a browser which enters anew. */
  async endToken(token: string): Promise<void> {
    await this.queue.run((manager) => manager.delete(MemberSessionEntity, { tokenHash: hashToken(token) }));
  }

  /** In the caller's transaction. */
  async endAllOf(manager: EntityManager, personId: string): Promise<void> {
    await manager.delete(MemberSessionEntity, { personId });
  }

  private alive({ expiresAt, lastSeenAt }: MemberSessionEntity): boolean {
    const now = this.clock.now();
    return now < expiresAt && now < lastSeenAt + IDLE_MS + SEEN_EVERY_MS;
  }

  private async noteSeen({ id, lastSeenAt }: MemberSessionEntity): Promise<void> {
    const now = this.clock.now();
    if (now - lastSeenAt < SEEN_EVERY_MS || this.beingSeen.has(id)) return;
    this.beingSeen.add(id);
    try {
      await this.queue.touch((manager) => manager.update(MemberSessionEntity, { id }, { lastSeenAt: now }));
    } catch (error) {
      // A full queue keeps nobody from reading; the next request notes it.
      if (!(error instanceof BusyError)) throw error;
    } finally {
      this.beingSeen.delete(id);
    }
  }
}
