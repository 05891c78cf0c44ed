import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { dayOf } from '../../core/study/day.js';
import { maskName } from '../../core/ranking/mask.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import type {
  BookInfo,
  CampaignBookInfo,
  CampaignDetail,
  CampaignSummary,
  RecommendationInfo,
} from '../../protocol/reading.js';
import { phaseOf } from './campaign-phase.js';
import { BookEntity } from './persistence/book.entity.js';
import { BookRecommendationEntity } from './persistence/book-recommendation.entity.js';
import { CampaignBookEntity } from './persistence/campaign-book.entity.js';
import { ReadingCampaignEntity } from './persistence/reading-campaign.entity.js';
import { ReadingScope, type Reach } from './reading-scope.js';

/** Campaigns and their books, as operators see them. */
@Injectable()
export class CampaignShelf {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly scope: ReadingScope,
    private readonly organisation: OrganisationService,
  ) {}

  /** The latest first: of the own units, and the published ones of units above. */
  async list(operator: OperatorIdentity): Promise<readonly CampaignSummary[]> {
    const { manager } = this.reader.source;
    const reach = await this.scope.of(operator, 'study.read');
    const keeps = await this.scope.of(operator, 'study.keep');
    const rows = await manager.find(ReadingCampaignEntity, { order: { fromDate: 'DESC', id: 'DESC' } });
    const counts = (await manager.query(
      'SELECT campaign_id AS "id", COUNT(*) AS "books" FROM campaign_book GROUP BY campaign_id',
    )) as readonly { readonly id: string; readonly books: number | string }[];
    const books = new Map(counts.map(({ id, books: n }) => [id, Number(n)]));
    return rows.filter((row) => concerned(row, reach)).map((row) => this.summary(row, books.get(row.id) ?? 0, keeps));
  }

  /** @throws RefusalError reading.unknown, also where it is no business of this operator */
  async one(id: string, operator: OperatorIdentity): Promise<ReadingCampaignEntity> {
    const row = await this.reader.source.manager.findOneBy(ReadingCampaignEntity, { id });
    if (!row || !concerned(row, await this.scope.of(operator, 'study.read'))) throw refuse('reading.unknown');
    return row;
  }

  /** @throws RefusalError reading.unknown */
  async detail(id: string, operator: OperatorIdentity): Promise<CampaignDetail> {
    const row = await this.one(id, operator);
    const keeps = await this.scope.of(operator, 'study.keep');
    const list = await this.books(id, { personId: null, namesOf: (unitId) => keeps.has(unitId) });
    return { ...this.summary(row, list.filter(({ listed }) => listed).length, keeps), list };
  }

  /**
   * The list in the order of its making, then what members recommend besides. Names of members in full where `viewer`
   * may know them.
   */
  async books(
    campaignId: string,
    viewer: { readonly personId: string | null; readonly namesOf: (unitId: string) => boolean },
  ): Promise<readonly CampaignBookInfo[]> {
    const { manager } = this.reader.source;
    const list = await manager.find(CampaignBookEntity, { where: { campaignId }, order: { createdAt: 'ASC' } });
    const words = await manager.find(BookRecommendationEntity, { where: { campaignId }, order: { createdAt: 'ASC' } });
    const listed = new Set(list.map(({ bookId }) => bookId));
    const ids = new Set([...listed, ...words.flatMap(({ bookId, personId }) => (personId === null ? [] : bookId))]);
    const found = await booksById(manager, [...ids]);
    const people = await this.organisation.peopleById(words.flatMap(({ personId }) => personId ?? []));
    const shown = (row: BookRecommendationEntity): RecommendationInfo | null => {
      const { id, personId, unitId, words: said } = row;
      if (personId === null) return { id, recommender: row.recommender, words: said, own: false };
      const name = people.get(personId)?.name;
      // Of somebody who was erased the number stays and the words are gone.
      if (name === undefined) return null;
      const own = personId === viewer.personId;
      return { id, recommender: own || viewer.namesOf(unitId ?? '') ? name : maskName(name), words: said, own };
    };
    return [...ids].flatMap((bookId) => {
      const book = found.get(bookId);
      const recommendations = words.flatMap((row) => (row.bookId === bookId ? (shown(row) ?? []) : []));
      const kept = listed.has(bookId) || recommendations.length > 0;
      return book && kept ? [{ ...book, listed: listed.has(bookId), recommendations }] : [];
    });
  }

  /** Books of that ISBN or title that somebody entered here before. */
  async find(isbn: string | null, title: string): Promise<readonly BookInfo[]> {
    const { manager } = this.reader.source;
    if (isbn !== null) return (await manager.findBy(BookEntity, { isbn })).map(infoOf);
    return (await manager.find(BookEntity, { where: { title }, take: 20 })).map(infoOf);
  }

  private summary(row: ReadingCampaignEntity, books: number, keeps: Reach): CampaignSummary {
    const { id, unitId, name, introduction, fromDate, toDate, rule } = row;
    return {
      id,
      unitId,
      name,
      introduction,
      fromDate,
      toDate,
      rule,
      unitPath: keeps.namesTo(unitId),
      phase: phaseOf(row, dayOf(this.clock.now())),
      books,
      mayKeep: keeps.has(unitId),
    };
  }
}

const concerned = ({ unitId, publishedAt }: ReadingCampaignEntity, reach: Reach): boolean =>
  reach.has(unitId) || (publishedAt !== null && reach.concerns(unitId));

const infoOf = ({ id, isbn, title, author, publisher }: BookEntity): BookInfo => ({
  id,
  isbn,
  title,
  author,
  publisher,
});

export async function booksById(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BookInfo>> {
  const rows = ids.length === 0 ? [] : await manager.findBy(BookEntity, { id: In([...new Set(ids)]) });
  return new Map(rows.map((row) => [row.id, infoOf(row)]));
}
