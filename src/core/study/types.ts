/** The words of the study log; the same unions as in protocol/study, which the core must not import. */

export const CHANNELS = ['offline', 'online', 'hybrid', 'home'] as const;
export type Channel = (typeof CHANNELS)[number];

export const KINDS = [
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
export type Kind = (typeof KINDS)[number];

export type Status = 'draft' | 'submitted' | 'returned' | 'approved' | 'locked';

export const STATES = ['present', 'absent', 'observer'] as const;
export type State = (typeof STATES)[number];
export const REASONS = ['official', 'sick', 'personal', 'other'] as const;
export type Reason = (typeof REASONS)[number];
export const MAKE_UP_FORMS = ['visit', 'large-print', 'audio', 'braille', 'sign-video', 'online', 'text'] as const;
export type MakeUpForm = (typeof MAKE_UP_FORMS)[number];

/** How one person stands to an entry. */
export interface Attendance {
  readonly state: State;
  readonly reason: Reason | null;
  readonly minutes: number | null;
  readonly madeUpOn: string | null;
  readonly madeUpChannel: Channel | null;
  readonly madeUpForm: MakeUpForm | null;
}

/** What an entry says. */
export interface Entry {
  readonly kind: Kind;
  readonly channel: Channel;
  readonly title: string;
  /** YYYY-MM-DD */
  readonly onDate: string;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly minutes: number | null;
  readonly place: string | null;
  readonly modes: readonly string[];
  readonly groups: readonly string[];
  /** The reading campaign of a book-sharing session. */
  readonly campaignId: string | null;
  readonly record: Readonly<Record<string, string | number>>;
  readonly attendance: ReadonlyMap<string, Attendance>;
}

export type Value = string | number | readonly string[] | null;

/** A fault or a hint, at its place. */
export interface Finding {
  readonly path: string;
  /** One Chinese sentence that says what to do. */
  readonly message: string;
}

export type RecordInput = 'line' | 'text' | 'amount' | 'choice';
export interface RecordField {
  readonly key: string;
  readonly label: string;
  readonly input: RecordInput;
  readonly unit?: string;
  readonly choices?: readonly string[];
}

export const EVIDENCE_SOURCES = [
  'record',
  'title',
  'minutes',
  'attendance',
  'contest',
  'expression',
  'attachment',
] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];
export interface EvidenceField extends RecordField {
  readonly source: EvidenceSource;
  readonly required: boolean;
  readonly oneOf?: string;
}

/** What an attachment means for what is still wanting. */
export interface AttachmentFacts {
  readonly id: string;
  readonly kind: 'photo' | 'voice' | 'sign-video' | 'document';
  readonly alt: string;
  readonly transcript: string | null;
}
