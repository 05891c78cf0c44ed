/** Approved entries with all that files show of them; never a reason of absence, never who was absent. */
import type { EntityManager } from 'typeorm';

import { RECORD_FIELDS } from '../../core/study/record-fields.js';
import type { RecordField } from '../../core/study/types.js';
import { idList } from '../../platform/database/json-rows.js';
import type { EntryKind, EntryRecord, StudyChannel } from '../../protocol/study.js';
import { ModeBook } from '../modes/mode-book.js';
import { channelText, KIND_NAMES } from './words.js';
import type { LedgerRow } from './year-ledger.js';

export interface ReadEntry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly personId: string | null;
  readonly modes: readonly { readonly id: string; readonly label: string }[];
  readonly attachments: readonly ReadAttachment[];
  readonly row: LedgerRow;
}
export interface ReadAttachment {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly alt: string;
}

interface Stored {
  readonly id: string;
  readonly kind: EntryKind;
  readonly channel: StudyChannel;
  readonly personId: string | null;
  readonly title: string;
  readonly onDate: string;
  readonly minutes: number | null;
  readonly place: string | null;
  readonly record: string;
  readonly late: boolean | number;
  readonly expected: number;
  readonly present: number;
  readonly observers: number | string;
  readonly madeUp: number | string;
}

const COLUMNS = `SELECT entry.id, entry.kind, entry.channel, entry.person_id AS "personId", entry.title, entry.on_date AS "onDate",
    entry.minutes, entry.place, entry.record, entry.late, entry.expected, entry.present,
    (SELECT COUNT(*) FROM study_attendance one WHERE one.entry_id = entry.id AND one.state = 'observer') AS "observers",
    (SELECT COUNT(*) FROM study_attendance one WHERE one.entry_id = entry.id AND one.made_up_on IS NOT NULL) AS "madeUp"
  FROM study_entry entry WHERE entry.status IN ('approved', 'locked')`;
const IN_ORDER = `ORDER BY entry.on_date, entry.id`;

/** Who had their data erased, in the words of the organisation. */
const ERASED = '已注销人员';

export interface Period {
  readonly from: string;
  readonly to: string;
}

type NamesOf = (personIds: readonly string[]) => Promise<ReadonlyMap<string, { readonly name: string }>>;

/** Of a unit itself. */
export async function readEntries(
  manager: EntityManager,
  unitId: string,
  { from, to }: Period,
  namesOf: NamesOf,
): Promise<ReadEntry[]> {
  const where = `AND entry.unit_id = $1 AND entry.on_date >= $2 AND entry.on_date <= $3`;
  const stored = (await manager.query(`${COLUMNS} ${where} ${IN_ORDER}`, [unitId, from, to])) as readonly Stored[];
  return whole(manager, stored, namesOf);
}

/** Of whatever unit; what is not approved is left out. */
export async function readEntriesOf(
  manager: EntityManager,
  ids: readonly string[],
  namesOf: NamesOf,
): Promise<ReadEntry[]> {
  const where = `AND entry.id IN (${idList(manager, 1)})`;
  const stored = (await manager.query(`${COLUMNS} ${where} ${IN_ORDER}`, [JSON.stringify(ids)])) as readonly Stored[];
  return whole(manager, stored, namesOf);
}

async function whole(manager: EntityManager, stored: readonly Stored[], namesOf: NamesOf): Promise<ReadEntry[]> {
  const ids = [JSON.stringify(stored.map(({ id }) => id))];
  const of = idList(manager, 1);
  const book = await ModeBook.read(manager);
  const modes = grouped((await manager.query(`SELECT entry_id AS "of", mode_id AS "id", label FROM study_entry_mode WHERE entry_id IN (${of}) ORDER BY id`, ids)) as readonly { of: string; id: string; label: string }[]);
  const attachments = grouped((await manager.query(`SELECT owner_id AS "of", id, name, file, bytes, alt FROM attachment WHERE owner_kind = 'entry' AND removed_at IS NULL AND file IS NOT NULL AND owner_id IN (${of}) ORDER BY id`, ids)) as readonly (ReadAttachment & { of: string })[]);
  const corrections = grouped((await manager.query(`SELECT entry_id AS "of", changes, reason FROM study_entry_correction WHERE entry_id IN (${of}) ORDER BY number`, ids)) as readonly (Correction & { of: string })[]);
  const names = await namesOf([...new Set(stored.flatMap(({ personId }) => personId ?? []))]);
  const nameOf = (id: string): string => names.get(id)?.name ?? ERASED;
  return stored.map((entry) => {
    const files = attachments.get(entry.id) ?? [];
    const own = modes.get(entry.id) ?? [];
    const fieldOf = fieldsBy(book, own.map(({ id }) => id), entry.onDate);
    const corrected = (corrections.get(entry.id) ?? []).map((one) => correctionText(one, fieldOf));
    return {
      id: entry.id,
      kind: entry.kind,
      personId: entry.personId,
      modes: own.map(({ id, label }) => ({ id, label })),
      attachments: files.map(({ of: _of, ...file }) => file),
      row: rowOf(entry, fieldOf, { evidence: files.map(({ name }) => name), corrections: corrected, person: entry.personId === null ? null : nameOf(entry.personId) }),
    };
  });
} // prettier-ignore

/** Units with anything approved in these days. */
export async function unitsThatLearned(manager: EntityManager, { from, to }: Period): Promise<ReadonlySet<string>> {
  const sql = `SELECT DISTINCT unit_id AS "unitId" FROM study_entry
    WHERE status IN ('approved', 'locked') AND on_date >= $1 AND on_date <= $2`;
  const rows = (await manager.query(sql, [from, to])) as readonly { readonly unitId: string }[];
  return new Set(rows.map(({ unitId }) => unitId));
}

type FieldOf = (key: string) => Pick<RecordField, 'label' | 'unit'>;

/** As the modes of an entry called its fields on its day; what they do not ask for, as it is usually called. */
function fieldsBy(book: ModeBook, modeIds: readonly string[], onDate: string): FieldOf {
  const asked = book.evidence(modeIds, onDate).flatMap(({ evidence }) => evidence);
  const own = new Map(asked.filter(({ source }) => source === 'record').map((field) => [field.key, field]));
  return (key) => own.get(key) ?? RECORD_FIELDS.get(key) ?? book.fields.get(key) ?? { label: key };
}

function grouped<Row extends { readonly of: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.of, [...(groups.get(row.of) ?? []), row]);
  return groups;
}

/** Fields that have a column of their own. */
const PLACED: readonly string[] = ['host', 'recorder', 'leader', 'speaker', 'speaker-unit', 'source', 'item'];

type Beside = Pick<LedgerRow, 'evidence' | 'corrections' | 'person'>;

function rowOf(entry: Stored, fieldOf: FieldOf, beside: Beside): LedgerRow {
  const record = JSON.parse(entry.record) as EntryRecord;
  const text = (key: string): string => String(record[key] ?? '').trim();
  const speaker = [text('speaker'), text('speaker-unit')].filter((part) => part !== '').join('\n');
  const alone = entry.personId !== null;
  return {
    onDate: entry.onDate,
    kind: KIND_NAMES[entry.kind],
    channel: channelText(entry.channel, alone),
    title: entry.title,
    place: entry.place ?? '',
    minutes: entry.minutes,
    led: [text('leader'), speaker, text('host')].find((part) => part !== '') ?? '',
    recorder: text('recorder'),
    expected: alone ? null : entry.expected,
    present: alone ? null : entry.present,
    observers: alone ? null : Number(entry.observers),
    madeUp: alone ? null : Number(entry.madeUp),
    content: Object.entries(record)
      .filter(([key, value]) => !PLACED.includes(key) && String(value).trim() !== '')
      .map(([key, value]) => ({ label: fieldOf(key).label, text: `${value}${fieldOf(key).unit ?? ''}` })),
    source: [text('source'), text('item')].filter((part) => part !== '').join('；'),
    late: Boolean(entry.late),
    ...beside,
  };
} // prettier-ignore

const PATHS: Readonly<Record<string, string>> = {
  title: '主题',
  onDate: '日期',
  startsAt: '开始时间',
  endsAt: '结束时间',
  minutes: '时长',
  place: '地点',
  kind: '形式',
  channel: '渠道',
  modes: '学习方式',
  groups: '内容分组',
  campaignId: '读书活动',
};

interface Correction {
  readonly changes: string;
  readonly reason: string;
}

/**
 * What was corrected, by its name, and why; of the list of attendance nothing more than that it was: why somebody is
 * on it otherwise now says who was absent, and often the reason.
 */
function correctionText({ changes, reason }: Correction, fieldOf: FieldOf): string {
  const changed = JSON.parse(changes) as readonly { path: string; before: unknown; after: unknown }[];
  const parts = changed.map(({ path, before, after }) => {
    const [head = '', key = ''] = path.split('.');
    if (head === 'attendance') return ATTENDANCE;
    if (head === 'record') return fieldOf(key).label;
    const plain = head === 'title' || head === 'onDate' || head === 'minutes' || head === 'place';
    const said = plain ? `由“${String(before ?? '')}”改为“${String(after ?? '')}”` : '';
    return `${PATHS[head] ?? head}${said}`;
  });
  const what = [...new Set(parts)].join('、');
  return parts.includes(ATTENDANCE) ? what : `${what}（理由：${reason}）`;
} // prettier-ignore

const ATTENDANCE = '出席名单';
