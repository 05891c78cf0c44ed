/**
 * Entries as flat fields, so that what two people changed at the same time can be put together: `title`,
 * `record.host`, `attendance.<personId>.state`.
 */
import type { Attendance, Channel, Entry, Kind, MakeUpForm, Reason, State, Value } from './types.js';

export type Fields = ReadonlyMap<string, Value>;

export interface Change {
  readonly path: string;
  readonly before: Value;
  readonly after: Value;
}

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
export const ATTENDANCE_FIELDS = ['state', 'reason', 'minutes', 'madeUpOn', 'madeUpChannel', 'madeUpForm'] as const;

/** What is null is not there. */
export function fieldsOf(entry: Entry): Map<string, Value> {
  const fields = new Map<string, Value>();
  const put = (path: string, value: Value) => value !== null && fields.set(path, value);
  for (const name of PLAIN) put(name, entry[name]);
  for (const [key, value] of Object.entries(entry.record)) put(`record.${key}`, value);
  for (const [personId, row] of entry.attendance) {
    for (const name of ATTENDANCE_FIELDS) put(`attendance.${personId}.${name}`, row[name]);
  }
  return fields;
}

/** The other way round. Rows of attendance without a state are none. */
export function entryOf(fields: Fields): Entry {
  const record: Record<string, string | number> = {};
  const people = new Map<string, Map<string, Value>>();
  for (const [path, value] of fields) {
    const [head = '', ...rest] = path.split('.');
    if (value === null) continue;
    if (head === 'record') record[rest.join('.')] = value as string | number;
    if (head !== 'attendance') continue;
    const [personId = '', name = ''] = rest;
    const row = people.get(personId) ?? new Map<string, Value>();
    people.set(personId, row.set(name, value));
  }
  const of = <T>(name: (typeof PLAIN)[number]) => (fields.get(name) ?? null) as T;
  const rows = [...people].filter(([, row]) => row.has('state'));
  return {
    kind: of<Kind>('kind'),
    channel: of<Channel>('channel'),
    title: of<string>('title'),
    onDate: of<string>('onDate'),
    startsAt: of<number | null>('startsAt'),
    endsAt: of<number | null>('endsAt'),
    minutes: of<number | null>('minutes'),
    place: of<string | null>('place'),
    modes: of<readonly string[] | null>('modes') ?? [],
    groups: of<readonly string[] | null>('groups') ?? [],
    campaignId: of<string | null>('campaignId'),
    record,
    attendance: new Map(rows.map(([personId, row]) => [personId, attendanceOf(row)])),
  };
}

function attendanceOf(row: ReadonlyMap<string, Value>): Attendance {
  const of = <T>(name: (typeof ATTENDANCE_FIELDS)[number]) => (row.get(name) ?? null) as T;
  return {
    state: of<State>('state'),
    reason: of<Reason | null>('reason'),
    minutes: of<number | null>('minutes'),
    madeUpOn: of<string | null>('madeUpOn'),
    madeUpChannel: of<Channel | null>('madeUpChannel'),
    madeUpForm: of<MakeUpForm | null>('madeUpForm'),
  };
}

/**
 * What a patch really changes. A row of attendance that goes takes all of its fields with it; who was there after all has
 * no reason any more, and a make-up that was none no form: whoever writes may not see either.
 */
export function changesOf(fields: Fields, patch: Fields): Change[] {
  const wanted = new Map(patch);
  for (const [path, value] of patch) {
    const row = rowOf(path);
    if (row === null) continue;
    const goes = (names: readonly string[]) => names.map((name) => `${row}.${name}`).filter((one) => fields.has(one));
    if (path === `${row}.state` && value === null) for (const one of goes(ATTENDANCE_FIELDS)) wanted.set(one, null);
    const hidden = path === `${row}.madeUpOn` && value === null ? ['madeUpChannel', 'madeUpForm'] : [];
    if (path === `${row}.state` && value !== null && value !== 'absent') hidden.push('reason');
    for (const one of goes(hidden)) if (!patch.has(one)) wanted.set(one, null);
  }
  return [...wanted].flatMap(([path, after]) => {
    const before = fields.get(path) ?? null;
    return same(before, after) ? [] : [{ path, before, after }];
  });
}

export function withChanges(fields: Fields, changes: readonly Change[]): Map<string, Value> {
  const next = new Map(fields);
  for (const { path, after } of changes) {
    if (after === null) next.delete(path);
    else next.set(path, after);
  }
  return next;
}

export interface Conflict {
  readonly path: string;
  /** What stands there now, and what the patch wanted. */
  readonly current: Value;
  readonly wanted: Value;
}

/**
 * Where the same thing was changed by somebody else since, to something else. State, reason and minutes of one person
 * are one thing: half of one and half of the other would say what neither meant; so are the three of a make-up.
 * @param since paths that were changed after the version that the patch was made on
 */
export function conflictsOf(fields: Fields, patch: Fields, since: readonly string[]): Conflict[] {
  const touched = new Set(since.map(thingOf));
  return [...patch].flatMap(([path, wanted]) => {
    const current = fields.get(path) ?? null;
    const row = rowOf(path);
    const gone = row !== null && since.includes(`${row}.state`) && !fields.has(`${row}.state`);
    return (touched.has(thingOf(path)) || gone) && !same(current, wanted) ? [{ path, current, wanted }] : [];
  });
}

/** `attendance.<personId>` of a path below it. */
const rowOf = (path: string): string | null => /^attendance\.[^.]+/.exec(path)?.[0] ?? null;

function thingOf(path: string): string {
  const row = rowOf(path);
  if (row === null) return path;
  return path.startsWith(`${row}.madeUp`) ? `${row}.madeUp` : row;
}

const same = (one: Value, other: Value): boolean =>
  one === other || (Array.isArray(one) && Array.isArray(other) && one.join('\n') === other.join('\n'));
