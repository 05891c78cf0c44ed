import { checkItem } from '../../check-item.js';
import type { Finding, FindingCode } from '../../finding.js';
import { hasKey, type BankSourceDocument, type StoredBankItem } from '../../types.js';
import type { Place, Problem, ProblemCode, ReadItem, Reading } from '../reading.js';
import { completeItems } from './complete-item.js';

export interface ShapeFault {
  readonly code: ProblemCode;
  /** One Chinese sentence. */
  readonly message: string;
}

export interface BankChecking {
  /** What keeps a value from being an item of question-banks/bank.schema.json; empty: it is one. */
  readonly shape: (item: unknown) => readonly ShapeFault[];
  /** Line of each item, from 1, where the file has lines. */
  readonly lines?: readonly number[];
}

export interface BankReading extends Reading {
  /** What the file says of the bank itself; what it lacks or writes wrongly is absent and, if written, in `warnings`. */
  readonly bank: {
    readonly slug?: string;
    readonly title?: string;
    readonly description?: string;
    readonly documents: readonly BankSourceDocument[];
  };
}

type Written = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why an item of the right shape cannot be used; other findings are advice to its author and no matter of reading. */
const AS_PROBLEM: Readonly<Partial<Record<FindingCode, ProblemCode>>> = {
  'source.invalid-date': 'field.unreadable',
  'choice.duplicate': 'choices.duplicate',
  'key.unknown-choice': 'key.unknown-choice',
  'key.incomplete': 'key.contradictory',
  'blank.count': 'blank.count',
  'blank.empty': 'key.unreadable',
  'blank.range': 'key.unreadable',
};
/** More than these of one item say nothing new. */
const FAULTS_TOLD = 3;

/**
 * Reads a bank of our own format that YAML or JSON has been parsed to. Each item stands for itself: a faulty one is
 * rejected with all that is wrong with it, up to three sentences. An item without a key is a draft and named in a warning.
 */
export function readBankValue(value: unknown, checking: BankChecking): BankReading {
  const head = isRecord(value) ? readHead(value) : { bank: { documents: [] }, warnings: [] };
  const written = isRecord(value) && Array.isArray(value['items']) ? (value['items'] as readonly unknown[]) : null;
  if (written === null || written.length === 0) {
    const message =
      written === null
        ? '文件里没有题目列表 items，请对照题库说明检查格式。'
        : '题库里没有题目，请在 items 下写上题目后再导入。';
    const code = written === null ? 'file.malformed' : 'file.empty';
    return { ...head, read: 0, items: [], rejected: [{ place: {}, code, message }] };
  }

  const items: ReadItem[] = [];
  const rejected: Problem[] = [];
  const warnings = [...head.warnings];
  const ids = new Set<string>();
  written.forEach((entry, index) => {
    const place = placeOf(entry, index, checking.lines);
    const fault = faultOf(entry, checking.shape, ids);
    if (fault !== null) {
      rejected.push({ place, ...fault });
      return;
    }
    const [item] = completeItems({ documents: head.bank.documents, items: [entry as StoredBankItem] });
    if (item === undefined) return;
    ids.add(item.id);
    items.push({ place, item });
    if (!hasKey(item)) {
      warnings.push({ place, code: 'key.missing', message: '这道题没有答案，只能作为草稿，请补上 correctResponse。' });
    }
  });
  return { bank: head.bank, read: written.length, items, rejected, warnings };
}

function faultOf(entry: unknown, shape: BankChecking['shape'], ids: ReadonlySet<string>): ShapeFault | null {
  const shapeFaults = shape(entry);
  if (shapeFaults.length > 0) return told(shapeFaults);
  const item = entry as StoredBankItem;
  if (ids.has(item.id)) {
    return { code: 'item.duplicate', message: `题号 ${item.id} 前面已经用过，请改成不同的题号。` };
  }
  const [complete] = completeItems({ documents: [], items: [item] });
  return complete === undefined ? null : told(checkItem(complete, { documents: [] }).flatMap(asFault));
}

function asFault({ code, severity, message }: Finding): ShapeFault[] {
  const problem = AS_PROBLEM[code];
  return severity === 'error' && problem !== undefined ? [{ code: problem, message }] : [];
}

function told(faults: readonly ShapeFault[]): ShapeFault | null {
  const [first] = faults;
  if (first === undefined) return null;
  const sentences = new Set(faults.slice(0, FAULTS_TOLD).map(({ message }) => message));
  return { code: first.code, message: [...sentences].join('') };
}

function placeOf(entry: unknown, index: number, lines: readonly number[] | undefined): Place {
  const id = isRecord(entry) ? entry['id'] : undefined;
  const line = lines?.[index];
  return {
    item: typeof id === 'string' && id !== '' ? id.slice(0, 100) : `第 ${index + 1} 题`,
    ...(line === undefined ? {} : { line }),
  };
}

function readHead(value: Written): Pick<BankReading, 'bank' | 'warnings'> {
  const warnings: Problem[] = [];
  const warn = (message: string) => warnings.push({ place: {}, code: 'field.unreadable', message });
  const text = (name: string): string | undefined => {
    const written = value[name];
    if (typeof written === 'string') return written;
    if (written !== undefined) warn(`题库的“${name}”不是文字，没有读取，请改正。`);
    return undefined;
  };
  const texts = Object.fromEntries(
    ['slug', 'title', 'description'].flatMap((name) => {
      const written = text(name);
      return written === undefined ? [] : [[name, written]];
    }),
  );
  const listed: unknown = value['documents'] ?? [];
  if (!Array.isArray(listed)) warn('题库的“documents”不是列表，没有读取，请改正。');
  const documents = (Array.isArray(listed) ? listed : []).filter((entry, index): entry is BankSourceDocument => {
    const fits = isRecord(entry) && ['slug', 'title', 'edition'].every((name) => typeof entry[name] === 'string');
    if (!fits) warn(`documents 的第 ${index + 1} 项缺少 slug、title 或 edition，没有读取，请补上。`);
    return fits;
  });
  return { bank: { ...texts, documents }, warnings };
}
