import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  bookActivity,
  entryActivity,
  entryStatement,
  readingStatement,
  type ReadingFacts,
} from '../../core/study/statement/study-statements.js';
import { EntryHooks, type EntryHook, type RecognisedEntry } from '../entries/entry-hooks.js';
import { StatementStore, type PersonDrafts } from './statement-store.js';

/** What follows from the study log: entries that were approved, and books that were read to their end. */
@Injectable()
export class StudyWriter implements EntryHook, OnModuleInit {
  constructor(
    private readonly hooks: EntryHooks,
    private readonly store: StatementStore,
  ) {}

  onModuleInit(): void {
    this.hooks.add(this);
  }

  async approved(manager: EntityManager, entries: readonly RecognisedEntry[], at: number): Promise<void> {
    const base = await this.store.base(manager);
    const people = entries.flatMap((entry) => draftsOf(base, entry, at));
    await this.store.append(manager, 'entry', people);
    // Sent back and approved anew, or corrected, it may be called otherwise than when it was first said.
    await this.store.redefine(manager, people.flatMap(({ drafts }) => drafts.map(({ draft }) => draft.activity))); // prettier-ignore
  }

  /** What it said before is taken back where it says something else of somebody's learning now. */
  async corrected(manager: EntityManager, entry: RecognisedEntry, before: RecognisedEntry, at: number): Promise<void> {
    if (learnt(entry) === learnt(before)) return;
    await this.reopened(manager, entry);
    await this.approved(manager, [entry], at);
  }

  async reopened(manager: EntityManager, { id }: Pick<RecognisedEntry, 'id'>): Promise<void> {
    const activityId = entryActivity(await this.store.base(manager), id);
    await this.store.void(manager, activityId, { source: 'entry', prefix: `${id}/` });
  }

  /** In the transaction that finishes the reading; said again for the same instant of it, it is said once. */
  async readingFinished(
    manager: EntityManager,
    personId: string,
    readingId: string,
    reading: ReadingFacts,
  ): Promise<void> {
    const base = await this.store.base(manager);
    const drafts = [{ key: `${readingId}/${reading.at}`, draft: readingStatement(base, reading) }];
    await this.store.append(manager, 'reading', [{ personId, drafts }]);
  }

  /** The reader says that it was not read to its end after all. */
  async readingTakenBack(manager: EntityManager, readingId: string, bookId: string): Promise<void> {
    const activityId = bookActivity(await this.store.base(manager), bookId);
    await this.store.void(manager, activityId, { source: 'reading', prefix: `${readingId}/` });
  }
}

interface Learner {
  readonly personId: string;
  /** The day on which it counts for the person. */
  readonly onDate: string;
  readonly minutes: number | null;
}

/** Who was there, or has made it up since, on the day on which they did. Contests write their own statements. */
function learners({ source, personId, onDate, minutes, attendance }: RecognisedEntry): readonly Learner[] {
  if (source === 'contest') return [];
  if (personId !== null) return [{ personId, onDate, minutes }];
  return attendance.flatMap((one): Learner[] => {
    const day = one.state === 'absent' ? (one.madeUpOn ?? null) : onDate;
    return day === null ? [] : [{ personId: one.personId, onDate: day, minutes: one.minutes ?? minutes }];
  });
}

/** At noon of its day in Asia/Shanghai, and never after it was approved: no record store takes in the future. */
function draftsOf(base: string, entry: RecognisedEntry, at: number): PersonDrafts[] {
  const { id: entryId, title } = entry;
  return learners(entry).map(({ personId, onDate, minutes }) => {
    const noon = Math.min(at, Date.parse(`${onDate}T12:00:00+08:00`));
    const facts = { entryId, title, personal: entry.personId !== null, minutes, at: noon };
    return { personId, drafts: [{ key: `${entryId}/${personId}/${at}`, draft: entryStatement(base, facts) }] };
  });
}

const learnt = (entry: RecognisedEntry): string => JSON.stringify([entry.title, learners(entry)]);
