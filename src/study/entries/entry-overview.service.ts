import { Injectable } from '@nestjs/common';

import { within, type Tree } from '../../core/organisation/tree.js';
import type { Unit } from '../../core/organisation/types.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { idList } from '../../platform/database/json-rows.js';
import type { OverviewRow, StudyOverview } from '../../protocol/study.js';
import { StudyModes } from '../modes/study-modes.service.js';
import { StudyDeeds } from '../study-deeds.js';
import { reachOf, type OperatorActor } from './actor.js';
import { EntryAccess } from './entry-access.js';

/** @param of a condition on the entry beside its day */
const byStatus = (of: string): string => `SELECT entry.unit_id AS "unitId", entry.status, COUNT(*) AS "entries",
  SUM(entry.expected) AS "expected", SUM(entry.present) AS "present"
  FROM study_entry entry WHERE entry.on_date >= $1 AND entry.on_date <= $2${of} GROUP BY entry.unit_id, entry.status`;

const byMode = (
  of: string,
): string => `SELECT entry.unit_id AS "unitId", mode.mode_id AS "modeId", COUNT(*) AS "entries"
  FROM study_entry entry JOIN study_entry_mode mode ON mode.entry_id = entry.id
  WHERE entry.on_date >= $1 AND entry.on_date <= $2${of} AND entry.status IN ('approved', 'locked')
  GROUP BY entry.unit_id, mode.mode_id`;

interface StatusRow {
  readonly unitId: string;
  readonly status: string;
  readonly entries: number | string;
  readonly expected: number | string;
  readonly present: number | string;
}
interface ModeRow {
  readonly unitId: string;
  readonly modeId: string;
  readonly entries: number | string;
}

type Sums = Omit<OverviewRow, 'unitId' | 'unitName' | 'itself' | 'units' | 'active' | 'byMode'> & {
  readonly byMode: ReadonlyMap<string, number>;
};

/** Sums over the rows of entries, which carry their own headcounts: no row of attendance is read. */
@Injectable()
export class EntryOverview {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly access: EntryAccess,
    private readonly organisation: OrganisationService,
    private readonly modes: StudyModes,
  ) {}

  /** @throws RefusalError unit.unknown */
  async of(
    actor: OperatorActor,
    { unitId, from, to }: { readonly unitId?: string; readonly from: string; readonly to: string },
  ): Promise<StudyOverview> {
    const top = unitId ?? reachOf(actor.operator, 'study.read') ?? null;
    if (top !== null) await this.access.assertUnit(actor, 'study.read', top);
    const [tree, modes] = await Promise.all([this.organisation.tree(), this.modes.asOf(to)]);
    const sums = await this.sums(from, to, top === null ? null : within(tree, top));
    const ids = modes.map(({ id }) => id);
    const below = (tree.children.get(top) ?? []).map((child) => rolledUp(within(tree, child.id), child, { sums, ids }));
    const own = top === null ? [] : itself(tree, top, { sums, ids });
    const rows = [...own, ...below].filter(({ approved, submitted, returned, units }) => units + approved + submitted + returned > 0); // prettier-ignore
    return { from, to, modes: modes.map(({ id, name }) => ({ id, label: name })), rows };
  }

  /** @param of null: everywhere */
  private async sums(from: string, to: string, of: readonly Unit[] | null): Promise<ReadonlyMap<string, Sums>> {
    const manager = this.deeds.reader;
    const units = of === null ? '' : ` AND entry.unit_id IN (${idList(manager, 3)})`;
    const values = [from, to, ...(of === null ? [] : [JSON.stringify(of.map(({ id }) => id))])];
    const statuses = (await manager.query(byStatus(units), values)) as readonly StatusRow[];
    const modes = (await manager.query(byMode(units), values)) as readonly ModeRow[];
    const modesOf = new Map<string, Map<string, number>>();
    for (const { unitId, modeId, entries } of modes) {
      modesOf.set(unitId, (modesOf.get(unitId) ?? new Map<string, number>()).set(modeId, Number(entries)));
    }
    const sums = new Map<string, Sums>();
    for (const row of statuses) {
      const known = sums.get(row.unitId) ?? { ...NOTHING, byMode: modesOf.get(row.unitId) ?? new Map() };
      sums.set(row.unitId, added(known, row));
    }
    return sums;
  }
}

const NOTHING = { submitted: 0, returned: 0, approved: 0, expected: 0, present: 0 };

function added(sums: Sums, { status, entries, expected, present }: StatusRow): Sums {
  switch (status) {
    case 'submitted':
      return { ...sums, submitted: sums.submitted + Number(entries) };
    case 'returned':
      return { ...sums, returned: sums.returned + Number(entries) };
    case 'approved':
    case 'locked':
      return {
        ...sums,
        approved: sums.approved + Number(entries),
        expected: sums.expected + Number(expected),
        present: sums.present + Number(present),
      };
    default:
      return sums;
  }
}

interface Given {
  readonly sums: ReadonlyMap<string, Sums>;
  /** Modes, in order. */
  readonly ids: readonly string[];
}

function itself(tree: Tree, top: string, given: Given): OverviewRow[] {
  const unit = tree.byId.get(top);
  return unit ? [{ ...rolledUp([unit], unit, given), itself: true }] : [];
}

function rolledUp(units: readonly Unit[], head: Unit, { sums, ids }: Given): OverviewRow {
  const found = units.flatMap(({ id }) => sums.get(id) ?? []);
  const total = (of: (one: Sums) => number) => found.reduce((sum, one) => sum + of(one), 0);
  return {
    unitId: head.id,
    unitName: head.name,
    itself: false,
    submitted: total((one) => one.submitted),
    returned: total((one) => one.returned),
    approved: total((one) => one.approved),
    expected: total((one) => one.expected),
    present: total((one) => one.present),
    byMode: ids.map((id) => total(({ byMode }) => byMode.get(id) ?? 0)),
    active: found.filter(({ approved }) => approved > 0).length,
    units: units.filter(({ closedAt }) => closedAt === null).length,
  };
}
