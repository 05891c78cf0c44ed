import type { EntityManager } from 'typeorm';

import { CHAIN_START, follow, type ChainBreak, type ChainEnd } from '../core/audit/chain.js';
import type { Cover } from '../core/audit/cover.js';
import type { AuditEntry } from '../core/audit/entry.js';
import type { AuditKeys } from './audit-keys.js';
import { checkpointsOf, writeCheckpoint, type CarriedCover } from './checkpoint.js';
import { CONTEST_DELETED, contestOfKey, DELETED_CONTESTS, EARLIER } from './covered-kinds.js';
import { firstEntries } from './entry-pages.js';
import { brokenAt } from './head-note.js';

/** Entries in one transaction: some milliseconds in which responses of a running contest wait. */
const CHUNK = 500;

export interface Pruned {
  readonly chain: string;
  readonly entries: number;
  /** Of the last entry that went. */
  readonly through: number;
}

export interface PruneStop {
  readonly chain: string;
  readonly sequence: number;
  readonly what: ChainBreak | 'checkpoint-forged';
}

export interface PruneWish {
  readonly chain: string;
  /** Epoch milliseconds. */
  readonly before: number;
  readonly now: number;
  /** What is noted outside the database; pruning never goes past it. */
  readonly noted: ChainEnd | null;
}

/** Chains that this key can check; what was recorded before there were chains stays. */
export async function prunableChains(manager: EntityManager, keys: AuditKeys): Promise<string[]> {
  const rows = (await manager.query('SELECT DISTINCT chain FROM audit_entry')) as readonly { readonly chain: string }[];
  return rows.map(({ chain }) => chain).filter((chain) => chain !== EARLIER && chain.endsWith(`.${keys.keyId}`));
}

/**
 * Takes at most one chunk of a chain's oldest entries out, and leaves a signed checkpoint with what they vouched for.
 * A chain that is broken there is left as it is: the proof of it must not go. The last entry always stays. Inside a
 * transaction. @returns null where there was nothing to do
 */
export async function pruneChunk(
  manager: EntityManager,
  keys: AuditKeys,
  { chain, before, now, noted }: PruneWish,
): Promise<Pruned | PruneStop | null> {
  const checkpoint = (await checkpointsOf(manager)).get(chain) ?? null;
  if (checkpoint !== null && !keys.signed(checkpoint.words, checkpoint.signature)) {
    return { chain, sequence: checkpoint.sequence, what: 'checkpoint-forged' };
  }
  const broken = noted && (await brokenAt(manager, chain, noted));
  if (noted && broken) return { chain, sequence: noted.sequence, what: broken };
  const entries = await firstEntries(manager, chain, CHUNK + 1);
  const old = entries
    .slice(0, oldOnes(entries, before))
    .filter(({ sequence }) => noted === null || sequence <= noted.sequence);
  if (old.length === 0) return null;
  let end: ChainEnd = checkpoint ?? CHAIN_START;
  for (const entry of old) {
    const step = follow(end, entry, keys.mac);
    if (!step.ok) return { chain, sequence: entry.sequence, what: step.error };
    end = step.value;
  }
  const covers = carried([...(checkpoint?.covers ?? []), ...old.flatMap(coversOf)]);
  await writeCheckpoint(manager, { chain, sequence: end.sequence, mac: end.mac, covers }, now, keys.sign.bind(keys));
  for (const table of ['audit_note', 'audit_entry']) {
    await manager.query(`DELETE FROM ${table} WHERE chain = $1 AND sequence <= $2`, [chain, end.sequence]);
  }
  return { chain, entries: old.length, through: end.sequence };
}

/** How many from the beginning are old, the last entry of all never among them. */
function oldOnes(entries: readonly AuditEntry[], before: number): number {
  const young = entries.findIndex(({ at }) => at >= before);
  return Math.min(young === -1 ? entries.length : young, entries.length - 1, CHUNK);
}

function coversOf(entry: AuditEntry): CarriedCover[] {
  const { at, contestId } = entry;
  const covers = entry.covers === null ? [] : (JSON.parse(entry.covers) as Cover[]).map((cover) => ({ ...cover, at }));
  if (entry.action !== CONTEST_DELETED || contestId === null) return covers;
  return [...covers, { kind: DELETED_CONTESTS, keys: [contestId], digest: '', count: 0, at }];
}

/** Rows of deleted contests are gone by right; that they were deleted is kept, for what other chains say of them. */
function carried(covers: readonly CarriedCover[]): CarriedCover[] {
  const deleted = new Set(covers.filter(({ kind }) => kind === DELETED_CONTESTS).flatMap(({ keys }) => keys));
  return covers.filter(({ kind, keys }) => kind === DELETED_CONTESTS || !deleted.has(contestOfKey(keys[0] ?? '')));
}
