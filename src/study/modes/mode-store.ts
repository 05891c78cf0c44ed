import type { EntityManager } from 'typeorm';

import type { ModeHistory } from '../../core/study/mode.js';
import { ContentGroupEntity } from '../persistence/content-group.entity.js';
import { StudyModeRevisionEntity } from '../persistence/study-mode-revision.entity.js';
import { StudyModeEntity } from '../persistence/study-mode.entity.js';

export interface StoredMode extends ModeHistory {
  readonly createdAt: number;
  readonly revisions: readonly StudyModeRevisionEntity[];
}

/** A few dozen rows: read anew whenever they are asked for. In order, with revisions as they were made. */
export async function storedModes(manager: EntityManager): Promise<StoredMode[]> {
  const modes = await manager.find(StudyModeEntity, { order: { ordinal: 'ASC', createdAt: 'ASC', id: 'ASC' } });
  const revisions = await manager.find(StudyModeRevisionEntity, { order: { createdAt: 'ASC', id: 'ASC' } });
  return modes.map((mode) => ({ ...mode, revisions: revisions.filter(({ modeId }) => modeId === mode.id) }));
}

export const storedGroups = (manager: EntityManager): Promise<ContentGroupEntity[]> =>
  manager.find(ContentGroupEntity, { order: { ordinal: 'ASC', id: 'ASC' } });
