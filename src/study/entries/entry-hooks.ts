import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { AttendanceFields, EntryKind, EntryRecord, EntrySource, StudyChannel } from '../../protocol/study.js';

/** An entry as it is in force: with every correction. */
export interface RecognisedEntry {
  readonly id: string;
  readonly unitId: string;
  /** Null: of the branch, with attendance. */
  readonly personId: string | null;
  readonly kind: EntryKind;
  readonly channel: StudyChannel;
  readonly title: string;
  readonly onDate: string;
  readonly minutes: number | null;
  readonly record: EntryRecord;
  readonly modeIds: readonly string[];
  readonly source: EntrySource;
  readonly sourceId: string | null;
  readonly attendance: readonly RecognisedAttendance[];
}
export interface RecognisedAttendance extends Pick<AttendanceFields, 'state' | 'minutes' | 'madeUpOn'> {
  readonly personId: string;
}

/** What follows from an entry, such as hours and statements: written in the transaction of the decision. */
export interface EntryHook {
  /** Approved; many at once where many are. `at`: epoch milliseconds. */
  approved(manager: EntityManager, entries: readonly RecognisedEntry[], at: number): Promise<void>;
  /** An approved or locked entry says something else now: this, and the one from before. */
  corrected(manager: EntityManager, entry: RecognisedEntry, before: RecognisedEntry, at: number): Promise<void>;
  /** An approved entry went back to its writer: as if it had never been approved. */
  reopened(manager: EntityManager, entry: RecognisedEntry, at: number): Promise<void>;
}

/** Parts of the study log add themselves at module init. */
@Injectable()
export class EntryHooks {
  private readonly hooks: EntryHook[] = [];

  add(hook: EntryHook): void {
    this.hooks.push(hook);
  }

  async approved(manager: EntityManager, entries: readonly RecognisedEntry[], at: number): Promise<void> {
    for (const hook of this.hooks) await hook.approved(manager, entries, at);
  }

  async corrected(manager: EntityManager, entry: RecognisedEntry, before: RecognisedEntry, at: number): Promise<void> {
    for (const hook of this.hooks) await hook.corrected(manager, entry, before, at);
  }

  async reopened(manager: EntityManager, entry: RecognisedEntry, at: number): Promise<void> {
    for (const hook of this.hooks) await hook.reopened(manager, entry, at);
  }
}
