/** The books of a campaign as one member has them. */
import type { EntityManager } from 'typeorm';

import { refuse } from '../../../platform/refusal.js';
import { BookRecommendationEntity } from '../persistence/book-recommendation.entity.js';
import { CampaignBookEntity } from '../persistence/campaign-book.entity.js';
import { ReadingEntity } from '../persistence/reading.entity.js';

interface Place {
  readonly campaignId: string;
  readonly personId: string;
  readonly bookId: string;
}

/**
 * That the book is of the list, recommended by somebody, or being read by this member.
 * @throws RefusalError reading.unknown
 */
export async function assertBook(manager: EntityManager, { campaignId, personId, bookId }: Place): Promise<void> {
  const of = { campaignId, bookId };
  const known =
    (await manager.existsBy(CampaignBookEntity, of)) ||
    (await manager.existsBy(BookRecommendationEntity, of)) ||
    (await manager.existsBy(ReadingEntity, { ...of, personId }));
  if (!known) throw refuse('reading.unknown');
}
