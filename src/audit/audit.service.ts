import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Cover } from '../core/audit/cover.js';
import type { ActorKind, Outcome } from '../core/audit/entry.js';
import { Clock } from '../platform/clock/clock.js';
import { AuditChain, endOf } from './audit-chain.js';

export { coverOf, hashRows, coverOfHashes, type CoveredName } from './covered.js';

export interface AuditDeed {
  /** Dotted, such as `operator.disabled` or `item.voided`. */
  readonly action: string;
  /** Default: the writer itself, which is the server or the command line. */
  readonly actor?: { readonly kind: ActorKind; readonly id: string | null };
  readonly contestId?: string | null;
  /** Whom or what it was done to. */
  readonly subjectId?: string | null;
  /** Default: ok. */
  readonly outcome?: Outcome;
  /** Plain JSON: ids alone, without names of participants, secrets or needs. It can never be erased. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Free text that somebody wrote, such as a reason. It may be erased without harm to the chain. */
  readonly note?: string;
  /** What `coverOf` says of rows written in the same transaction. */
  readonly covers?: readonly Cover[];
}

/** An operator, or the writer itself where nobody else did it. */
export const byOperator = (id: string | null): Pick<AuditDeed, 'actor'> =>
  id === null ? {} : { actor: { kind: 'operator', id } };

export interface AuditHead {
  readonly chain: string;
  readonly sequence: number;
  readonly mac: string;
}

/** As people compare it: `57-3f2a9c1e7b1d`. */
export const headText = ({ sequence, mac }: AuditHead): string => `${sequence}-${mac.slice(0, 12)}`;

/** The record of who did what, written in the same transaction as the deed. */
@Injectable()
export class AuditService {
  constructor(
    private readonly chain: AuditChain,
    private readonly clock: Clock,
  ) {}

  /** Inside the transaction of the deed: both are on disk or neither. */
  async record(manager: EntityManager, deed: AuditDeed): Promise<void> {
    const actor = deed.actor ?? { kind: this.chain.writer, id: null };
    const { action, contestId = null, subjectId = null, outcome = 'ok', detail = {}, covers = [], note } = deed;
    const body = {
      at: this.clock.now(),
      actorKind: actor.kind,
      actorId: actor.id,
      action,
      contestId,
      subjectId,
      outcome,
      detail: JSON.stringify(detail),
      covers: covers.length === 0 ? null : JSON.stringify(covers),
    };
    await this.chain.append(manager, body, note === undefined ? null : wellFormed(note));
  }

  /** Of this writer's chain, as the transaction sees it. */
  async head(manager: EntityManager): Promise<AuditHead> {
    return { chain: this.chain.name, ...(await endOf(manager, this.chain.name)) };
  }

  /** Stands for something that must not be written down: the same again looks the same. */
  pseudonym(of: string): string {
    return this.chain.keys.pseudonym(of);
  }
}

/** As both databases give it back: no half characters, no zero. */
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '');
