import { StudyExportEntity } from '../../handing-in/persistence/study-export.entity.js';
import { CertificateEntity } from './certificate.entity.js';
import { HourAwardEntity } from './hour-award.entity.js';
import { HourLineEntity } from './hour-line.entity.js';
import { HourPolicyEntity } from './hour-policy.entity.js';
import { HourRuleEntity } from './hour-rule.entity.js';
import { HourYearEntity } from './hour-year.entity.js';
import { PersonLedgerEntity } from './person-ledger.entity.js';

/** For the composition root and the persistence tests. */
export const HOUR_ENTITIES = [
  CertificateEntity,
  HourAwardEntity,
  HourLineEntity,
  HourPolicyEntity,
  HourRuleEntity,
  HourYearEntity,
  PersonLedgerEntity,
  StudyExportEntity,
];
