import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Injectable, type OnModuleInit } from '@nestjs/common';

import { IdentityService } from '../../identity/identity.service.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import type { Attachment } from '../../platform/http/attachment.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { BankItemStatus, ExportFormat, ExportLosses } from '../../protocol/question-bank.js';
import { JobFolder } from '../jobs/job-folder.js';
import { JobRunner } from '../jobs/job-runner.service.js';
import { bankContent } from './bank-content.js';
import { exportName } from './export-name.js';
import { PRINTED, type ExportFiles } from './export-files.js';
import { PRINTERS, type ExportPart } from './printers.js';

export interface ExportChoice {
  readonly format: ExportFormat;
  readonly status: BankItemStatus | 'all';
  readonly part: ExportPart;
}

export interface PrintedBank extends Attachment {
  readonly losses: ExportLosses;
}

/** Banks as files. */
@Injectable()
export class ExportService implements OnModuleInit {
  private readonly root: string;

  constructor(
    config: AppConfig,
    private readonly reader: Reader,
    private readonly writes: WriteQueue,
    private readonly jobs: JobRunner,
    private readonly identity: IdentityService,
  ) {
    this.root = join(config.dataDir, 'exports');
  }

  /** What a crash left behind. */
  onModuleInit(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  /** That it was taken out is written down. @throws RefusalError rest.not-found */
  async export(bankId: string, choice: ExportChoice, operatorId: string): Promise<PrintedBank> {
    const printed = await this.print(bankId, choice);
    const detail = { bankId, format: choice.format, status: choice.status, items: printed.losses.items };
    await this.writes.run((manager) =>
      this.identity.recordAction(manager, { operatorId, action: 'bank.exported', detail }),
    );
    return printed;
  }

  /** What the format cannot carry of the bank. @throws RefusalError rest.not-found */
  async losses(bankId: string, choice: ExportChoice): Promise<ExportLosses> {
    return (await this.print(bankId, choice)).losses;
  }

  private async print(bankId: string, { format, part, status }: ExportChoice): Promise<PrintedBank> {
    const bank = await bankContent(this.reader.source.manager, bankId, status);
    const folder = await JobFolder.create<ExportFiles>(join(this.root, newId()));
    try {
      await folder.write('bank', bank);
      const end = await this.jobs.run({ name: 'print', folder: folder.path, format, part });
      if (end !== 'done') throw refuse('server.error', { message: '没有能够导出，请换一种格式，或联系管理员。' });
      const losses = await folder.read('losses');
      return {
        bytes: await folder.readBytes(PRINTED),
        fileName: exportName(bank.title, format, part),
        mime: PRINTERS[format].mime,
        losses: {
          format,
          items: bank.items.length,
          losses: losses.map(({ itemId, code, message }) => ({ itemKey: itemId, code, message })),
        },
      };
    } finally {
      await folder.remove();
    }
  }
}
