/** Where minutes of meetings name people in words of their own. */
import type { EntityManager } from 'typeorm';

import { ERASED_PERSON } from '../../organisation/organisation.service.js';
import type { EntryRecord } from '../../protocol/study.js';
import { StudyEntryChangeEntity } from '../persistence/study-entry-change.entity.js';
import { StudyEntryCorrectionEntity } from '../persistence/study-entry-correction.entity.js';
import { StudyEntryEntity } from '../persistence/study-entry.entity.js';

/** Fields of a record that hold a name and nothing else. */
const NAME_FIELDS = ['host', 'recorder', 'speaker'] as const;

/** In entries of the units that the person belonged to, and of lists that they stood on. */
const THEIRS = `(%.unit_id IN (SELECT unit_id FROM membership WHERE person_id = :personId)
  OR %.id IN (SELECT entry_id FROM study_attendance WHERE person_id = :personId))`;
const NAMESAKES = `SELECT COUNT(*) AS "people" FROM person JOIN membership ON membership.person_id = person.id
  WHERE person.name = $1 AND person.id <> $2
    AND membership.unit_id IN (SELECT unit_id FROM membership WHERE person_id = $2)`;

/**
 * Takes the name of who is erased out of the fields that hold names alone; prose is the branch's own to look through. Where
 * somebody else there is called the same, nobody can tell whom a name means, and it stays.
 */
export async function eraseNameIn(manager: EntityManager, personId: string, name: string): Promise<void> {
  const [count] = (await manager.query(NAMESAKES, [name, personId])) as readonly { readonly people: number | string }[];
  if (Number(count?.people ?? 0) > 0) return;
  const pattern = { personId, pattern: `%${JSON.stringify(name)}%` };
  const entries = await manager
    .createQueryBuilder(StudyEntryEntity, 'entry')
    .where(`entry.record LIKE :pattern AND ${THEIRS.replaceAll('%', 'entry')}`, pattern)
    .getMany();
  for (const { id, record } of entries) await manager.update(StudyEntryEntity, id, { record: without(record, name) });
  for (const entity of [StudyEntryChangeEntity, StudyEntryCorrectionEntity]) {
    const steps = await manager
      .createQueryBuilder(entity, 'step')
      .innerJoin(StudyEntryEntity, 'entry', 'entry.id = step.entry_id')
      .where(`step.changes LIKE :pattern AND ${THEIRS.replaceAll('%', 'entry')}`, pattern)
      .getMany();
    for (const { id, changes } of steps) {
      const cleaned = changes.map((change) =>
        NAME_FIELDS.some((field) => change.path === `record.${field}`)
          ? { ...change, before: unnamed(change.before, name), after: unnamed(change.after, name) }
          : change,
      );
      await manager.update(entity, id, { changes: cleaned });
    }
  }
}

function without(record: EntryRecord, name: string): EntryRecord {
  const cleaned = NAME_FIELDS.filter((field) => record[field] === name).map((field) => [field, ERASED_PERSON] as const);
  return { ...record, ...Object.fromEntries(cleaned) };
}

const unnamed = <T>(value: T, name: string): T | string => (value === name ? ERASED_PERSON : value);
