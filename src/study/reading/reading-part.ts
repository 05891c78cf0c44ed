import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { PersonParts, type PersonPart } from '../../organisation/person-parts.service.js';
import { Reader } from '../../platform/database/reader.js';
import { CampaignConsentEntity } from './persistence/campaign-consent.entity.js';
import { CampaignMemberEntity } from './persistence/campaign-member.entity.js';

const GONE = '（已应本人要求删除）';

const JOINED = `SELECT campaign.name AS "campaign", member.joined_at AS "joinedAt", member.left_at AS "leftAt",
    consent.show_name AS "showName"
  FROM campaign_member member JOIN reading_campaign campaign ON campaign.id = member.campaign_id
  LEFT JOIN campaign_consent consent ON consent.campaign_id = member.campaign_id AND consent.person_id = member.person_id
  WHERE member.person_id = $1 ORDER BY member.joined_at, member.id`;
const BOOKS = `SELECT reading.id, campaign.name AS "campaign", book.title, book.isbn, reading.format, reading.progress,
    reading.page, reading.pages, reading.minutes, reading.finished_on AS "finishedOn"
  FROM reading JOIN reading_campaign campaign ON campaign.id = reading.campaign_id
  JOIN book ON book.id = reading.book_id WHERE reading.person_id = $1 ORDER BY reading.created_at, reading.id`;
const NOTES = `SELECT note.reading_id AS "readingId", note.place, note.words, note.created_at AS "createdAt"
  FROM reading_note note JOIN reading ON reading.id = note.reading_id
  WHERE reading.person_id = $1 ORDER BY note.created_at, note.id`;
const REFLECTIONS = `SELECT reflection.id, campaign.name AS "campaign", book.title AS "book", reflection.title, reflection.form,
    reflection.words, reflection.transcript, reflection.status, reflection.return_reason AS "returnReason",
    reflection.submitted_at AS "submittedAt"
  FROM reflection JOIN reading_campaign campaign ON campaign.id = reflection.campaign_id
  LEFT JOIN book ON book.id = reflection.book_id WHERE reflection.person_id = $1 ORDER BY reflection.id`;
const RECORDINGS = `SELECT owner_id AS "reflectionId", kind, name, bytes, created_at AS "createdAt" FROM attachment
  WHERE person_id = $1 AND owner_kind = 'reflection' AND removed_at IS NULL ORDER BY id`;
const RECOMMENDATIONS = `SELECT campaign.name AS "campaign", book.title AS "book", recommendation.words,
    recommendation.created_at AS "createdAt"
  FROM book_recommendation recommendation JOIN reading_campaign campaign ON campaign.id = recommendation.campaign_id
  JOIN book ON book.id = recommendation.book_id WHERE recommendation.person_id = $1 ORDER BY recommendation.id`;

/**
 * A person goes: notes and drafts, and every word that they wrote, go with them. That so many books were read, so many
 * reflections handed in and so many books recommended in the branch stays, and is nobody's.
 */
@Injectable()
export class ReadingPart implements PersonPart, OnModuleInit {
  readonly name = 'reading';

  constructor(
    private readonly parts: PersonParts,
    private readonly reader: Reader,
  ) {}

  onModuleInit(): void {
    this.parts.register(this);
  }

  async export(personId: string): Promise<unknown> {
    const ask = (sql: string) =>
      this.reader.source.manager.query(sql, [personId]) as Promise<readonly Readonly<Record<string, unknown>>[]>;
    const [joined, rows, notes] = [await ask(JOINED), await ask(BOOKS), await ask(NOTES)];
    const [written, recorded, recommendations] = [
      await ask(REFLECTIONS),
      await ask(RECORDINGS),
      await ask(RECOMMENDATIONS),
    ];
    if ([joined, rows, written, recommendations].every(({ length }) => length === 0)) return null;
    const books = rows.map(({ id, ...book }) => ({
      ...book,
      notes: notes.filter(({ readingId }) => readingId === id).map(({ readingId: _of, ...note }) => note),
    }));
    const reflections = written.map(({ id, ...reflection }) => ({
      ...reflection,
      recordings: recorded.filter((one) => one['reflectionId'] === id).map(({ reflectionId: _of, ...one }) => one),
    }));
    const campaigns = joined.map(({ showName, ...one }) => ({ ...one, showName: Boolean(showName) }));
    return { campaigns, books, reflections, recommendations };
  }

  async erase(manager: EntityManager, personId: string): Promise<void> {
    await manager.query(`DELETE FROM reading_note WHERE reading_id IN (SELECT id FROM reading WHERE person_id = $1)`, [
      personId,
    ]);
    await manager.query(`DELETE FROM reflection WHERE person_id = $1 AND status = 'draft'`, [personId]);
    await manager.query(
      `UPDATE reflection SET title = '${GONE}', words = '', transcript = '', return_reason = NULL, source_id = NULL
        WHERE person_id = $1`,
      [personId],
    );
    await manager.query(`UPDATE book_recommendation SET words = '' WHERE person_id = $1`, [personId]);
    await manager.delete(CampaignConsentEntity, { personId });
    await manager.delete(CampaignMemberEntity, { personId });
  }
}
