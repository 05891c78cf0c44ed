import { Module } from '@nestjs/common';

import { ContestModule } from '../../contest/contest.module.js';
import { OrganisationModule } from '../../organisation/organisation.module.js';
import { EntriesModule } from '../entries/entries.module.js';
import { FigureScopesModule } from '../figure-scopes.module.js';
import { StudyDeedsModule } from '../study-deeds.module.js';
import { MemberModule } from '../../member/member.module.js';
import { CertificateCheckController } from './certificate-check.controller.js';
import { CertificatePrinter } from './certificate-printer.js';
import { Certificates } from './certificates.service.js';
import { HourAwardsController } from './hour-awards.controller.js';
import { HourAwards } from './hour-awards.service.js';
import { HourBook } from './hour-book.service.js';
import { HourFigures } from './hour-figures.service.js';
import { HourGate } from './hour-gate.js';
import { HourPolicies } from './hour-policies.service.js';
import { HourRollUp } from './hour-roll-up.service.js';
import { HoursController } from './hours.controller.js';
import { HoursPart } from './hours-part.js';
import { OwnCertificatesController } from './own-certificates.controller.js';
import { PersonLedgers } from './person-ledgers.service.js';

/** Hours of study in three ledgers, and certificates of them. */
@Module({
  imports: [ContestModule, EntriesModule, MemberModule, OrganisationModule, FigureScopesModule, StudyDeedsModule],
  controllers: [HoursController, HourAwardsController, CertificateCheckController, OwnCertificatesController],
  providers: [
    CertificatePrinter,
    Certificates,
    HourAwards,
    HourBook,
    HourFigures,
    HourGate,
    HourPolicies,
    HourRollUp,
    HoursPart,
    PersonLedgers,
  ],
  exports: [HourFigures, HourGate, HourPolicies, HourRollUp],
})
export class HoursModule {}
