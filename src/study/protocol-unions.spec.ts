/**
 * The core says its own words and may import no others; here they are held to those of the wire. The types are compared by
 * the compiler (`npm run typecheck`): where two differ, `true` can no longer be assigned.
 */
import { describe, expect, it } from '@jest/globals';

import type { Action } from '../core/study/entry.js';
import { HOUR_LEDGERS, type HourLedger, type HourLine, type HourTrack } from '../core/study/hours.js';
import type { Change } from '../core/study/merge.js';
import type { Settings } from '../core/study/settings.js';
import * as core from '../core/study/types.js';
import { HOUR_LEDGER_IDS, type HourLedgerId, type HourLineInfo, type HourTrackId } from '../protocol/hours.js';
import * as setup from '../protocol/study-setup.js';
import * as wire from '../protocol/study.js';

type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
/** A mapped copy, so that an interface and what another picks out of one compare field by field. */
type Flat<T> = { [K in keyof T]: T[K] };

const SAME: {
  readonly channel: Same<core.Channel, wire.StudyChannel>;
  readonly kind: Same<core.Kind, wire.EntryKind>;
  readonly status: Same<core.Status, wire.EntryStatus>;
  readonly action: Same<Action, wire.EntryAction>;
  readonly state: Same<core.State, wire.AttendanceState>;
  readonly reason: Same<core.Reason, wire.AbsenceReason>;
  readonly makeUpForm: Same<core.MakeUpForm, wire.MakeUpForm>;
  readonly attendance: Same<Flat<core.Attendance>, Flat<wire.AttendanceFields>>;
  readonly entry: Same<Flat<Omit<core.Entry, 'attendance'>>, Flat<wire.EntryFields>>;
  readonly value: Same<core.Value, wire.FieldValue>;
  readonly change: Same<Flat<Change>, Flat<wire.FieldChange>>;
  readonly finding: Same<Flat<core.Finding>, Flat<wire.EntryFault>>;
  readonly input: Same<core.RecordInput, setup.RecordInput>;
  readonly field: Same<Flat<core.RecordField>, Flat<setup.RecordField>>;
  readonly source: Same<core.EvidenceSource, setup.EvidenceSource>;
  readonly evidence: Same<Flat<core.EvidenceField>, Flat<setup.EvidenceField>>;
  readonly settings: Same<Flat<Settings>, Flat<setup.StudySettings>>;
  readonly attachment: Same<Flat<core.AttachmentFacts>, Flat<Pick<wire.AttachmentInfo, keyof core.AttachmentFacts>>>;
  readonly ledger: Same<HourLedger, HourLedgerId>;
  readonly track: Same<HourTrack, HourTrackId>;
  readonly because: Same<HourLine['because'], HourLineInfo['because']>;
} = {
  channel: true,
  kind: true,
  status: true,
  action: true,
  state: true,
  reason: true,
  makeUpForm: true,
  attendance: true,
  entry: true,
  value: true,
  change: true,
  finding: true,
  input: true,
  field: true,
  source: true,
  evidence: true,
  settings: true,
  attachment: true,
  ledger: true,
  track: true,
  because: true,
};

/** For the lists of a union, in whose order forms show them. */
const LISTS: readonly (readonly [keyof typeof SAME, readonly string[], readonly string[]])[] = [
  ['channel', core.CHANNELS, wire.STUDY_CHANNELS],
  ['kind', core.KINDS, wire.ENTRY_KINDS],
  ['state', core.STATES, wire.ATTENDANCE_STATES],
  ['reason', core.REASONS, wire.ABSENCE_REASONS],
  ['makeUpForm', core.MAKE_UP_FORMS, wire.MAKE_UP_FORMS],
  ['source', core.EVIDENCE_SOURCES, setup.EVIDENCE_SOURCES],
  ['ledger', HOUR_LEDGERS, HOUR_LEDGER_IDS],
];

describe('the words of the study log', () => {
  it.each(LISTS)('%s: are those of the wire, in the same order', (_name, own, theirs) => {
    expect(own).toEqual(theirs);
  });
});
