import type { EntityManager } from 'typeorm';

import { idList } from '../../platform/database/json-rows.js';
import type { AttachmentInfo } from '../../protocol/study.js';
import type { Actor } from '../entries/actor.js';
import { AttachmentEntity } from '../persistence/attachment.entity.js';

type OwnerKind = AttachmentEntity['ownerKind'];

/** What is attached to these owners, in the order in which it came. */
export function attachmentsOf(
  manager: EntityManager,
  ownerKind: OwnerKind,
  ownerIds: readonly string[],
): Promise<AttachmentEntity[]> {
  if (ownerIds.length === 0) return Promise.resolve([]);
  return manager
    .createQueryBuilder(AttachmentEntity, 'attachment')
    .where('attachment.ownerKind = :ownerKind AND attachment.removedAt IS NULL', { ownerKind })
    .andWhere('attachment.ownerId IN (:...ownerIds)', { ownerIds })
    .orderBy('attachment.id', 'ASC')
    .getMany();
}

/** @param kind of whoever is told: operators and members each have a door of their own */
export const attachmentInfo = (row: AttachmentEntity, { kind }: Pick<Actor, 'kind'>): AttachmentInfo => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  mediaType: row.mediaType,
  bytes: row.bytes,
  alt: row.alt,
  transcript: row.transcript,
  createdAt: row.createdAt,
  url: `/api/${kind === 'member' ? 'member/study' : 'study'}/attachments/${row.id}`,
});

/** Bytes of all that is kept. */
export async function bytesKept(manager: EntityManager): Promise<number> {
  const rows = (await manager.query(
    `SELECT COALESCE(SUM(bytes), 0) AS "bytes" FROM attachment WHERE file IS NOT NULL`,
  )) as readonly { readonly bytes: number | string }[];
  return Number(rows[0]?.bytes ?? 0);
}

/** What a person attached to what is theirs alone: nobody's from now on, and its file to be removed. */
export async function eraseAttachments(manager: EntityManager, personId: string, at: number): Promise<void> {
  const gone = { removedAt: at, name: '', alt: '', transcript: null, personId: null, createdBy: null };
  await manager.update(AttachmentEntity, { personId }, gone);
}

/** Files of rows that are removed. */
export const filesToRemove = (manager: EntityManager): Promise<readonly { id: string; file: string }[]> =>
  manager.query(`SELECT id, file FROM attachment WHERE removed_at IS NOT NULL AND file IS NOT NULL`) as Promise<
    readonly { id: string; file: string }[]
  >;

export async function forgetFiles(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(`UPDATE attachment SET file = NULL WHERE id IN (${idList(manager, 1)})`, [JSON.stringify(ids)]);
}
