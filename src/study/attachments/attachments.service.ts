import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { AppConfig } from '../../platform/config/app-config.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { AttachmentInfo, AttachmentKind, AttachmentPatch } from '../../protocol/study.js';
import { MediaService } from '../../question-bank/media.service.js';
import { byOf, type Actor } from '../entries/actor.js';
import { EntryGate } from '../entries/entry-gate.js';
import { AttachmentEntity } from '../persistence/attachment.entity.js';
import { StudyDeeds } from '../study-deeds.js';
import { checkAttachment, rejected } from './attachment-check.js';
import { AttachmentFolder } from './attachment-folder.js';
import { attachmentInfo, attachmentsOf, bytesKept, filesToRemove, forgetFiles } from './attachment-rows.js';

const MOST_OF_ONE_ENTRY = 20;

export interface NewAttachment {
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly alt?: string;
}

/** Photos, recordings, sign videos and documents of entries, for whoever may read the entry. None is ever asked for. */
@Injectable()
export class Attachments {
  readonly folder: AttachmentFolder;

  constructor(
    private readonly deeds: StudyDeeds,
    private readonly gate: EntryGate,
    private readonly media: MediaService,
    private readonly config: AppConfig,
  ) {
    this.folder = new AttachmentFolder(join(config.dataDir, 'attachments'));
  }

  /** @throws RefusalError study.entry-unknown, study.entry-refused, study.attachment-rejected */
  async add(actor: Actor, entryId: string, wanted: NewAttachment, received: Buffer): Promise<AttachmentInfo> {
    await this.gate.enter(this.deeds.reader, actor, { id: entryId, action: 'edit' });
    const { mediaType, ending, bytes } = await checkAttachment(this.media, wanted.kind, received);
    const id = newId();
    const file = `${id}.${ending}`;
    const by = byOf(actor);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const told = { kind: wanted.kind, name: wanted.name.trim(), alt: wanted.alt?.trim() ?? '', transcript: null };
    const held = { file, mediaType, bytes: bytes.length, sha256: digest, removedAt: null };
    await this.folder.keep(file, bytes);
    try {
      const row = await this.deeds.run(by, async (manager, at) => {
        const { loaded } = await this.gate.enter(manager, actor, { id: entryId, action: 'edit' });
        await this.assertRoom(manager, entryId, bytes.length);
        const made = { createdAt: at, createdByKind: actor.kind, createdBy: by.id };
        const owner = { ownerKind: 'entry' as const, ownerId: entryId, personId: loaded.row.personId };
        const added: AttachmentEntity = { id, ...owner, ...told, ...held, ...made };
        await manager.insert(AttachmentEntity, added);
        const detail = { attachmentId: id, kind: wanted.kind, bytes: bytes.length };
        return [added, { action: 'study.attachment-added', subjectId: entryId, detail }];
      });
      return attachmentInfo(row);
    } catch (error) {
      await this.folder.remove(file);
      throw error;
    }
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
      return [attachmentInfo(next), { action: 'study.attachment-changed', subjectId: row.ownerId, detail }];
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
    await this.clear();
  }

  /** For whoever may see the entry. @throws RefusalError study.attachment-unknown */
  file(actor: Actor, id: string): Promise<AttachmentEntity> {
    return this.found(this.deeds.reader, actor, id);
  }

  /** Files of what was taken away, by somebody, with a draft, or with a person. */
  async clear(): Promise<number> {
    const gone = await filesToRemove(this.deeds.reader);
    for (const { file } of gone) await this.folder.remove(file);
    const ids = gone.map(({ id }) => id);
    if (ids.length > 0) {
      await this.deeds.run({ kind: 'server', id: null }, async (manager) => [await forgetFiles(manager, ids), null]);
    }
    return gone.length;
  }

  private async found(manager: EntityManager, actor: Actor, id: string): Promise<AttachmentEntity> {
    const row = await manager.findOneBy(AttachmentEntity, { id, ownerKind: 'entry' });
    if (!row || row.removedAt !== null || row.file === null) throw refuse('study.attachment-unknown');
    // Whoever may not see the entry is told the same as of an attachment that is not there.
    await this.gate.see(manager, actor, row.ownerId).catch(() => Promise.reject(refuse('study.attachment-unknown')));
    return row;
  }

  private async assertRoom(manager: EntityManager, entryId: string, bytes: number): Promise<void> {
    if ((await attachmentsOf(manager, 'entry', [entryId])).length >= MOST_OF_ONE_ENTRY) {
      throw rejected(`一条记录最多 ${MOST_OF_ONE_ENTRY} 个附件，请先删除不需要的。`);
    }
    if ((await bytesKept(manager)) + bytes > this.config.attachmentQuotaBytes) {
      throw rejected('附件的存放空间已满。请压缩后再上传，或请管理员调大 ATTACHMENT_QUOTA_MB。');
    }
  }
}
