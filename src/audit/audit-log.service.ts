import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';

import { AppConfig } from '../platform/config/app-config.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import type { AuditFilter, AuditPage, AuditState } from '../protocol/audit.js';
import { exportLines, fingerprint, type ExportSpan } from './audit-export.js';
import { AuditKeys } from './audit-keys.js';
import { auditPage } from './audit-query.js';
import { checkpointsOf } from './checkpoint.js';
import type { CoveredName } from './covered-kinds.js';
import { cutChains } from './head-note.js';
import { headsOf } from './heads.js';
import { headText } from './audit.service.js';

/** Reads the log, for those who may. */
@Injectable()
export class AuditLogService {
  constructor(
    private readonly reader: Reader,
    private readonly keys: AuditKeys,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  page(filter: AuditFilter, after: string | null): Promise<AuditPage> {
    return auditPage(this.reader.source.manager, filter, after);
  }

  async state(): Promise<AuditState> {
    const { manager } = this.reader.source;
    const cut = await cutChains(manager, this.keys.places.keysDir);
    const heads = await headsOf(manager);
    return { heads, fingerprint: fingerprint(this.keys.publicKey), keepDays: this.config.audit.keepDays, cut };
  }

  /** Whether the log has an entry of that action, or vouched for rows of that kind by an entry that was pruned. */
  async knows(action: string, kind: CoveredName): Promise<boolean> {
    const { source } = this.reader;
    const query = 'SELECT 1 AS known FROM audit_entry WHERE action = $1 LIMIT 1';
    if (((await source.query(query, [action])) as readonly unknown[]).length > 0) return true;
    const covers = [...(await checkpointsOf(source.manager)).values()].flatMap((checkpoint) => checkpoint.covers);
    return covers.some((cover) => cover.kind === kind && cover.count > 0);
  }

  /** The signed file. */
  export(span: ExportSpan): Readable {
    return Readable.from(exportLines(this.reader.source.manager, this.keys, span, this.clock.now()));
  }

  /** Of the entry that made the result of a contest final: it stands for everything before it. Null: there is none. */
  async finalHead(contestId: string): Promise<string | null> {
    const rows = (await this.reader.source.query(
      `SELECT chain, sequence, mac FROM audit_entry
        WHERE contest_id = $1 AND action = 'contest.finalized' ORDER BY at DESC, sequence DESC LIMIT 1`,
      [contestId],
    )) as readonly Parameters<typeof headText>[0][];
    return rows[0] ? headText(rows[0]) : null;
  }
}
