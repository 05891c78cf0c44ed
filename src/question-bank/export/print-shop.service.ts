import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Injectable, type OnModuleInit } from '@nestjs/common';

import type { Loss } from '../../core/question-bank/formats/reading.js';
import type { Paper } from '../../core/question-bank/paper/paper.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { PaperPart } from '../../protocol/paper.js';
import type { ExportFormat } from '../../protocol/question-bank.js';
import { JobFolder } from '../jobs/job-folder.js';
import { JobRunner } from '../jobs/job-runner.service.js';
import type { BankContent } from './bank-content.js';
import { PRINTED, type ExportFiles, type PaperFiles } from './export-files.js';
import { exportMark, type ExportStamp } from './export-mark.js';
import type { ExportPart } from './printers.js';

/** Files are made by a process of their own: a contest that runs meanwhile notices nothing of it. */
@Injectable()
export class PrintShop implements OnModuleInit {
  private readonly root: string;
  private readonly media: string;

  constructor(
    config: AppConfig,
    private readonly jobs: JobRunner,
  ) {
    this.root = join(config.dataDir, 'exports');
    this.media = join(config.dataDir, 'media');
  }

  /** What a crash left behind. */
  onModuleInit(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  /** @param stamp null: the file goes nowhere. @throws RefusalError server.busy, server.error */
  printBank(
    bank: BankContent,
    { format, part }: { readonly format: ExportFormat; readonly part: ExportPart },
    stamp: ExportStamp | null,
  ): Promise<{ readonly bytes: Uint8Array; readonly losses: readonly Loss[] }> {
    return this.inFolder<ExportFiles, { bytes: Uint8Array; losses: readonly Loss[] }>(async (folder) => {
      await folder.write('bank', bank);
      const mark = stamp === null ? '' : exportMark(stamp);
      const end = await this.jobs.run({ name: 'print', folder: folder.path, format, part, mark, media: this.media });
      if (end !== 'done') throw refuse('server.error', { message: '没有能够导出，请换一种格式，或联系管理员。' });
      return { bytes: await folder.readBytes(PRINTED), losses: await folder.read('losses') };
    });
  }

  /** A laid paper as a .docx file. @throws RefusalError server.busy, server.error */
  printPaper(paper: Paper, part: PaperPart, stamp: ExportStamp): Promise<Uint8Array> {
    return this.inFolder<PaperFiles, Uint8Array>(async (folder) => {
      await folder.write('paper', paper);
      const end = await this.jobs.run({
        name: 'paper',
        folder: folder.path,
        part,
        mark: exportMark(stamp),
        media: this.media,
      });
      if (end !== 'done') throw refuse('server.error', { message: '没有能够生成试卷，请稍候再试，或联系管理员。' });
      return folder.readBytes(PRINTED);
    });
  }

  private async inFolder<Files extends object, T>(use: (folder: JobFolder<Files>) => Promise<T>): Promise<T> {
    const folder = await JobFolder.create<Files>(join(this.root, newId()));
    try {
      return await use(folder);
    } finally {
      await folder.remove();
    }
  }
}
