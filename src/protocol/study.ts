/**
 * REST bodies of /api/study/entries: the entries of the study log. What they are made of: study-setup.ts. Days are texts `YYYY-MM-DD` of
 * the organisation's own calendar (UTC+8), instants epoch milliseconds.
 */

export const STUDY_CHANNELS = ['offline', 'online', 'hybrid', 'home'] as const;
/** 线下, 线上, 混合, 送学上门 */
export type StudyChannel = (typeof STUDY_CHANNELS)[number];

export const ENTRY_KINDS = [
  'member-meeting',
  'committee-meeting',
  'group-meeting',
  'party-lesson',
  'theme-day',
  'centre-group',
  'moral-lecture',
  'lecture',
  'training',
  'discussion',
  'self-study',
  'contest',
  'book-sharing',
  'volunteering',
  'other',
] as const;
/** 党员大会, 支委会, 党小组会, 党课, 主题党日, 中心组学习, 道德讲堂, 讲座, 集中培训, 交流研讨, 自学, 竞赛, 读书分享会, 志愿服务, 其他 */
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const ENTRY_STATUSES = ['draft', 'submitted', 'returned', 'approved', 'locked'] as const;
export type EntryStatus = (typeof ENTRY_STATUSES)[number];

export const ENTRY_SOURCES = ['manual', 'contest', 'bulk', 'reading'] as const;
export type EntrySource = (typeof ENTRY_SOURCES)[number];

/* Attendance */

export const ATTENDANCE_STATES = ['present', 'absent', 'observer'] as const;
/** 应到 = present + absent; 实到 = present; 列席 = observer. */
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];
export const ABSENCE_REASONS = ['official', 'sick', 'personal', 'other'] as const;
/** 公假, 病假, 事假, 其他. Shown to the branch itself, in no list and no file. */
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];
export const MAKE_UP_FORMS = ['visit', 'large-print', 'audio', 'braille', 'sign-video', 'online', 'text'] as const;
/** 送学上门, 大字材料, 音频, 盲文, 手语视频, 线上, 文字材料. As the channel of a make-up shown to the branch itself. */
export type MakeUpForm = (typeof MAKE_UP_FORMS)[number];

export interface AttendanceFields {
  readonly state: AttendanceState;
  readonly reason: AbsenceReason | null;
  /** Where it is other than that of the entry. */
  readonly minutes: number | null;
  /** 补学: all three or none; whoever is not of the branch sees the day alone. */
  readonly madeUpOn: string | null;
  readonly madeUpChannel: StudyChannel | null;
  readonly madeUpForm: MakeUpForm | null;
}
export interface AttendanceInfo extends AttendanceFields {
  readonly personId: string;
  readonly name: string;
  /** Null where there is no own number. */
  readonly staffCode: string | null;
}
/** Who belonged to a unit on a day: GET /api/study/units/:id/members?on= */
export interface UnitMember {
  readonly personId: string;
  readonly name: string;
  readonly staffCode: string | null;
}

/* Entries */

/** Fields of `record` by key; texts and amounts. */
export type EntryRecord = Readonly<Record<string, string | number>>;

export interface EntryFields {
  readonly kind: EntryKind;
  readonly channel: StudyChannel;
  readonly title: string;
  readonly onDate: string;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly minutes: number | null;
  readonly place: string | null;
  /** Ids, each once; one entry may be of several modes. */
  readonly modes: readonly string[];
  readonly groups: readonly string[];
  /** Of a book-sharing session: a published reading campaign of its unit or of one above, on one of its days. */
  readonly campaignId: string | null;
  readonly record: EntryRecord;
}

/** A row of a list. */
export interface EntryRow extends Pick<EntryFields, 'kind' | 'channel' | 'title' | 'onDate' | 'minutes'> {
  readonly id: string;
  readonly unitId: string;
  readonly unitName: string;
  /** Null: of the branch. */
  readonly personId: string | null;
  readonly personName: string | null;
  /** Labels as they were on the day of the entry. */
  readonly modes: readonly EntryLabel[];
  readonly groups: readonly EntryLabel[];
  readonly status: EntryStatus;
  /** 补录 */
  readonly late: boolean;
  /** 应到 and 实到; both 0 of a person's own entries. */
  readonly expected: number;
  readonly present: number;
  readonly corrected: boolean;
  readonly source: EntrySource;
}
export interface EntryLabel {
  readonly id: string;
  readonly label: string;
}

/**
 * GET /api/study/entries?unitId=&below=&from=&to=&kind=&mode=&group=&channel=&status=&of=&personId=&late=&q=&cursor=&limit=
 * Newest day first. `of`: branch, person; `below` (default true): units below as well; `q`: in the topic.
 */
export interface EntryPage {
  readonly entries: readonly EntryRow[];
  /** For the next page; null at the end. */
  readonly next: string | null;
}

/** Something to look at again; it never stands in the way. */
export const ENTRY_WARNINGS = ['quorum', 'votes', 'late', 'nobody', 'same-day'] as const;
export type EntryWarningCode = (typeof ENTRY_WARNINGS)[number];
export interface EntryWarning {
  readonly code: EntryWarningCode;
  readonly message: string;
}
/** A piece that is wanting before the entry can be submitted. */
export interface EntryFault {
  /** `title`, `record.host`, `attendance.<personId>.reason`, `attachments.<id>.alt` … */
  readonly path: string;
  readonly message: string;
}

/** GET /api/study/entries/:id, and the answer of every change. */
export interface EntryInfo extends Omit<EntryRow, 'corrected'>, Omit<EntryFields, 'modes' | 'groups'> {
  /** For `baseVersion`. */
  readonly version: number;
  readonly attendance: readonly AttendanceInfo[];
  /** False: absence reasons and forms of catching up are not shown, and stay as they are unless set. */
  readonly reasonsShown: boolean;
  readonly attachments: readonly AttachmentInfo[];
  readonly corrections: readonly CorrectionInfo[];
  readonly warnings: readonly EntryWarning[];
  readonly missing: readonly EntryFault[];
  /** What whoever asks may do now. */
  readonly actions: readonly EntryAction[];
  readonly submittedAt: number | null;
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  readonly returnReason: string | null;
  readonly lockedAt: number | null;
  readonly createdAt: number;
  readonly createdBy: string | null;
}

export const ENTRY_ACTIONS = ['edit', 'submit', 'withdraw', 'approve', 'return', 'lock', 'correct', 'remove'] as const;
export type EntryAction = (typeof ENTRY_ACTIONS)[number];

/** POST /api/study/entries: a draft. Left out: channel offline, title empty, attendance of nobody. */
export interface NewEntryBody extends Partial<EntryFields> {
  readonly unitId: string;
  readonly kind: EntryKind;
  readonly onDate: string;
  /** Of one person; else of the branch. */
  readonly personId?: string;
  readonly attendance?: readonly AttendancePatch[];
  /** Made by the client: the same again gives the same entry. */
  readonly sourceId?: string;
}
/** Rows that are not named stay; `state` null takes the row out. What is left out of a row stays as it is. */
export interface AttendancePatch extends Partial<Omit<AttendanceFields, 'state'>> {
  readonly personId: string;
  readonly state?: AttendanceState | null;
}
/** Only what is changed. In `record`, null takes a field out. */
export interface EntryPatch extends Partial<Omit<EntryFields, 'record'>> {
  readonly record?: Readonly<Record<string, string | number | null>>;
  readonly attendance?: readonly AttendancePatch[];
}
/**
 * PATCH /api/study/entries/:id. Fields that nobody else has changed since `baseVersion` are merged; where one was, all is
 * refused with `study.entry-conflict` and `conflicts` of the refusal: nothing of either is lost.
 */
export interface EntryPatchBody {
  readonly baseVersion: number;
  readonly patch: EntryPatch;
}
/** POST /api/study/entries/:id/return */
export interface ReturnBody {
  readonly reason: string;
}
/** POST /api/study/entries/:id/corrections, once it is locked. */
export interface CorrectionBody {
  readonly baseVersion: number;
  readonly patch: EntryPatch;
  readonly reason: string;
}

/** A changed field, by its path. */
export interface FieldChange {
  readonly path: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}
export type FieldValue = string | number | readonly string[] | null;

export interface CorrectionInfo {
  /** From 1. */
  readonly number: number;
  readonly changes: readonly FieldChange[];
  /** Empty where it is not shown: of the list of attendance, to whoever is not of the branch. */
  readonly reason: string;
  readonly at: number;
  readonly by: string | null;
}

/** GET /api/study/entries/:id/history, oldest first. */
export interface EntryHistory {
  readonly steps: readonly HistoryStep[];
}
export interface HistoryStep {
  readonly version: number;
  readonly action: 'create' | EntryAction;
  readonly changes: readonly FieldChange[];
  readonly reason: string | null;
  readonly at: number;
  readonly by: string | null;
}

/** POST /api/study/entries/decide: at most 200 at once, each for itself. */
export interface DecideBody {
  readonly ids: readonly string[];
  readonly decision: 'approve' | 'return' | 'lock';
  /** Of a return. */
  readonly reason?: string;
}
export interface DecideReply {
  readonly done: readonly string[];
  readonly refused: readonly { readonly id: string; readonly message: string }[];
}

/* Attachments */

export const ATTACHMENT_KINDS = ['photo', 'voice', 'sign-video', 'document'] as const;
/** Photos are drawn anew without EXIF; a photo wants `alt`, a voice or a sign video `transcript`, before submitting. */
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** POST /api/study/entries/:id/attachments?kind=&name=&alt= with the bytes: 201 and this. */
export interface AttachmentInfo {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly alt: string;
  readonly transcript: string | null;
  readonly createdAt: number;
  /** With ranges; for whoever may read the entry. */
  readonly url: string;
}
/** PATCH /api/study/attachments/:id; DELETE takes it away. */
export interface AttachmentPatch {
  readonly name?: string;
  readonly alt?: string;
  readonly transcript?: string;
}

/* Overview */

/**
 * GET /api/study/overview?unitId=&from=&to= : what was handed in and approved, unit by unit. Of one unit: itself and each
 * unit directly below it with everything under that; left out: what one sees from the top.
 */
export interface StudyOverview {
  readonly from: string;
  readonly to: string;
  /** As they are called on the last day. */
  readonly modes: readonly EntryLabel[];
  readonly rows: readonly OverviewRow[];
}
export interface OverviewRow {
  readonly unitId: string;
  readonly unitName: string;
  /** The unit of the call itself, without what is below it. */
  readonly itself: boolean;
  /** Handed in and waiting. */
  readonly submitted: number;
  readonly returned: number;
  /** Approved and locked; of a row without headcounts only what was held together. */
  readonly approved: number;
  /** Of approved entries of branches, person by person: 应到 and 实到. Null: few people, or theirs could be worked out. */
  readonly expected: number | null;
  readonly present: number | null;
  /** Approved entries of each mode, in the order of `modes`; counted as `approved`. */
  readonly byMode: readonly number[];
  /** Units with at least one approved entry, and all open ones: of the row. */
  readonly active: number;
  readonly units: number;
}
