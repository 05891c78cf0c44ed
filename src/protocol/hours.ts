import type { EntryKind } from './study.js';

/** REST bodies of /api/study/hours: hours of study (学时) in three ledgers that are never added up. Hundredths of a 学时. */

export const HOUR_LEDGER_IDS = ['party-member', 'leadership', 'cadre'] as const;
/** 党员集中学习, 书记和班子成员集中学习, 干部教育培训 */
export type HourLedgerId = (typeof HOUR_LEDGER_IDS)[number];
/** Measured year by year, or over all the years of the policy. */
export type HourTrackId = 'year' | 'span';

/**
 * PUT /api/study/hours/policies: the policy of a ledger from a year on; the same ledger and first year is changed.
 * `before`: as it was when this was filled in, null where there was none; left out, it goes over whatever is there. What
 * both have changed is refused with `study.changed-meanwhile`.
 */
export interface HourPolicyChange extends HourPolicyBody {
  readonly before?: Partial<HourPolicyBody> | null;
}
export interface HourPolicyBody {
  readonly ledger: HourLedgerId;
  /** The document it comes from. */
  readonly name: string;
  readonly fromYear: number;
  readonly toYear: number;
  readonly yearTarget: number;
  readonly spanTarget: number | null;
  /** 集中培训 a year. */
  readonly trainings: number;
  readonly minutesPerHour: number;
  readonly dailyCap: number;
  /** Hundredths; 50 is half an hour. */
  readonly step: number;
  readonly rounding: 'down' | 'nearest';
  /** Kinds of entries that count. */
  readonly recognised: readonly string[];
  readonly makeUpCounts: boolean;
}
/**
 * GET /api/study/hours/policies, by ledger, latest years first. DELETE …/:id, 204: one of one's own, where every year with
 * hours keeps a policy without it.
 */
export interface HourPolicyInfo extends HourPolicyBody {
  readonly id: string;
  /** Set up here; the others came with the program. */
  readonly own: boolean;
  /** Lines are still being counted anew by it. */
  readonly counting: boolean;
}

/** Where somebody stands in one ledger. */
export interface HourStandingInfo {
  readonly ledger: HourLedgerId;
  readonly track: HourTrackId;
  readonly fromYear: number;
  readonly toYear: number;
  readonly policyName: string;
  readonly target: number;
  readonly done: number;
  readonly missing: number;
  readonly trainings: { readonly wanted: number; readonly held: number };
  readonly met: boolean;
}

/** GET /api/study/hours/units/:id?year=: the people who belong to the unit, of a year that is over at its end; a ledger without policy has no standing. */
export interface UnitHours {
  readonly unitId: string;
  readonly unitName: string;
  readonly year: number;
  /** Null: names are for the branch itself, and for who approves everywhere. */
  readonly people: readonly PersonHoursRow[] | null;
}
export interface PersonHoursRow {
  readonly personId: string;
  readonly name: string;
  readonly staffCode: string | null;
  readonly ledgers: readonly PersonLedgerInfo[];
  readonly standings: readonly HourStandingInfo[];
}
export interface PersonLedgerInfo {
  readonly ledger: HourLedgerId;
  readonly track: HourTrackId;
  readonly fromYear: number;
  /** Null: still. */
  readonly toYear: number | null;
}

/**
 * PUT /api/study/hours/units/:id/ledgers: who of the unit is in which ledger; people who are not named stay. A ledger
 * that somebody else has changed since `before` is refused with `study.changed-meanwhile`, another one stays as it is.
 */
export interface PersonLedgersBody {
  readonly people: readonly {
    readonly personId: string;
    /** As they were when this was filled in. */
    readonly before: readonly PersonLedgerInfo[];
    readonly ledgers: readonly PersonLedgerInfo[];
  }[];
}

/**
 * GET /api/study/hours/units/:id/below?year=: each unit directly below (and the unit itself) with all that is under it.
 * Ledgers of fewer than five people have no figures; nor have those by which they could be told, in this table or in others.
 */
export interface HoursBelow {
  readonly year: number;
  readonly rows: readonly HoursBelowRow[];
}
export interface HoursBelowRow {
  readonly unitId: string;
  readonly unitName: string;
  readonly ledger: HourLedgerId;
  readonly people: number;
  /** Null: suppressed. */
  readonly met: number | null;
  readonly done: number | null;
  readonly target: number | null;
}

/** GET /api/study/hours/people/:id?year=: to the branch itself, and to who approves everywhere. */
export interface PersonHours {
  readonly personId: string;
  readonly name: string;
  readonly year: number;
  readonly standings: readonly HourStandingInfo[];
  readonly lines: readonly HourLineInfo[];
  readonly awards: readonly HourAwardInfo[];
}
export interface HourLineInfo {
  readonly ledger: HourLedgerId;
  readonly source: 'entry' | 'award';
  readonly sourceId: string;
  readonly kind: string;
  readonly title: string;
  readonly onDate: string;
  readonly minutes: number;
  readonly madeUp: boolean;
  readonly hundredths: number;
  /** 已计, 当日已满, 不计入的形式, 补学不计, 不在办法的年度内 */
  readonly because: 'counted' | 'capped' | 'kind' | 'make-up' | 'years';
}
export interface HourAwardInfo {
  readonly id: string;
  readonly ledger: HourLedgerId;
  readonly title: string;
  readonly kind: EntryKind;
  /** Of several days the first. */
  readonly onDate: string;
  readonly days: number;
  readonly hundredths: number;
  readonly source: 'contest' | 'manual';
  /** Of its certificate; null where none was issued, or it was taken back. */
  readonly certificateId: string | null;
}

/**
 * POST /api/study/hours/awards: hours certified elsewhere. `kind`: what it was, one of those that the ledger's policy of
 * that year recognises, or `other`, which it is where nothing is said; `training` is a 集中培训. `days`: 1 to 31, 1 where
 * nothing is said; they count up to so many times the cap of a day. `key` made by the client: the same again changes nothing.
 */
export interface HourAwardBody {
  readonly personId: string;
  readonly ledger: HourLedgerId;
  readonly title: string;
  readonly kind?: EntryKind;
  /** Of several days the first; the last of them is not after today. */
  readonly onDate: string;
  readonly days?: number;
  readonly hundredths: number;
  readonly key: string;
}

/** POST /api/study/hours/awards/:id/take-back, 204. One by the rule of a contest is not given again. */
export interface AwardTakeBackBody {
  readonly reason: string;
}

/** PUT /api/study/hours/contests/:id/rules: what passing is worth. A final contest is awarded at once, others then. */
export interface HourRulesBody {
  readonly rules: readonly {
    readonly ledger: HourLedgerId;
    readonly passPercent: number;
    readonly hundredths: number;
  }[];
}
/** GET /api/study/hours/contests/:id/rules */
export interface HourRuleInfo {
  readonly ledger: HourLedgerId;
  readonly passPercent: number;
  readonly hundredths: number;
  /** How many people have it by the rule; null: the contest is not final. */
  readonly awarded: number | null;
}

/** POST /api/study/hours/awards/:id/certificate: 200; the same again gives the same. Its PDF: …/certificates/:id/file */
export interface CertificateInfo {
  readonly id: string;
  /** In groups of four. */
  readonly code: string;
  readonly issuedOn: string;
}

/**
 * GET /api/member/certificates: what somebody may take home; GET /api/study/hours/people/:id/certificates: the same, for
 * whoever approves in the branch itself or everywhere. 参与证明: POST …/certificates with `contestId`, 200; the same again gives the same. PDF: …/:id/file
 */
export interface OwnCertificates {
  /** Contests whose result is final, in which the person took part, latest first. */
  readonly participations: readonly ParticipationInfo[];
  /** 学时证明 that were issued, latest first. */
  readonly hours: readonly OwnHourCertificate[];
}
export interface ParticipationInfo {
  readonly contestId: string;
  readonly title: string;
  readonly heldOn: string;
  /** Null: not asked for yet. */
  readonly certificate: CertificateInfo | null;
}
export interface OwnHourCertificate {
  readonly title: string;
  readonly heldOn: string;
  /** As it stands on the certificate. */
  readonly ledger: string;
  readonly hundredths: number;
  readonly certificate: CertificateInfo;
}
export interface ParticipationBody {
  readonly contestId: string;
}

/** GET /api/certificates/:code, for everybody: what stands on it, the name masked. */
export interface CertificateCheck {
  /** 学时证明, 参与证明 */
  readonly title: string;
  readonly maskedName: string;
  readonly event: string;
  readonly heldOn: string;
  /** Null: of having taken part, without hours. */
  readonly ledger: HourLedgerId | null;
  readonly hundredths: number;
  readonly issuer: string;
  readonly issuedOn: string;
  /** It was taken back and says nothing any more. */
  readonly revoked: boolean;
} // prettier-ignore
