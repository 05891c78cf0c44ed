/** Of every feature: what a database connection has to know. */
import { AUDIT_ENTITIES } from './audit/persistence/entities.js';
import { CONTEST_ENTITIES } from './contest/persistence/entities.js';
import { FEEDBACK_ENTITIES } from './feedback/persistence/entities.js';
import { IDENTITY_ENTITIES } from './identity/persistence/entities.js';
import { MEMBER_ENTITIES } from './member/persistence/entities.js';
import { ORGANISATION_ENTITIES } from './organisation/persistence/entities.js';
import { QUESTION_BANK_ENTITIES } from './question-bank/persistence/entities.js';
import { HOUR_ENTITIES } from './study/hours/persistence/entities.js';
import { STUDY_ENTITIES } from './study/persistence/entities.js';
import { ServerNodeEntity } from './platform/nodes/server-node.entity.js';
import { CALENDAR_ENTITIES } from './study/calendar/persistence/entities.js';
import { READING_ENTITIES } from './study/reading/persistence/entities.js';
import { STATEMENT_ENTITIES } from './study/persistence/statement.entity.js';
import { WRONG_ITEM_ENTITIES } from './study/persistence/wrong-item.entity.js';

export const ENTITIES = [
  ...AUDIT_ENTITIES,
  ...IDENTITY_ENTITIES,
  ...ORGANISATION_ENTITIES,
  ...MEMBER_ENTITIES,
  ...QUESTION_BANK_ENTITIES,
  ...CONTEST_ENTITIES,
  ...FEEDBACK_ENTITIES,
  ...STUDY_ENTITIES,
  ...CALENDAR_ENTITIES,
  ...READING_ENTITIES,
  ...STATEMENT_ENTITIES,
  ...WRONG_ITEM_ENTITIES,
  ...HOUR_ENTITIES,
  ServerNodeEntity,
];
