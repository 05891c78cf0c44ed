import type { EntityManager } from 'typeorm';

import { modeForContests } from '../../core/study/contest-entry.js';
import { inForce, modeOn, modesOn } from '../../core/study/mode.js';
import type { ModeEvidence } from '../../core/study/evidence.js';
import type { EvidenceField, Finding } from '../../core/study/types.js';
import type { ContentGroupEntity } from '../persistence/content-group.entity.js';
import { storedGroups, storedModes, type StoredMode } from './mode-store.js';

export interface Label {
  readonly id: string;
  readonly label: string;
}

/** Modes and groups as they are read once for many entries. */
export class ModeBook {
  /** Fields that modes bring to a record, of whatever day: what was written once may stay. */
  readonly fields: ReadonlyMap<string, EvidenceField>;

  private constructor(
    private readonly modes: ReadonlyMap<string, StoredMode>,
    private readonly groups: ReadonlyMap<string, ContentGroupEntity>,
  ) {
    const fields = [...modes.values()].flatMap(({ revisions }) => revisions.flatMap(({ evidence }) => evidence));
    this.fields = new Map(fields.filter(({ source }) => source === 'record').map((field) => [field.key, field]));
  }

  static async read(manager: EntityManager): Promise<ModeBook> {
    const [modes, groups] = [await storedModes(manager), await storedGroups(manager)];
    return new ModeBook(
      new Map(modes.map((mode) => [mode.id, mode])),
      new Map(groups.map((group) => [group.id, group])),
    );
  }

  /** What the modes of an entry of that day ask for; also of one that is archived since. */
  evidence(ids: readonly string[], day: string): ModeEvidence[] {
    return ids.flatMap((id) => inForce(this.modes.get(id)?.revisions ?? [], day) ?? []);
  }

  /** The mode under which a contest of that day goes; null: none stands for contests. */
  contestMode(day: string): string | null {
    return modeForContests(modesOn([...this.modes.values()], day));
  }

  /** Names as of the day. @param kept labels that the entry has already: archived since or not, it keeps them */
  modeLabels(ids: readonly string[], day: string, kept: readonly Label[] = []): readonly [Label[], Finding[]] {
    return labelled(ids, kept, 'modes', (id) => {
      const mode = this.modes.get(id);
      return mode === undefined ? null : (modeOn(mode, day)?.name ?? null);
    });
  }

  groupLabels(ids: readonly string[], kept: readonly Label[] = []): readonly [Label[], Finding[]] {
    return labelled(ids, kept, 'groups', (id) => {
      const group = this.groups.get(id);
      return group && group.archivedAt === null ? group.name : null;
    });
  }
}

const WANTED = { modes: '这一天没有这种学习方式，请重新选择。', groups: '没有这个内容分组，请重新选择。' } as const;

function labelled(
  ids: readonly string[],
  kept: readonly Label[],
  path: keyof typeof WANTED,
  nameOf: (id: string) => string | null,
): readonly [Label[], Finding[]] {
  const labels: Label[] = [];
  const faults: Finding[] = [];
  for (const id of ids) {
    const label = kept.find((one) => one.id === id)?.label ?? nameOf(id);
    if (label === null) faults.push({ path, message: WANTED[path] });
    else labels.push({ id, label });
  }
  return [labels, faults];
}
