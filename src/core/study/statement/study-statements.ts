/** What an entry of the study log, and a book that was read, say of one person's learning. */
import { isoDuration, type Activity, type StatementDraft } from './statement.js';

export interface EntryFacts {
  readonly entryId: string;
  readonly title: string;
  /** One person's own study; else a gathering. */
  readonly personal: boolean;
  /** Of this person; null: not said. */
  readonly minutes: number | null;
  /** The day on which it was, at its end. */
  readonly at: number;
}

export interface ReadingFacts {
  readonly bookId: string;
  readonly title: string;
  /** Self-declared; null: not said. */
  readonly minutes: number | null;
  readonly at: number;
}

const MINUTE_MS = 60_000;
const MEETING = 'http://adlnet.gov/expapi/activities/meeting';
const MEDIA = 'http://adlnet.gov/expapi/activities/media';
const BOOK = 'http://id.tincanapi.com/activitytype/book';

const lasting = (minutes: number | null): { readonly duration?: string } =>
  minutes === null ? {} : { duration: isoDuration(minutes * MINUTE_MS) };

export const entryActivity = (base: string, entryId: string): string => `${base}/xapi/activities/entries/${entryId}`;
export const bookActivity = (base: string, bookId: string): string => `${base}/xapi/activities/books/${bookId}`;

/** A statement outlives whoever it is of: what one person wrote, the title of own study too, must not stand in it. */
const OWN_STUDY = '个人自学';

/** Nothing of its text goes along: what somebody wrote down is the branch's. */
export function entryStatement(base: string, entry: EntryFacts): StatementDraft {
  const activity: Activity = {
    id: entryActivity(base, entry.entryId),
    definition: { name: { 'zh-CN': entry.personal ? OWN_STUDY : entry.title }, type: entry.personal ? MEDIA : MEETING },
  };
  return { verb: 'experienced', activity, result: { completion: true, ...lasting(entry.minutes) }, at: entry.at };
}

export function readingStatement(base: string, reading: ReadingFacts): StatementDraft {
  const activity: Activity = {
    id: bookActivity(base, reading.bookId),
    definition: { name: { 'zh-CN': reading.title }, type: BOOK },
  };
  return { verb: 'completed', activity, result: { completion: true, ...lasting(reading.minutes) }, at: reading.at };
}
