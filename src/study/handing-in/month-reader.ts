import { Injectable } from '@nestjs/common';

import { endOf } from '../../core/study/day.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { StudyModes } from '../modes/study-modes.service.js';
import { ReadingMonths } from '../reading/reading-month.js';
import { StudyDeeds } from '../study-deeds.js';
import type { MonthFigures } from './brief.js';
import { LedgerReader } from './ledger-reader.service.js';

/** Reads a month of a unit. */
@Injectable()
export class MonthReader {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly modes: StudyModes,
    private readonly readings: ReadingMonths,
    readonly ledger: LedgerReader,
  ) {}

  async of(unitId: string, year: number, month: number): Promise<MonthFigures> {
    const first = `${year}-${String(month).padStart(2, '0')}-01`;
    const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    const period = this.ledger.periodOf(first, last);
    const tree = await this.organisation.tree();
    const entries = await this.ledger.entries(unitId, period);
    const modes = await this.modes.asOf(period.to);
    const { heading } = await this.modes.settingsOn(period.to);
    const people = await this.organisation.unitMembersAt(unitId, endOf(period.to) - 1);
    return {
      unitName: tree.byId.get(unitId)?.name ?? '',
      year,
      month,
      heading,
      people: people.length,
      madeOn: this.deeds.today(),
      modes: modes.map(({ id, name }) => {
        const some = entries.filter((entry) => entry.modes.some((mode) => mode.id === id));
        return { name, entries: some.length, attended: some.reduce((sum, { row }) => sum + (row.present ?? 0), 0) };
      }),
      held: entries.filter(({ personId }) => personId === null).map(({ row }) => row),
      reading: await this.readings.of(
        unitId,
        period,
        people.map(({ id }) => id),
      ),
    };
  }
}
