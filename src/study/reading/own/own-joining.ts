import { Injectable } from '@nestjs/common';

import { newId } from '../../../platform/ids.js';
import { refuse } from '../../../platform/refusal.js';
import { StudyDeeds } from '../../study-deeds.js';
import { CampaignConsentEntity } from '../persistence/campaign-consent.entity.js';
import { CampaignMemberEntity } from '../persistence/campaign-member.entity.js';
import { mayJoin, OwnStandings, type Member } from './own-standing.js';

/** Joining and leaving, as one likes; and whether one agrees to be named. */
@Injectable()
export class OwnJoining {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly standings: OwnStandings,
  ) {}

  /** @throws RefusalError reading.unknown, reading.elsewhere, reading.not-running */
  async join(member: Member, campaignId: string): Promise<void> {
    const { personId } = member;
    await this.deeds.run({ kind: 'member', id: personId }, async (manager, at) => {
      const standing = await this.standings.of(manager, member, campaignId, this.deeds.today());
      if (standing.joined) return [undefined, null];
      if (!standing.concerned) throw refuse('reading.elsewhere');
      if (!mayJoin(standing)) throw refuse('reading.not-running');
      const row = { id: newId(), campaignId, personId, joinedAt: at, leftAt: null };
      const known = await manager.update(
        CampaignMemberEntity,
        { campaignId, personId },
        { joinedAt: at, leftAt: null },
      );
      if (!known.affected) await manager.insert(CampaignMemberEntity, row);
      return [undefined, { action: 'reading.joined', subjectId: personId, detail: { campaignId } }];
    });
  }

  /**
   * At any time. What was read stays in the branch's figures; the person is recognised and named no more.
   * @throws RefusalError reading.unknown
   */
  async leave(member: Member, campaignId: string): Promise<void> {
    const { personId } = member;
    await this.deeds.run({ kind: 'member', id: personId }, async (manager, at) => {
      const { joined } = await this.standings.of(manager, member, campaignId, this.deeds.today());
      if (!joined) return [undefined, null];
      await manager.update(CampaignMemberEntity, { campaignId, personId }, { leftAt: at });
      await manager.delete(CampaignConsentEntity, { campaignId, personId });
      return [undefined, { action: 'reading.left', subjectId: personId, detail: { campaignId } }];
    });
  }

  /** @throws RefusalError reading.unknown, reading.not-joined */
  async agree(member: Member, campaignId: string, showName: boolean): Promise<void> {
    const { personId } = member;
    await this.deeds.run({ kind: 'member', id: personId }, async (manager, at) => {
      const { joined } = await this.standings.of(manager, member, campaignId, this.deeds.today());
      if (!joined) throw refuse('reading.not-joined');
      const row = { id: newId(), campaignId, personId, showName, changedAt: at };
      await manager.upsert(CampaignConsentEntity, row, ['campaignId', 'personId']);
      return [undefined, { action: 'reading.consent', subjectId: personId, detail: { campaignId, showName } }];
    });
  }
}
