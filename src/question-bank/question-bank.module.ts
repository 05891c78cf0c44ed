import { Module } from '@nestjs/common';

import { IdentityModule } from '../identity/identity.module.js';
import { BankCatalogue } from './bank-catalogue.service.js';
import { BankDeeds } from './bank-deeds.js';
import { BankItemController } from './bank-item.controller.js';
import { BankKeeper } from './bank-keeper.service.js';
import { BankLine } from './bank-line.js';
import { ExportController } from './export/export.controller.js';
import { ExportService } from './export/export.service.js';
import { PrintShop } from './export/print-shop.service.js';
import { TemplateController } from './export/template.controller.js';
import { ImportController } from './import/import.controller.js';
import { ImportService } from './import/import.service.js';
import { ImportShelf, ShelfLimits } from './import/import-shelf.js';
import { ImportBatches } from './import-batch.service.js';
import { BankItemEditor } from './item-editor.service.js';
import { ItemMeasures } from './item-measures.service.js';
import { ItemStatuses } from './item-status.service.js';
import { JobRunner } from './jobs/job-runner.service.js';
import { JobSettings } from './jobs/job-settings.js';
import { MediaController } from './media.controller.js';
import { MediaService } from './media.service.js';
import { MediaSweeper } from './media-sweeper.js';
import { QuestionBankController } from './question-bank.controller.js';
import { QuestionBankService } from './question-bank.service.js';
import { SimilarItems } from './similar-items.js';
import { TableFiles } from './table-files.service.js';

@Module({
  imports: [IdentityModule],
  controllers: [
    BankItemController,
    ExportController,
    ImportController,
    MediaController,
    QuestionBankController,
    TemplateController,
  ],
  providers: [
    BankCatalogue,
    BankDeeds,
    BankItemEditor,
    BankKeeper,
    BankLine,
    ExportService,
    ImportBatches,
    ImportService,
    ImportShelf,
    { provide: ShelfLimits, useValue: new ShelfLimits() },
    ItemMeasures,
    ItemStatuses,
    JobRunner,
    { provide: JobSettings, useValue: new JobSettings() },
    MediaService,
    MediaSweeper,
    PrintShop,
    QuestionBankService,
    SimilarItems,
    TableFiles,
  ],
  exports: [ItemMeasures, MediaService, PrintShop, QuestionBankService, TableFiles],
})
export class QuestionBankModule {}
