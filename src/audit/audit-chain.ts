import type { EntityManager } from 'typeorm';

import { CHAIN_START, linkEntry, type ChainEnd, type EntryBody } from '../core/audit/chain.js';
import { noteWords, type AuditEntry } from '../core/audit/entry.js';
import { isSqlite } from '../platform/database/dialect.js';
import type { AuditKeys } from './audit-keys.js';

type Body = Omit<EntryBody, 'noteMac'>;

/** A clock that was further ahead once must not carry all others with it. */
const MOST_APART_MS = 5000;

const INSERT_ENTRY = `INSERT INTO audit_entry (chain, sequence, at, actor_kind, actor_id, action, contest_id, subject_id,
    outcome, detail, covers, note_mac, previous_mac, mac)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;

/** The end of a chain as the transaction sees it; after pruning to the last entry, as the checkpoint says. */
export async function endOf(manager: EntityManager, chain: string): Promise<ChainEnd> {
  const last = (await manager.query(
    'SELECT sequence, mac FROM audit_entry WHERE chain = $1 ORDER BY sequence DESC LIMIT 1',
    [chain],
  )) as readonly ChainEnd[];
  return last[0] ?? CHAIN_START;
}

/** The keyed digest of an entry, or of the last that was pruned; null where the entry is not there. */
export async function macAt(manager: EntityManager, chain: string, sequence: number): Promise<string | null> {
  const rows = (await manager.query(
    `SELECT mac FROM audit_entry WHERE chain = $1 AND sequence = $2
      UNION ALL SELECT mac FROM audit_checkpoint WHERE chain = $1 AND sequence = $2`,
    [chain, sequence],
  )) as readonly { readonly mac: string }[];
  return rows[0]?.mac ?? null;
}

/** The chain of one writer: of the server of a data folder, or of the command line beside it. */
export class AuditChain {
  /** Another key makes another chain: what it signs could not be linked to what stands there. */
  readonly name: string;

  constructor(
    readonly keys: AuditKeys,
    readonly writer: 'server' | 'command-line',
  ) {
    this.name = `${keys.node}${writer === 'server' ? '' : '-cli'}.${keys.keyId}`;
  }

  /** Adds an entry inside the caller's transaction, which makes it and the deed one. */
  async append(manager: EntityManager, body: Body, note: string | null): Promise<AuditEntry> {
    const end = await endOf(manager, this.name);
    const sequence = end.sequence + 1;
    const at = await this.later(manager, body.at);
    const noteMac = note === null ? null : this.keys.mac(noteWords(this.name, sequence, note));
    const entry = linkEntry(this.name, end, { ...body, at, noteMac }, this.keys.mac);
    await manager.query(INSERT_ENTRY, valuesOf(entry));
    if (note !== null) {
      await manager.query('INSERT INTO audit_note (chain, sequence, note) VALUES ($1, $2, $3)', [
        this.name,
        sequence,
        note,
      ]);
    }
    return entry;
  }

  /**
   * Between chains the time alone tells which entry is the later one (`latest`), and the clocks of two nodes are apart by
   * some milliseconds: what was written by another chain before this lies before it.
   */
  private async later(manager: EntityManager, at: number): Promise<number> {
    if (isSqlite(manager.connection)) return at;
    const [last] = (await manager.query(
      'SELECT chain, at FROM audit_entry WHERE at >= $1 AND at < $2 ORDER BY at DESC LIMIT 1',
      [at, at + MOST_APART_MS],
    )) as readonly { readonly chain: string; readonly at: number }[];
    return last === undefined || last.chain === this.name ? at : last.at + 1;
  }
}

const valuesOf = (entry: AuditEntry): unknown[] => [
  entry.chain,
  entry.sequence,
  entry.at,
  entry.actorKind,
  entry.actorId,
  entry.action,
  entry.contestId,
  entry.subjectId,
  entry.outcome,
  entry.detail,
  entry.covers,
  entry.noteMac,
  entry.previousMac,
  entry.mac,
];
