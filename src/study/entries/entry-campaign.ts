import { In, IsNull, Not, type EntityManager } from 'typeorm';

import { pathOf, type Tree } from '../../core/organisation/tree.js';
import type { Entry, Finding } from '../../core/study/types.js';
import { ReadingCampaignEntity } from '../reading/persistence/reading-campaign.entity.js';

export type LinkedCampaign = Pick<ReadingCampaignEntity, 'id' | 'unitId' | 'fromDate' | 'toDate'>;

/** Those of them that are published. */
export async function campaignsById(
  manager: EntityManager,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, LinkedCampaign>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await manager.findBy(ReadingCampaignEntity, { id: In(wanted), publishedAt: Not(IsNull()) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** A sharing session is of a campaign of its own unit or of one above, on one of its days. */
export function campaignFaults(
  { campaignId, onDate }: Pick<Entry, 'campaignId' | 'onDate'>,
  { campaigns, tree, unitId }: { campaigns: ReadonlyMap<string, LinkedCampaign>; tree: Tree; unitId: string },
): Finding[] {
  if (campaignId === null) return [];
  const campaign = campaigns.get(campaignId);
  if (!campaign || !pathOf(tree, unitId).some(({ id }) => id === campaign.unitId)) {
    return [{ path: 'campaignId', message: '没有找到本支部可以参加的这项读书活动，请重新选择。' }];
  }
  if (onDate >= campaign.fromDate && onDate <= campaign.toDate) return [];
  const message = `这一天不在读书活动的时间（${campaign.fromDate} 至 ${campaign.toDate}）内，请核对日期或去掉关联。`;
  return [{ path: 'campaignId', message }];
}
