import { SystemClock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import { AuditChain } from './audit-chain.js';
import { AuditKeys, type AuditPlaces } from './audit-keys.js';
import { AuditService } from './audit.service.js';
import { headNoteOf } from './head-note.js';

/** The log of a command beside the server: in a chain of its own, so that the two never wait for each other. */
export class CommandAudit {
  readonly log: AuditService;

  private constructor(private readonly chain: AuditChain) {
    this.log = new AuditService(chain, new SystemClock());
  }

  static async open(places: AuditPlaces, database: Pick<Database, 'writes'>): Promise<CommandAudit> {
    const audit = new CommandAudit(new AuditChain(await AuditKeys.open(places), 'command-line'));
    await database.writes.run(({ connection }) => Promise.resolve(audit.log.watch(connection)));
    return audit;
  }

  /** At the end of the command, once everything is committed. */
  async noteHead({ reader }: Pick<Database, 'reader'>): Promise<void> {
    await headNoteOf(this.chain).advance(reader.source.manager);
  }
}
