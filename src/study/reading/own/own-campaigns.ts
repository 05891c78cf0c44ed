import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { pathOf } from '../../../core/organisation/tree.js';
import { reaches } from '../../../core/study/recognition.js';
import { OrganisationService } from '../../../organisation/organisation.service.js';
import { refuse } from '../../../platform/refusal.js';
import type {
  MemberBook,
  MemberBookDetail,
  MemberCampaign,
  MemberCampaignSummary,
  OwnReading,
  OwnReflectionLine,
} from '../../../protocol/own-reading.js';
import { StudyDeeds } from '../../study-deeds.js';
import { booksById, CampaignShelf } from '../campaign-shelf.js';
import { BookRecommendationEntity } from '../persistence/book-recommendation.entity.js';
import { agreedIn } from '../consent-rows.js';
import { ReadingNoteEntity } from '../persistence/reading-note.entity.js';
import { ReadingEntity } from '../persistence/reading.entity.js';
import { ReflectionEntity } from '../persistence/reflection.entity.js';
import { mayJoin, OwnStandings, records, type Member, type OwnStanding } from './own-standing.js';

/** Campaigns as a member sees them: with the member's own books and words, and nobody else's progress. */
@Injectable()
export class OwnCampaigns {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly standings: OwnStandings,
    private readonly shelf: CampaignShelf,
    private readonly organisation: OrganisationService,
  ) {}

  /** The latest first. */
  async list(member: Member): Promise<readonly MemberCampaignSummary[]> {
    const manager = this.deeds.reader;
    const standings = await this.standings.all(manager, member, this.deeds.today());
    const ids = standings.map(({ campaign }) => campaign.id);
    const readings = await manager.findBy(ReadingEntity, { personId: member.personId, campaignId: In(ids) });
    return Promise.all(
      standings.map((standing) =>
        this.summary(
          standing,
          readings.filter(({ campaignId }) => campaignId === standing.campaign.id),
        ),
      ),
    );
  }

  /** @throws RefusalError reading.unknown */
  async one(member: Member, id: string): Promise<MemberCampaign> {
    const manager = this.deeds.reader;
    const { personId } = member;
    const standing = await this.standings.of(manager, member, id, this.deeds.today());
    const { introduction, rule } = standing.campaign;
    const readings = await manager.find(ReadingEntity, {
      where: { campaignId: id, personId },
      order: { createdAt: 'ASC' },
    });
    const reflections = await manager.find(ReflectionEntity, {
      where: { campaignId: id, personId },
      order: { id: 'DESC' },
    });
    const done = {
      finishedBooks: readings.filter((row) => row.finishedOn !== null).length,
      reflections: reflections.filter(({ status }) => status === 'approved' || status === 'adopted').length,
      recommendations: await manager.countBy(BookRecommendationEntity, { campaignId: id, personId }),
    };
    return {
      ...(await this.summary(standing, readings)),
      introduction,
      rule,
      books: await this.books(manager, member, id, readings),
      reflections: await this.lines(manager, reflections),
      done,
      reached: standing.joined && reaches(rule, done),
      showName: (await agreedIn(manager, id, [personId])).has(personId),
    };
  }

  /** @throws RefusalError reading.unknown */
  async book(member: Member, id: string, bookId: string): Promise<MemberBookDetail> {
    const manager = this.deeds.reader;
    const standing = await this.standings.of(manager, member, id, this.deeds.today());
    const readings = await manager.findBy(ReadingEntity, { campaignId: id, personId: member.personId });
    const book = (await this.books(manager, member, id, readings)).find((one) => one.id === bookId);
    if (!book) throw refuse('reading.unknown');
    const own = readings.find((row) => row.bookId === bookId);
    const notes = own
      ? await manager.find(ReadingNoteEntity, {
          where: { readingId: own.id },
          order: { createdAt: 'DESC', id: 'DESC' },
        })
      : [];
    return {
      campaignId: id,
      campaignName: standing.campaign.name,
      records: records(standing),
      book,
      notes: notes.map((note) => ({ id: note.id, place: note.place, words: note.words, createdAt: note.createdAt })),
    };
  }

  private async summary(
    standing: OwnStanding,
    readings: readonly Pick<ReadingEntity, 'finishedOn'>[],
  ): Promise<MemberCampaignSummary> {
    const { campaign, phase, joined } = standing;
    const { id, name, unitId, fromDate, toDate } = campaign;
    return {
      id,
      name,
      unitPath: pathOf(await this.organisation.tree(), unitId).map((unit) => unit.name),
      fromDate,
      toDate,
      phase,
      joined,
      mayJoin: mayJoin(standing),
      records: records(standing),
      begunBooks: readings.length,
      finishedBooks: readings.filter(({ finishedOn }) => finishedOn !== null).length,
    };
  }

  /** The list, what members recommend besides, and what this member reads of one's own choice. */
  private async books(
    manager: EntityManager,
    { personId, unitId }: Member,
    campaignId: string,
    readings: readonly ReadingEntity[],
  ): Promise<readonly MemberBook[]> {
    const viewer = { personId, namesOf: (unit: string) => unit === unitId };
    const shared = await this.shelf.books(campaignId, viewer);
    const alone = readings.filter(({ bookId }) => !shared.some(({ id }) => id === bookId));
    const found = await booksById(manager, alone.map(({ bookId }) => bookId)); // prettier-ignore
    const own = alone.flatMap(({ bookId }) => found.get(bookId) ?? []);
    const all = [...shared, ...own.map((book) => ({ ...book, listed: false, recommendations: [] }))];
    return all.map((book) => {
      const row = readings.find(({ bookId }) => bookId === book.id);
      return { ...book, reading: row ? readingInfo(row) : null };
    });
  }

  private async lines(
    manager: EntityManager,
    rows: readonly ReflectionEntity[],
  ): Promise<readonly OwnReflectionLine[]> {
    const books = await booksById(manager, rows.flatMap(({ bookId }) => bookId ?? [])); // prettier-ignore
    return rows.map(({ id, bookId, title, form, status }) => {
      return { id, bookTitle: bookId === null ? null : (books.get(bookId)?.title ?? null), title, form, status };
    });
  }
}

const readingInfo = ({ format, progress, page, pages, minutes, finishedOn }: ReadingEntity): OwnReading => ({
  format,
  progress,
  page,
  pages,
  minutes,
  finishedOn,
});
