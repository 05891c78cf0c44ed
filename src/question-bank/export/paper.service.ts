import { join } from 'node:path';

import { Injectable } from '@nestjs/common';

import type { Paper } from '../../core/question-bank/paper/paper.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { PaperPart } from '../../protocol/paper.js';
import { JobFolder } from '../jobs/job-folder.js';
import { JobRunner } from '../jobs/job-runner.service.js';
import { PRINTED, type PaperFiles } from './export-files.js';
import { exportMark, type ExportStamp } from './export-mark.js';

/** Laid papers as Word documents, made by a process of their own: a contest that runs meanwhile notices nothing of it. */
@Injectable()
export class PaperPrinter {
  private readonly root: string;

  constructor(
    config: AppConfig,
    private readonly jobs: JobRunner,
  ) {
    this.root = join(config.dataDir, 'exports');
  }

  /** A .docx file, with the stamp at the foot of each page. @throws RefusalError server.busy, server.error */
  async print(paper: Paper, part: PaperPart, stamp: ExportStamp): Promise<Uint8Array> {
    const folder = await JobFolder.create<PaperFiles>(join(this.root, newId()));
    try {
      await folder.write('paper', paper);
      const end = await this.jobs.run({ name: 'paper', folder: folder.path, part, mark: exportMark(stamp) });
      if (end !== 'done') throw refuse('server.error', { message: '没有能够生成试卷，请稍候再试，或联系管理员。' });
      return await folder.readBytes(PRINTED);
    } finally {
      await folder.remove();
    }
  }
}
