import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { ERASED_PERSON } from '../../organisation/organisation.service.js';
import { PersonParts, type PersonPart } from '../../organisation/person-parts.service.js';
import { Reader } from '../../platform/database/reader.js';
import { eraseAttachments } from '../attachments/attachment-rows.js';
import { StudyEntryChangeEntity } from '../persistence/study-entry-change.entity.js';
import { StudyEntryCorrectionEntity } from '../persistence/study-entry-correction.entity.js';
import { eraseNameIn } from './erased-names.js';

const GONE = '（已应本人要求删除）';

const NAME = `SELECT name FROM person WHERE id = $1`;
const OWN = `SELECT id FROM study_entry WHERE person_id = $1`;
const OWN_ENTRIES = `SELECT kind, channel, title, on_date AS "onDate", minutes, place, record, status
  FROM study_entry WHERE person_id = $1 ORDER BY on_date, id`;
const OWN_ATTACHMENTS = `SELECT kind, name, alt, transcript FROM attachment
  WHERE person_id = $1 AND owner_kind = 'entry' AND removed_at IS NULL ORDER BY id`;
const OWN_ATTENDANCE = `SELECT entry.kind, entry.title, entry.on_date AS "onDate", attendance.state, attendance.reason,
    attendance.made_up_on AS "madeUpOn"
  FROM study_attendance attendance JOIN study_entry entry ON entry.id = attendance.entry_id
  WHERE attendance.person_id = $1 AND entry.status IN ('approved', 'locked') ORDER BY entry.on_date, entry.id`;
/** What operators wrote about these entries; the log holds without it. */
const NOTES = `DELETE FROM audit_note WHERE EXISTS (SELECT 1 FROM audit_entry
  WHERE audit_entry.chain = audit_note.chain AND audit_entry.sequence = audit_note.sequence
    AND audit_entry.subject_id IN (${OWN}))`;

/** Why something was corrected or sent back may name who stands on the list: 登记示例甲的补学. */
const attended = (n: number): string => `SELECT entry_id FROM study_attendance WHERE person_id = $${n}`;
const NAMED = [
  `UPDATE study_entry SET return_reason = REPLACE(return_reason, $1, $2) WHERE id IN (${attended(3)})`,
  `UPDATE study_entry_change SET reason = REPLACE(reason, $1, $2) WHERE entry_id IN (${attended(3)})`,
  `UPDATE study_entry_correction SET reason = REPLACE(reason, $1, $2) WHERE entry_id IN (${attended(3)})`,
];
const NAMING_NOTES = `DELETE FROM audit_note WHERE REPLACE(note, $1, '') <> note AND EXISTS (SELECT 1 FROM audit_entry
  WHERE audit_entry.chain = audit_note.chain AND audit_entry.sequence = audit_note.sequence
    AND audit_entry.subject_id IN (${attended(2)}))`;

/**
 * A person goes: what they wrote goes with them, that they were there stays. Kind, day and length of their own entries
 * stay too, so that the branch's figures are what they were.
 */
@Injectable()
export class EntryErasure implements OnModuleInit, PersonPart {
  readonly name = 'studyEntries';

  constructor(
    private readonly parts: PersonParts,
    private readonly reader: Reader,
  ) {}

  onModuleInit(): void {
    this.parts.register(this);
  }

  /** Own entries with what was written in them and about what is attached, and where the person took part or was missed. */
  async export(personId: string): Promise<unknown> {
    const { manager } = this.reader.source;
    const entries = (await manager.query(OWN_ENTRIES, [personId])) as readonly unknown[];
    const attendance = (await manager.query(OWN_ATTENDANCE, [personId])) as readonly unknown[];
    const attachments = (await manager.query(OWN_ATTACHMENTS, [personId])) as readonly unknown[];
    return entries.length + attendance.length === 0 ? null : { entries, attachments, attendance };
  }

  async erase(manager: EntityManager, personId: string, at: number): Promise<void> {
    await manager.query(NOTES, [personId]);
    await eraseAttachments(manager, personId, at);
    await manager.query(`DELETE FROM study_entry WHERE person_id = $1 AND status = 'draft'`, [personId]);
    await manager.query(
      `UPDATE study_entry SET title = $1, place = NULL, record = '{}', return_reason = NULL WHERE person_id = $2`,
      [GONE, personId],
    );
    await manager.query(`UPDATE study_entry_change SET changes = '[]', reason = NULL WHERE entry_id IN (${OWN})`, [
      personId,
    ]);
    await manager.query(
      `UPDATE study_entry_correction SET changes = '[]', reason = '${GONE}' WHERE entry_id IN (${OWN})`,
      [personId],
    );
    await manager.query(
      `UPDATE study_attendance SET reason = NULL, made_up_channel = NULL, made_up_form = NULL WHERE person_id = $1`,
      [personId],
    );
    const [person] = (await manager.query(NAME, [personId])) as readonly { readonly name: string }[];
    if (person && person.name !== '') {
      await manager.query(NAMING_NOTES, [person.name, personId]);
      for (const sql of NAMED) await manager.query(sql, [person.name, ERASED_PERSON, personId]);
      await eraseNameIn(manager, personId, person.name);
    }
    for (const entity of [StudyEntryChangeEntity, StudyEntryCorrectionEntity]) {
      for (const field of ['reason', 'madeUpChannel', 'madeUpForm']) {
        await forget(manager, entity, `attendance.${personId}.${field}`);
      }
    }
  }
}

/** Why somebody was absent, and how they caught up, may stand in steps that others took. */
async function forget(
  manager: EntityManager,
  entity: typeof StudyEntryChangeEntity | typeof StudyEntryCorrectionEntity,
  path: string,
): Promise<void> {
  const steps = await manager
    .createQueryBuilder(entity, 'step')
    .where('step.changes LIKE :pattern', { pattern: `%"${path}"%` })
    .getMany();
  for (const { id, changes } of steps) {
    await manager.update(entity, id, { changes: changes.filter((change) => change.path !== path) });
  }
}
