import { Injectable } from '@nestjs/common';

import { openChildren } from '../../core/organisation/tree.js';
import { maskName } from '../../core/ranking/mask.js';
import { dayOf, endOf } from '../../core/study/day.js';
import { visibleCells } from '../../core/study/figure-cells.js';
import { figureTable, peopleOfCampaign } from '../../core/study/reading-figures.js';
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
    const { tree } = reach;
    const reader = readerOf(campaign, reach);
    const top = unitId ?? reader.top;
    if (!reach.below(reader.top).has(top)) throw refuse('unit.unknown');
    const { fromDate, toDate } = campaign;
    const asOf = this.asOf(campaign);
    const [members, activities, sharing] = await Promise.all([
      this.organisation.membersAt(endOf(asOf) - 1),
      activitiesOf(this.reader.source.manager, campaign.id),
      sharingOf(this.reader.source.manager, campaign.id),
    ]);
    const table = figureTable({ tree, unitId: top, reader }, members, { activities, sharing });
    const rows = table.rows.flatMap(({ unitId: id, people, figures }) => {
      const unit = tree.byId.get(id);
      // The unit itself is a row only where people belong to it directly, a closed one where some did.
      const shown = people > 0 || (id !== top && unit?.closedAt === null);
      const open = id !== top && openChildren(tree, id).length > 0;
      return unit && shown ? [{ unitId: id, name: unit.name, open, figures }] : [];
    });
    return { unitId: top, unitPath: reach.namesTo(top), fromDate, toDate, asOf, total: table.total, rows };
  }

  /**
   * Within the reach; in full only who agreed to be named. What they did stands beside it where the figures of their unit
   * may be seen, too: by the few of a small one its figures would come out.
   */
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
    const visible = await this.visible(campaign, reach, new Set(done.map(({ unitId }) => unitId)));
    const list = done.map(({ personId, unitId, ...achievement }): RecognisedPerson => {
      const name = people.get(personId)?.name ?? '';
      const unit = reach.namesTo(unitId).at(-1) ?? '';
      return {
        name: named.has(personId) ? name : maskName(name),
        unit,
        done: visible.has(unitId) ? achievement : null,
      };
    });
    return { rule: campaign.rule, people: list.toSorted((one, other) => (one.unit < other.unit ? -1 : 1)) };
  }

  /** Of these units those whose own figures are shown on some table that this reach has. */
  private async visible(campaign: ReadingCampaignEntity, reach: Reach, units: ReadonlySet<string>) {
    const [members, activities] = await Promise.all([
      this.organisation.membersAt(endOf(this.asOf(campaign)) - 1),
      activitiesOf(this.reader.source.manager, campaign.id),
    ]);
    const people = peopleOfCampaign(members, activities);
    const reader = readerOf(campaign, reach);
    return new Set([...units].filter((id) => !visibleCells(reach.tree, people, id, reader).hidden.has(id)));
  }

  private asOf({ toDate }: ReadingCampaignEntity): string {
    const today = dayOf(this.clock.now());
    return today < toDate ? today : toDate;
  }
}

/** Within the campaign nobody sees a table above the highest one; the own unit they know by name anyway. */
function readerOf({ unitId }: ReadingCampaignEntity, reach: Reach) {
  return { top: reach.has(unitId) ? unitId : (reach.top ?? unitId), own: reach.top };
}
