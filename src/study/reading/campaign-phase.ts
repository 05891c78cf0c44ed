import type { Day } from '../../core/study/day.js';
import type { ReadingCampaignEntity } from './persistence/reading-campaign.entity.js';

type Days = Pick<ReadingCampaignEntity, 'fromDate' | 'toDate'>;

export function runningPhase({ fromDate, toDate }: Days, today: Day): 'coming' | 'running' | 'over' {
  if (today < fromDate) return 'coming';
  return today > toDate ? 'over' : 'running';
}

export const phaseOf = (
  campaign: Days & Pick<ReadingCampaignEntity, 'publishedAt'>,
  today: Day,
): 'draft' | 'coming' | 'running' | 'over' => (campaign.publishedAt === null ? 'draft' : runningPhase(campaign, today));
