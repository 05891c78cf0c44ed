import { duplicateIds, expiredItems, similarStems } from '../core/question-bank/check-bank.js';
import type { Finding } from '../core/question-bank/finding.js';
import { locatorOf } from '../core/question-bank/locator.js';
import type { BankDocument, BankItem } from '../core/question-bank/types.js';
import { readBanks, type ReadBank, type UsableBank } from './bank-reader.js';
import type { FileFinding } from './schema-findings.js';
import { containsWords, SourceTexts } from './source-texts.js';

export interface VerifyOptions {
  /** Folder of the banks. */
  readonly directory: string;
  /** Folder of the source texts; null = the quotes cannot be checked. */
  readonly sources: string | null;
  /** YYYY-MM-DD. */
  readonly today: string;
}

export type VerifyFinding = Omit<Finding | FileFinding, 'code'> & { readonly code: string };

type Counts = Readonly<Record<string, number>>;

export interface BankSummary {
  readonly path: string;
  readonly slug: string;
  readonly title: string;
  readonly items: number;
  readonly kinds: Counts;
  /** By first tag. */
  readonly parts: Counts;
  readonly difficulties: Counts;
  /** Of single choice; true and false of true-false. */
  readonly keys: Counts;
  readonly easyRead: number;
  readonly readAloud: number;
}

export interface VerifyReport {
  readonly banks: readonly BankSummary[];
  readonly findings: readonly VerifyFinding[];
  readonly quotesChecked: number;
  readonly unchecked: {
    /** Items whose quote was not compared: no source folder, or none for their document. */
    readonly withoutSource: readonly string[];
    /** Items that rest on the published outline of a text and have no quote. */
    readonly structure: readonly string[];
  };
}

/** Everything that can be checked of the banks under a folder. Throws where the folder cannot be read. */
export async function verifyBanks(options: VerifyOptions): Promise<VerifyReport> {
  const read = await readBanks(options.directory);
  const usable = read.filter((bank): bank is UsableBank => bank.usable);
  const documents = usable.map(({ document }) => document);
  const items = documents.flatMap((document) => document.items);
  const quotes = await checkQuotes(items, options.sources === null ? null : new SourceTexts(options.sources));
  return {
    banks: usable.map(({ path, document }) => summaryOf(path, document)),
    findings: [
      ...read.flatMap(namedFindings),
      ...documents.flatMap((document) => expiredItems(document, options.today)),
      ...acrossBanks(documents),
      ...quotes.findings,
    ],
    quotesChecked: quotes.checked,
    unchecked: {
      withoutSource: quotes.withoutSource,
      structure: items.filter(({ verification }) => verification === 'structure').map(({ id }) => id),
    },
  };
}

/** A finding about a bank as a whole names its file. */
function namedFindings({ path, findings }: ReadBank): VerifyFinding[] {
  return findings.map((finding) =>
    finding.itemId === null ? { ...finding, message: `${path}：${finding.message}` } : finding,
  );
}

/** Within a bank these are found when it is read. */
function acrossBanks(documents: readonly BankDocument[]): VerifyFinding[] {
  const items = documents.flatMap((document) => document.items);
  const within = new Set(
    documents.flatMap((document) => [...duplicateIds(document.items), ...similarStems(document.items)]).map(keyOf),
  );
  return [...duplicateIds(items), ...similarStems(items)].filter((finding) => !within.has(keyOf(finding)));
}

function keyOf({ itemId, message }: Finding): string {
  return `${itemId ?? ''} ${message}`;
}

async function checkQuotes(items: readonly BankItem[], texts: SourceTexts | null) {
  const findings: VerifyFinding[] = [];
  const withoutSource: string[] = [];
  let checked = 0;
  for (const { id, source } of items) {
    if (source?.quote === undefined) continue;
    if (texts === null || !texts.has(source.document)) {
      withoutSource.push(id);
      continue;
    }
    checked += 1;
    const lookup = await texts.passage(source);
    if ('fault' in lookup) {
      findings.push({ itemId: id, code: 'source.not-found', severity: 'error', message: lookup.fault });
    } else if (!containsWords(lookup.text, source.quote)) {
      const message = `引文与原文（${locatorOf(source) ?? source.document}）不是逐字一致，请核对。`;
      findings.push({ itemId: id, code: 'source.quote-differs', severity: 'error', message });
    }
  }
  return { findings, withoutSource, checked };
}

function summaryOf(path: string, { slug, title, items }: BankDocument): BankSummary {
  return {
    path,
    slug,
    title,
    items: items.length,
    kinds: count(items.map((item) => (item.kind === 'choice' ? `choice-${item.select}` : item.kind))),
    parts: count(items.map(({ tags }) => tags[0] ?? '')),
    difficulties: count(items.map(({ difficulty }) => String(difficulty ?? '未写'))),
    keys: count(items.flatMap(keyLetter)),
    easyRead: items.filter(({ easyRead }) => easyRead !== undefined).length,
    readAloud: items.filter(({ readAloud }) => readAloud !== undefined).length,
  };
}

function keyLetter(item: BankItem): string[] {
  if (item.kind === 'true-false') return [String(item.correctResponse)];
  return item.kind === 'choice' && item.select === 'single' ? [item.correctResponse] : [];
}

function count(values: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const value of [...values].sort()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
