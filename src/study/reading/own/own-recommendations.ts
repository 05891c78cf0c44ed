import { Injectable } from '@nestjs/common';

import { newId } from '../../../platform/ids.js';
import { refuse } from '../../../platform/refusal.js';
import { StudyDeeds } from '../../study-deeds.js';
import { BookRecommendationEntity } from '../persistence/book-recommendation.entity.js';
import { assertBook } from './own-books.js';
import { OwnStandings, type Member } from './own-standing.js';

/** 荐书 by members: one a book, shown beside it under a masked name. */
@Injectable()
export class OwnRecommendations {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly standings: OwnStandings,
  ) {}

  /** Said again, the words are replaced. @throws RefusalError as `recorder`, reading.unknown */
  async recommend(member: Member, campaignId: string, bookId: string, typed: string): Promise<void> {
    const { personId } = member;
    await this.deeds.run({ kind: 'member', id: personId }, async (manager, at) => {
      const { unitId } = await this.standings.recorder(manager, member, campaignId, this.deeds.today());
      await assertBook(manager, { campaignId, personId, bookId });
      const words = typed.trim();
      const { affected } = await manager.update(BookRecommendationEntity, { campaignId, bookId, personId }, { words });
      if (affected) return [undefined, null];
      const row = { id: newId(), campaignId, bookId, personId, unitId, recommender: '', words, createdAt: at };
      await manager.insert(BookRecommendationEntity, row);
      const detail = { campaignId, bookId };
      return [undefined, { action: 'reading.book-recommended', subjectId: personId, detail }];
    });
  }

  /** @throws RefusalError as `recorder`, reading.unknown */
  async takeBack(member: Member, campaignId: string, bookId: string): Promise<void> {
    const { personId } = member;
    await this.deeds.run({ kind: 'member', id: personId }, async (manager) => {
      await this.standings.recorder(manager, member, campaignId, this.deeds.today());
      const { affected } = await manager.delete(BookRecommendationEntity, { campaignId, bookId, personId });
      if (!affected) throw refuse('reading.unknown');
      const detail = { campaignId, bookId };
      return [undefined, { action: 'reading.recommendation-removed', subjectId: personId, detail }];
    });
  }
}
