import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { ContestModule } from '../../contest/contest.module.js';
import { IdentityModule } from '../../identity/identity.module.js';
import { OrganisationModule } from '../../organisation/organisation.module.js';
import { EntriesModule } from '../entries/entries.module.js';
import { ContestWriter } from './contest-writer.js';
import { CredentialGuard } from './credential.guard.js';
import { StatementCredentials } from './statement-credentials.js';
import { StatementPart } from './statement-part.js';
import { StatementPush } from './statement-push.js';
import { StatementReader } from './statement-reader.js';
import { StatementStore } from './statement-store.js';
import { StatementsController } from './statements.controller.js';
import { StudyWriter } from './study-writer.js';
import { XapiController, XapiHeaders } from './xapi.controller.js';

@Module({
  imports: [ContestModule, EntriesModule, IdentityModule, OrganisationModule],
  controllers: [StatementsController, XapiController],
  providers: [
    ContestWriter,
    StatementCredentials,
    StatementPart,
    StatementPush,
    StatementReader,
    StatementStore,
    StudyWriter,
    { provide: APP_GUARD, useClass: CredentialGuard },
  ],
  exports: [StatementStore, StudyWriter],
})
export class StatementModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(XapiHeaders).forRoutes('api/xapi');
  }
}
