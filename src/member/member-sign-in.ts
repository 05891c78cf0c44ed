import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { AuditService } from '../audit/audit.service.js';
import { FailureThrottle } from '../identity/identity.module.js';
import { FieldCipher } from '../platform/crypto/field-cipher.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { MemberDevice } from '../protocol/member.js';
import { MemberSessions, type NewMemberSession } from './member-sessions.js';
import { MemberAccessEntity } from './persistence/member-access.entity.js';
import { readCode, studyCodeDigest } from './study-code.js';

/** In by study code. */
@Injectable()
export class MemberSignIn {
  constructor(
    private readonly throttle: FailureThrottle,
    private readonly cipher: FieldCipher,
    private readonly sessions: MemberSessions,
    private readonly audit: AuditService,
    private readonly queue: WriteQueue,
  ) {}

  /** @throws RefusalError member.code-unknown, protocol.rate-limited */
  async signIn(typed: string, device: MemberDevice, address: string): Promise<NewMemberSession> {
    this.throttle.assertAllowed(address);
    const codeDigest = studyCodeDigest(this.cipher, readCode(typed));
    const session = await this.queue.run(async (manager) => {
      const row = await manager.findOneBy(MemberAccessEntity, { codeDigest, withdrawnAt: IsNull() });
      if (!row) return null;
      const actor = { kind: 'participant', id: row.personId } as const;
      await this.audit.record(manager, { actor, action: 'member.signed-in', subjectId: row.personId });
      return this.sessions.open(manager, row.personId, device);
    });
    if (session) return session;
    this.throttle.recordFailure(address);
    throw refuse('member.code-unknown');
  }
}
