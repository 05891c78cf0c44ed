import { Module } from '@nestjs/common';

import { ContestModule } from '../../contest/contest.module.js';
import { IdentityModule } from '../../identity/identity.module.js';
import { MemberModule } from '../../member/member.module.js';
import { OrganisationModule } from '../../organisation/organisation.module.js';
import { ModesModule } from '../modes/modes.module.js';
import { FigureScopesModule } from '../figure-scopes.module.js';
import { StudyDeedsModule } from '../study-deeds.module.js';
import { BulkCheck } from './bulk/bulk-check.js';
import { EntryBulk } from './bulk/entry-bulk.service.js';
import { ContestEntries } from './contest-entries.js';
import { EntriesController } from './entries.controller.js';
import { EntryAccess } from './entry-access.js';
import { EntryAidsController } from './entry-aids.controller.js';
import { EntryErasure } from './entry-erasure.js';
import { EntryGate } from './entry-gate.js';
import { EntryHooks } from './entry-hooks.js';
import { EntryList } from './entry-list.service.js';
import { EntryNames } from './entry-names.js';
import { EntryOverview } from './entry-overview.service.js';
import { EntrySteps } from './entry-steps.service.js';
import { EntryViews } from './entry-views.service.js';
import { EntryWriter } from './entry-writer.service.js';
import { OwnEntriesController } from './own-entries.controller.js';
import { OwnEntries } from './own-entries.service.js';

/** What was learned: entries of branches and of persons. */
@Module({
  imports: [
    ContestModule,
    IdentityModule,
    MemberModule,
    OrganisationModule,
    ModesModule,
    FigureScopesModule,
    StudyDeedsModule,
  ],
  controllers: [EntriesController, EntryAidsController, OwnEntriesController],
  providers: [
    BulkCheck,
    ContestEntries,
    EntryAccess,
    EntryBulk,
    EntryErasure,
    EntryGate,
    EntryHooks,
    EntryList,
    EntryNames,
    EntryOverview,
    EntrySteps,
    EntryViews,
    EntryWriter,
    OwnEntries,
  ],
  exports: [EntryGate, EntryHooks, EntryNames, OwnEntries],
})
export class EntriesModule {}
