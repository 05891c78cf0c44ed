import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { AppConfig } from '../../platform/config/app-config.js';
import { newId } from '../../platform/ids.js';
import type { AttachmentKind } from '../../protocol/study.js';
import { MediaService } from '../../question-bank/media.service.js';
import { AttachmentEntity } from '../persistence/attachment.entity.js';
import { StudyDeeds, type By, type StudyDeed } from '../study-deeds.js';
import { checkAttachment, rejected } from './attachment-check.js';
import { AttachmentFolder } from './attachment-folder.js';
import { attachmentsOf, bytesKept, filesToRemove, forgetFiles } from './attachment-rows.js';

export interface NewAttachment {
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly alt?: string;
}

/** To what it is attached, and whose it is where it is of one person. */
export interface AttachmentOwner extends Pick<AttachmentEntity, 'ownerKind' | 'ownerId' | 'personId'> {
  /** Attachments that one owner may have. */
  readonly most: number;
  readonly deed: (row: AttachmentEntity) => StudyDeed;
}

/** Keeps files for whatever they are attached to; who may do so, its callers know. */
@Injectable()
export class AttachmentStore {
  readonly folder: AttachmentFolder;

  constructor(
    private readonly deeds: StudyDeeds,
    private readonly media: MediaService,
    private readonly config: AppConfig,
  ) {
    this.folder = new AttachmentFolder(join(config.dataDir, 'attachments'));
  }

  /**
   * @param owner asked before the bytes are looked at, and again in the transaction
   * @throws RefusalError study.attachment-rejected, and whatever `owner` throws
   */
  async keep(
    by: By & { readonly kind: 'operator' | 'member' },
    wanted: NewAttachment,
    received: Buffer,
    owner: (manager: EntityManager) => Promise<AttachmentOwner>,
  ): Promise<AttachmentEntity> {
    await owner(this.deeds.reader);
    const { mediaType, ending, bytes } = await checkAttachment(this.media, wanted.kind, received);
    const id = newId();
    const file = `${id}.${ending}`;
    const digest = createHash('sha256').update(bytes).digest('hex');
    const told = { kind: wanted.kind, name: wanted.name.trim(), alt: wanted.alt?.trim() ?? '', transcript: null };
    const held = { file, mediaType, bytes: bytes.length, sha256: digest, removedAt: null };
    await this.folder.keep(file, bytes);
    try {
      return await this.deeds.run(by, async (manager, at) => {
        const { ownerKind, ownerId, personId, most, deed } = await owner(manager);
        await this.assertRoom(manager, { ownerKind, ownerId, most }, bytes.length);
        const made = { createdAt: at, createdByKind: by.kind, createdBy: by.id };
        const added: AttachmentEntity = { id, ownerKind, ownerId, personId, ...told, ...held, ...made };
        await manager.insert(AttachmentEntity, added);
        return [added, deed(added)];
      });
    } catch (error) {
      await this.folder.remove(file);
      throw error;
    }
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

  private async assertRoom(
    manager: EntityManager,
    { ownerKind, ownerId, most }: Pick<AttachmentOwner, 'ownerKind' | 'ownerId' | 'most'>,
    bytes: number,
  ): Promise<void> {
    if ((await attachmentsOf(manager, ownerKind, [ownerId])).length >= most) {
      throw rejected(`一条记录最多 ${most} 个附件，请先删除不需要的。`);
    }
    if ((await bytesKept(manager)) + bytes > this.config.attachmentQuotaBytes) {
      throw rejected('附件的存放空间已满。请压缩后再上传，或请管理员调大 ATTACHMENT_QUOTA_MB。');
    }
  }
}
