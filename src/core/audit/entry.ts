/** One line of the audit log. Texts are kept as they were written, so that what was signed can be read again. */
export const ACTOR_KINDS = ['operator', 'participant', 'server', 'command-line'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const OUTCOMES = ['ok', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface AuditEntry {
  /** One chain per writer. */
  readonly chain: string;
  /** From 1, without a gap. */
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actorKind: ActorKind;
  readonly actorId: string | null;
  /** Dotted, such as `operator.signed-in`. */
  readonly action: string;
  readonly contestId: string | null;
  readonly subjectId: string | null;
  readonly outcome: Outcome;
  /** JSON. */
  readonly detail: string;
  /** JSON of `Cover[]`; null where the entry covers no rows. */
  readonly covers: string | null;
  /** Of the free text that stands beside the entry and may be erased; null without one. */
  readonly noteMac: string | null;
  readonly previousMac: string;
  readonly mac: string;
}

/** A keyed digest. The core knows no cryptography; whoever has the key gives it. */
export type Mac = (words: string) => string;

/** What the keyed digest of an entry is made of: JSON of an array, so that no two entries have the same words. */
export function entryWords(entry: Omit<AuditEntry, 'mac'>): string {
  return JSON.stringify([
    'entry',
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
  ]);
}

/** Bound to its entry, so that the note of one cannot stand beside another. */
export const noteWords = (chain: string, sequence: number, note: string): string =>
  JSON.stringify(['note', chain, sequence, note]);
