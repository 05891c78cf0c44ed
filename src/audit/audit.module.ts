import { Module } from '@nestjs/common';

import { Clock } from '../platform/clock/clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { adoptKinds } from './adoption.js';
import { AuditChain } from './audit-chain.js';
import { AuditKeys } from './audit-keys.js';
import { AuditLogService } from './audit-log.service.js';
import { AuditService } from './audit.service.js';
import { HeadKeeper } from './head-keeper.js';
import { headNoteOf } from './head-note.js';
import { AuditRetention } from './retention.js';

@Module({
  providers: [
    { provide: AuditKeys, inject: [AppConfig], useFactory: (config: AppConfig) => AuditKeys.open(config.audit) },
    { provide: AuditChain, inject: [AuditKeys], useFactory: (keys: AuditKeys) => new AuditChain(keys, 'server') },
    {
      provide: AuditService,
      inject: [AuditChain, Clock, WriteQueue],
      // Whoever writes rows that are covered waits for this provider, so nobody writes before the log has begun.
      useFactory: async (chain: AuditChain, clock: Clock, queue: WriteQueue) => {
        const audit = new AuditService(chain, clock);
        const begun = (await headNoteOf(chain).noted()) !== null;
        await queue.run((manager) => {
          audit.watch(manager.connection);
          return adoptKinds(manager, audit, begun);
        });
        return audit;
      },
    },
    AuditLogService,
    HeadKeeper,
    AuditRetention,
  ],
  exports: [AuditLogService, AuditService],
})
export class AuditModule {}
