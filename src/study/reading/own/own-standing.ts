import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';

import { pathOf } from '../../../core/organisation/tree.js';
import type { MemberIdentity } from '../../../member/member.module.js';
import { OrganisationService } from '../../../organisation/organisation.service.js';
import { refuse } from '../../../platform/refusal.js';
import { runningPhase } from '../campaign-phase.js';
import { CampaignMemberEntity } from '../persistence/campaign-member.entity.js';
import { ReadingCampaignEntity } from '../persistence/reading-campaign.entity.js';

/** How a member stands to a published campaign. */
export interface OwnStanding {
  readonly campaign: ReadingCampaignEntity;
  readonly phase: 'coming' | 'running' | 'over';
  /** It is of the own unit, or of one above. */
  readonly concerned: boolean;
  readonly joined: boolean;
}

/** What a member takes part in, as it stands in the rows. */
export interface Recorder {
  readonly campaign: ReadingCampaignEntity;
  readonly personId: string;
  /** To which what is recorded now belongs. */
  readonly unitId: string;
}

export type Member = Pick<MemberIdentity, 'personId' | 'unitId'>;

/** Which campaigns are a member's business: those of the own unit and above, and where the member has ever joined. */
@Injectable()
export class OwnStandings {
  constructor(private readonly organisation: OrganisationService) {}

  /** The latest first. */
  async all(manager: EntityManager, { personId, unitId }: Member, today: string): Promise<readonly OwnStanding[]> {
    const above = pathOf(await this.organisation.tree(manager), unitId).map(({ id }) => id);
    const own = await manager.findBy(CampaignMemberEntity, { personId });
    const shown = { publishedAt: Not(IsNull()) };
    const rows = await manager.find(ReadingCampaignEntity, {
      where: [
        { ...shown, unitId: In(above) },
        { ...shown, id: In(own.map(({ campaignId }) => campaignId)) },
      ],
      order: { fromDate: 'DESC', id: 'DESC' },
    });
    return rows.map((campaign) => ({
      campaign,
      phase: runningPhase(campaign, today),
      concerned: above.includes(campaign.unitId),
      joined: own.some(({ campaignId, leftAt }) => campaignId === campaign.id && leftAt === null),
    }));
  }

  /** @throws RefusalError reading.unknown, also for a draft and for what is no business of this member */
  async of(manager: EntityManager, { personId, unitId }: Member, id: string, today: string): Promise<OwnStanding> {
    const campaign = await manager.findOneBy(ReadingCampaignEntity, { id, publishedAt: Not(IsNull()) });
    if (!campaign) throw refuse('reading.unknown');
    const path = pathOf(await this.organisation.tree(manager), unitId);
    const concerned = path.some((unit) => unit.id === campaign.unitId);
    const own = await manager.findOneBy(CampaignMemberEntity, { campaignId: id, personId });
    if (!concerned && !own) throw refuse('reading.unknown');
    return { campaign, phase: runningPhase(campaign, today), concerned, joined: own !== null && own.leftAt === null };
  }

  /**
   * That the member may record something now.
   * @throws RefusalError reading.unknown, reading.not-running, reading.elsewhere, reading.not-joined
   */
  async recorder(manager: EntityManager, member: Member, id: string, today: string): Promise<Recorder> {
    const { campaign, phase, concerned, joined } = await this.of(manager, member, id, today);
    if (phase !== 'running') throw refuse('reading.not-running');
    if (!concerned || member.unitId === null) throw refuse('reading.elsewhere');
    if (!joined) throw refuse('reading.not-joined');
    return { campaign, personId: member.personId, unitId: member.unitId };
  }
}

export const mayJoin = ({ phase, concerned, joined }: OwnStanding): boolean => phase !== 'over' && concerned && !joined;
export const records = ({ phase, concerned, joined }: OwnStanding): boolean =>
  phase === 'running' && concerned && joined;
