import { err, ok, type Result } from '../result.js';
import { entryWords, type AuditEntry, type Mac } from './entry.js';

/** Where a chain stands: the number and the keyed digest of its last entry. */
export interface ChainEnd {
  readonly sequence: number;
  readonly mac: string;
}

export const CHAIN_START: ChainEnd = { sequence: 0, mac: '' };

export type ChainBreak =
  /** Its number is not the next one: an entry before it was taken out, or it stands in the wrong place. */
  | 'entry-missing'
  /** It follows another entry than the one before it. */
  | 'entry-unlinked'
  /** Its words are not those that were signed. */
  | 'entry-changed'
  /** The chain ends before the place that was noted outside the database. */
  | 'tail-missing'
  /** The entry at the noted place is another one. */
  | 'tail-replaced';

export type EntryBody = Omit<AuditEntry, 'chain' | 'sequence' | 'previousMac' | 'mac'>;

/** The entry that follows `end`. */
export function linkEntry(chain: string, end: ChainEnd, body: EntryBody, mac: Mac): AuditEntry {
  const linked = { ...body, chain, sequence: end.sequence + 1, previousMac: end.mac };
  return { ...linked, mac: mac(entryWords(linked)) };
}

/** One step of a check: the new end of the chain, or how the entry breaks it. */
export function follow(end: ChainEnd, entry: AuditEntry, mac: Mac): Result<ChainEnd, ChainBreak> {
  if (entry.sequence !== end.sequence + 1) return err('entry-missing');
  if (entry.previousMac !== end.mac) return err('entry-unlinked');
  if (entry.mac !== mac(entryWords(entry))) return err('entry-changed');
  return ok({ sequence: entry.sequence, mac: entry.mac });
}

/**
 * Compares a chain with the place that was noted outside the database: a chain cut off at its end is sound in itself.
 * @param macAt the keyed digest of the entry at the noted place; null where there is none. Pruning never passes the note
 */
export function reaches(end: ChainEnd, noted: ChainEnd, macAt: string | null): ChainBreak | null {
  if (end.sequence < noted.sequence) return 'tail-missing';
  return macAt === noted.mac ? null : 'tail-replaced';
}
