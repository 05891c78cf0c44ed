import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLogService } from '../audit/audit-log.service.js';
import { Reader } from '../platform/database/reader.js';
import { UnfitDataError } from '../platform/unfit-data-error.js';
import { isSeparated } from './policy.js';

/** The entry with which 三员分立 began. */
export const SEPARATED_ACTION = 'policy.separated';

/**
 * 三员分立 has no way back: where the log knows that it was switched on and the setting says that it is off, somebody has
 * changed the database by hand, and the server does not begin to serve with more rights than were left.
 */
@Injectable()
export class SeparationWatch implements OnModuleInit {
  constructor(
    private readonly reader: Reader,
    private readonly log: AuditLogService,
  ) {}

  /** @throws UnfitDataError */
  async onModuleInit(): Promise<void> {
    if (await isSeparated(this.reader.source.manager)) return;
    if (!(await this.log.knows(SEPARATED_ACTION, 'policy'))) return;
    throw new UnfitDataError(
      '审计日志记载已开启三员分立，但数据库里的设置被改回了简单模式，服务器没有启动；请从备份恢复数据库。',
      'The audit log says that the separation of powers was switched on, but the database says that it is off; restore a backup.',
    );
  }
}
