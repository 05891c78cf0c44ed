import { AttachmentEntity } from './attachment.entity.js';
import { ContentGroupEntity } from './content-group.entity.js';
import { StudyAttendanceEntity } from './study-attendance.entity.js';
import { StudyEntryChangeEntity } from './study-entry-change.entity.js';
import { StudyEntryContestEntity } from './study-entry-contest.entity.js';
import { StudyEntryCorrectionEntity } from './study-entry-correction.entity.js';
import { StudyEntryGroupEntity } from './study-entry-group.entity.js';
import { StudyEntryModeEntity } from './study-entry-mode.entity.js';
import { StudyEntryEntity } from './study-entry.entity.js';
import { StudyModeRevisionEntity } from './study-mode-revision.entity.js';
import { StudyModeEntity } from './study-mode.entity.js';
import { StudySettingEntity } from './study-setting.entity.js';

/** For the composition root and the persistence tests. */
export const STUDY_ENTITIES = [
  AttachmentEntity,
  ContentGroupEntity,
  StudyAttendanceEntity,
  StudyEntryChangeEntity,
  StudyEntryContestEntity,
  StudyEntryCorrectionEntity,
  StudyEntryGroupEntity,
  StudyEntryModeEntity,
  StudyEntryEntity,
  StudyModeRevisionEntity,
  StudyModeEntity,
  StudySettingEntity,
];
