import { SystemClock } from '../platform/clock/clock.js';
import type { Reader } from '../platform/database/reader.js';
import { AuditChain, endOf } from './audit-chain.js';
import { AuditKeys, type AuditPlaces } from './audit-keys.js';
import { AuditService } from './audit.service.js';
import { HeadNote } from './head-note.js';

/** The log of a command beside the server: in a chain of its own, so that the two never wait for each other. */
export class CommandAudit {
  readonly log: AuditService;

  private constructor(private readonly chain: AuditChain) {
    this.log = new AuditService(chain, new SystemClock());
  }

  static async open(places: AuditPlaces): Promise<CommandAudit> {
    return new CommandAudit(new AuditChain(await AuditKeys.open(places), 'command-line'));
  }

  /** At the end of the command, once everything is committed. */
  async noteHead({ source }: Reader): Promise<void> {
    const end = await endOf(source.manager, this.chain.name);
    await new HeadNote(this.chain.keys.places.keysDir, this.chain.name).write(end);
  }
}
