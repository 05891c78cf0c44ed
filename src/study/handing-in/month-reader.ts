import { Injectable } from '@nestjs/common';

import { endOf } from '../../core/study/day.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { StudyModes } from '../modes/study-modes.service.js';
import { ReadingMonths } from '../reading/reading-month.js';
import { StudyDeeds } from '../study-deeds.js';
import type { MonthFigures } from './brief.js';
import { LedgerReader } from './ledger-reader.service.js';

interface MonthAsked {
  readonly year: number;
  readonly month: number;
  readonly figures: boolean;
}

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

  /** @param figures whether whoever asked may be told what the people of the unit come to */
  async of(unitId: string, { year, month, figures }: MonthAsked): Promise<MonthFigures> {
    const first = `${year}-${String(month).padStart(2, '0')}-01`;
    const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    const period = this.ledger.periodOf(first, last);
    const tree = await this.organisation.tree();
    const all = await this.ledger.entries(unitId, period);
    // How often a branch met is no figure of persons; what somebody learned alone is one.
    const entries = figures ? all : all.filter(({ personId }) => personId === null);
    const modes = await this.modes.asOf(period.to);
    const { heading, 'reading-name': readingName } = await this.modes.settingsOn(period.to);
    // With those erased since, as the figures have it: a month that is past stays as it was.
    const members = (await this.organisation.membersAt(endOf(period.to) - 1)).filter((one) => one.unitId === unitId);
    const reading = await this.readings.of(unitId, period, members.map(({ personId }) => personId)); // prettier-ignore
    return {
      unitName: tree.byId.get(unitId)?.name ?? '',
      year,
      month,
      heading,
      readingName,
      people: members.length,
      madeOn: this.deeds.today(),
      entries: entries.length,
      modes: modes.map(({ id, name }) => {
        const some = entries.filter((entry) => entry.modes.some((mode) => mode.id === id));
        return {
          name,
          entries: some.length,
          attended: figures ? some.reduce((sum, { row }) => sum + (row.present ?? 0), 0) : 0,
        };
      }),
      held: entries.flatMap(({ personId, row }) =>
        personId === null ? [figures ? row : { ...row, expected: null, present: null }] : [],
      ),
      hidden: !figures,
      reading: reading !== null && !figures ? 'few' : reading,
    };
  }
}
