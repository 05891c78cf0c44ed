import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { FEWEST_MODES, inForce, modeFaults, MOST_MODES, modesOn, type ModeRevision } from '../../core/study/mode.js';
import { readEvidence } from '../../core/study/mode-input.js';
import { IdentityService } from '../../identity/identity.service.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { ModeInfo, ModePatch, NewModeBody } from '../../protocol/study-setup.js';
import { StudyModeRevisionEntity } from '../persistence/study-mode-revision.entity.js';
import { StudyModeEntity } from '../persistence/study-mode.entity.js';
import { StudyDeeds } from '../study-deeds.js';
import { mergedOrRefused } from '../unmoved.js';
import { storedModes, type StoredMode } from './mode-store.js';

const USED = `SELECT DISTINCT mode_id AS "id" FROM study_entry_mode`;

/** Renames, replaces, adds, orders and archives modes. Ids never change, and no revision is ever changed. */
@Injectable()
export class ModeEditor {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly identity: IdentityService,
  ) {}

  async all(): Promise<ModeInfo[]> {
    const manager = this.deeds.reader;
    const [modes, names] = await Promise.all([storedModes(manager), this.identity.operatorNames()]);
    const used = new Set(((await manager.query(USED)) as readonly { id: string }[]).map(({ id }) => id));
    const infos = modes.map(({ id, ordinal, archivedOn, revisions }) => ({
      id,
      ordinal,
      archivedOn,
      used: used.has(id),
      revisions: revisions.toReversed().map(({ name, meaning, evidence, effectiveFrom, createdAt, createdBy }) => {
        const by = createdBy === null ? null : (names.get(createdBy) ?? null);
        return { name, meaning, evidence, effectiveFrom, createdAt, by };
      }),
    }));
    return infos.toSorted((one, other) => Number(one.archivedOn !== null) - Number(other.archivedOn !== null));
  }

  /** @throws RefusalError study.mode-rejected, study.modes-refused */
  add(body: NewModeBody, operatorId: string): Promise<{ id: string }> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const revision = this.checked({ ...body, effectiveFrom: body.effectiveFrom ?? this.deeds.today() });
      const modes = await storedModes(manager);
      assertRoom(modes);
      const id = newId();
      const ordinal = Math.max(-1, ...modes.map((mode) => mode.ordinal)) + 1;
      await manager.insert(StudyModeEntity, { id, ordinal, createdAt: at, archivedOn: null });
      await insertRevision(manager, id, { ...revision, createdAt: at, createdBy: operatorId });
      return [{ id }, { action: 'study.mode-added', subjectId: id, detail: { effectiveFrom: revision.effectiveFrom } }];
    });
  }

  /**
   * What is left out stays as it is on that day.
   * @throws RefusalError study.mode-unknown, study.mode-rejected, study.changed-meanwhile
   */
  change(id: string, patch: ModePatch, operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const mode = found(await storedModes(manager), id);
      const effectiveFrom = patch.effectiveFrom ?? this.deeds.today();
      const before = inForce(mode.revisions, effectiveFrom) ?? mode.revisions[0];
      const { name = before?.name ?? '', meaning = before?.meaning ?? '', evidence = before?.evidence ?? [] } = patch;
      const { effectiveFrom: _day, ...wanted } = this.checked({ name, meaning, evidence, effectiveFrom });
      const was = patch.before && { ...before, ...patch.before };
      const revision = { ...mergedOrRefused({ now: before ?? null, wanted, before: was }, WORDS), effectiveFrom };
      await insertRevision(manager, id, { ...revision, createdAt: at, createdBy: operatorId });
      const detail = { effectiveFrom, changed: Object.keys(patch).filter((name) => name !== 'before') };
      return [undefined, { action: 'study.mode-changed', subjectId: id, detail }];
    });
  }

  /** @throws RefusalError study.modes-refused unless they are all that are not archived, each once */
  order(ids: readonly string[], operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager) => {
      const open = (await storedModes(manager)).filter(({ archivedOn }) => archivedOn === null).map((mode) => mode.id);
      if (open.toSorted().join() !== ids.toSorted().join())
        throw refused('学习方式刚刚有变动，请刷新页面后重新排序。', 'ids');
      for (const [ordinal, id] of ids.entries()) await manager.update(StudyModeEntity, id, { ordinal });
      return [undefined, { action: 'study.modes-ordered', detail: { ids } }];
    });
  }

  /** No longer offered from a day on; entries keep it. @throws RefusalError study.mode-unknown, study.modes-refused */
  archive(id: string, on: string | undefined, operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager) => {
      const modes = await storedModes(manager);
      found(modes, id);
      const archivedOn = on ?? this.deeds.today();
      const rest = modesOn(modes, archivedOn).filter((mode) => mode.id !== id);
      if (rest.length < FEWEST_MODES) throw refused(`至少保留 ${FEWEST_MODES} 种学习方式，请先新增再停用。`);
      await manager.update(StudyModeEntity, id, { archivedOn });
      return [undefined, { action: 'study.mode-archived', subjectId: id, detail: { archivedOn } }];
    });
  }

  /** @throws RefusalError study.mode-unknown, study.modes-refused */
  restore(id: string, operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager) => {
      const modes = await storedModes(manager);
      if (found(modes, id).archivedOn === null) return [undefined, null];
      assertRoom(modes);
      await manager.update(StudyModeEntity, id, { archivedOn: null });
      return [undefined, { action: 'study.mode-restored', subjectId: id }];
    });
  }

  private checked({ name, meaning, evidence, effectiveFrom }: ModeRevision): ModeRevision {
    const fields = readEvidence(evidence);
    const faults = fields === null ? [{ path: 'evidence', message: '证明材料的设置不完整，请检查。' }] : [];
    const revision = { name: name.trim(), meaning: meaning.trim(), evidence: fields ?? [], effectiveFrom };
    const details = [...faults, ...modeFaults(revision)];
    if (details.length > 0) throw refuse('study.mode-rejected', { details });
    return revision;
  }
}

const WORDS = { name: '名称', meaning: '含义', evidence: '证明材料' };

type Written = ModeRevision & Pick<StudyModeRevisionEntity, 'createdAt' | 'createdBy'>;

async function insertRevision(manager: EntityManager, modeId: string, revision: Written): Promise<void> {
  await manager.insert(StudyModeRevisionEntity, { ...revision, evidence: [...revision.evidence], id: newId(), modeId });
}

function found(modes: readonly StoredMode[], id: string): StoredMode {
  const mode = modes.find((one) => one.id === id);
  if (!mode) throw refuse('study.mode-unknown');
  return mode;
}

function assertRoom(modes: readonly StoredMode[]): void {
  if (modes.filter(({ archivedOn }) => archivedOn === null).length < MOST_MODES) return;
  throw refused(`最多同时使用 ${MOST_MODES} 种学习方式，请先停用一种。`);
}

/** @param path where it is of one field of what was asked */
const refused = (message: string, path?: string) =>
  refuse('study.modes-refused', { message, ...(path === undefined ? {} : { details: [{ path, message }] }) });
