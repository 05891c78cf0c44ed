/** Entries as rows, in and out. */
import type { EntityManager } from 'typeorm';

import { headcountOf } from '../../core/study/attendance.js';
import type { Change } from '../../core/study/merge.js';
import type { Attendance, Entry } from '../../core/study/types.js';
import { jsonInsert } from '../../platform/database/json-rows.js';
import { newId } from '../../platform/ids.js';
import type { Label } from '../modes/mode-book.js';
import { StudyAttendanceEntity } from '../persistence/study-attendance.entity.js';
import { StudyEntryChangeEntity } from '../persistence/study-entry-change.entity.js';
import { StudyEntryGroupEntity } from '../persistence/study-entry-group.entity.js';
import { StudyEntryModeEntity } from '../persistence/study-entry-mode.entity.js';
import { StudyEntryEntity } from '../persistence/study-entry.entity.js';
import type { By } from '../study-deeds.js';
import type { RecognisedEntry } from './entry-hooks.js';

export interface Labels {
  readonly modes: readonly Label[];
  readonly groups: readonly Label[];
}

/** An entry with everything that belongs to it. */
export interface LoadedEntry {
  readonly row: StudyEntryEntity;
  readonly entry: Entry;
  readonly labels: Labels;
}

/** Null where there is none. */
export async function loadEntry(manager: EntityManager, id: string): Promise<LoadedEntry | null> {
  const row = await manager.findOneBy(StudyEntryEntity, { id });
  if (!row) return null;
  const [modes, groups, people] = [
    await manager.find(StudyEntryModeEntity, { where: { entryId: id }, order: { id: 'ASC' } }),
    await manager.find(StudyEntryGroupEntity, { where: { entryId: id }, order: { id: 'ASC' } }),
    await manager.find(StudyAttendanceEntity, { where: { entryId: id }, order: { personId: 'ASC' } }),
  ];
  const labels = {
    modes: modes.map(({ modeId, label }) => ({ id: modeId, label })),
    groups: groups.map(({ groupId, label }) => ({ id: groupId, label })),
  };
  const entry: Entry = {
    ...row,
    modes: labels.modes.map((mode) => mode.id),
    groups: labels.groups.map((group) => group.id),
    attendance: new Map(people.map((one) => [one.personId, one])),
  };
  return { row, entry, labels };
}

export function recognised({ row, entry }: LoadedEntry): RecognisedEntry {
  const { id, unitId, personId, source, sourceId } = row;
  const { kind, channel, title, onDate, minutes, record, modes } = entry;
  const attendance = [...entry.attendance].map(([person, one]) => {
    return { personId: person, state: one.state, minutes: one.minutes, madeUpOn: one.madeUpOn };
  });
  const fields = { kind, channel, title, onDate, minutes, record, modeIds: modes };
  return { id, unitId, personId, ...fields, source, sourceId, attendance };
}

/** Columns of the row that say what the entry says. */
export function columnsOf(entry: Entry) {
  const { kind, channel, title, onDate, startsAt, endsAt, minutes, place, campaignId, record } = entry;
  const said = { kind, channel, title, onDate, startsAt, endsAt, minutes, place, campaignId, record };
  return { ...said, ...headcountOf(entry.attendance.values()) };
}

type EntryJson = Omit<StudyEntryEntity, 'record'> & { readonly record: string };
const insertEntryRows = jsonInsert<EntryJson>('study_entry', {
  id: 'text',
  unitId: 'text',
  personId: 'text',
  kind: 'text',
  channel: 'text',
  title: 'text',
  onDate: 'text',
  startsAt: 'bigint',
  endsAt: 'bigint',
  minutes: 'integer',
  place: 'text',
  campaignId: 'text',
  record: 'text',
  status: 'text',
  version: 'integer',
  expected: 'integer',
  present: 'integer',
  corrections: 'integer',
  late: 'boolean',
  submittedAt: 'bigint',
  decidedAt: 'bigint',
  decidedBy: 'text',
  returnReason: 'text',
  lockedAt: 'bigint',
  source: 'text',
  sourceId: 'text',
  createdAt: 'bigint',
  createdByKind: 'text',
  createdBy: 'text',
});
const insertModes = jsonInsert<StudyEntryModeEntity>('study_entry_mode', {
  id: 'text',
  entryId: 'text',
  modeId: 'text',
  label: 'text',
});
const insertGroups = jsonInsert<StudyEntryGroupEntity>('study_entry_group', {
  id: 'text',
  entryId: 'text',
  groupId: 'text',
  label: 'text',
});
const insertAttendance = jsonInsert<StudyAttendanceEntity>('study_attendance', {
  id: 'text',
  entryId: 'text',
  personId: 'text',
  state: 'text',
  reason: 'text',
  minutes: 'integer',
  madeUpOn: 'text',
  madeUpChannel: 'text',
  madeUpForm: 'text',
});
type ChangeJson = Omit<StudyEntryChangeEntity, 'changes'> & { readonly changes: string };
const insertChanges = jsonInsert<ChangeJson>('study_entry_change', {
  id: 'text',
  entryId: 'text',
  version: 'integer',
  action: 'text',
  changes: 'text',
  reason: 'text',
  at: 'bigint',
  byKind: 'text',
  by: 'text',
});

/** Entries that are not there yet, each with its first step. */
export async function insertEntries(manager: EntityManager, entries: readonly LoadedEntry[]): Promise<void> {
  await insertEntryRows(
    manager,
    entries.map(({ row }) => ({ ...row, record: JSON.stringify(row.record) })),
  );
  await insertModes(
    manager,
    entries.flatMap(({ row, labels }) => modeRows(row.id, labels.modes)),
  );
  await insertGroups(
    manager,
    entries.flatMap(({ row, labels }) => groupRows(row.id, labels.groups)),
  );
  await insertAttendance(
    manager,
    entries.flatMap(({ row, entry }) => attendanceRows(row.id, entry.attendance)),
  );
  const steps = entries.map(({ row }) => stepRow(row, { action: 'create', changes: [], reason: null }, row.createdAt));
  await insertChanges(manager, steps);
}

const modeRows = (entryId: string, labels: readonly Label[]) =>
  labels.map(({ id, label }) => ({ id: newId(), entryId, modeId: id, label }));
const groupRows = (entryId: string, labels: readonly Label[]) =>
  labels.map(({ id, label }) => ({ id: newId(), entryId, groupId: id, label }));
const attendanceRows = (entryId: string, attendance: Iterable<readonly [string, Attendance]>) =>
  [...attendance].map(([personId, row]) => {
    const { state, reason, minutes, madeUpOn, madeUpChannel, madeUpForm } = row;
    return { id: newId(), entryId, personId, state, reason, minutes, madeUpOn, madeUpChannel, madeUpForm };
  });

export interface Step {
  readonly action: StudyEntryChangeEntity['action'];
  readonly changes: readonly Change[];
  readonly reason: string | null;
}

function stepRow(row: StudyEntryEntity, { action, changes, reason }: Step, at: number, by?: By): ChangeJson {
  const { kind, id } = by ?? { kind: row.createdByKind, id: row.createdBy };
  const said = { action, changes: JSON.stringify(changes), reason, at, byKind: kind, by: id };
  return { id: newId(), entryId: row.id, version: row.version, ...said };
}

/** Appends a step; `row` carries the version that it leads to. */
export async function insertStep(
  manager: EntityManager,
  row: StudyEntryEntity,
  step: Step,
  { by, at }: { readonly by: By; readonly at: number },
): Promise<void> {
  await insertChanges(manager, [stepRow(row, step, at, by)]);
}

/** Writes what an entry says now over what it said: columns, labels, and the rows of attendance that were changed. */
export async function rewrite(
  manager: EntityManager,
  { row, entry, labels }: LoadedEntry,
  changes: readonly Change[],
): Promise<void> {
  const paths = changes.map(({ path }) => path.split('.'));
  await manager.update(StudyEntryEntity, row.id, row);
  if (paths.some(([head]) => head === 'modes' || head === 'onDate')) {
    await manager.delete(StudyEntryModeEntity, { entryId: row.id });
    await insertModes(manager, modeRows(row.id, labels.modes));
  }
  if (paths.some(([head]) => head === 'groups')) {
    await manager.delete(StudyEntryGroupEntity, { entryId: row.id });
    await insertGroups(manager, groupRows(row.id, labels.groups));
  }
  const people = new Set(paths.flatMap(([head, personId = '']) => (head === 'attendance' ? [personId] : [])));
  for (const personId of people) await manager.delete(StudyAttendanceEntity, { entryId: row.id, personId });
  const changed = [...entry.attendance].filter(([personId]) => people.has(personId));
  await insertAttendance(manager, attendanceRows(row.id, changed));
}
