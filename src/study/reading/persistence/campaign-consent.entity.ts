import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { flag, instant, text } from '../../../platform/database/columns.js';
import { ReadingCampaignEntity } from './reading-campaign.entity.js';

/** Whether somebody agrees to be named where people are recognised. */
@Entity('campaign_consent')
@Unique('uq_campaign_consent', ['campaignId', 'personId'])
export class CampaignConsentEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_campaign_consent' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ReadingCampaignEntity, 'id', { name: 'fk_campaign_consent_campaign', onDelete: 'CASCADE' })
  campaignId!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_campaign_consent_person' })
  personId!: string;

  @Column(flag)
  showName!: boolean;

  @Column(instant)
  changedAt!: number;
}
