/** Of every feature: what a database connection has to know. */
import { AUDIT_ENTITIES } from './audit/persistence/entities.js';
import { CONTEST_ENTITIES } from './contest/persistence/entities.js';
import { FEEDBACK_ENTITIES } from './feedback/persistence/entities.js';
import { IDENTITY_ENTITIES } from './identity/persistence/entities.js';
import { ORGANISATION_ENTITIES } from './organisation/persistence/entities.js';
import { QUESTION_BANK_ENTITIES } from './question-bank/persistence/entities.js';
import { CALENDAR_ENTITIES } from './study/calendar/persistence/entities.js';
import { READING_ENTITIES } from './study/reading/persistence/entities.js';

export const ENTITIES = [
  ...AUDIT_ENTITIES,
  ...IDENTITY_ENTITIES,
  ...ORGANISATION_ENTITIES,
  ...QUESTION_BANK_ENTITIES,
  ...CONTEST_ENTITIES,
  ...FEEDBACK_ENTITIES,
  ...CALENDAR_ENTITIES,
  ...READING_ENTITIES,
];
