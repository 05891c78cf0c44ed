import { Module } from '@nestjs/common';

import { ContestModule } from '../../contest/contest.module.js';
import { OrganisationModule } from '../../organisation/organisation.module.js';
import { NodesModule } from '../../platform/nodes/nodes.module.js';
import { HoursModule } from '../hours/hours.module.js';
import { ModesModule } from '../modes/modes.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { FigureScopesModule } from '../figure-scopes.module.js';
import { StudyDeedsModule } from '../study-deeds.module.js';
import { ExportErasure } from './export-erasure.js';
import { ExportList } from './export-list.js';
import { ExportProgress } from './export-progress.js';
import { ExportSights } from './export-sights.js';
import { ExportsController } from './exports.controller.js';
import { StudyExports } from './exports.service.js';
import { ExportRunner, ExportSettings } from './jobs/export-runner.js';
import { NoticeController } from './notice.controller.js';
import { LedgerReader } from './ledger-reader.service.js';
import { MonthReader } from './month-reader.js';
import { Notices } from './notices.service.js';

/** Files for handing in, from what was entered once. */
@Module({
  imports: [
    ContestModule,
    HoursModule,
    ModesModule,
    NodesModule,
    OrganisationModule,
    ReadingModule,
    FigureScopesModule,
    StudyDeedsModule,
  ],
  controllers: [ExportsController, NoticeController],
  providers: [
    ExportErasure,
    ExportList,
    ExportProgress,
    ExportRunner,
    ExportSights,
    LedgerReader,
    MonthReader,
    Notices,
    StudyExports,
    { provide: ExportSettings, useValue: new ExportSettings() },
  ],
})
export class HandingInModule {}
