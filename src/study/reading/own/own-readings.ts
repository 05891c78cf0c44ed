import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { finishedOn, progressOf, type ProgressFault } from '../../../core/study/reading-progress.js';
import { newId } from '../../../platform/ids.js';
import { refuse } from '../../../platform/refusal.js';
import type { NoteBody, ReadingBody } from '../../../protocol/own-reading.js';
import type { BookBody, BookFormat } from '../../../protocol/reading.js';
import { StudyWriter } from '../../statement/study-writer.js';
import { StudyDeeds } from '../../study-deeds.js';
import { bookOf } from '../book-entry.js';
import { BookEntity } from '../persistence/book.entity.js';
import { ReadingNoteEntity } from '../persistence/reading-note.entity.js';
import { ReadingEntity } from '../persistence/reading.entity.js';
import { assertBook } from './own-books.js';
import { OwnStandings, type Member, type Recorder } from './own-standing.js';

/** More than anybody reads or writes down; less than what a script could fill a disk with. */
const MOST_BOOKS = 300;
const MOST_NOTES = 1000;
const FAULTS: Readonly<Record<ProgressFault, readonly [path: string, message: string]>> = {
  'pages-missing': ['pages', '请填写全书页数，或改用百分比。'],
  'page-beyond': ['page', '读到的页码超过了全书页数，请核对。'],
};

/** A member's own books: how far they are, by their own word, and notes that nobody else reads. */
@Injectable()
export class OwnReadings {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly standings: OwnStandings,
    private readonly statements: StudyWriter,
  ) {}

  /** Begins a book that is not of the list. @returns its id. @throws RefusalError as `recorder`, reading.rejected */
  begin(member: Member, campaignId: string, book: BookBody, format: BookFormat): Promise<string> {
    return this.recording(member, campaignId, async (manager, recorder, at) => {
      const { id: bookId } = await bookOf(manager, book, at);
      if (!(await this.find(manager, recorder, bookId))) {
        await this.insert(manager, recorder, { bookId, format }, at);
      }
      return bookId;
    });
  }

  /** What it says before is replaced. @throws RefusalError as `recorder`, reading.unknown, reading.rejected */
  declare(
    member: Member,
    campaignId: string,
    bookId: string,
    { format, minutes, ...said }: ReadingBody,
  ): Promise<void> {
    const read = progressOf(said);
    if (!read.ok) {
      const [path, message] = FAULTS[read.error];
      return Promise.reject(refuse('reading.rejected', { details: [{ path, message }] }));
    }
    const { value } = read;
    return this.recording(member, campaignId, async (manager, recorder, at) => {
      await assertBook(manager, { campaignId, personId: member.personId, bookId });
      const row =
        (await this.find(manager, recorder, bookId)) ?? (await this.insert(manager, recorder, { bookId, format }, at));
      const ended = finishedOn(value.progress, row.finishedOn, this.deeds.today());
      await manager.update(ReadingEntity, row.id, { ...value, format, minutes, finishedOn: ended, changedAt: at });
      await this.state(manager, { ...row, minutes, finishedOn: ended }, row.finishedOn, at);
    });
  }

  /** With its notes. @throws RefusalError as `recorder`, reading.unknown */
  drop(member: Member, campaignId: string, bookId: string): Promise<void> {
    return this.recording(member, campaignId, async (manager, recorder, at) => {
      const row = await this.find(manager, recorder, bookId);
      if (!row) throw refuse('reading.unknown');
      await manager.delete(ReadingEntity, row.id);
      await this.state(manager, { ...row, finishedOn: null }, row.finishedOn, at);
    });
  }

  /** @param noteId null: a new one. @returns its id. @throws RefusalError reading.unknown, reading.rejected */
  keepNote(
    member: Member,
    { campaignId, bookId, noteId }: { campaignId: string; bookId: string; noteId: string | null },
    { place, words }: NoteBody,
  ): Promise<string> {
    return this.own(member, campaignId, bookId, async (manager, readingId, at) => {
      const said = { place: place.trim(), words: words.trim() };
      if (noteId !== null) {
        const { affected } = await manager.update(ReadingNoteEntity, { id: noteId, readingId }, said);
        if (!affected) throw refuse('reading.unknown');
        return noteId;
      }
      if ((await manager.countBy(ReadingNoteEntity, { readingId })) >= MOST_NOTES) throw tooMany(MOST_NOTES, '条笔记');
      const id = newId();
      await manager.insert(ReadingNoteEntity, { id, readingId, ...said, createdAt: at });
      return id;
    });
  }

  /** @throws RefusalError reading.unknown */
  async dropNote(
    member: Member,
    { campaignId, bookId, noteId }: { campaignId: string; bookId: string; noteId: string },
  ): Promise<void> {
    await this.own(member, campaignId, bookId, async (manager, readingId) => {
      const { affected } = await manager.delete(ReadingNoteEntity, { id: noteId, readingId });
      if (!affected) throw refuse('reading.unknown');
    });
  }

  /** What a book that was read to its end says in the learning record: said once, and taken back with it. */
  private async state(manager: EntityManager, row: ReadingEntity, before: string | null, at: number): Promise<void> {
    const { id, personId, bookId, minutes } = row;
    if (row.finishedOn === null && before !== null) return this.statements.readingTakenBack(manager, id, bookId);
    if (row.finishedOn === null || before !== null) return;
    const { title } = await manager.findOneByOrFail(BookEntity, { id: bookId });
    const facts = { bookId, title, minutes: minutes === 0 ? null : minutes, at };
    await this.statements.readingFinished(manager, personId, id, facts);
  }

  private async insert(
    manager: EntityManager,
    { campaign, personId, unitId }: Recorder,
    { bookId, format }: { readonly bookId: string; readonly format: BookFormat },
    at: number,
  ): Promise<ReadingEntity> {
    const own = await manager.countBy(ReadingEntity, { campaignId: campaign.id, personId });
    if (own >= MOST_BOOKS) throw tooMany(MOST_BOOKS, '本书');
    const place = { id: newId(), campaignId: campaign.id, personId, unitId, bookId };
    const begun = { progress: 0, page: null, pages: null, minutes: 0, finishedOn: null };
    const row: ReadingEntity = { ...place, format, ...begun, createdAt: at, changedAt: at };
    await manager.insert(ReadingEntity, row);
    return row;
  }

  private find(
    manager: EntityManager,
    { campaign, personId }: Recorder,
    bookId: string,
  ): Promise<ReadingEntity | null> {
    return manager.findOneBy(ReadingEntity, { campaignId: campaign.id, personId, bookId });
  }

  /** Progress is nobody else's business: no record of the deed. */
  private recording<T>(
    member: Member,
    campaignId: string,
    job: (manager: EntityManager, recorder: Recorder, at: number) => Promise<T>,
  ): Promise<T> {
    return this.deeds.run({ kind: 'member', id: member.personId }, async (manager, at) => {
      const recorder = await this.standings.recorder(manager, member, campaignId, this.deeds.today());
      return [await job(manager, recorder, at), null];
    });
  }

  /** Notes are one's own also when the campaign is over, and after leaving it. */
  private own<T>(
    { personId }: Member,
    campaignId: string,
    bookId: string,
    job: (manager: EntityManager, readingId: string, at: number) => Promise<T>,
  ): Promise<T> {
    return this.deeds.run({ kind: 'member', id: personId }, async (manager, at) => {
      const row = await manager.findOneBy(ReadingEntity, { campaignId, personId, bookId });
      if (!row) throw refuse('reading.unknown');
      return [await job(manager, row.id, at), null];
    });
  }
}

const tooMany = (most: number, of: string) =>
  refuse('reading.rejected', { message: `一项活动最多记录 ${most} ${of}，请先删除不需要的。` });
