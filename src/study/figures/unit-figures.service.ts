import { Injectable } from '@nestjs/common';

import { coverageOf, monthSeries, monthsOf } from '../../core/study/coverage.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type {
  FigurePeriod,
  ReadingSums,
  UnitFigureRow,
  UnitFigures as Page,
  UnitFigureSet,
} from '../../protocol/study-figures.js';
import { StudyDeeds } from '../study-deeds.js';
import { spanOf, yearOf } from './figure-period.service.js';
import { monthSums, unitSums, type UnitSums } from './figure-rows.js';
import { FigureScopes, groupsOf, type FigureScope, type Group } from '../figure-scopes.js';
import { HourRollUp } from '../hours/hour-roll-up.service.js';
import { PersonRankings } from './person-ranking.service.js';
import { NO_READING, readingSums, type Placing } from './reading-sums.js';

/** Of the unit with all that is below it; no unit has an empty id. */
const TOTAL = '';

/** The figures of a unit and of what is below it, added up by the database and covered up before they leave. */
@Injectable()
export class UnitFigures {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly scopes: FigureScopes,
    private readonly hours: HourRollUp,
    private readonly rankings: PersonRankings,
  ) {}

  /** @throws RefusalError unit.unknown, also where it is no business of this operator */
  async of(operator: OperatorIdentity, unitId: string, period: FigurePeriod): Promise<Page> {
    const scope = await this.scopes.of(operator, unitId, period.asOf, period.from);
    const { cells } = scope;
    const all = groupsOf(scope);
    const units = all.flatMap((group) => group.units);
    const shown = all.filter(({ unit }) => !cells.hidden.has(unit.id));
    const counted = cells.total ? units : shown.flatMap((group) => group.units);
    const manager = this.deeds.reader;
    const [sums, reading, months, hours, ranking] = await Promise.all([
      unitSums(manager, counted, spanOf(period)),
      readingSums(manager, placingOf(shown, cells.total ? units : []), spanOf(period)),
      cells.total ? monthSums(manager, units, spanOf(period)) : null,
      this.hours.of(scope, all, yearOf(period)),
      this.ranking(scope, unitId, period),
    ]);
    const world: World = { scope, period, sums, reading };
    const total = setOf(world, TOTAL, units);
    const modeIds = period.modes.map(({ id }) => id);
    return {
      ...period,
      unitId,
      unitPath: scope.path.map(({ name }) => name),
      total: cells.total ? total : null,
      rows: rowsOf(all, world),
      hours,
      trend: months && monthSeries(monthsOf(period.from, period.asOf), modeIds, months, total.branches),
      seesPeople: scope.own,
      ranking,
    };
  }

  /** Of a branch that has people; nothing is said by places that is not said by figures. */
  private ranking({ sizes, cells, own }: FigureScope, unitId: string, period: FigurePeriod) {
    const people = sizes.get(unitId) ?? 0;
    return people > 0 && (cells.total || own) ? this.rankings.of(unitId, period) : null;
  }
}

interface World {
  readonly scope: FigureScope;
  readonly period: FigurePeriod;
  readonly sums: ReadonlyMap<string, UnitSums>;
  readonly reading: ReadonlyMap<string, ReadingSums>;
}

const placingOf = (groups: readonly Group[], total: readonly string[]): Placing => [
  ...groups.flatMap(({ unit, units }) => units.map((id) => [id, unit.id] as const)),
  ...total.map((id) => [id, TOTAL] as const),
];

function rowsOf(groups: readonly Group[], world: World): UnitFigureRow[] {
  const { cells } = world.scope;
  const rows = groups.map(({ unit, itself, units }) => {
    const figures = setOf(world, unit.id, units);
    const hidden = cells.hidden.has(unit.id);
    const there = figures.people > 0 || figures.entries > 0;
    const row = { unitId: unit.id, name: unit.name, itself, people: figures.people, figures: hidden ? null : figures };
    return { row, shown: there || (!itself && unit.closedAt === null) };
  });
  // Of a unit without anything below it the total says it all.
  return groups.length === 1 ? [] : rows.flatMap(({ row, shown }) => (shown ? [row] : []));
}

function setOf({ scope, period, sums, reading }: World, group: string, units: readonly string[]): UnitFigureSet {
  const modeIds = period.modes.map(({ id }) => id);
  const branches = units.filter((id) => (scope.sizes.get(id) ?? 0) > 0 || sums.has(id));
  const coverage = coverageOf(modeIds, branches.map((id) => sums.get(id)?.byMode ?? new Map())); // prettier-ignore
  const sum = (of: (one: UnitSums) => number): number =>
    units.reduce((all, id) => all + of(sums.get(id) ?? NO_SUMS), 0);
  return {
    people: units.reduce((all, id) => all + (scope.sizes.get(id) ?? 0), 0),
    branches: branches.length,
    coverage: { ...coverage, cells: coverage.cells.map(({ entries, covering }) => ({ entries, covering })) },
    entries: sum(({ entries }) => entries),
    expected: sum(({ expected }) => expected),
    present: sum(({ present }) => present),
    reading: {
      ...(reading.get(group) ?? NO_READING),
      sharings: sum(({ sharings }) => sharings),
      sharingPresent: sum(({ sharingPresent }) => sharingPresent),
    },
  };
}

const NO_SUMS: UnitSums = { entries: 0, expected: 0, present: 0, sharings: 0, sharingPresent: 0, byMode: new Map() };
