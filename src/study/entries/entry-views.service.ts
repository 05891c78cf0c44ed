import { Injectable } from '@nestjs/common';

import { isOfBranchAlone, warningsOf } from '../../core/study/attendance.js';
import { endOf } from '../../core/study/day.js';
import { actionsNow } from '../../core/study/entry.js';
import { missingOf } from '../../core/study/evidence.js';
import type { Change } from '../../core/study/merge.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import type { AttendanceInfo, EntryHistory, EntryInfo, FieldChange, UnitMember } from '../../protocol/study.js';
import { attachmentInfo, attachmentsOf } from '../attachments/attachment-rows.js';
import { ModeBook } from '../modes/mode-book.js';
import { StudyEntryChangeEntity } from '../persistence/study-entry-change.entity.js';
import { StudyEntryCorrectionEntity } from '../persistence/study-entry-correction.entity.js';
import { StudyDeeds } from '../study-deeds.js';
import type { Actor, OperatorActor } from './actor.js';
import { EntryGate } from './entry-gate.js';
import { EntryNames, type Names } from './entry-names.js';
import type { LoadedEntry } from './entry-rows.js';

/** One entry as it is shown: to operators whole, to a person without the others on the list. */
@Injectable()
export class EntryViews {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly gate: EntryGate,
    private readonly names: EntryNames,
    private readonly organisation: OrganisationService,
  ) {}

  /** @throws RefusalError study.entry-unknown */
  async entry(actor: Actor, id: string): Promise<EntryInfo> {
    const manager = this.deeds.reader;
    const { loaded, standing } = await this.gate.see(manager, actor, id);
    const { row, entry, labels } = loaded;
    const corrections = await manager.find(StudyEntryCorrectionEntity, {
      where: { entryId: id },
      order: { number: 'ASC' },
    });
    const attached = await attachmentsOf(manager, 'entry', [id]);
    const modes = (await ModeBook.read(manager)).evidence(entry.modes, entry.onDate);
    const authors = row.createdByKind === 'member' && row.createdBy !== null ? [row.createdBy] : [];
    const subject = row.personId === null ? [] : [row.personId];
    const names = await this.names.of([...entry.attendance.keys(), ...subject, ...authors]);
    const personal = row.personId !== null;
    const seesReasons = standing.seesReasons;
    return {
      ...said(loaded, names),
      modes: labels.modes,
      groups: labels.groups,
      version: row.version,
      attendance: attendanceOf(loaded, names, { actor, seesReasons }),
      reasonsShown: seesReasons,
      attachments: attached.map((one) => attachmentInfo(one, actor)),
      corrections: corrections.map(({ number, changes, reason, at, by }) => {
        const shown = visible(changes, actor, seesReasons);
        const why = saysWhy(changes, actor, seesReasons) ? reason : '';
        return { number, changes: shown, reason: why, at, by: names.actor('operator', by) };
      }),
      warnings: warningsOf(entry, { late: row.late, personal }),
      missing: missingOf(entry, modes, { attachments: attached, today: this.deeds.today() }),
      actions: actionsNow(row.status, standing),
      submittedAt: row.submittedAt,
      decidedAt: row.decidedAt,
      decidedBy: names.actor('operator', row.decidedBy),
      returnReason: row.returnReason,
      lockedAt: row.lockedAt,
      createdAt: row.createdAt,
      createdBy: names.actor(row.createdByKind, row.createdBy),
    };
  }

  /** @throws RefusalError study.entry-unknown */
  async history(actor: OperatorActor, id: string): Promise<EntryHistory> {
    const manager = this.deeds.reader;
    const { standing } = await this.gate.see(manager, actor, id);
    const changes = await manager.find(StudyEntryChangeEntity, { where: { entryId: id } });
    const corrections = await manager.find(StudyEntryCorrectionEntity, { where: { entryId: id } });
    const members = changes.flatMap(({ byKind, by }) => (byKind === 'member' && by !== null ? [by] : []));
    const names = await this.names.of(members);
    const steps = [
      ...changes,
      ...corrections.map((one) => ({ ...one, action: 'correct' as const, byKind: 'operator' as const })),
    ];
    return {
      steps: steps
        .toSorted((one, other) => one.version - other.version)
        .map(({ version, action, changes: changed, reason, at, byKind, by }) => {
          const shown = visible(changed, actor, standing.seesReasons);
          const why = action !== 'correct' || saysWhy(changed, actor, standing.seesReasons) ? reason : null;
          return { version, action, changes: shown, reason: why, at, by: names.actor(byKind, by) };
        }),
    };
  }

  /** Who was to be expected on that day. @throws RefusalError unit.unknown */
  async members(actor: OperatorActor, unitId: string, on: string): Promise<UnitMember[]> {
    await this.gate.access.assertUnit(actor, 'study.read', unitId);
    const people = await this.organisation.unitMembersAt(unitId, endOf(on) - 1);
    return people.map(({ id, name, staffCode }) => ({ personId: id, name, staffCode }));
  }
}

function said({ row, entry }: LoadedEntry, names: Names) {
  const { kind, channel, title, onDate, startsAt, endsAt, minutes, place, campaignId, record } = entry;
  const fields = { kind, channel, title, onDate, startsAt, endsAt, minutes, place, campaignId, record };
  return {
    id: row.id,
    unitId: row.unitId,
    unitName: names.unit(row.unitId),
    personId: row.personId,
    personName: row.personId === null ? null : names.person(row.personId).name,
    ...fields,
    status: row.status,
    late: row.late,
    expected: row.expected,
    present: row.present,
    source: row.source,
  };
}

function attendanceOf(
  { entry }: LoadedEntry,
  names: Names,
  { actor, seesReasons }: { readonly actor: Actor; readonly seesReasons: boolean },
): AttendanceInfo[] {
  return [...entry.attendance].flatMap(([personId, row]) => {
    const own = actor.kind === 'member' && personId === actor.personId;
    if (actor.kind === 'member' && !own) return [];
    const hidden = own || seesReasons ? {} : { reason: null, madeUpChannel: null, madeUpForm: null };
    const { state, reason, minutes, madeUpOn, madeUpChannel, madeUpForm } = { ...row, ...hidden };
    return [{ personId, ...names.person(personId), state, reason, minutes, madeUpOn, madeUpChannel, madeUpForm }];
  });
}

/** Of a branch's entry a person sees nothing of others. */
function visible(changes: readonly Change[], actor: Actor, seesReasons: boolean): FieldChange[] {
  return changes.filter(({ path }) => {
    if (!path.startsWith('attendance.')) return true;
    if (actor.kind === 'member') return path.startsWith(`attendance.${actor.personId}.`);
    return seesReasons || !isOfBranchAlone(path);
  });
}

/**
 * The reason of a correction may name others: no member reads it. Where it changed the list of attendance it often says
 * why somebody was absent, in free words, and stays in the branch as that does.
 */
const saysWhy = (changes: readonly Change[], actor: Actor, seesReasons: boolean): boolean =>
  actor.kind === 'operator' && (seesReasons || !changes.some(({ path }) => path.startsWith('attendance.')));
