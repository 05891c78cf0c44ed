import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { refuse } from '../../platform/refusal.js';
import type { AttachmentInfo, AttachmentPatch } from '../../protocol/study.js';
import { byOf, type Actor } from '../entries/actor.js';
import { EntryGate } from '../entries/entry-gate.js';
import { AttachmentEntity } from '../persistence/attachment.entity.js';
import { StudyDeeds } from '../study-deeds.js';
import { attachmentInfo } from './attachment-rows.js';
import { AttachmentStore, type AttachmentOwner, type NewAttachment } from './attachment-store.js';

const MOST_OF_ONE_ENTRY = 20;

/** Photos, recordings, sign videos and documents of entries, for whoever may read the entry. None is ever asked for. */
@Injectable()
export class Attachments {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly gate: EntryGate,
    private readonly store: AttachmentStore,
  ) {}

  /** @throws RefusalError study.entry-unknown, study.entry-refused, study.attachment-rejected */
  async add(actor: Actor, entryId: string, wanted: NewAttachment, received: Buffer): Promise<AttachmentInfo> {
    const owner = async (manager: EntityManager): Promise<AttachmentOwner> => {
      const { loaded } = await this.gate.enter(manager, actor, { id: entryId, action: 'edit' });
      return {
        ownerKind: 'entry',
        ownerId: entryId,
        personId: loaded.row.personId,
        most: MOST_OF_ONE_ENTRY,
        deed: ({ id, kind, bytes }) => {
          const detail = { attachmentId: id, kind, bytes };
          return { action: 'study.attachment-added', subjectId: entryId, detail };
        },
      };
    };
    const by = { kind: actor.kind, id: byOf(actor).id };
    return attachmentInfo(await this.store.keep(by, wanted, received, owner), actor);
  }

  /** @throws RefusalError study.attachment-unknown, study.entry-refused */
  change(actor: Actor, id: string, patch: AttachmentPatch): Promise<AttachmentInfo> {
    return this.deeds.run(byOf(actor), async (manager) => {
      const row = await this.found(manager, actor, id);
      await this.gate.enter(manager, actor, { id: row.ownerId, action: 'edit' });
      const { name = row.name, alt = row.alt, transcript = row.transcript } = patch;
      const next = { ...row, name: name.trim(), alt: alt.trim(), transcript: transcript?.trim() || null };
      await manager.update(AttachmentEntity, id, next);
      const detail = { attachmentId: id, changed: Object.keys(patch) };
      return [attachmentInfo(next, actor), { action: 'study.attachment-changed', subjectId: row.ownerId, detail }];
    });
  }

  /** @throws RefusalError study.attachment-unknown, study.entry-refused */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.deeds.run(byOf(actor), async (manager, at) => {
      const row = await this.found(manager, actor, id);
      await this.gate.enter(manager, actor, { id: row.ownerId, action: 'edit' });
      await manager.update(AttachmentEntity, id, { removedAt: at });
      const detail = { attachmentId: id };
      return [undefined, { action: 'study.attachment-removed', subjectId: row.ownerId, detail }];
    });
    await this.store.clear();
  }

  /** For whoever may see the entry. @throws RefusalError study.attachment-unknown */
  file(actor: Actor, id: string): Promise<AttachmentEntity> {
    return this.found(this.deeds.reader, actor, id);
  }

  private async found(manager: EntityManager, actor: Actor, id: string): Promise<AttachmentEntity> {
    const row = await manager.findOneBy(AttachmentEntity, { id, ownerKind: 'entry' });
    if (!row || row.removedAt !== null || row.file === null) throw refuse('study.attachment-unknown');
    // Whoever may not see the entry is told the same as of an attachment that is not there.
    await this.gate.see(manager, actor, row.ownerId).catch(() => Promise.reject(refuse('study.attachment-unknown')));
    return row;
  }
}
