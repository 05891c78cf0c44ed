import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { isOfBranchAlone } from '../../core/study/attendance.js';
import { readFields } from '../../core/study/entry-input.js';
import { emptyEntry } from '../../core/study/entry-rules.js';
import {
  changesOf,
  conflictsOf,
  entryOf,
  fieldsOf,
  withChanges,
  type Change,
  type Fields,
} from '../../core/study/merge.js';
import type { Kind } from '../../core/study/types.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { EntryPatchBody, NewEntryBody } from '../../protocol/study.js';
import { AttachmentEntity } from '../persistence/attachment.entity.js';
import { StudyEntryChangeEntity } from '../persistence/study-entry-change.entity.js';
import { StudyEntryCorrectionEntity } from '../persistence/study-entry-correction.entity.js';
import { StudyEntryEntity } from '../persistence/study-entry.entity.js';
import { StudyDeeds, type By } from '../study-deeds.js';
import { byOf, type Actor } from './actor.js';
import { assertSound } from './entry-check.js';
import { EntryGate } from './entry-gate.js';
import { columnsOf, insertEntries, insertStep, rewrite, type LoadedEntry } from './entry-rows.js';

const BESIDES = ['unitId', 'personId', 'sourceId'];

/** Drafts are made, changed by several at once, and taken away. */
@Injectable()
export class EntryWriter {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly gate: EntryGate,
    private readonly organisation: OrganisationService,
  ) {}

  /** @returns the id. @throws RefusalError unit.unknown, person.unknown, study.entry-rejected */
  async create(actor: Actor, body: NewEntryBody): Promise<string> {
    const { unitId, personId = null, sourceId } = body;
    if (actor.kind === 'operator') await this.gate.access.assertUnit(actor, 'study.keep', unitId);
    const { fields, faults } = readFields({ ...body }, BESIDES);
    if (!fields.has('kind') || !fields.has('onDate')) assertSound([...faults, ...missingBasics(body)]);
    assertSound(faults);
    const blank = emptyEntry({ kind: body.kind, onDate: body.onDate });
    const entry = entryOf(withChanges(fieldsOf(blank), changesOf(fieldsOf(blank), fields)));
    const by = byOf(actor);
    const source = sourceId === undefined ? null : `${by.kind}/${by.id ?? ''}/${sourceId}`;
    return this.deeds.run(by, async (manager, at) => {
      const before = source && (await manager.findOneBy(StudyEntryEntity, { source: 'manual', sourceId: source }));
      if (before) return [before.id, null];
      if (personId !== null) await this.assertPerson(manager, personId, unitId);
      const today = this.deeds.today();
      const labels = await this.gate.check(manager, entry, { unitId, personal: personId !== null, today });
      const row = { ...draftRow({ unitId, personId, by, at }), ...columnsOf(entry), sourceId: source };
      await insertEntries(manager, [{ row, entry, labels }]);
      return [row.id, { action: 'study.entry-created', subjectId: row.id, detail: { unitId, kind: entry.kind } }];
    });
  }

  /** @throws RefusalError study.entry-unknown, study.entry-refused, study.entry-rejected, study.entry-conflict */
  patch(actor: Actor, id: string, { baseVersion, patch }: EntryPatchBody): Promise<void> {
    const by = byOf(actor);
    const { fields, faults } = readFields({ ...patch });
    assertSound(faults);
    return this.deeds.run(by, async (manager, at) => {
      const { loaded, standing } = await this.gate.enter(manager, actor, { id, action: 'edit' });
      const merged = await this.merge(manager, loaded, { baseVersion, fields, seesReasons: standing.seesReasons });
      if (merged === null) return [undefined, null];
      await rewrite(manager, merged.next, merged.changes);
      await insertStep(manager, merged.next.row, { action: 'edit', changes: merged.changes, reason: null }, { by, at });
      const changed = [...new Set(merged.changes.map(({ path }) => path.split('.')[0]))];
      return [undefined, { action: 'study.entry-changed', subjectId: id, detail: { changed } }];
    });
  }

  /**
   * What the entry says with a patch that was made on an earlier version; null where nothing changes by it.
   * @throws RefusalError study.entry-rejected, study.entry-conflict
   */
  async merge(
    manager: EntityManager,
    loaded: LoadedEntry,
    { baseVersion, fields, seesReasons }: { baseVersion: number; fields: Fields; seesReasons: boolean },
  ): Promise<{ readonly next: LoadedEntry; readonly changes: readonly Change[] } | null> {
    const { row, entry, labels } = loaded;
    if (baseVersion > row.version) assertSound([{ path: 'baseVersion', message: '版本不正确，请刷新页面后重试。' }]);
    const now = fieldsOf(entry);
    const conflicts = conflictsOf(now, fields, await pathsSince(manager, row.id, baseVersion));
    if (conflicts.length > 0) {
      const shown = conflicts.filter(({ path }) => seesReasons || !isOfBranchAlone(path));
      throw refuse('study.entry-conflict', { conflicts: shown });
    }
    const changes = changesOf(now, fields);
    if (changes.length === 0) return null;
    const next = entryOf(withChanges(now, changes));
    const kept = next.onDate === entry.onDate ? { kept: labels } : {};
    const personal = row.personId !== null;
    const today = this.deeds.today();
    const nextLabels = await this.gate.check(manager, next, { unitId: row.unitId, personal, today, ...kept });
    const nextRow = { ...row, ...columnsOf(next), version: row.version + 1 };
    return { next: { row: nextRow, entry: next, labels: nextLabels }, changes };
  }

  /** A draft that nobody has approved goes with what belongs to it. @throws RefusalError as patch */
  remove(actor: Actor, id: string): Promise<void> {
    return this.deeds.run(byOf(actor), async (manager, at) => {
      const { loaded } = await this.gate.enter(manager, actor, { id, action: 'remove' });
      if (loaded.row.corrections > 0) throw refuse('study.entry-refused');
      await manager.update(AttachmentEntity, { ownerKind: 'entry', ownerId: id }, { removedAt: at });
      await manager.delete(StudyEntryEntity, id);
      return [undefined, { action: 'study.entry-removed', subjectId: id, detail: { unitId: loaded.row.unitId } }];
    });
  }

  private async assertPerson(manager: EntityManager, personId: string, unitId: string): Promise<void> {
    const known = await this.organisation.everIn(manager, [personId], await this.gate.access.unitsBelow(unitId));
    if (known.has(personId)) return;
    const message = '这位人员不属于本支部及下级，请从名册中选择。';
    throw refuse('person.unknown', { message, details: [{ path: 'personId', message }] });
  }
}

/** The columns that an entry begins with, but for what it says. */
export function draftRow({
  unitId,
  personId,
  by,
  at,
}: {
  unitId: string;
  personId: string | null;
  by: By;
  at: number;
}) {
  const undecided = { submittedAt: null, decidedAt: null, decidedBy: null, returnReason: null, lockedAt: null };
  const counted = { version: 1, corrections: 0, late: false, status: 'draft' as const, source: 'manual' as const };
  const made = { createdAt: at, createdByKind: by.kind, createdBy: by.id, sourceId: null };
  return { id: newId(), unitId, personId, ...undecided, ...counted, ...made };
}

async function pathsSince(manager: EntityManager, entryId: string, version: number): Promise<string[]> {
  const of = (entity: typeof StudyEntryChangeEntity | typeof StudyEntryCorrectionEntity) =>
    manager
      .createQueryBuilder(entity, 'step')
      .where('step.entryId = :entryId AND step.version > :version', { entryId, version })
      .getMany();
  const steps = [...(await of(StudyEntryChangeEntity)), ...(await of(StudyEntryCorrectionEntity))];
  return steps.flatMap(({ changes }) => changes.map(({ path }) => path));
}

function missingBasics({ kind, onDate }: { readonly kind?: Kind; readonly onDate?: string }) {
  return [
    ...(kind === undefined ? [{ path: 'kind', message: '请选择活动类型。' }] : []),
    ...(onDate !== undefined ? [] : [{ path: 'onDate', message: '请填写日期，例如 2026-01-31。' }]),
  ];
}
