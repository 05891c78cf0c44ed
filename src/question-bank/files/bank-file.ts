/** Our own bank format as a file, YAML or JSON. */
import type { ErrorObject } from 'ajv';
import { isMap, isNode, isSeq, LineCounter, parseDocument, stringify, YAMLParseError } from 'yaml';

import { readBankValue, type BankReading, type ShapeFault } from '../../core/question-bank/formats/bank/read-bank.js';
import type { ProblemCode } from '../../core/question-bank/formats/reading.js';
import type { BankDocument, StoredBankItem } from '../../core/question-bank/types.js';
import { itemErrors } from '../bank-schema.js';
import { fieldFaults } from '../schema-findings.js';
import { FileError } from './file-error.js';

/**
 * 5,000 items of 30 lines take the YAML parser 1.5 s and 0.3 GB. What it takes grows with the entries rather than with the
 * text, and each entry needs a line, a comma or a bracket.
 */
const MOST_YAML = { characters: 8 * 1024 * 1024, marks: 400_000 } as const;

interface ParsedBank {
  readonly value: unknown;
  /** Line of each entry of `items`, from 1; of YAML only. */
  readonly lines?: readonly number[];
}

/** Throws `FileError` where the text is neither JSON nor YAML, or too long. Aliases are not part of the format. */
export function readBankFile(text: string): BankReading {
  const { value, lines } = parsed(text);
  return readBankValue(value, { shape: shapeFaults, ...(lines === undefined ? {} : { lines }) });
}

function parsed(text: string): ParsedBank {
  const bare = text.replace(/^\uFEFF/u, '');
  if (/^\s*[{[]/u.test(bare)) {
    try {
      return { value: JSON.parse(bare) as unknown };
    } catch {
      // YAML has braces too, and says where the fault is.
    }
  }
  if (bare.length > MOST_YAML.characters || marksIn(bare) > MOST_YAML.marks) {
    throw new FileError('file.too-large', '题库的 YAML 文件太大，请分成几个文件，每个不超过一万道题，或者改用 JSON。');
  }
  return parseYaml(bare);
}

function marksIn(text: string): number {
  let marks = 0;
  for (const character of text) if (MARKS.has(character)) marks += 1;
  return marks;
}

const MARKS: ReadonlySet<string> = new Set('\n,[{');

function parseYaml(text: string): ParsedBank {
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter });
    const [fault] = document.errors;
    if (fault !== undefined) throw fault;
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    const items = isMap(document.contents) ? document.contents.get('items', true) : undefined;
    if (!isSeq(items)) return { value };
    const lines = items.items.map((item) => (isNode(item) ? lineCounter.linePos(item.range?.[0] ?? 0).line : 1));
    return { value, lines };
  } catch (error) {
    throw new FileError('file.malformed', sentenceOf(error));
  }
}

/** Whatever else the parser throws (aliases, nesting without end) is the file's fault too. */
function sentenceOf(error: unknown): string {
  const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
  return line === undefined
    ? '文件不是正确的 YAML 或 JSON，请对照题库说明检查格式（不支持别名和引用）。'
    : `文件不是正确的 YAML 或 JSON，请检查第 ${line} 行附近的缩进、冒号和引号。`;
}

/** Code by the field in which the fault lies, and by what is wrong with it. */
const CODES: readonly (readonly [field: RegExp, keyword: RegExp, code: ProblemCode])[] = [
  [/^stem$/u, /^(?:required|minLength)$/u, 'stem.missing'],
  [/^kind$/u, /./u, 'kind.unknown'],
  [/^(?:choices|targets)$/u, /^(?:required|minItems)$/u, 'choices.too-few'],
  [/^(?:choices|targets)$/u, /^maxItems$/u, 'choices.too-many'],
  [/./u, /^maxLength$/u, 'field.too-long'],
  [/^(?:choices|targets|select)/u, /./u, 'choices.malformed'],
  [/^correctResponse/u, /./u, 'key.unreadable'],
];

/** What keeps an item from being one of question-banks/bank.schema.json. */
export const shapeFaults = (item: unknown): ShapeFault[] =>
  fieldFaults(itemErrors(item)).map(({ field, error, message }) => ({ code: codeOf(field, error), message }));

function codeOf(field: string, { keyword, params }: ErrorObject): ProblemCode {
  const missing: unknown = (params as Readonly<Record<string, unknown>>)['missingProperty'];
  const meant = field === '' && typeof missing === 'string' ? missing : field;
  return CODES.find(([fields, keywords]) => fields.test(meant) && keywords.test(keyword))?.[2] ?? 'field.unreadable';
}

export function bankYaml(document: BankDocument<StoredBankItem>): string {
  // What YAML 1.1 would take for a truth or a date is quoted: other programs still read it so.
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 0, compat: 'yaml-1.1' });
}

export function bankJson(document: BankDocument<StoredBankItem>): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
