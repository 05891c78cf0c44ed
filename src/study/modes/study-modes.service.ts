import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { inForce, modesOn } from '../../core/study/mode.js';
import { fieldsOf, ofBranch } from '../../core/study/record-fields.js';
import { DEFAULTS, type GuardRail, type SettingName, type Settings } from '../../core/study/settings.js';
import { KINDS } from '../../core/study/types.js';
import { Reader } from '../../platform/database/reader.js';
import type { ContentGroup, StudyMode, StudySetup } from '../../protocol/study-setup.js';
import { StudySettingEntity } from '../persistence/study-setting.entity.js';
import { storedGroups, storedModes } from './mode-store.js';

/** What the study log is made of, as of a day: modes, content groups, settings. */
@Injectable()
export class StudyModes {
  constructor(private readonly reader: Reader) {}

  /** Modes that are offered on a day (YYYY-MM-DD), in order, under their names of that day. */
  async asOf(day: string, manager: EntityManager = this.reader.source.manager): Promise<StudyMode[]> {
    return modesOn(await storedModes(manager), day).map(({ effectiveFrom: _since, ...mode }) => ({
      id: mode.id,
      name: mode.name,
      meaning: mode.meaning,
      evidence: mode.evidence,
    }));
  }

  async groups(manager: EntityManager = this.reader.source.manager): Promise<ContentGroup[]> {
    return (await storedGroups(manager)).map(({ id, name, archivedAt }) => ({ id, name, archivedAt }));
  }

  async settingsOn(day: string, manager: EntityManager = this.reader.source.manager): Promise<Settings> {
    const rows = await manager.find(StudySettingEntity, { order: { createdAt: 'ASC', id: 'ASC' } });
    const changed = Object.keys(DEFAULTS).flatMap((name) => {
      const row = inForce(
        rows.filter((one) => one.name === name),
        day,
      );
      return row === null ? [] : [[name as SettingName, row.value]];
    });
    return { ...DEFAULTS, ...(Object.fromEntries(changed) as Partial<Settings>) };
  }

  /** A guard-rail that is switched on: since when, and who answers for it. Null while it is off. */
  async switchedOn(name: GuardRail, day: string): Promise<{ readonly since: string; readonly approvedBy: string | null } | null> {
    const rows = await this.reader.source.manager.find(StudySettingEntity, { where: { name }, order: { createdAt: 'ASC', id: 'ASC' } });
    const row = inForce(rows, day);
    return row?.value === true ? { since: row.effectiveFrom, approvedBy: row.approvedBy } : null;
  } // prettier-ignore

  /** Everything that a form for an entry of that day needs. */
  async setup(on: string, today: string): Promise<StudySetup> {
    const [modes, groups, settings] = await Promise.all([this.asOf(on), this.groups(), this.settingsOn(on)]);
    const kinds = KINDS.map((kind) => ({ kind, ofBranch: ofBranch(kind), fields: fieldsOf(kind) }));
    return { on, today, settings, modes, groups: groups.filter(({ archivedAt }) => archivedAt === null), kinds };
  }
}
