import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { IdentityService } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { newId, opaqueId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import { hashToken, newToken, sameSecret } from '../../platform/secrets.js';
import type { NewStatementCredential, StatementCredentialInfo } from '../../protocol/statement.js';
import { StatementCredentialEntity } from '../persistence/statement.entity.js';

/** What other programs read the statements with; each is given out once and known by its hash alone. */
@Injectable()
export class StatementCredentials {
  constructor(
    private readonly identity: IdentityService,
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<StatementCredentialInfo[]> {
    const rows = await this.reader.source.manager.find(StatementCredentialEntity, { order: { createdAt: 'DESC' } });
    const names = await this.identity.operatorNames();
    return rows.map(({ id, name, login, createdAt, createdBy, revokedAt }) => {
      return { id, name, login, createdAt, createdBy: names.get(createdBy ?? '') ?? '', revokedAt };
    });
  }

  add(name: string, operatorId: string): Promise<NewStatementCredential> {
    const [id, login, secret] = [newId(), opaqueId(), newToken()];
    return this.queue.run(async (manager) => {
      await manager.insert(StatementCredentialEntity, {
        id,
        name: name.trim(),
        login,
        secretHash: hashToken(secret),
        createdAt: this.clock.now(),
        createdBy: operatorId,
        revokedAt: null,
      });
      await this.identity.recordAction(manager, { operatorId, action: 'statement.credential-added', subjectId: id });
      return { id, login, secret };
    });
  }

  /** @throws RefusalError rest.not-found */
  revoke(id: string, operatorId: string): Promise<void> {
    return this.queue.run(async (manager) => {
      const revoked = { revokedAt: this.clock.now() };
      const { affected } = await manager.update(StatementCredentialEntity, { id, revokedAt: IsNull() }, revoked);
      if (affected !== 1) throw refuse('rest.not-found');
      await this.identity.recordAction(manager, { operatorId, action: 'statement.credential-revoked', subjectId: id });
    });
  }

  /** @param header of the request: `Basic …` */
  async admits(header: string): Promise<boolean> {
    const [login = '', secret = ''] = Buffer.from(header.slice('Basic '.length), 'base64')
      .toString('utf8')
      .split(/:(.*)/su);
    // What is no login of ours may not even be text that a database takes.
    if (!/^[0-9a-z]{1,32}$/u.test(login)) return false;
    const row = await this.reader.source.manager.findOneBy(StatementCredentialEntity, { login, revokedAt: IsNull() });
    return row !== null && sameSecret(row.secretHash, hashToken(secret));
  }
}
