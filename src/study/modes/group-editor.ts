import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import { ERROR_MESSAGES } from '../../protocol/error-code.js';
import type { ContentGroupPatch } from '../../protocol/study-setup.js';
import { ContentGroupEntity } from '../persistence/content-group.entity.js';
import { StudyDeeds } from '../study-deeds.js';
import { mergedOrRefused } from '../unmoved.js';
import { storedGroups } from './mode-store.js';

const LONGEST = 20;

/** 内容分组: named by the organisation itself. A group is archived, never deleted: entries keep it. */
@Injectable()
export class GroupEditor {
  constructor(private readonly deeds: StudyDeeds) {}

  /** @throws RefusalError study.group-rejected */
  add(wanted: string, operatorId: string): Promise<{ id: string }> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const groups = await storedGroups(manager);
      const name = freeName(groups, wanted, null);
      const id = newId();
      const ordinal = Math.max(-1, ...groups.map((group) => group.ordinal)) + 1;
      await manager.insert(ContentGroupEntity, { id, name, ordinal, createdAt: at, archivedAt: null });
      return [{ id }, { action: 'study.group-added', subjectId: id }];
    });
  }

  /**
   * Entries of before keep the label that they have.
   * @throws RefusalError study.group-unknown, study.group-rejected, study.changed-meanwhile
   */
  rename(id: string, { name: wanted, before }: ContentGroupPatch, operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager) => {
      const now = await found(manager, id);
      const name = freeName(await storedGroups(manager), wanted, id);
      const was = before === undefined ? before : { name: before };
      const merged = mergedOrRefused<{ readonly name: string }>(
        { now, wanted: { name }, before: was },
        { name: '名称' },
      );
      await manager.update(ContentGroupEntity, id, merged);
      return [undefined, { action: 'study.group-renamed', subjectId: id }];
    });
  }

  /** @throws RefusalError study.group-unknown */
  archive(id: string, archived: boolean, operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      await found(manager, id);
      await manager.update(ContentGroupEntity, id, { archivedAt: archived ? at : null });
      return [undefined, { action: archived ? 'study.group-archived' : 'study.group-restored', subjectId: id }];
    });
  }

  /** @throws RefusalError study.modes-refused unless they are all that are not archived, each once */
  order(ids: readonly string[], operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager) => {
      const open = (await storedGroups(manager)).filter(({ archivedAt }) => archivedAt === null).map(({ id }) => id);
      if (open.toSorted().join() !== ids.toSorted().join()) {
        const message = '内容分组刚刚有变动，请刷新页面后重新排序。';
        throw refuse('study.modes-refused', { message, details: [{ path: 'ids', message }] });
      }
      for (const [ordinal, id] of ids.entries()) await manager.update(ContentGroupEntity, id, { ordinal });
      return [undefined, { action: 'study.groups-ordered', detail: { ids } }];
    });
  }
}

async function found(manager: EntityManager, id: string): Promise<ContentGroupEntity> {
  const group = await manager.findOneBy(ContentGroupEntity, { id });
  if (!group) throw refuse('study.group-unknown');
  return group;
}

function freeName(groups: readonly ContentGroupEntity[], wanted: string, own: string | null): string {
  const name = wanted.trim();
  const taken = groups.some((group) => group.name === name && group.id !== own);
  if (name === '' || name.length > LONGEST || taken) {
    const message = ERROR_MESSAGES['study.group-rejected'];
    throw refuse('study.group-rejected', { details: [{ path: 'name', message }] });
  }
  return name;
}
