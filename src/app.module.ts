import { Module, type DynamicModule } from '@nestjs/common';

import { ContestModule } from './contest/contest.module.js';
import { CONTEST_ENTITIES } from './contest/persistence/entities.js';
import { FeedbackModule } from './feedback/feedback.module.js';
import { FEEDBACK_ENTITIES } from './feedback/persistence/entities.js';
import { IdentityModule } from './identity/identity.module.js';
import { IDENTITY_ENTITIES } from './identity/persistence/entities.js';
import { InfoController } from './info.controller.js';
import { LeaderboardModule } from './leaderboard/leaderboard.module.js';
import type { AppConfig } from './platform/config/app-config.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { QUESTION_BANK_ENTITIES } from './question-bank/persistence/entities.js';
import { QuestionBankModule } from './question-bank/question-bank.module.js';
import { ReportModule } from './report/report.module.js';

/** The composition root: which database serves is decided here, by the configuration alone. */
@Module({})
export class AppModule {
  static of(config: AppConfig): DynamicModule {
    const entities = [...IDENTITY_ENTITIES, ...QUESTION_BANK_ENTITIES, ...CONTEST_ENTITIES, ...FEEDBACK_ENTITIES];
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config),
        DatabaseModule.forRoot({ entities }),
        HealthModule,
        IdentityModule,
        FeedbackModule,
        QuestionBankModule,
        ContestModule,
        LeaderboardModule,
        ReportModule,
      ],
      controllers: [InfoController],
    };
  }
}
