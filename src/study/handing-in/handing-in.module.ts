import { Module } from '@nestjs/common';

import { ContestModule } from '../../contest/contest.module.js';
import { OrganisationModule } from '../../organisation/organisation.module.js';
import { HoursModule } from '../hours/hours.module.js';
import { ModesModule } from '../modes/modes.module.js';
import { StudyDeedsModule } from '../study-deeds.module.js';
import { ExportsController } from './exports.controller.js';
import { StudyExports } from './exports.service.js';
import { ExportRunner, ExportSettings } from './jobs/export-runner.js';
import { NoticeController } from './notice.controller.js';
import { Notices } from './notices.service.js';
import { LedgerReader } from './ledger-reader.service.js';

/** Files for handing in, from what was entered once. */
@Module({
  imports: [ContestModule, HoursModule, ModesModule, OrganisationModule, StudyDeedsModule],
  controllers: [ExportsController, NoticeController],
  providers: [
    ExportRunner,
    LedgerReader,
    Notices,
    StudyExports,
    { provide: ExportSettings, useValue: new ExportSettings() },
  ],
})
export class HandingInModule {}
