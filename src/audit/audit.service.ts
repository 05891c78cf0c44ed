import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';

import type { Cover } from '../core/audit/cover.js';
import type { ActorKind, Outcome } from '../core/audit/entry.js';
import { Clock } from '../platform/clock/clock.js';
import { adoptTail, type Tail } from './adoption.js';
import { AuditChain, endOf } from './audit-chain.js';
import type { CoveredName } from './covered-kinds.js';
import { coverOf } from './covered.js';
import { nextNumber, sealStanding, sealTexts, unsealTexts, type SealedName, type TextOf } from './sealed-texts.js';

export {
  coverInTurns,
  coverNow,
  coverOf,
  coverStored,
  coversAtFinal,
  coversAtLobby,
  releasesOfLobby,
} from './covered.js';
export type { Tail } from './adoption.js';
export type { CoveredName } from './covered-kinds.js';
export type { SealedName, TextOf } from './sealed-texts.js';

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

const STARTED = 'server.started';
const STOPPED = 'server.stopped';

/** Which log watches over what is written through a connection. */
const LOGS = new WeakMap<DataSource, AuditService>();

/**
 * An entry of the log that watches over the connection, for whoever stands too deep to be given the log. Nothing where
 * none watches, which is a test's connection or a migration's. Inside the transaction of the deed.
 */
export async function recordIn(manager: EntityManager, deed: AuditDeed): Promise<void> {
  await LOGS.get(manager.connection)?.record(manager, deed);
}

/** The same for rows that the log vouches for; rows that nobody vouches for are named by `verify`. */
export async function vouchFor(
  manager: EntityManager,
  name: CoveredName,
  rows: readonly object[],
  deed: Omit<AuditDeed, 'covers'>,
): Promise<void> {
  if (rows.length > 0) await recordIn(manager, { ...deed, covers: [coverOf(name, rows)] });
}

/**
 * Seals free texts that are being written, so that the log vouches for them until they are erased. Inside the
 * transaction of the deed. @returns covers for its entry, one for each contest; none where no log watches
 */
export async function sealIn(manager: EntityManager, kind: SealedName, texts: readonly TextOf[]): Promise<Cover[]> {
  return (await LOGS.get(manager.connection)?.sealed(manager, kind, texts)) ?? [];
}

/** The same for one text that is written anew. */
export async function resealIn(manager: EntityManager, kind: SealedName, text: TextOf): Promise<Cover[]> {
  return sealIn(manager, kind, [{ ...text, number: await nextNumber(manager, kind, text.subjectId) }]);
}

/** The record of who did what, written in the same transaction as the deed. */
@Injectable()
export class AuditService {
  constructor(
    private readonly chain: AuditChain,
    private readonly clock: Clock,
  ) {}

  /** See `recordIn`. */
  watch(connection: DataSource): void {
    LOGS.set(connection, this);
  }

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

  /**
   * At the start: vouches for rows that were committed when the server ended before it could. Nothing where the log says
   * that it was stopped, and so vouched for everything.
   */
  async started(manager: EntityManager, name: CoveredName, tails: readonly Tail[]): Promise<void> {
    const last = (await manager.query(
      `SELECT action FROM audit_entry WHERE chain = $1 AND action IN ('${STARTED}', '${STOPPED}')
        ORDER BY sequence DESC LIMIT 1`,
      [this.chain.name],
    )) as readonly { readonly action: string }[];
    const left = last[0]?.action === STOPPED ? [] : tails;
    for (const tail of left) await adoptTail(manager, this, name, tail);
    await this.record(manager, { action: STARTED });
  }

  /** For a node that ended before it could vouch for its rows; by one that goes on, or by its own next start. */
  async adopted(manager: EntityManager, name: CoveredName, tails: readonly Tail[]): Promise<void> {
    for (const tail of tails) await adoptTail(manager, this, name, tail);
  }

  /** At the end, once everything is vouched for. */
  stopped(manager: EntityManager): Promise<void> {
    return this.record(manager, { action: STOPPED });
  }

  /** See `sealIn`. */
  sealed(manager: EntityManager, kind: SealedName, texts: readonly TextOf[]): Promise<Cover[]> {
    return sealTexts(manager, this.chain.keys, kind, texts);
  }

  /** In the transaction that erases the texts of these rows. @returns covers for its entry */
  unsealed(manager: EntityManager, subjectIds: readonly string[]): Promise<Cover[]> {
    return unsealTexts(manager, subjectIds);
  }

  sealStanding(manager: EntityManager): Promise<void> {
    return sealStanding(manager, this.chain.keys);
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
