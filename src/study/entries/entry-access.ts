import { Injectable } from '@nestjs/common';

import { within, type Tree } from '../../core/organisation/tree.js';
import type { Unit } from '../../core/organisation/types.js';
import type { Rights } from '../../core/study/entry.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { refuse } from '../../platform/refusal.js';
import type { StudyEntryEntity } from '../persistence/study-entry.entity.js';
import { reachOf, type Actor, type OperatorActor, type StudyRight } from './actor.js';

/** What an actor may do with one entry. */
export interface Standing extends Rights {
  /** Absence reasons and forms of catching up: for the branch itself, whoever began the entry. */
  readonly seesReasons: boolean;
}

/** Who may see and change which entries: by unit for operators, their own for members. */
@Injectable()
export class EntryAccess {
  constructor(private readonly organisation: OrganisationService) {}

  /** Units within which an operator has the right; null: all. */
  async unitsOf({ operator }: OperatorActor, right: StudyRight, tree?: Tree): Promise<ReadonlySet<string> | null> {
    const top = reachOf(operator, right);
    if (top === undefined) return new Set();
    return top === null ? null : idsWithin(tree ?? (await this.organisation.tree()), top);
  }

  /** @throws RefusalError unit.unknown, also where it is no business of this operator */
  async assertUnit(actor: OperatorActor, right: StudyRight, unitId: string): Promise<Unit> {
    const tree = await this.organisation.tree();
    const unit = tree.byId.get(unitId);
    const units = await this.unitsOf(actor, right, tree);
    if (!unit || (units !== null && !units.has(unitId))) throw refuse('unit.unknown');
    return unit;
  }

  /** Null: as if it were not there. */
  async standing(actor: Actor, row: StudyEntryEntity, attends: boolean): Promise<Standing | null> {
    if (actor.kind === 'member') {
      const own = row.personId === actor.personId;
      const settled = row.status !== 'draft' && row.status !== 'returned';
      if (!own && !(attends && settled)) return null;
      return { writes: own, approves: false, withdraws: own, seesReasons: false };
    }
    // What a person has not handed in yet is theirs alone.
    if (row.createdByKind === 'member' && row.status === 'draft') return null;
    // Whoever has the right everywhere needs no tree.
    const tree = reachOf(actor.operator, 'study.read') === null ? undefined : await this.organisation.tree();
    const reaches = async (right: StudyRight) => (await this.unitsOf(actor, right, tree))?.has(row.unitId) ?? true;
    if (!(await reaches('study.read'))) return null;
    const seesReasons = actor.operator.unitId === row.unitId;
    const writes = await reaches('study.keep');
    const withdraws = writes && row.createdByKind !== 'member';
    return { writes, approves: await reaches('study.approve'), withdraws, seesReasons };
  }

  /** People who may stand on the list of an entry of the unit: who has ever belonged to it or to what is below it. */
  async unitsBelow(unitId: string): Promise<string[]> {
    return [...idsWithin(await this.organisation.tree(), unitId)];
  }
}

const idsWithin = (tree: Tree, top: string): Set<string> => new Set(within(tree, top).map(({ id }) => id));
