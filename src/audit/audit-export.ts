/** The log as a file that anybody with the public key can check: a line a record, the last one the signature. */
import { createHash } from 'node:crypto';

import type { EntityManager } from 'typeorm';

import type { ChainEnd } from '../core/audit/chain.js';
import type { AuditEntry } from '../core/audit/entry.js';
import type { AuditKeys } from './audit-keys.js';
import { signedBy } from './audit-keys.js';
import { EARLIER } from './covered-kinds.js';
import { entryPages } from './entry-pages.js';

const FORMAT = 'xuesai-audit-1';

export interface ExportSpan {
  /** Epoch milliseconds, inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

interface Header extends ExportSpan {
  readonly format: typeof FORMAT;
  readonly exportedAt: number;
  readonly publicKey: string;
  /** What the file has of each chain, without a gap; in files of earlier versions left out. */
  readonly chains?: readonly ChainSpan[];
}

interface ChainSpan {
  readonly chain: string;
  readonly first: ChainEnd;
  readonly last: ChainEnd;
}

type SpanRow = Readonly<
  Record<'chain' | 'firstMac' | 'lastMac', string> & Record<'firstSequence' | 'lastSequence', number>
>;

const signedWords = (digest: string): string => JSON.stringify([FORMAT, digest]);

/** Lines with their breaks; free texts that stand beside entries are left out, they may name people. */
export async function* exportLines(
  manager: EntityManager,
  keys: AuditKeys,
  { from, to }: ExportSpan,
  now: number,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: object): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  const chains = await spansOf(manager, { from, to });
  yield line({ format: FORMAT, from, to, exportedAt: now, publicKey: keys.publicKey, chains } satisfies Header);
  for (const { chain, first, last } of chains) {
    for await (const page of entryPages(manager, chain)) {
      const within = page.filter(({ sequence }) => sequence >= first.sequence && sequence <= last.sequence);
      if (within.length > 0) yield within.map(line).join('');
    }
  }
  yield `${JSON.stringify({ signature: keys.sign(signedWords(hash.digest('hex'))) })}\n`;
}

/** From the first entry of the time to the last: a clock that was set back between them makes no gap. */
async function spansOf(manager: EntityManager, { from, to }: ExportSpan): Promise<readonly ChainSpan[]> {
  const rows = (await manager.query(
    `SELECT span.chain, first.sequence AS "firstSequence", first.mac AS "firstMac", last.sequence AS "lastSequence",
        last.mac AS "lastMac"
      FROM (SELECT chain, MIN(sequence) AS low, MAX(sequence) AS high FROM audit_entry
        WHERE at >= $1 AND at < $2 GROUP BY chain) span
      JOIN audit_entry first ON first.chain = span.chain AND first.sequence = span.low
      JOIN audit_entry last ON last.chain = span.chain AND last.sequence = span.high
      ORDER BY span.chain`,
    [from, to],
  )) as readonly SpanRow[];
  return rows.map(({ chain, firstSequence, firstMac, lastSequence, lastMac }) => ({
    chain,
    first: { sequence: firstSequence, mac: firstMac },
    last: { sequence: lastSequence, mac: lastMac },
  }));
}

export interface ExportCheck {
  /** The signature is of these bytes, by the key. */
  readonly signed: boolean;
  readonly entries: number;
  /** An entry that does not follow the one before it in its chain, or an end of a chain that is not the one named. */
  readonly unlinked: { readonly chain: string; readonly sequence: number } | null;
  readonly publicKey: string;
}

/** Null: no file of this format. @param publicKey PEM; by default the one that the file names */
export function checkExport(text: string, publicKey?: string): ExportCheck | null {
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  try {
    const [header, ...entries] = text
      .slice(0, end)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown) as [Header, ...AuditEntry[]];
    const { signature } = JSON.parse(text.slice(end)) as { signature: string };
    if (header.format !== FORMAT || typeof signature !== 'string') return null;
    const key = publicKey ?? header.publicKey;
    const digest = createHash('sha256').update(text.slice(0, end)).digest('hex');
    const signed = signedBy(key, signedWords(digest), signature);
    return {
      signed,
      entries: entries.length,
      unlinked: firstUnlinked(entries) ?? firstOtherEnd(header.chains ?? [], entries),
      publicKey: key,
    };
  } catch {
    return null;
  }
}

function firstUnlinked(entries: readonly AuditEntry[]): ExportCheck['unlinked'] {
  const broken = entries.find((entry, index) => {
    const before = entries[index - 1];
    if (before?.chain !== entry.chain) return false;
    return before.mac !== entry.previousMac || (before.sequence + 1 !== entry.sequence && entry.chain !== EARLIER);
  });
  return broken ? { chain: broken.chain, sequence: broken.sequence } : null;
}

function firstOtherEnd(spans: readonly ChainSpan[], entries: readonly AuditEntry[]): ExportCheck['unlinked'] {
  for (const { chain, first, last } of spans) {
    const own = entries.filter((entry) => entry.chain === chain);
    if (!isEnd(first, own[0])) return { chain, sequence: first.sequence };
    if (!isEnd(last, own.at(-1))) return { chain, sequence: last.sequence };
  }
  return null;
}

const isEnd = ({ sequence, mac }: ChainEnd, entry: AuditEntry | undefined): boolean =>
  entry?.sequence === sequence && entry.mac === mac;

/** 16 hex digits in groups of four, to be compared by eye. */
export const fingerprint = (publicKey: string): string =>
  createHash('sha256')
    .update(publicKey.trim())
    .digest('hex')
    .slice(0, 16)
    .replace(/(.{4})(?=.)/g, '$1-');
