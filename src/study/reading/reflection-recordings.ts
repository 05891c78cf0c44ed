import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { refuse } from '../../platform/refusal.js';
import type { RecordingInfo } from '../../protocol/reading.js';
import { attachmentsOf } from '../attachments/attachment-rows.js';
import { AttachmentStore } from '../attachments/attachment-store.js';
import { AttachmentEntity } from '../persistence/attachment.entity.js';
import { StudyDeeds } from '../study-deeds.js';
import type { ReflectionEntity } from './persistence/reflection.entity.js';

const MOST_OF_ONE = 3;

export type RecordingKind = RecordingInfo['kind'];

/** Voices and sign videos of reflections; who may hear and see them, the callers know. */
@Injectable()
export class ReflectionRecordings {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly store: AttachmentStore,
  ) {}

  /** By reflection; of each those that belong to its form. */
  async of(
    manager: EntityManager,
    reflections: readonly Pick<ReflectionEntity, 'id' | 'form'>[],
  ): Promise<ReadonlyMap<string, readonly RecordingInfo[]>> {
    const rows = await attachmentsOf(manager, 'reflection', reflections.map(({ id }) => id)); // prettier-ignore
    return new Map(
      reflections.map(({ id, form }) => [
        id,
        rows.filter(({ ownerId, kind }) => ownerId === id && kind === form).map(recordingInfo),
      ]),
    );
  }

  /** @param find the author's reflection as it may be changed now. @throws RefusalError study.attachment-rejected */
  async add(
    personId: string,
    wanted: { readonly kind: RecordingKind; readonly name: string },
    received: Buffer,
    find: (manager: EntityManager) => Promise<ReflectionEntity>,
  ): Promise<void> {
    await this.store.keep({ kind: 'member', id: personId }, wanted, received, async (manager) => {
      const { id: ownerId } = await find(manager);
      return {
        ownerKind: 'reflection',
        ownerId,
        personId,
        most: MOST_OF_ONE,
        deed: ({ id, kind, bytes }) => {
          const detail = { attachmentId: id, kind, bytes };
          return { action: 'reading.recording-added', subjectId: ownerId, detail };
        },
      };
    });
  }

  /** In the caller's transaction, which calls `clear` once it is over. @throws RefusalError reading.recording-unknown */
  async remove(manager: EntityManager, reflectionId: string, id: string, at: number): Promise<void> {
    await this.found(manager, reflectionId, id);
    await manager.update(AttachmentEntity, id, { removedAt: at });
  }

  /** Those of another form than the one that it has in the end; all of them for null. */
  async removeOthers(manager: EntityManager, reflectionId: string, kept: string | null, at: number): Promise<void> {
    const rows = await attachmentsOf(manager, 'reflection', [reflectionId]);
    for (const { id, kind } of rows) {
      if (kind !== kept) await manager.update(AttachmentEntity, id, { removedAt: at });
    }
  }

  async clear(): Promise<void> {
    await this.store.clear();
  }

  /** To be sent from the folder. @throws RefusalError reading.recording-unknown */
  file(reflectionId: string, id: string): Promise<AttachmentEntity> {
    return this.found(this.deeds.reader, reflectionId, id);
  }

  get folder() {
    return this.store.folder;
  }

  private async found(manager: EntityManager, ownerId: string, id: string): Promise<AttachmentEntity> {
    const row = await manager.findOneBy(AttachmentEntity, { id, ownerKind: 'reflection', ownerId });
    if (!row || row.removedAt !== null || row.file === null) throw refuse('reading.recording-unknown');
    return row;
  }
}

const recordingInfo = ({ id, kind, name, mediaType, bytes }: AttachmentEntity): RecordingInfo => ({
  id,
  kind: kind === 'sign-video' ? 'sign-video' : 'voice',
  name,
  mediaType,
  bytes,
});
