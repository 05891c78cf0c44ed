import { Module, type DynamicModule } from '@nestjs/common';

import { keysInCommon } from './audit/keys-in-common.js';
import { AuditorModule } from './auditor/auditor.module.js';
import { ContestModule } from './contest/contest.module.js';
import { ENTITIES } from './entities.js';
import { FeedbackModule } from './feedback/feedback.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { InfoController } from './info.controller.js';
import { LeaderboardModule } from './leaderboard/leaderboard.module.js';
import { MemberModule } from './member/member.module.js';
import { OrganisationModule } from './organisation/organisation.module.js';
import type { AppConfig } from './platform/config/app-config.js';
import { BusModule } from './platform/bus/bus.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { QuestionBankModule } from './question-bank/question-bank.module.js';
import { ReportModule } from './report/report.module.js';
import { StudyModule } from './study/study.module.js';

/** The composition root: which database serves is decided here, by the configuration alone. */
@Module({})
export class AppModule {
  static of(config: AppConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config),
        BusModule.forRoot(),
        DatabaseModule.forRoot({ entities: ENTITIES, common: keysInCommon }),
        HealthModule,
        IdentityModule,
        FeedbackModule,
        QuestionBankModule,
        OrganisationModule,
        ContestModule,
        LeaderboardModule,
        MemberModule,
        AuditorModule,
        ReportModule,
        StudyModule,
      ],
      controllers: [InfoController],
    };
  }
}
