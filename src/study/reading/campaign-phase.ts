import type { IsoDate } from '../../core/study/iso-date.js';
import type { ReadingCampaignEntity } from './persistence/reading-campaign.entity.js';

type Days = Pick<ReadingCampaignEntity, 'fromDate' | 'toDate'>;

export function runningPhase({ fromDate, toDate }: Days, today: IsoDate): 'coming' | 'running' | 'over' {
  if (today < fromDate) return 'coming';
  return today > toDate ? 'over' : 'running';
}

export const phaseOf = (
  campaign: Days & Pick<ReadingCampaignEntity, 'publishedAt'>,
  today: IsoDate,
): 'draft' | 'coming' | 'running' | 'over' => (campaign.publishedAt === null ? 'draft' : runningPhase(campaign, today));
