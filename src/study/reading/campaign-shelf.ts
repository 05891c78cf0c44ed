import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { chinaDateOf } from '../../core/study/iso-date.js';
import { maskName } from '../../core/ranking/mask.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import type { BookInfo, CampaignBookInfo, CampaignDetail, CampaignSummary } from '../../protocol/reading.js';
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
    return { ...this.summary(row, list.length, keeps), list };
  }

  /** The list in the order of its making. Names of members in full where `viewer` may know them. */
  async books(
    campaignId: string,
    viewer: { readonly personId: string | null; readonly namesOf: (unitId: string) => boolean },
  ): Promise<readonly CampaignBookInfo[]> {
    const { manager } = this.reader.source;
    const listed = await manager.find(CampaignBookEntity, { where: { campaignId }, order: { createdAt: 'ASC' } });
    const found = await booksById(manager, listed.map(({ bookId }) => bookId)); // prettier-ignore
    const words = await manager.find(BookRecommendationEntity, { where: { campaignId }, order: { createdAt: 'ASC' } });
    const people = await this.organisation.peopleById(words.flatMap(({ personId }) => personId ?? []));
    const shown = (row: BookRecommendationEntity): string => {
      if (row.personId === null) return row.recommender;
      const name = people.get(row.personId)?.name ?? '';
      const known = row.personId === viewer.personId || viewer.namesOf(row.unitId ?? '');
      return name === '' || known ? name : maskName(name);
    };
    return listed.flatMap(({ bookId }) => {
      const book = found.get(bookId);
      const recommendations = words
        .filter((row) => row.bookId === bookId)
        .map((row) => ({
          id: row.id,
          recommender: shown(row),
          words: row.words,
          own: row.personId !== null && row.personId === viewer.personId,
        }));
      return book ? [{ ...book, recommendations }] : [];
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
      phase: phaseOf(row, chinaDateOf(this.clock.now())),
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
