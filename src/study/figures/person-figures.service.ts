import { Injectable } from '@nestjs/common';

import { coverageOf, monthSeries, monthsOf, type ModeCounts } from '../../core/study/coverage.js';
import { endOf } from '../../core/study/day.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import type { CoverageInfo, FigurePeriod, OwnFigures, PeopleFigures } from '../../protocol/study-figures.js';
import { HourFigures } from '../hours/hour-figures.service.js';
import { StudyDeeds } from '../study-deeds.js';
import { spanOf, yearOf } from './figure-period.service.js';
import { ownMonths, personSums } from './figure-rows.js';
import { PersonRankings } from './person-ranking.service.js';
import { ownReading } from './reading-sums.js';

/** Figures of persons: for the own branch, and for oneself. */
@Injectable()
export class PersonFigures {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly hours: HourFigures,
    private readonly rankings: PersonRankings,
  ) {}

  /** Who belonged to the unit itself on the last day. That the caller may know them is not asked here. */
  async ofBranch(unitId: string, period: FigurePeriod): Promise<PeopleFigures> {
    const year = yearOf(period);
    const people = await this.organisation.unitMembersAt(unitId, endOf(period.asOf) - 1);
    const ids = people.map(({ id }) => id);
    const [sums, standings] = await Promise.all([
      personSums(this.deeds.reader, ids, spanOf(period)),
      this.hours.standings(ids, year),
    ]);
    return {
      ...period,
      unitId,
      year,
      people: people.map(({ id, name, staffCode }) => ({
        personId: id,
        name,
        staffCode,
        coverage: ownCoverage(period, sums.get(id)?.byMode),
        entries: sums.get(id)?.entries ?? 0,
        hours: standings.get(id) ?? [],
      })),
    };
  }

  /** @param unitId where they belong now; null: nowhere */
  async ofSelf(
    { personId, unitId }: { readonly personId: string; readonly unitId: string | null },
    period: FigurePeriod,
  ): Promise<OwnFigures> {
    const [manager, span, year] = [this.deeds.reader, spanOf(period), yearOf(period)];
    const [sums, standings, months, reading, ranking] = await Promise.all([
      personSums(manager, [personId], span),
      this.hours.standings([personId], year),
      ownMonths(manager, personId, span),
      ownReading(manager, personId, span),
      unitId === null ? null : this.rankings.of(unitId, period, personId),
    ]);
    const own = sums.get(personId);
    const modeIds = period.modes.map(({ id }) => id);
    const { finished, finishedAll, minutes, reflections, adopted, recommendations } = reading;
    return {
      ...period,
      year,
      coverage: ownCoverage(period, own?.byMode),
      entries: own?.entries ?? 0,
      hours: standings.get(personId) ?? [],
      trend: monthSeries(monthsOf(period.from, period.asOf), modeIds, months, 1).map(({ month, entries, byMode }) => {
        return { month, entries, byMode };
      }),
      reading: { finished, finishedAll, minutes, reflections, adopted, recommendations },
      ranking,
    };
  }
}

function ownCoverage({ modes }: FigurePeriod, counts: ModeCounts = new Map()): CoverageInfo {
  const { cells, covered, of } = coverageOf(modes.map(({ id }) => id), [counts]); // prettier-ignore
  return { covered, of, cells: cells.map(({ entries, covering }) => ({ entries, covering })) };
}
