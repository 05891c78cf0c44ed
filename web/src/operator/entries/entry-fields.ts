/**
 * What a form holds of an entry, as flat fields by path (`title`, `record.host`, `attendance.<personId>.state`): the paths
 * of the server's merge, so that changes, conflicts and what is kept on the device all speak of the same things.
 */
import type {
  AttendanceFields,
  AttendancePatch,
  AttendanceState,
  EntryInfo,
  EntryKind,
  EntryPatch,
  FieldValue,
  StudyChannel,
} from '@protocol/study.js';
import { isLinkable } from './campaign-choice.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type AttendanceDraft = Writable<AttendanceFields>;

export interface EntryDraft {
  kind: EntryKind;
  channel: StudyChannel;
  title: string;
  onDate: string;
  startsAt: number | null;
  endsAt: number | null;
  minutes: number | null;
  place: string | null;
  modes: readonly string[];
  groups: readonly string[];
  /** Kept while the kind is another, and then no field of the entry. */
  campaignId: string | null;
  record: Record<string, string | number>;
  attendance: Record<string, AttendanceDraft>;
}

/** Without those that are null. */
export type Fields = ReadonlyMap<string, FieldValue>;
/** By path; null: taken out. */
export type Changes = ReadonlyMap<string, FieldValue>;

const PLAIN = [
  'kind',
  'channel',
  'title',
  'onDate',
  'startsAt',
  'endsAt',
  'minutes',
  'place',
  'modes',
  'groups',
  'campaignId',
] as const;
const ROW = ['state', 'reason', 'minutes', 'madeUpOn', 'madeUpChannel', 'madeUpForm'] as const;

export const emptyDraft = (kind: EntryKind, onDate: string): EntryDraft => ({
  kind,
  channel: 'offline',
  title: '',
  onDate,
  startsAt: null,
  endsAt: null,
  minutes: null,
  place: null,
  modes: [],
  groups: [],
  campaignId: null,
  record: {},
  attendance: {},
});

export function draftOf(info: EntryInfo): EntryDraft {
  const { kind, channel, title, onDate, startsAt, endsAt, minutes, place, campaignId, record, attendance } = info;
  const rows = attendance.map(({ personId, name: _name, staffCode: _code, ...row }) => [personId, row] as const);
  return {
    kind,
    channel,
    title,
    onDate,
    startsAt,
    endsAt,
    minutes,
    place,
    modes: info.modes.map(({ id }) => id),
    groups: info.groups.map(({ id }) => id),
    campaignId,
    record: { ...record },
    attendance: Object.fromEntries(rows),
  };
}

export function fieldsOf(draft: EntryDraft): Fields {
  const fields = new Map<string, FieldValue>();
  const put = (path: string, value: FieldValue): void => {
    if (value !== null) fields.set(path, value);
  };
  const settled = { ...draft, place: (draft.place?.trim() ?? '') || null, campaignId: isLinkable(draft.kind) ? draft.campaignId : null }; // prettier-ignore
  for (const name of PLAIN) put(name, settled[name]);
  for (const [key, value] of Object.entries(draft.record)) put(`record.${key}`, value === '' ? null : value);
  for (const [personId, row] of Object.entries(draft.attendance)) {
    for (const name of ROW) put(`attendance.${personId}.${name}`, row[name]);
  }
  return fields;
}

/** The other way round. Rows without a state are none. */
export function draftFrom(fields: Fields): EntryDraft {
  const get = <T>(name: (typeof PLAIN)[number], otherwise: T): T => (fields.get(name) as T | undefined) ?? otherwise;
  const record: Record<string, string | number> = {};
  const attendance: Record<string, AttendanceDraft> = {};
  for (const [path, value] of fields) {
    const [head = '', id = '', name = ''] = path.split('.');
    if (head === 'record') record[path.slice('record.'.length)] = value as string | number;
    if (head === 'attendance' && fields.has(`attendance.${id}.state`)) {
      Object.assign((attendance[id] ??= rowOf('present')), { [name]: value });
    }
  }
  return {
    kind: get('kind', 'other'),
    channel: get('channel', 'offline'),
    title: get('title', ''),
    onDate: get('onDate', ''),
    startsAt: get<number | null>('startsAt', null),
    endsAt: get<number | null>('endsAt', null),
    minutes: get<number | null>('minutes', null),
    place: get<string | null>('place', null),
    modes: get<readonly string[]>('modes', []),
    groups: get<readonly string[]>('groups', []),
    campaignId: get<string | null>('campaignId', null),
    record,
    attendance,
  };
}

export const rowOf = (state: AttendanceState): AttendanceDraft => ({
  state,
  reason: null,
  minutes: null,
  madeUpOn: null,
  madeUpChannel: null,
  madeUpForm: null,
});

export const same = (one: FieldValue, other: FieldValue): boolean => JSON.stringify(one) === JSON.stringify(other);

export function changesOf(before: Fields, after: Fields): Changes {
  const changes = new Map<string, FieldValue>();
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const value = after.get(path) ?? null;
    if (!same(before.get(path) ?? null, value)) changes.set(path, value);
  }
  return changes;
}

export function withChanges(fields: Fields, changes: Changes): Fields {
  const next = new Map(fields);
  for (const [path, value] of changes) {
    if (value === null) next.delete(path);
    else next.set(path, value);
  }
  return next;
}

/**
 * The body of a patch. Who is no longer absent loses what belongs to an absence, also where the page was not shown it; a
 * row that goes is named by its state alone.
 */
export function patchOf(changes: Changes): EntryPatch {
  const plain: Record<string, FieldValue> = {};
  const record: Record<string, FieldValue> = {};
  const rows = new Map<string, Record<string, FieldValue>>();
  for (const [path, value] of changes) {
    const [head = '', id = '', name = ''] = path.split('.');
    if (head === 'record') record[path.slice('record.'.length)] = value;
    else if (head === 'attendance') rows.set(id, { ...rows.get(id), [name]: value });
    else plain[head] = value;
  }
  const attendance = [...rows].map(([personId, row]) => ({ personId, ...settled(row) }) as AttendancePatch);
  return {
    ...plain,
    ...(Object.keys(record).length > 0 ? { record: record as NonNullable<EntryPatch['record']> } : {}),
    ...(attendance.length > 0 ? { attendance } : {}),
  };
}

const NO_ABSENCE = { reason: null, madeUpOn: null, madeUpChannel: null, madeUpForm: null };

function settled(row: Record<string, FieldValue>): Record<string, FieldValue> {
  if (!('state' in row)) return row;
  if (row['state'] === null) return { state: null };
  return row['state'] === 'absent' ? { minutes: null, ...row } : { ...row, ...NO_ABSENCE };
}

/**
 * What stands or falls together in a conflict: half of one row and half of the other would say what neither meant
 * (src/core/study/merge.ts).
 */
export function thingOf(path: string): string {
  const row = /^attendance\.[^.]+/.exec(path)?.[0];
  if (row === undefined) return path;
  return path.startsWith(`${row}.madeUp`) ? `${row}.madeUp` : row;
}

export interface EntryConflict {
  readonly path: string;
  /** What somebody else saved, and what stands in this form. */
  readonly current: FieldValue;
  readonly wanted: FieldValue;
}
const plain = (value: FieldValue | undefined): string =>
  JSON.stringify(typeof value === 'string' ? value.trim() : Array.isArray(value) ? [...value].sort() : (value ?? null));

/**
 * Where the server has a new entry already and with something that this page never sent: two pages began the same one.
 * @param sent by this page, each time that it tried
 */
export function foreignTo(sent: readonly Fields[], theirs: Fields, mine: Fields): readonly EntryConflict[] {
  return [...changesOf(theirs, mine)].flatMap(([path, wanted]) => {
    const current = theirs.get(path) ?? null;
    const own = [mine, ...sent].some((fields) => plain(fields.get(path)) === plain(current));
    return own ? [] : [{ path, current, wanted }];
  });
}

/** `both`: one text below the other. */
export type Choice = 'mine' | 'theirs' | 'both';

/**
 * What is left to be changed once every thing in conflict was chosen.
 * @param choices by what `thingOf` says
 */
export function chosenChanges(
  { theirs, mine, changes }: { readonly theirs: Fields; readonly mine: Fields; readonly changes: Changes },
  conflicts: readonly EntryConflict[],
  choices: ReadonlyMap<string, Choice>,
): Changes {
  const wanted = new Map<string, FieldValue>();
  for (const [path, value] of changes) if (choices.get(thingOf(path)) !== 'theirs') wanted.set(path, value);
  for (const path of [...mine.keys(), ...theirs.keys()]) {
    // The whole of a row, also what the other has and this one has not.
    if (choices.get(thingOf(path)) === 'mine') wanted.set(path, mine.get(path) ?? null);
  }
  for (const { path, current, wanted: own } of conflicts) {
    if (choices.get(thingOf(path)) === 'both') wanted.set(path, `${String(current)}\n${String(own)}`);
  }
  return wanted;
}
