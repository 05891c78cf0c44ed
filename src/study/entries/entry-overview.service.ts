import { Injectable } from '@nestjs/common';

import { within, type Tree } from '../../core/organisation/tree.js';
import type { Unit } from '../../core/organisation/types.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { idList } from '../../platform/database/json-rows.js';
import type { OverviewRow, StudyOverview } from '../../protocol/study.js';
import { StudyModes } from '../modes/study-modes.service.js';
import type { Span } from '../figures/figure-rows.js';
import { FigureScopes } from '../figure-scopes.js';
import { StudyDeeds } from '../study-deeds.js';
import { reachOf, type OperatorActor } from './actor.js';

/** What was held together, and not by a person alone. */
const OF_UNIT = `SUM(CASE WHEN entry.person_id IS NULL THEN 1 ELSE 0 END) AS "held"`;

/** @param of a condition on the entry beside its day */
const byStatus = (of: string): string => `SELECT entry.unit_id AS "unitId", entry.status, COUNT(*) AS "entries",
  ${OF_UNIT}, SUM(entry.expected) AS "expected", SUM(entry.present) AS "present"
  FROM study_entry entry WHERE entry.on_date >= $1 AND entry.on_date <= $2${of} GROUP BY entry.unit_id, entry.status`;

const byMode = (
  of: string,
): string => `SELECT entry.unit_id AS "unitId", mode.mode_id AS "modeId", COUNT(*) AS "entries", ${OF_UNIT}
  FROM study_entry entry JOIN study_entry_mode mode ON mode.entry_id = entry.id
  WHERE entry.on_date >= $1 AND entry.on_date <= $2${of} AND entry.status IN ('approved', 'locked')
  GROUP BY entry.unit_id, mode.mode_id`;

interface StatusRow {
  readonly unitId: string;
  readonly status: string;
  readonly entries: number | string;
  readonly held: number | string;
  readonly expected: number | string;
  readonly present: number | string;
}
interface ModeRow {
  readonly unitId: string;
  readonly modeId: string;
  readonly entries: number | string;
  readonly held: number | string;
}

/** Of these, so many were held together. */
interface Counted {
  readonly all: number;
  readonly held: number;
}
interface Sums {
  readonly submitted: number;
  readonly returned: number;
  readonly approved: Counted;
  readonly expected: number;
  readonly present: number;
  readonly byMode: ReadonlyMap<string, Counted>;
}

/** Sums over the rows of entries, which carry their own headcounts: no row of attendance is read. */
@Injectable()
export class EntryOverview {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly scopes: FigureScopes,
    private readonly organisation: OrganisationService,
    private readonly modes: StudyModes,
  ) {}

  /** @throws RefusalError unit.unknown */
  async of(
    actor: OperatorActor,
    { unitId, from, to }: { readonly unitId?: string; readonly from: string; readonly to: string },
  ): Promise<StudyOverview> {
    const top = unitId ?? reachOf(actor.operator, 'study.read') ?? null;
    const today = this.deeds.today();
    const hidden = await this.hidden(actor, top, { from, to: today < to ? today : to });
    const [tree, modes] = await Promise.all([this.organisation.tree(), this.modes.asOf(to)]);
    const sums = await this.sums(from, to, top === null ? null : within(tree, top));
    const given = { sums, hidden, ids: modes.map(({ id }) => id) };
    const below = (tree.children.get(top) ?? []).map((child) => rolledUp(within(tree, child.id), child, given));
    const own = top === null ? [] : itself(tree, top, given);
    const rows = [...own, ...below].filter(({ approved, submitted, returned, units }) => units + approved + submitted + returned > 0); // prettier-ignore
    return { from, to, modes: modes.map(({ id, name }) => ({ id, label: name })), rows };
  }

  /** @param top null: everywhere; then each unit at the top is the highest of its own tables, and has no total beside it */
  private async hidden(
    { operator }: OperatorActor,
    top: string | null,
    { from, to }: Span,
  ): Promise<ReadonlySet<string>> {
    if (top === null) return this.scopes.hiddenAtTop(to, from);
    return (await this.scopes.of(operator, top, to, from)).cells.hidden;
  }

  /** @param of null: everywhere */
  private async sums(from: string, to: string, of: readonly Unit[] | null): Promise<ReadonlyMap<string, Sums>> {
    const manager = this.deeds.reader;
    const units = of === null ? '' : ` AND entry.unit_id IN (${idList(manager, 3)})`;
    const values = [from, to, ...(of === null ? [] : [JSON.stringify(of.map(({ id }) => id))])];
    const statuses = (await manager.query(byStatus(units), values)) as readonly StatusRow[];
    const modes = (await manager.query(byMode(units), values)) as readonly ModeRow[];
    const modesOf = new Map<string, Map<string, Counted>>();
    for (const { unitId, modeId, entries, held } of modes) {
      const counted = { all: Number(entries), held: Number(held) };
      modesOf.set(unitId, (modesOf.get(unitId) ?? new Map<string, Counted>()).set(modeId, counted));
    }
    const sums = new Map<string, Sums>();
    for (const row of statuses) {
      const known = sums.get(row.unitId) ?? { ...NOTHING, byMode: modesOf.get(row.unitId) ?? new Map() };
      sums.set(row.unitId, added(known, row));
    }
    return sums;
  }
}

const NONE: Counted = { all: 0, held: 0 };
const NOTHING = { submitted: 0, returned: 0, approved: NONE, expected: 0, present: 0 };

function added(sums: Sums, { status, entries, held, expected, present }: StatusRow): Sums {
  switch (status) {
    case 'submitted':
      return { ...sums, submitted: sums.submitted + Number(entries) };
    case 'returned':
      return { ...sums, returned: sums.returned + Number(entries) };
    case 'approved':
    case 'locked':
      return {
        ...sums,
        approved: { all: sums.approved.all + Number(entries), held: sums.approved.held + Number(held) },
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
  /** Units whose row says nothing of persons. */
  readonly hidden: ReadonlySet<string>;
}

function itself(tree: Tree, top: string, given: Given): OverviewRow[] {
  const unit = tree.byId.get(top);
  return unit ? [{ ...rolledUp([unit], unit, given), itself: true }] : [];
}

/**
 * How often a branch met is no figure of persons and stays. What somebody entered for themselves is one, however it is
 * added up: "three times self-study" of a unit of two is of the two. So a hidden row counts what was held together, and
 * whoever was there on no line. What waits for a decision stays as it is: it is work, and each of it can be opened.
 */
function rolledUp(units: readonly Unit[], head: Unit, { sums, ids, hidden }: Given): OverviewRow {
  const few = hidden.has(head.id);
  const counted = ({ all, held }: Counted): number => (few ? held : all);
  const found = units.flatMap(({ id }) => sums.get(id) ?? []);
  const total = (of: (one: Sums) => number) => found.reduce((sum, one) => sum + of(one), 0);
  return {
    unitId: head.id,
    unitName: head.name,
    itself: false,
    submitted: total((one) => one.submitted),
    returned: total((one) => one.returned),
    approved: total((one) => counted(one.approved)),
    expected: few ? null : total((one) => one.expected),
    present: few ? null : total((one) => one.present),
    byMode: ids.map((id) => total(({ byMode }) => counted(byMode.get(id) ?? NONE))),
    active: found.filter(({ approved }) => counted(approved) > 0).length,
    units: units.filter(({ closedAt }) => closedAt === null).length,
  };
}
