import { join } from 'node:path';

import { Injectable } from '@nestjs/common';

import type { Row, Sheet } from '../core/question-bank/formats/sheet.js';
import { err, ok, type Result } from '../core/result.js';
import { AppConfig } from '../platform/config/app-config.js';
import { newId } from '../platform/ids.js';
import { UPLOAD } from './import/import-files.js';
import type { JobEnd } from './jobs/job.js';
import { JobFolder } from './jobs/job-folder.js';
import { JobRunner } from './jobs/job-runner.service.js';
import type { PackedRow, TableFolder } from './tables/table-job.js';

export const TABLE_FORMATS = ['xlsx', 'csv'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const ENDS: Readonly<Record<Exclude<JobEnd, 'done'>, string>> = {
  'too-long': '文件太复杂，读取超过了时间限制，请分成几个较小的文件再上传。',
  'too-large': '文件太大，读取超过了内存限制，请分成几个较小的文件再上传。',
  failed: '读取文件时出错，请换一种格式另存后再上传；如仍出错，请联系管理员。',
};

/** Tables for whoever has some, read as safely as a bank is: by the process of a job, within its limits. */
@Injectable()
export class TableFiles {
  constructor(
    private readonly jobs: JobRunner,
    private readonly config: AppConfig,
  ) {}

  /** The error is one Chinese sentence that says what to do. Nothing of the file stays on the disk. */
  async read(bytes: Uint8Array): Promise<Result<readonly Sheet[], string>> {
    // Beside the looks of banks, where the next start sweeps up what a crash has left.
    const folder = await JobFolder.create<TableFolder>(join(this.config.dataDir, 'imports', newId()));
    try {
      await folder.writeBytes(UPLOAD, bytes);
      const end = await this.jobs.run({ name: 'tables', folder: folder.path });
      if (end !== 'done') return err(ENDS[end]);
      const fault = await folder.read('fault');
      return fault === null ? ok(unpacked(await folder.readList('rows'))) : err(fault);
    } finally {
      await folder.remove();
    }
  }

  async write(format: TableFormat, sheets: readonly Sheet[]): Promise<{ mime: string; bytes: Uint8Array }> {
    const [first] = sheets;
    if (format === 'csv') {
      const { writeCsv } = await import('./files/csv-write.js');
      const text = first ? writeCsv(first) : '';
      return { mime: 'text/csv; charset=utf-8', bytes: new TextEncoder().encode(text) };
    }
    const { writeXlsx } = await import('./files/xlsx-write.js');
    const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return { mime, bytes: await writeXlsx(sheets) };
  }
}

function unpacked(packed: readonly PackedRow[]): readonly Sheet[] {
  const sheets = new Map<string, Row[]>();
  for (const { sheet, number, cells } of packed) {
    const row = { number, cells: new Map(cells.map(([column, text]) => [column, { text }])) };
    const rows = sheets.get(sheet);
    if (rows) rows.push(row);
    else sheets.set(sheet, [row]);
  }
  return [...sheets].map(([name, rows]) => ({ name, rows }));
}
