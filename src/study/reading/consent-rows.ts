import { In, IsNull, Not, type EntityManager } from 'typeorm';

import { CampaignConsentEntity } from './persistence/campaign-consent.entity.js';
import { CampaignMemberEntity } from './persistence/campaign-member.entity.js';

/** Who of these people agreed to be named in the campaign. */
export async function agreedIn(
  manager: EntityManager,
  campaignId: string,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await manager.find(CampaignConsentEntity, {
    where: { campaignId, showName: true, personId: In([...new Set(personIds)]) },
  });
  return new Set(rows.map(({ personId }) => personId));
}

/** Who has left the campaign: recognised no more, and counted where they took part. */
export async function leftIn(manager: EntityManager, campaignId: string): Promise<ReadonlySet<string>> {
  const rows = await manager.findBy(CampaignMemberEntity, { campaignId, leftAt: Not(IsNull()) });
  return new Set(rows.map(({ personId }) => personId));
}
