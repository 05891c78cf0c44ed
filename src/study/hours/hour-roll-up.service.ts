import { Injectable } from '@nestjs/common';

import { dayOf } from '../../core/study/day.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { HoursBelow } from '../../protocol/hours.js';
import type { HourFigure, HourFigures as Info } from '../../protocol/study-figures.js';
import { FigureScopes, groupsOf, type FigureScope, type Group } from '../figure-scopes.js';
import { HourFigures, type UnitHourSum } from './hour-figures.service.js';

interface Ledger extends Pick<HourFigure, 'ledger' | 'policyName'> {
  readonly year: number;
  /** Of each unit itself. */
  readonly people: ReadonlyMap<string, number>;
}

/** Hours against targets by group; each ledger has a roster of its own, and so its own small cells. */
@Injectable()
export class HourRollUp {
  constructor(
    private readonly scopes: FigureScopes,
    private readonly hours: HourFigures,
  ) {}

  /**
   * Each unit directly below with everything under it, and the unit's own people; one row a ledger. Without a total: what
   * the rows leave out is told by nothing beside them.
   * @throws RefusalError unit.unknown, also where it is no business of this operator
   */
  async below(operator: OperatorIdentity, unitId: string, year: number): Promise<HoursBelow> {
    const scope = await this.scopes.of(operator, unitId, dayOf(this.hours.reckonedAt(year)));
    const groups = groupsOf(scope);
    const { rows, total } = await this.of(scope, groups, year);
    const names = new Map(groups.map(({ unit }) => [unit.id, unit.name]));
    // Of a unit without anything below it the total is its one row.
    const shown = groups.length === 1 ? total.map((row) => ({ ...row, unitId })) : rows;
    return {
      year,
      rows: shown.map(({ policyName: _name, ...row }) => ({ ...row, unitName: names.get(row.unitId) ?? '' })),
    };
  }

  async of(scope: FigureScope, groups: readonly Group[], year: number): Promise<Info> {
    const [known, people] = await Promise.all([this.hours.ledgersOf(year), this.hours.peopleByUnit(year)]);
    const ledgers = await Promise.all(
      known.map((one) => this.ofLedger(scope, groups, { ...one, year, people: people.get(one.ledger) ?? new Map() })),
    );
    return { year, total: ledgers.flatMap(({ total }) => total), rows: ledgers.flatMap(({ rows }) => rows) };
  }

  private async ofLedger(scope: FigureScope, groups: readonly Group[], { people, year, ...ledger }: Ledger) {
    const units = groups.flatMap((group) => group.units);
    const sums = await this.hours.byUnit(ledger.ledger, year, units);
    const cells = scope.cellsOf(people);
    const byUnit = new Map(sums.map((sum) => [sum.unitId, sum]));
    const figure = (some: readonly string[], hidden: boolean): HourFigure => {
      const found = some.flatMap((id) => byUnit.get(id) ?? []);
      const sum = (of: (one: UnitHourSum) => number) => found.reduce((all, one) => all + of(one), 0);
      const shown = (of: (one: UnitHourSum) => number) => (hidden ? null : sum(of));
      return {
        ...ledger,
        people: sum((one) => one.people),
        met: shown((one) => one.met),
        done: shown((one) => one.done),
        target: shown((one) => one.target),
      };
    };
    const total = figure(units, !cells.total || !scope.cells.total);
    const rows = groups.map(({ unit, units: some }) => {
      const hidden = cells.hidden.has(unit.id) || scope.cells.hidden.has(unit.id);
      return { unitId: unit.id, ...figure(some, hidden) };
    });
    return {
      total: total.people > 0 ? [total] : [],
      rows: groups.length === 1 ? [] : rows.filter((row) => row.people > 0),
    };
  }
}
