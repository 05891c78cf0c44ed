/** Reading campaigns (书香机关·悦读赋能) over REST. Days are 'YYYY-MM-DD' in China, instants epoch milliseconds. */

export const BOOK_FORMATS = ['print', 'e-book', 'audio', 'braille'] as const;
/** 纸质书, 电子书, 听书, 盲文: counted alike. */
export type BookFormat = (typeof BOOK_FORMATS)[number];
export const REFLECTION_FORM_NAMES = ['text', 'voice', 'sign-video'] as const;
export type ReflectionFormName = (typeof REFLECTION_FORM_NAMES)[number];
export const REFLECTION_STATUS_NAMES = ['draft', 'submitted', 'returned', 'approved', 'adopted'] as const;
/** 草稿, 待审核, 已退回, 已通过, 已采用 */
export type ReflectionStatusName = (typeof REFLECTION_STATUS_NAMES)[number];

/** Everybody who reaches all of it is recognised. Time, clicks and days in a row cannot be asked for. */
export interface RecognitionRuleInfo {
  readonly title: string;
  readonly finishedBooks: number;
  readonly reflections: number;
  readonly recommendations: number;
}

export interface CampaignBody {
  readonly unitId: string;
  readonly name: string;
  readonly introduction: string;
  readonly fromDate: string;
  readonly toDate: string;
  readonly rule: RecognitionRuleInfo;
}
/**
 * The unit stays; the rule may change until the campaign is published. `before`: as it was when this was filled in; what
 * both have changed is refused with `study.changed-meanwhile`.
 */
export interface CampaignPatch extends Partial<Omit<CampaignBody, 'unitId'>> {
  readonly before?: Partial<Omit<CampaignBody, 'unitId'>>;
}

export interface CampaignSummary extends CampaignBody {
  readonly id: string;
  /** From the top. */
  readonly unitPath: readonly string[];
  /** `draft` until published; then by the days. */
  readonly phase: 'draft' | 'coming' | 'running' | 'over';
  readonly books: number;
  /** Whether this operator may change it: it is of the own unit or below. */
  readonly mayKeep: boolean;
}

export interface BookBody {
  readonly isbn: string | null;
  readonly title: string;
  readonly author: string;
  readonly publisher: string;
}
export interface BookInfo extends BookBody {
  readonly id: string;
}

export interface RecommendationInfo {
  readonly id: string;
  /** A member's name is masked for everybody but the own branch and who keeps the campaign. */
  readonly recommender: string;
  readonly words: string;
  readonly own: boolean;
}

export interface CampaignBookInfo extends BookInfo {
  /** False: not of the list (书单), and here because a member recommends it. */
  readonly listed: boolean;
  readonly recommendations: readonly RecommendationInfo[];
}

export interface CampaignDetail extends CampaignSummary {
  readonly list: readonly CampaignBookInfo[];
}

export interface RecommendationBody {
  readonly recommender: string;
  readonly words: string;
}

export interface ReflectionLine {
  readonly id: string;
  readonly title: string;
  readonly form: ReflectionFormName;
  readonly status: ReflectionStatusName;
  readonly name: string;
  readonly unit: string;
  readonly bookTitle: string | null;
  readonly submittedAt: number | null;
}
export interface ReflectionPage {
  readonly reflections: readonly ReflectionLine[];
  /** For `after` of the next page; null at the end. */
  readonly next: string | null;
}
/** A voice or a sign video; its bytes with ranges from …/recordings/:id beside where it was read. */
export interface RecordingInfo {
  readonly id: string;
  readonly kind: 'voice' | 'sign-video';
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}
export interface ReflectionDetail extends ReflectionLine {
  readonly words: string;
  readonly transcript: string;
  readonly recordings: readonly RecordingInfo[];
  readonly returnReason: string | null;
}
export interface DecisionBody {
  readonly decision: 'return' | 'approve' | 'adopt';
  readonly reason: string;
}

export interface FiguresInfo {
  /** 在册 on the day of reckoning, and who took part and has left since. */
  readonly roster: number;
  readonly participants: number;
  readonly finished: Readonly<Record<BookFormat, number>>;
  readonly finishedAll: number;
  readonly minutes: number;
  readonly withMinutes: number;
  readonly reflections: number;
  readonly adopted: number;
  readonly recommendations: number;
  /** 分享会 场次 and 人次: approved book-sharing sessions of the study log that name the campaign. */
  readonly sessions: number;
  readonly attended: number;
}
export interface FigureRowInfo {
  readonly unitId: string;
  readonly name: string;
  /** Whether there is anything below to open. */
  readonly open: boolean;
  /** Null: fewer than five people, or others' figures would tell theirs. */
  readonly figures: FiguresInfo | null;
}
export interface CampaignFigures {
  readonly unitId: string;
  readonly unitPath: readonly string[];
  readonly fromDate: string;
  readonly toDate: string;
  /** The day of reckoning: the last of the campaign, or today. */
  readonly asOf: string;
  readonly total: FiguresInfo | null;
  readonly rows: readonly FigureRowInfo[];
}

export interface RecognisedPerson {
  /** In full only with consent. */
  readonly name: string;
  readonly unit: string;
  /** Null: of a unit whose figures this operator does not see. */
  readonly done: Omit<RecognitionRuleInfo, 'title'> | null;
}
export interface RecognitionList {
  readonly rule: RecognitionRuleInfo;
  readonly people: readonly RecognisedPerson[];
}
