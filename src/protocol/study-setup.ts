/** REST bodies of /api/study/setup, /modes, /groups and /settings: what entries of the study log are made of. */
import type { EntryKind } from './study.js';

/* Fields */

/** How a field of `record` is filled in. `amount`: a number from 0, in the field's unit. */
export const RECORD_INPUTS = ['line', 'text', 'amount', 'choice'] as const;
export type RecordInput = (typeof RECORD_INPUTS)[number];

/** A field of `record`, by its key. */
export interface RecordField {
  /** Lower case, digits and dashes; keys that the program knows (src/core/study/record-fields.ts) mean the same everywhere. */
  readonly key: string;
  readonly label: string;
  readonly input: RecordInput;
  /** Of `amount`: 学时, 分钟, 人. */
  readonly unit?: string;
  /** Of `choice`. */
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
/**
 * Where a piece of evidence stands: a field of `record`, the entry's own topic, duration or attendance, a contest that it
 * is linked to (`record.contest`), a few words by text, voice or sign video (`record.insight` or an attachment of a voice
 * or a sign video), any attachment.
 */
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

export interface EvidenceField extends RecordField {
  readonly source: EvidenceSource;
  readonly required: boolean;
  /** Of fields that share a group one is enough. */
  readonly oneOf?: string;
}

/* Modes, groups, settings */

/** A mode as of a day. */
export interface StudyMode {
  /** `lead`, `branch`, `guide`, `self`, `apply`, or a UUID; never changes. */
  readonly id: string;
  readonly name: string;
  readonly meaning: string;
  readonly evidence: readonly EvidenceField[];
}

/** What one revision of a mode says; the latest that has begun is in force. */
export interface ModeRevisionInfo extends Omit<StudyMode, 'id'> {
  readonly effectiveFrom: string;
  readonly createdAt: number;
  /** Display name; null: came with the program. */
  readonly by: string | null;
}

/** GET /api/study/modes: every mode with its history, archived ones last. */
export interface ModeInfo {
  readonly id: string;
  readonly ordinal: number;
  /** The first day on which it is no longer offered. */
  readonly archivedOn: string | null;
  /** Entries that name it: such a mode is archived, never deleted. */
  readonly used: boolean;
  /** Newest first; never empty. */
  readonly revisions: readonly ModeRevisionInfo[];
}

/** POST /api/study/modes. `effectiveFrom` left out: today. At most 8 modes at a time. */
export interface NewModeBody {
  readonly name: string;
  readonly meaning: string;
  readonly evidence: readonly EvidenceField[];
  readonly effectiveFrom?: string;
}
/**
 * PATCH /api/study/modes/:id: a new revision; what is left out stays as it is. `before`: as it was when this was filled
 * in; what both have changed is refused with `study.changed-meanwhile`.
 */
export interface ModePatch extends Partial<NewModeBody> {
  readonly before?: Partial<Omit<NewModeBody, 'effectiveFrom'>>;
}
/** PUT /api/study/modes/order and /api/study/groups/order: all that are not archived, in the order wanted. */
export interface OrderBody {
  readonly ids: readonly string[];
}
/** POST /api/study/modes/:id/archive (at least 3 stay) and …/restore (without a body). */
export interface ArchiveBody {
  readonly on?: string;
}

/** GET /api/study/groups: 内容分组, such as those of 三学. */
export interface ContentGroup {
  readonly id: string;
  readonly name: string;
  readonly archivedAt: number | null;
}
/** POST /api/study/groups */
export interface ContentGroupBody {
  readonly name: string;
}
/** PATCH /api/study/groups/:id. `before`: its name when this was filled in. */
export interface ContentGroupPatch extends ContentGroupBody {
  readonly before?: string;
}
/** PUT /api/study/groups/:id/archived */
export interface ContentGroupArchiveBody {
  readonly archived: boolean;
}

/** What can be set, with its type. The last is a guard-rail: off unless somebody with a name approves. */
export interface StudySettings {
  /** What the modes are called together: 五学联动. */
  readonly heading: string;
  /** What the reading campaigns are called together, on their pages and in the monthly brief. */
  readonly 'reading-name': string;
  /** Entries submitted more days after their own are marked as 补录; never refused. */
  readonly 'late-days': number;
  /** 三学五严查三谈一家访: lines that a branch goes through, shown above its entries. */
  readonly checklist: { readonly title: string; readonly lines: readonly string[] };
  readonly 'public-person-ranking': boolean;
}
export type StudySettingName = keyof StudySettings;
export const GUARD_RAILS = ['public-person-ranking'] as const satisfies StudySettingName[];
export type GuardRail = (typeof GUARD_RAILS)[number];

export interface SettingChange {
  readonly value: unknown;
  readonly effectiveFrom: string;
  readonly createdAt: number;
  readonly by: string | null;
  /** Of guard-rails that were switched on. */
  readonly approvedBy: string | null;
  readonly reason: string | null;
}
/** GET /api/study/settings */
export interface SettingInfo {
  readonly name: StudySettingName;
  /** In force today. */
  readonly value: unknown;
  /** Of guard-rails: what the rule says, to be shown before the switch. */
  readonly rule: string | null;
  /** Newest first; empty: as it came. */
  readonly history: readonly SettingChange[];
}
/**
 * PUT /api/study/settings/:name. Switching a guard-rail on needs the name of who approved it, a reason and `ruleRead`.
 * Guard-rails take effect at once.
 */
export interface SettingBody {
  readonly value: unknown;
  readonly effectiveFrom?: string;
  readonly approvedBy?: string;
  readonly reason?: string;
  readonly ruleRead?: boolean;
  /** The value when this was filled in; one that somebody has changed since is `study.changed-meanwhile`. */
  readonly before?: unknown;
}

/** What a kind of entry is made of. */
export interface EntryKindInfo {
  readonly kind: EntryKind;
  /** With attendance; else of one person. */
  readonly ofBranch: boolean;
  /** In the order of the form. */
  readonly fields: readonly RecordField[];
}

/** GET /api/study/setup?on= : everything a form needs, as of a day (today where left out). Members: /api/member/study/setup. */
export interface StudySetup {
  readonly on: string;
  /** The day of the server. */
  readonly today: string;
  readonly settings: StudySettings;
  readonly modes: readonly StudyMode[];
  readonly groups: readonly ContentGroup[];
  readonly kinds: readonly EntryKindInfo[];
}
