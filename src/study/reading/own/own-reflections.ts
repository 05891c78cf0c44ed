import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { nextStatus, type ReflectionStep } from '../../../core/study/reflection.js';
import { newId } from '../../../platform/ids.js';
import { refuse } from '../../../platform/refusal.js';
import type {
  NewReflectionBody,
  OwnReflection,
  ReflectionBody,
  ReflectionFields,
} from '../../../protocol/own-reading.js';
import { StudyDeeds, type StudyDeed } from '../../study-deeds.js';
import { ReflectionEntity } from '../persistence/reflection.entity.js';
import { ReflectionRecordings, type RecordingKind } from '../reflection-recordings.js';
import { reflectionRefusal } from '../reflection-review.js';
import { assertBook } from './own-books.js';
import { OwnStandings, records, type Member } from './own-standing.js';

const MOST_REFLECTIONS = 100;

interface Place {
  readonly campaignId: string;
  readonly id: string;
}

/** A member's reflections: written, handed in, taken back, mended where they came back. */
@Injectable()
export class OwnReflections {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly standings: OwnStandings,
    private readonly recordings: ReflectionRecordings,
  ) {}

  /** @throws RefusalError reading.unknown */
  async one(member: Member, { campaignId, id }: Place): Promise<OwnReflection> {
    const manager = this.deeds.reader;
    const row = await own(manager, member, { campaignId, id });
    const standing = await this.standings.of(manager, member, campaignId, this.deeds.today());
    const recordings = (await this.recordings.of(manager, [row])).get(id) ?? [];
    const { bookId, title, form, words, transcript, status, returnReason, changedAt: version } = row;
    const may = (step: ReflectionStep): boolean => records(standing) && stepped(row, step, 0).ok;
    const said = { id, version, bookId, title, form, words, transcript, status, returnReason };
    return { ...said, recordings, editable: may('save'), withdrawable: may('withdraw') };
  }

  /** A draft; the same `sourceId` again is the same one. @throws RefusalError as `recorder`, reading.rejected */
  async create(member: Member, campaignId: string, { sourceId, ...said }: NewReflectionBody): Promise<OwnReflection> {
    const { personId } = member;
    const id = await this.deeds.run({ kind: 'member', id: personId }, async (manager, at) => {
      const { unitId } = await this.standings.recorder(manager, member, campaignId, this.deeds.today());
      const before = await manager.findOneBy(ReflectionEntity, { personId, sourceId });
      if (before) {
        if (before.campaignId !== campaignId) throw refuse('reading.unknown');
        return [before.id, null];
      }
      if ((await manager.countBy(ReflectionEntity, { campaignId, personId })) >= MOST_REFLECTIONS) {
        throw refuse('reading.rejected', {
          message: `一项活动最多写 ${MOST_REFLECTIONS} 篇心得，请先删除不需要的草稿。`,
        });
      }
      const fields = await this.fields(manager, { campaignId, personId }, said);
      const undecided = { submittedAt: null, decidedAt: null, decidedBy: null, returnReason: null };
      const made = { sourceId, status: 'draft' as const, createdAt: at, changedAt: at };
      const row: ReflectionEntity = { id: newId(), campaignId, personId, unitId, ...fields, ...made, ...undecided };
      await manager.insert(ReflectionEntity, row);
      return [row.id, null];
    });
    return this.one(member, { campaignId, id });
  }

  /** @throws RefusalError as `recorder`, reading.unknown, reading.changed, reading.wrong-status, reading.rejected */
  async save(member: Member, place: Place, { baseVersion, ...said }: ReflectionBody): Promise<OwnReflection> {
    await this.change(member, place, 'save', async (manager, row) => {
      const fields = await this.fields(manager, { campaignId: place.campaignId, personId: member.personId }, said);
      // Sent a second time because nothing came back: it stands there already.
      if (Object.entries(fields).every(([name, value]) => row[name as keyof typeof fields] === value)) return null;
      if (row.changedAt !== baseVersion) throw refuse('reading.changed');
      return fields;
    });
    return this.one(member, place);
  }

  /** @throws RefusalError as `save` */
  async submit(member: Member, place: Place): Promise<OwnReflection> {
    await this.change(member, place, 'submit', async (manager, row, at) => {
      await this.recordings.removeOthers(manager, row.id, row.form, at);
      return { status: 'submitted', submittedAt: at };
    });
    await this.recordings.clear();
    return this.one(member, place);
  }

  /** As long as nobody has decided on it. @throws RefusalError as `save` */
  async withdraw(member: Member, place: Place): Promise<OwnReflection> {
    await this.change(member, place, 'withdraw', () => Promise.resolve({ status: 'draft', submittedAt: null }));
    return this.one(member, place);
  }

  /** With its recordings, as long as it is the author's alone. @throws RefusalError as `save` */
  async remove(member: Member, place: Place): Promise<void> {
    await this.change(member, place, 'remove', async (manager, row, at) => {
      await this.recordings.removeOthers(manager, row.id, null, at);
      await manager.delete(ReflectionEntity, row.id);
      return null;
    });
    await this.recordings.clear();
  }

  /** @throws RefusalError as `save`, study.attachment-rejected */
  async record(
    member: Member,
    place: Place,
    wanted: { readonly kind: RecordingKind; readonly name: string },
    bytes: Buffer,
  ): Promise<OwnReflection> {
    await this.recordings.add(member.personId, wanted, bytes, async (manager) => {
      await this.standings.recorder(manager, member, place.campaignId, this.deeds.today());
      const row = await own(manager, member, place);
      const step = stepped(row, 'save', 0);
      if (!step.ok) throw reflectionRefusal(step.error);
      return row;
    });
    return this.one(member, place);
  }

  /** @throws RefusalError as `save`, reading.recording-unknown */
  async dropRecording(member: Member, place: Place, recordingId: string): Promise<OwnReflection> {
    await this.change(member, place, 'save', async (manager, row, at) => {
      await this.recordings.remove(manager, row.id, recordingId, at);
      return null;
    });
    await this.recordings.clear();
    return this.one(member, place);
  }

  private change(
    member: Member,
    place: Place,
    step: ReflectionStep,
    job: (manager: EntityManager, row: ReflectionEntity, at: number) => Promise<Partial<ReflectionEntity> | null>,
  ): Promise<void> {
    return this.deeds.run({ kind: 'member', id: member.personId }, async (manager, now) => {
      await this.standings.recorder(manager, member, place.campaignId, this.deeds.today());
      const row = await own(manager, member, place);
      const recordings = (await this.recordings.of(manager, [row])).get(row.id) ?? [];
      const next = stepped(row, step, recordings.length);
      if (!next.ok) throw reflectionRefusal(next.error);
      const at = Math.max(now, row.changedAt + 1);
      const patch = await job(manager, row, at);
      if (patch !== null) await manager.update(ReflectionEntity, row.id, { ...patch, changedAt: at });
      return [undefined, deedOf(step, row)];
    });
  }

  /** Cleaned, about a book that may be chosen. @throws RefusalError reading.unknown */
  private async fields(
    manager: EntityManager,
    { campaignId, personId }: { readonly campaignId: string; readonly personId: string },
    { bookId, title, form, words, transcript }: ReflectionFields,
  ): Promise<ReflectionFields> {
    if (bookId !== null) await assertBook(manager, { campaignId, personId, bookId });
    return { bookId, title: title.trim(), form, words: words.trim(), transcript: transcript.trim() };
  }
}

async function own(manager: EntityManager, { personId }: Member, { campaignId, id }: Place): Promise<ReflectionEntity> {
  const row = await manager.findOneBy(ReflectionEntity, { id, campaignId, personId });
  if (!row) throw refuse('reading.unknown');
  return row;
}

const stepped = ({ status, form, words, transcript }: ReflectionEntity, step: ReflectionStep, recordings: number) =>
  nextStatus(status, step, { form, text: words, transcript, recordings });

/** Who is working on a draft is nobody's business; that it was handed in is. */
function deedOf(step: ReflectionStep, { id, campaignId }: ReflectionEntity): StudyDeed | null {
  if (step !== 'submit' && step !== 'withdraw') return null;
  const action = step === 'submit' ? 'reading.reflection-submitted' : 'reading.reflection-withdrawn';
  return { action, subjectId: id, detail: { campaignId } };
}
