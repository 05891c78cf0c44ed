/** A member's own side of reading campaigns: /api/member/reading. Days are 'YYYY-MM-DD' in China. */
import type {
  BookFormat,
  BookInfo,
  CampaignBookInfo,
  RecognitionRuleInfo,
  RecordingInfo,
  ReflectionFormName,
  ReflectionStatusName,
} from './reading.js';

/** GET /campaigns: of the own unit and of those above it, and where one has joined. */
export interface MemberCampaignSummary {
  readonly id: string;
  readonly name: string;
  /** Of the unit that organises it, from the top. */
  readonly unitPath: readonly string[];
  readonly fromDate: string;
  readonly toDate: string;
  readonly phase: 'coming' | 'running' | 'over';
  readonly joined: boolean;
  /** Joining is open: it is not over, and the own unit belongs to it. */
  readonly mayJoin: boolean;
  /** Joined and running: progress, reflections and recommendations are taken in. */
  readonly records: boolean;
  /** Own books that are begun, and those of them that are read to the end. */
  readonly begunBooks: number;
  readonly finishedBooks: number;
}

/** How far one is, by one's own word. */
export interface OwnReading {
  readonly format: BookFormat;
  /** Percent. */
  readonly progress: number;
  /** Where it is counted by pages. */
  readonly page: number | null;
  readonly pages: number | null;
  /** Declared; nothing is measured. */
  readonly minutes: number;
  readonly finishedOn: string | null;
}
export interface MemberBook extends CampaignBookInfo {
  readonly reading: OwnReading | null;
}
export interface OwnReflectionLine {
  readonly id: string;
  readonly bookTitle: string | null;
  readonly title: string;
  readonly form: ReflectionFormName;
  readonly status: ReflectionStatusName;
}
/** GET /campaigns/:id */
export interface MemberCampaign extends MemberCampaignSummary {
  readonly introduction: string;
  readonly rule: RecognitionRuleInfo;
  readonly books: readonly MemberBook[];
  readonly reflections: readonly OwnReflectionLine[];
  /** What of it counts by the rule. */
  readonly done: { readonly finishedBooks: number; readonly reflections: number; readonly recommendations: number };
  readonly reached: boolean;
  /** Agreed to be named where people are recognised and where a reflection is adopted. */
  readonly showName: boolean;
}

/** PUT /campaigns/:id/joining */
export interface JoiningBody {
  readonly joined: boolean;
}
/** PUT /campaigns/:id/consent */
export interface ConsentBody {
  readonly showName: boolean;
}

/** GET /campaigns/:id/books/:bookId. POST /campaigns/:id/books with a `BookBody` begins a book of one's own. */
export interface MemberBookDetail {
  readonly campaignId: string;
  readonly campaignName: string;
  readonly records: boolean;
  readonly book: MemberBook;
  /** For the reader alone; the latest first. */
  readonly notes: readonly NoteInfo[];
}
/** PUT /campaigns/:id/books/:bookId/reading; 100 percent, or the last page, is the end. DELETE takes the book away. */
export interface ReadingBody {
  readonly format: BookFormat;
  readonly progress: number;
  /** Null: in percent. */
  readonly page: number | null;
  readonly pages: number | null;
  readonly minutes: number;
}

/** POST …/books/:bookId/notes; PUT and DELETE …/notes/:noteId. Also once the campaign is over. */
export interface NoteBody {
  readonly place: string;
  readonly words: string;
}
export interface NoteInfo extends NoteBody {
  readonly id: string;
  readonly createdAt: number;
}
/** PUT …/books/:bookId/recommendation; DELETE takes it back. */
export interface OwnRecommendationBody {
  readonly words: string;
}

/** POST /campaigns/:id/reflections. `sourceId` is made by the client: the same again gives the same reflection. */
export interface NewReflectionBody extends ReflectionFields {
  readonly sourceId: string;
}
/** PUT /campaigns/:id/reflections/:reflectionId; refused with `reading.changed` where it was saved elsewhere since. */
export interface ReflectionBody extends ReflectionFields {
  readonly baseVersion: number;
}
export interface ReflectionFields {
  readonly bookId: string | null;
  readonly title: string;
  readonly form: ReflectionFormName;
  readonly words: string;
  /** What a recording says, in writing. */
  readonly transcript: string;
}
/** GET, and what every change of it answers; POST …/submit, …/withdraw; POST …/recordings?name= with the bytes. */
export interface OwnReflection extends ReflectionFields {
  readonly id: string;
  /** For `baseVersion`. */
  readonly version: number;
  readonly status: ReflectionStatusName;
  readonly returnReason: string | null;
  readonly recordings: readonly RecordingInfo[];
  /** Whether it may be changed now, and whether it may be taken back. */
  readonly editable: boolean;
  readonly withdrawable: boolean;
}

/** GET /campaigns/:id/adopted?after= : the latest first. */
export interface AdoptedPage {
  readonly reflections: readonly AdoptedReflection[];
  readonly next: string | null;
}
export interface AdoptedReflection {
  readonly id: string;
  readonly title: string;
  readonly form: ReflectionFormName;
  readonly bookTitle: string | null;
  readonly words: string;
  readonly transcript: string;
  /** Masked, and without its unit, unless its author agreed to be named or is of the own branch. */
  readonly name: string;
  readonly unit: string | null;
  /** A voice and a face are a name: none where the author did not agree. */
  readonly recordings: readonly RecordingInfo[];
}
/** GET /campaigns/:id/recognition, in the order of units and names and in no other. */
export interface MemberRecognition {
  readonly rule: RecognitionRuleInfo;
  /** Null until the campaign is over. */
  readonly people: readonly { readonly name: string; readonly unit: string }[] | null;
  /** Who reached it, too, and is not named. */
  readonly unnamed: number;
}

/** GET /books?isbn= */
export type KnownBooks = readonly BookInfo[];
