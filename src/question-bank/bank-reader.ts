import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';

import { checkBank, isUsable } from '../core/question-bank/check-bank.js';
import type { Finding } from '../core/question-bank/finding.js';
import { completeItems } from '../core/question-bank/formats/bank/complete-item.js';
import type { BankDocument } from '../core/question-bank/types.js';
import { bankErrors, standardErrors } from './bank-schema.js';
import { schemaFindings, type FileFinding } from './schema-findings.js';

const BANK_FILE = 'bank.yaml';
const PARTS_FOLDER = 'items';
/** A thousand items are about 1 MB; aliases are not part of the format. */
const PARSING = { maxAliasCount: 0 } as const;

interface ReadFile {
  /** As it was found on disk. */
  readonly path: string;
  /** Errors and advice. */
  readonly findings: readonly (Finding | FileFinding)[];
}
export interface UsableBank extends ReadFile {
  readonly usable: true;
  readonly document: BankDocument;
}
export interface RefusedBank extends ReadFile {
  readonly usable: false;
}
export type ReadBank = UsableBank | RefusedBank;

/** Reads DIR/<slug>/bank.yaml of every folder, in order of the folders' names. Throws where DIR cannot be read. */
export async function readBanks(directory: string): Promise<ReadBank[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(directory, entry.name, BANK_FILE))
    .filter((path) => existsSync(path))
    .sort();
  return Promise.all(paths.map(readBank));
}

/**
 * @param path of bank.yaml; a large bank keeps its items in parts beside it, items/*.yaml, each a list of items, which
 *   follow those of bank.yaml in the order of their names
 */
export async function readBank(path: string): Promise<ReadBank> {
  const content = await readDocument(path);
  if ('fault' in content)
    return refused(path, [{ itemId: null, code: 'file.unreadable', severity: 'error', message: content.fault }]);
  const errors = bankErrors(content.value);
  const faults = errors.length > 0 ? errors : standardErrors(content.value);
  if (faults.length > 0) return refused(path, schemaFindings(faults, content.value));
  const written = content.value as BankDocument;
  const document = { ...written, items: completeItems(written) };
  const findings = [...slugFindings(path, document), ...checkBank(document)];
  if (!isUsable(findings as readonly Finding[])) return refused(path, findings);
  return { usable: true, path, findings, document };
}

type Content = { readonly value: unknown } | { readonly fault: string };

async function readDocument(path: string): Promise<Content> {
  const bank = parseYaml(await readFile(path, 'utf8'));
  const folder = join(dirname(path), PARTS_FOLDER);
  if ('fault' in bank || !existsSync(folder)) return bank;
  const parts: unknown[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort()) {
    const part = parseYaml(await readFile(join(folder, name), 'utf8'));
    if ('fault' in part) return { fault: `${PARTS_FOLDER}/${name}：${part.fault}` };
    if (!Array.isArray(part.value)) {
      return { fault: `${PARTS_FOLDER}/${name} 应当是题目的列表，每道题以“- id:”开头，请改正。` };
    }
    parts.push(...(part.value as unknown[]));
  }
  const document = bank.value as { readonly items?: unknown } | null;
  if (typeof document !== 'object' || document === null) return bank;
  const own = Array.isArray(document.items) ? (document.items as unknown[]) : [];
  return { value: { ...document, items: [...own, ...parts] } };
}

function refused(path: string, findings: RefusedBank['findings']): RefusedBank {
  return { usable: false, path, findings };
}

function parseYaml(text: string): Content {
  try {
    return { value: parse(text, PARSING) as unknown };
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error;
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    return {
      fault: `文件不是正确的 YAML${line === undefined ? '' : `，请检查第 ${line} 行附近`}（${firstLine(error.message)}）。`,
    };
  }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/:$/u, '');
}

function slugFindings(path: string, document: BankDocument): FileFinding[] {
  const folder = basename(dirname(path));
  if (folder === document.slug) return [];
  const message = `slug 是“${document.slug}”，文件夹却叫“${folder}”，请改成一致。`;
  return [{ itemId: null, code: 'file.slug', severity: 'error', message }];
}
