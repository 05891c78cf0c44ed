/** The log as a file that anybody with the public key can check: a line a record, the last one the signature. */
import { createHash } from 'node:crypto';

import type { EntityManager } from 'typeorm';

import type { AuditEntry } from '../core/audit/entry.js';
import type { AuditKeys } from './audit-keys.js';
import { signedBy } from './audit-keys.js';
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
}

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
  yield line({ format: FORMAT, from, to, exportedAt: now, publicKey: keys.publicKey } satisfies Header);
  const chains = (await manager.query('SELECT DISTINCT chain FROM audit_entry ORDER BY chain')) as readonly {
    readonly chain: string;
  }[];
  for (const { chain } of chains) {
    for await (const page of entryPages(manager, chain)) {
      const lines = page.filter(({ at }) => at >= from && at < to).map(line);
      if (lines.length > 0) yield lines.join('');
    }
  }
  yield `${JSON.stringify({ signature: keys.sign(signedWords(hash.digest('hex'))) })}\n`;
}

export interface ExportCheck {
  /** The signature is of these bytes, by the key. */
  readonly signed: boolean;
  readonly entries: number;
  /** An entry that does not follow the one before it in its chain, though both are in the file. */
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
    return { signed, entries: entries.length, unlinked: firstUnlinked(entries), publicKey: key };
  } catch {
    return null;
  }
}

function firstUnlinked(entries: readonly AuditEntry[]): ExportCheck['unlinked'] {
  const broken = entries.find((entry, index) => {
    const before = entries[index - 1];
    const next = before?.chain === entry.chain && before.sequence + 1 === entry.sequence;
    return next && before.mac !== entry.previousMac;
  });
  return broken ? { chain: broken.chain, sequence: broken.sequence } : null;
}

/** 16 hex digits in groups of four, to be compared by eye. */
export const fingerprint = (publicKey: string): string =>
  createHash('sha256')
    .update(publicKey.trim())
    .digest('hex')
    .slice(0, 16)
    .replace(/(.{4})(?=.)/g, '$1-');
