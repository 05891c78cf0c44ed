import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { daysBetween } from '../../core/study/day.js';
import { readFields } from '../../core/study/entry-input.js';
import { missingOf } from '../../core/study/evidence.js';
import type { Finding } from '../../core/study/types.js';
import { newId } from '../../platform/ids.js';
import { refuse, RefusalError } from '../../platform/refusal.js';
import type { CorrectionBody, DecideBody, DecideReply } from '../../protocol/study.js';
import { attachmentsOf } from '../attachments/attachment-rows.js';
import { ModeBook } from '../modes/mode-book.js';
import { StudyModes } from '../modes/study-modes.service.js';
import { StudyEntryCorrectionEntity } from '../persistence/study-entry-correction.entity.js';
import { StudyEntryEntity } from '../persistence/study-entry.entity.js';
import { StudyDeeds } from '../study-deeds.js';
import { byOf, type Actor, type OperatorActor } from './actor.js';
import { assertSound } from './entry-check.js';
import { EntryGate } from './entry-gate.js';
import { EntryHooks } from './entry-hooks.js';
import { insertStep, recognised, rewrite, type LoadedEntry } from './entry-rows.js';
import { EntryWriter } from './entry-writer.service.js';
import { lockedCovers } from './locked-covers.js';

type Decision = DecideBody['decision'];

/** 草稿 → 提交 → 审核 → 锁定 → 更正. What follows from a decision is written with it. */
@Injectable()
export class EntrySteps {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly gate: EntryGate,
    private readonly writer: EntryWriter,
    private readonly modes: StudyModes,
    private readonly hooks: EntryHooks,
  ) {}

  /** @throws RefusalError study.entry-unknown, study.entry-refused, study.evidence-missing */
  submit(actor: Actor, id: string): Promise<void> {
    const by = byOf(actor);
    return this.deeds.run(by, async (manager, at) => {
      const { loaded } = await this.gate.enter(manager, actor, { id, action: 'submit' });
      const { row, entry } = loaded;
      const today = this.deeds.today();
      const modes = (await ModeBook.read(manager)).evidence(entry.modes, entry.onDate);
      const attachments = await attachmentsOf(manager, 'entry', [id]);
      const details = missingOf(entry, modes, { attachments, today });
      if (details.length > 0) throw refuse('study.evidence-missing', { details });
      const { 'late-days': lateDays } = await this.modes.settingsOn(today, manager);
      // Counted once: sent back and submitted again, it came in when it first did.
      const late = row.submittedAt === null ? daysBetween(entry.onDate, today) > lateDays : row.late;
      const submittedAt = row.submittedAt ?? at;
      const next = { ...row, status: 'submitted' as const, version: row.version + 1, late, submittedAt };
      await manager.update(StudyEntryEntity, id, next);
      await insertStep(manager, next, { action: 'submit', changes: [], reason: null }, { by, at });
      return [undefined, { action: 'study.entry-submitted', subjectId: id, detail: { late } }];
    });
  }

  /** Back to a draft before anybody has decided. @throws RefusalError study.entry-unknown, study.entry-refused */
  withdraw(actor: Actor, id: string): Promise<void> {
    const by = byOf(actor);
    return this.deeds.run(by, async (manager, at) => {
      const { loaded } = await this.gate.enter(manager, actor, { id, action: 'withdraw' });
      const next = { ...loaded.row, status: 'draft' as const, version: loaded.row.version + 1 };
      await manager.update(StudyEntryEntity, id, next);
      await insertStep(manager, next, { action: 'withdraw', changes: [], reason: null }, { by, at });
      return [undefined, { action: 'study.entry-withdrawn', subjectId: id }];
    });
  }

  /** @throws RefusalError study.entry-unknown, study.entry-refused, study.entry-rejected (a return without a reason) */
  decide(actor: OperatorActor, id: string, decision: Decision, given?: string): Promise<void> {
    const by = byOf(actor);
    const operatorId = actor.operator.id;
    const reason = decision === 'return' ? (given?.trim() ?? '') : null;
    if (reason === '') assertSound([{ path: 'reason', message: '退回请写明理由，方便对方修改。' }]);
    return this.deeds.run(by, async (manager, at) => {
      const { loaded, status } = await this.gate.enter(manager, actor, { id, action: decision });
      const { row } = loaded;
      const decided = decision === 'lock' ? { lockedAt: at } : { decidedAt: at, decidedBy: operatorId };
      const returned = decision === 'lock' ? {} : { returnReason: reason };
      const next = { ...row, ...decided, ...returned, status: status ?? row.status, version: row.version + 1 };
      await manager.update(StudyEntryEntity, id, next);
      await insertStep(manager, next, { action: decision, changes: [], reason }, { by, at });
      const after = { ...loaded, row: next };
      if (decision === 'approve') await this.hooks.approved(manager, [recognised(after)], at);
      if (decision === 'return' && row.status === 'approved') {
        await this.hooks.reopened(manager, recognised(loaded), at);
      }
      const covers = decision === 'lock' ? { covers: lockedCovers([after]) } : {};
      const note = reason === null ? {} : { note: reason };
      return [undefined, { action: `study.entry-${PAST[decision]}`, subjectId: id, ...covers, ...note }];
    });
  }

  /** Each for itself: what is refused does not stop the others. */
  async decideMany(actor: OperatorActor, { ids, decision, reason }: DecideBody): Promise<DecideReply> {
    const done: string[] = [];
    const refused: { id: string; message: string }[] = [];
    for (const id of ids) {
      try {
        await this.decide(actor, id, decision, reason);
        done.push(id);
      } catch (error) {
        if (!(error instanceof RefusalError)) throw error;
        const { message, details = [] } = error.refusal;
        refused.push({ id, message: details[0]?.message ?? message });
      }
    }
    return { done, refused };
  }

  /**
   * 更正单 of a locked entry: what it said stays on record beside what it says now.
   * @throws RefusalError study.entry-unknown, study.entry-refused, study.entry-rejected, study.entry-conflict,
   *   study.evidence-missing
   */
  correct(actor: OperatorActor, id: string, { baseVersion, patch, reason: given }: CorrectionBody): Promise<void> {
    const reason = given.trim();
    const { fields, faults } = readFields({ ...patch });
    assertSound([...faults, ...(reason === '' ? [{ path: 'reason', message: '请写明更正的理由。' }] : [])]);
    return this.deeds.run(byOf(actor), async (manager, at) => {
      const { loaded, standing } = await this.gate.enter(manager, actor, { id, action: 'correct' });
      const { seesReasons } = standing;
      const merged = await this.writer.merge(manager, loaded, { baseVersion, fields, seesReasons });
      if (merged === null) {
        const message = '更正前后没有不同，请核对要更正的内容。';
        throw refuse('study.entry-rejected', { message, details: [{ path: 'patch', message }] });
      }
      const details = await this.missingBy(manager, loaded, merged.next);
      if (details.length > 0) throw refuse('study.evidence-missing', { message: NOT_ENOUGH, details });
      const number = loaded.row.corrections + 1;
      const next = { ...merged.next, row: { ...merged.next.row, corrections: number } };
      await rewrite(manager, next, merged.changes);
      const { version } = next.row;
      const correction = { id: newId(), entryId: id, number, version, changes: [...merged.changes], reason, at };
      await manager.insert(StudyEntryCorrectionEntity, { ...correction, by: actor.operator.id });
      await this.hooks.corrected(manager, recognised(next), recognised(loaded), at);
      const changed = [...new Set(merged.changes.map(({ path }) => path.split('.')[0]))];
      const detail = { number, changed };
      return [
        undefined,
        { action: 'study.entry-corrected', subjectId: id, detail, note: reason, covers: lockedCovers([next]) },
      ];
    });
  }

  /**
   * What would keep the corrected entry from being handed in. What is wanting already, because somebody was erased or a
   * mode has come to ask for more, stands in no correction's way: it could not be brought in any more.
   */
  private async missingBy(manager: EntityManager, loaded: LoadedEntry, next: LoadedEntry): Promise<Finding[]> {
    const book = await ModeBook.read(manager);
    const attachments = await attachmentsOf(manager, 'entry', [loaded.row.id]);
    const today = this.deeds.today();
    const missing = ({ entry }: LoadedEntry) =>
      missingOf(entry, book.evidence(entry.modes, entry.onDate), { attachments, today });
    const before = new Set(missing(loaded).map(({ path }) => path));
    return missing(next).filter(({ path }) => !before.has(path));
  }
}

const NOT_ENOUGH = '更正后的记录还缺少内容，请按提示补充后再更正。';

const PAST: Readonly<Record<Decision, string>> = { approve: 'approved', return: 'returned', lock: 'locked' };
