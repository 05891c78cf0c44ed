import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { PersonParts, type PersonPart } from '../organisation/person-parts.service.js';
import { Reader } from '../platform/database/reader.js';
import { MemberAccessEntity } from './persistence/member-access.entity.js';
import { MemberSessionEntity } from './persistence/member-session.entity.js';

/** Code and sessions, in a person's copy of their data and in its erasure. */
@Injectable()
export class AccessPart implements PersonPart, OnModuleInit {
  readonly name = 'access';

  constructor(
    private readonly parts: PersonParts,
    private readonly reader: Reader,
  ) {}

  onModuleInit(): void {
    this.parts.register(this);
  }

  async export(personId: string): Promise<unknown> {
    const { manager } = this.reader.source;
    const row = await manager.findOneBy(MemberAccessEntity, { personId });
    if (!row) return null;
    const sessions = await manager.findBy(MemberSessionEntity, { personId });
    return {
      codeIssuedAt: row.issuedAt,
      codeWithdrawnAt: row.withdrawnAt,
      sessions: sessions.map(({ device, createdAt, lastSeenAt }) => ({ device, createdAt, lastSeenAt })),
    };
  }

  /** Nobody who was erased enters again; a code that was printed opens nothing. */
  async erase(manager: EntityManager, personId: string): Promise<void> {
    await manager.delete(MemberSessionEntity, { personId });
    await manager.delete(MemberAccessEntity, { personId });
  }
}
