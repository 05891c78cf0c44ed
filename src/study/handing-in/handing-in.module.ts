import { Module } from '@nestjs/common';

import { OrganisationModule } from '../../organisation/organisation.module.js';
import { HoursModule } from '../hours/hours.module.js';
import { ModesModule } from '../modes/modes.module.js';
import { StudyDeedsModule } from '../study-deeds.module.js';
import { ExportsController } from './exports.controller.js';
import { StudyExports } from './exports.service.js';
import { ExportRunner, ExportSettings } from './jobs/export-runner.js';
import { LedgerReader } from './ledger-reader.service.js';

/** Files for handing in, from what was entered once. */
@Module({
  imports: [HoursModule, ModesModule, OrganisationModule, StudyDeedsModule],
  controllers: [ExportsController],
  providers: [ExportRunner, LedgerReader, StudyExports, { provide: ExportSettings, useValue: new ExportSettings() }],
})
export class HandingInModule {}
