import { emptyEntry } from '../../../core/study/entry-rules.js';
import { isObject, readFields } from '../../../core/study/entry-input.js';
import { changesOf, entryOf, fieldsOf, withChanges } from '../../../core/study/merge.js';
import type { Entry, Finding, Kind } from '../../../core/study/types.js';
import { isPlainBody } from '../../../platform/http/clean-text.js';
import type { BulkEntry } from '../../../protocol/study-bulk.js';

type BulkStatus = NonNullable<BulkEntry['status']>;
const STATUSES: readonly BulkStatus[] = ['draft', 'submitted', 'approved', 'locked'];
const BESIDES = ['sourceId', 'unit', 'person', 'present', 'absent', 'observers', 'status', 'attendance'];
const NAME = /^[^\p{C}\s]{1,100}$/u;

/** A line as it was written: people and unit by whatever names it uses. */
export interface BulkLine {
  /** From 1. */
  readonly line: number;
  readonly sourceId: string | null;
  readonly unit: string;
  readonly person: string | null;
  readonly status: BulkStatus;
  /** Every name of a person in it, each once. */
  readonly people: readonly string[];
  /** With names for ids on its list; null where there are faults. */
  readonly entry: Entry | null;
  readonly faults: readonly Finding[];
}

export function readLine(text: string, line: number): BulkLine {
  const body = parsed(text);
  const nothing = { line, sourceId: null, unit: '', person: null, status: 'draft' as const, people: [], entry: null };
  if (body === null) return { ...nothing, faults: [{ path: '', message: '这一行不是一个 JSON 对象，请核对。' }] };
  const { sourceId, unit, person = null, status = 'submitted', attendance } = body;
  const faults: Finding[] = [];
  const demand = (sound: boolean, path: string, message: string) => sound || faults.push({ path, message });
  demand(isName(sourceId), 'sourceId', '请填写编号（不含空格，最多 100 个字符），再次导入时靠它识别。');
  demand(isName(unit), 'unit', '请填写组织的编码或编号。');
  demand(person === null || isName(person), 'person', '请填写人员的工号或编号。');
  demand(STATUSES.includes(status as BulkStatus), 'status', '状态请填写 draft、submitted、approved 或 locked。');
  demand(attendance === undefined, 'attendance', '出席情况请写在 present、absent 和 observers 中。');
  const rows = attendanceOf(body, faults);
  const plain = Object.fromEntries(Object.entries(body).filter(([name]) => !BESIDES.includes(name)));
  const { fields, faults: unread } = readFields({ ...plain, attendance: rows.map(({ row }) => row) });
  if (!fields.has('kind')) demand(plain['kind'] !== undefined, 'kind', '请填写活动类型。');
  if (!fields.has('onDate')) demand(plain['onDate'] !== undefined, 'onDate', '请填写日期，例如 2026-01-31。');
  // People stand on the list by number until their names are looked up.
  faults.push(...unread.map(({ path, message }) => ({ path: readable(path, rows), message })));
  const known = { line, sourceId: isName(sourceId) ? sourceId : null, unit: String(unit) };
  const named = { person: person as string | null, status: status as BulkStatus, people: rows.map(({ name }) => name) };
  if (faults.length > 0) return { ...known, ...named, entry: null, faults };
  const blank = fieldsOf(emptyEntry({ kind: fields.get('kind') as Kind, onDate: fields.get('onDate') as string }));
  const entry = entryOf(withChanges(blank, changesOf(blank, fields)));
  const attending = [...entry.attendance].map(([at, row]) => [rows[Number(at)]?.name ?? '', row] as const);
  return { ...known, ...named, entry: { ...entry, attendance: new Map(attending) }, faults };
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const body = JSON.parse(text) as unknown;
    return isObject(body) && isPlainBody(body) ? body : null;
  } catch {
    return null;
  }
}

interface Row {
  readonly name: string;
  readonly row: Readonly<Record<string, unknown>>;
}

function attendanceOf(body: Readonly<Record<string, unknown>>, faults: Finding[]): Row[] {
  const rows: Row[] = [];
  const seen = new Set<string>();
  for (const [list, state] of [
    ['present', 'present'],
    ['absent', 'absent'],
    ['observers', 'observer'],
  ] as const) {
    const given = body[list] ?? [];
    if (!Array.isArray(given)) {
      faults.push({ path: list, message: '请写成名单，例如 ["S1", "S2"]。' });
      continue;
    }
    given.forEach((one: unknown, at) => {
      const { person: name, ...more } = isObject(one) ? one : { person: one };
      if (!isName(name) || seen.has(name)) {
        faults.push({ path: `${list}.${at}`, message: '请填写人员的工号或编号，每人只写一次。' });
        return;
      }
      seen.add(name);
      rows.push({ name, row: { ...more, personId: String(rows.length), state } });
    });
  }
  return rows;
}

const readable = (path: string, rows: readonly Row[]): string =>
  path.replace(/^attendance\.(\d+)/, (_whole, at: string) => `attendance.${rows[Number(at)]?.name ?? at}`);

const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value);
