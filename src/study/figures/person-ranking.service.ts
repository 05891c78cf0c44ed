import { Injectable } from '@nestjs/common';

import { placesOf } from '../../core/study/person-places.js';
import { ruleOf } from '../../core/study/settings.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { endOf } from '../../core/study/day.js';
import type { FigurePeriod, PersonRanking } from '../../protocol/study-figures.js';
import { StudyModes } from '../modes/study-modes.service.js';
import { StudyDeeds } from '../study-deeds.js';
import { personSums } from './figure-rows.js';
import { spanOf } from './figure-period.service.js';

const RAIL = 'public-person-ranking';

/** Off unless the organisation has switched it on against the rule that stands with it. */
@Injectable()
export class PersonRankings {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly modes: StudyModes,
    private readonly organisation: OrganisationService,
  ) {}

  /** Of the people who belonged to the unit itself on the last day; null while it is off. @param self whoever asks */
  async of(unitId: string, period: FigurePeriod, self: string | null = null): Promise<PersonRanking | null> {
    const on = await this.modes.switchedOn(RAIL, this.deeds.today());
    if (on === null) return null;
    const people = await this.organisation.unitMembersAt(unitId, endOf(period.asOf) - 1);
    const ids = people.map(({ id }) => id);
    const sums = await personSums(this.deeds.reader, ids, spanOf(period));
    const modeIds = period.modes.map(({ id }) => id);
    const places = placesOf(people, modeIds, new Map([...sums].map(([id, { byMode }]) => [id, byMode])));
    const shown = places?.map(({ personId, ...place }) => ({ ...place, own: personId === self })) ?? null;
    return { rule: ruleOf(RAIL) ?? '', ...on, places: shown };
  }
}
