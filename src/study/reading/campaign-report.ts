import { Injectable } from '@nestjs/common';

import { openChildren } from '../../core/organisation/tree.js';
import { maskName } from '../../core/ranking/mask.js';
import { addDays, chinaDateOf, chinaDayStart } from '../../core/study/iso-date.js';
import { figureTable } from '../../core/study/reading-figures.js';
import { reaches } from '../../core/study/recognition.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import type { CampaignFigures, RecognitionList, RecognisedPerson } from '../../protocol/reading.js';
import { activitiesOf, achievementsOf, sharingOf } from './activity-rows.js';
import { agreedIn, leftIn } from './consent-rows.js';
import type { ReadingCampaignEntity } from './persistence/reading-campaign.entity.js';
import type { Reach } from './reading-scope.js';

/** What a campaign came to, rolled up the tree; and who reached what was published. */
@Injectable()
export class CampaignReport {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly organisation: OrganisationService,
  ) {}

  /** @param unitId null: from as high as this reach goes. @throws RefusalError unit.unknown */
  async figures(campaign: ReadingCampaignEntity, unitId: string | null, reach: Reach): Promise<CampaignFigures> {
    const highest = reach.has(campaign.unitId) ? campaign.unitId : (reach.top ?? campaign.unitId);
    const top = unitId ?? highest;
    const within = reach.below(highest);
    if (!within.has(top)) throw refuse('unit.unknown');
    const { fromDate, toDate } = campaign;
    const today = chinaDateOf(this.clock.now());
    const asOf = today < toDate ? today : toDate;
    const parts = [top, ...openChildren(reach.tree, top).map(({ id }) => id)].map((id) => ({
      unitId: id,
      units: id === top ? new Set([top]) : reach.below(id),
    }));
    const [members, activities, sharing] = await Promise.all([
      this.organisation.membersAt(chinaDayStart(addDays(asOf, 1)) - 1),
      activitiesOf(this.reader.source.manager, campaign.id),
      sharingOf(this.reader.source.manager, campaign.id),
    ]);
    const table = figureTable(parts, members, { activities, sharing });
    const name = (id: string): string => reach.tree.byId.get(id)?.name ?? '';
    const rows = table.rows
      // The unit itself is a row only where people belong to it directly.
      .filter((row) => row.unitId !== top || row.figures === null || row.figures.roster > 0)
      .map((row) => ({
        unitId: row.unitId,
        name: name(row.unitId),
        open: row.unitId !== top && openChildren(reach.tree, row.unitId).length > 0,
        figures: row.figures,
      }));
    return { unitId: top, unitPath: reach.namesTo(top), fromDate, toDate, asOf, total: table.total, rows };
  }

  /** Within the reach; in full only who agreed to be named. */
  async recognition(campaign: ReadingCampaignEntity, reach: Reach): Promise<RecognitionList> {
    const { manager } = this.reader.source;
    const left = await leftIn(manager, campaign.id);
    const done = (await achievementsOf(manager, campaign.id)).filter(
      ({ personId, unitId, ...achievement }) =>
        reach.has(unitId) && !left.has(personId) && reaches(campaign.rule, achievement),
    );
    const ids = done.map(({ personId }) => personId);
    const people = await this.organisation.peopleById(ids);
    const named = await agreedIn(manager, campaign.id, ids);
    const list = done.map(({ personId, unitId, finishedBooks, reflections, recommendations }): RecognisedPerson => {
      const name = people.get(personId)?.name ?? '';
      const unit = reach.namesTo(unitId).at(-1) ?? '';
      return { name: named.has(personId) ? name : maskName(name), unit, finishedBooks, reflections, recommendations };
    });
    return { rule: campaign.rule, people: list.toSorted((one, other) => (one.unit < other.unit ? -1 : 1)) };
  }
}
