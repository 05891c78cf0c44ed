import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, text } from '../../../platform/database/columns.js';
import { ReadingCampaignEntity } from './reading-campaign.entity.js';

/** Who said that they take part. Joining alone counts nowhere: what was read, written and recommended does. */
@Entity('campaign_member')
@Unique('uq_campaign_member', ['campaignId', 'personId'])
@Index('ix_campaign_member_person', ['personId'])
export class CampaignMemberEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_campaign_member' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ReadingCampaignEntity, 'id', { name: 'fk_campaign_member_campaign', onDelete: 'CASCADE' })
  campaignId!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_campaign_member_person' })
  personId!: string;

  @Column(instant)
  joinedAt!: number;

  /** Null: takes part. Who left is recognised and named nowhere; what was read stays in the figures. */
  @Column(instantOrNull)
  leftAt!: number | null;
}
