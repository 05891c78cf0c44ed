/**
 * What goes into a package for a system of another office (文明创建): no such system has a published format, so that
 * indicators, names of files and the largest file are settings, and an index says which file belongs to which indicator.
 */
import type { LedgerRow } from './year-ledger.js';

export interface PackageSettings {
  /** Indicators with what counts for them; an entry may stand under several. */
  readonly indicators: readonly Indicator[];
  /** With {indicator}, {number}, {date}, {title}, {name}. */
  readonly pattern: string;
  /** Bytes; larger files are named in the index and left out. */
  readonly largestFile: number;
}

export interface Indicator {
  /** 指标编号, as that system writes it. */
  readonly number: string;
  readonly name: string;
  readonly kinds: readonly string[];
  readonly modes: readonly string[];
}

export interface PackageEntry {
  readonly id: string;
  readonly kind: string;
  readonly modes: readonly string[];
  readonly row: LedgerRow;
  readonly attachments: readonly { readonly id: string; readonly name: string; readonly bytes: number; readonly alt: string }[];
} // prettier-ignore

export interface PlannedFile {
  readonly path: string;
  readonly entryId: string;
  /** Null: the record itself, which is made as a document. */
  readonly attachmentId: string | null;
}

export interface IndexRow {
  readonly indicator: string;
  readonly indicatorName: string;
  readonly number: number;
  readonly onDate: string;
  readonly title: string;
  readonly file: string;
  readonly note: string;
}

export interface PackagePlan {
  readonly files: readonly PlannedFile[];
  readonly index: readonly IndexRow[];
}

export const USUAL_PATTERN = '{indicator}-{number}-{date}-{title}-{name}';
export const INDEX_FILE = '00-索引.xlsx';
/** Where a system allows 255 bytes; a Chinese sign takes three. */
const LONGEST_NAME = 70;

export function planPackage(settings: PackageSettings, entries: readonly PackageEntry[]): PackagePlan {
  const files: PlannedFile[] = [];
  const index: IndexRow[] = [];
  const taken = new Set([INDEX_FILE]);
  for (const indicator of settings.indicators) {
    const fitting = entries.filter(({ kind, modes }) => indicator.kinds.includes(kind) || indicator.modes.some((mode) => modes.includes(mode)));
    if (fitting.length === 0) index.push({ ...shown(indicator), number: 0, onDate: '', title: '', file: '', note: '没有对应的记录' });
    fitting.forEach((entry, place) => {
      const number = place + 1;
      const add = (name: string, attachmentId: string | null, note: string, bytes: number): void => {
        const row = { ...shown(indicator), number, onDate: entry.row.onDate, title: entry.row.title };
        if (bytes > settings.largestFile) {
          index.push({ ...row, file: '', note: `“${name}”超过单个文件上限，未放入，请另行压缩后上传` });
          return;
        }
        const path = free(nameOf(settings.pattern, indicator, entry.row, number, name), taken);
        files.push({ path, entryId: entry.id, attachmentId });
        index.push({ ...row, file: path, note });
      };
      add('记录.docx', null, '学习记录', 0);
      for (const one of entry.attachments) add(one.name, one.id, one.alt, one.bytes);
    });
  }
  return { files, index };
} // prettier-ignore

const shown = ({ number, name }: Indicator) => ({ indicator: number, indicatorName: name });

function nameOf(pattern: string, indicator: Indicator, row: LedgerRow, number: number, name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, end] = dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  const values: Readonly<Record<string, string>> = {
    indicator: indicator.number,
    number: String(number).padStart(2, '0'),
    date: row.onDate.replaceAll('-', ''),
    title: row.title,
    name: stem,
  };
  const filled = pattern.replace(/\{(indicator|number|date|title|name)\}/gu, (_, key: string) => values[key] ?? '');
  const plain = [...filled.replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, ' ').trim()].slice(0, LONGEST_NAME).join('');
  return `${plain === '' ? '文件' : plain}${end.replace(/[^.\p{L}\p{N}]/gu, '')}`;
}

/** Two of one name would be one file for whoever unpacks them; capital letters do not tell them apart on Windows. */
function free(path: string, taken: Set<string>): string {
  const dot = path.lastIndexOf('.');
  const [stem, end] = dot <= 0 ? [path, ''] : [path.slice(0, dot), path.slice(dot)];
  let name = path;
  for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${stem}(${copy})${end}`;
  taken.add(name.toLowerCase());
  return name;
}
