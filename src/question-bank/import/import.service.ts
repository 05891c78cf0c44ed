import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Format, Problem } from '../../core/question-bank/formats/reading.js';
import type { Attachment } from '../../platform/http/attachment.js';
import { refuse } from '../../platform/refusal.js';
import type { ImportReport, LoadBody } from '../../protocol/question-bank.js';
import { BankKeeper } from '../bank-keeper.service.js';
import { ImportBatches } from '../import-batch.service.js';
import { planItems } from '../item-plan.js';
import type { JobEnd } from '../jobs/job.js';
import type { JobFolder } from '../jobs/job-folder.js';
import { JobRunner } from '../jobs/job-runner.service.js';
import { REPORT, UPLOAD, type ImportFiles, type ImportMeta } from './import-files.js';
import { ImportShelf } from './import-shelf.js';
import { asItIs, contradictions, namedBy, NO_BANK, unchangedOf, type Look, type PlacedItem } from './look.js';
import { OUR_FAULT, unread } from './read-file.js';

export interface Upload {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** What somebody says it is. */
  readonly format?: Format;
}

interface Opened {
  readonly importId: string;
  readonly folder: JobFolder<ImportFiles>;
  readonly meta: ImportMeta;
  readonly look: Look;
}

/** What is said where the process of a job did not come to its end. */
const ENDS: Readonly<Record<Exclude<JobEnd, 'done'>, Pick<Problem, 'code' | 'message'>>> = {
  'too-long': { code: 'file.too-large', message: '文件太复杂，读取超过了时间限制，请分成几个较小的文件再上传。' },
  'too-large': { code: 'file.too-large', message: '文件太大，读取超过了内存限制，请分成几个较小的文件再上传。' },
  failed: OUR_FAULT,
};

/** From a file to items in a bank: look, report, load. */
@Injectable()
export class ImportService {
  constructor(
    private readonly shelf: ImportShelf,
    private readonly jobs: JobRunner,
    private readonly batches: ImportBatches,
    private readonly banks: BankKeeper,
  ) {}

  /** Reads the file and loads nothing; the look is kept for a day. @throws RefusalError rest.not-found, bank.shipped */
  async look({ bytes, fileName, format }: Upload, bankId?: string): Promise<ImportReport> {
    const bank = bankId === undefined ? NO_BANK : asItIs(await this.batches.stateOf(bankId));
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    const { id, folder } = await this.shelf.add({ fileName, contentHash });
    await folder.writeBytes(UPLOAD, bytes);
    await folder.write('bank', bank);
    const job = { name: 'look', folder: folder.path, ...(format === undefined ? {} : { format }) } as const;
    const end = await this.jobs.run(job);
    if (end !== 'done') {
      await folder.write('look', lookWithout(format, ENDS[end]));
      await folder.writeList('items', []);
    }
    return reportOf(await this.open(id));
  }

  /** The report of a look, without loading: where everything must load and something cannot, nothing does. */
  async load(importId: string, body: LoadBody, operatorId: string): Promise<ImportReport> {
    const opened = await this.open(importId);
    const items = await opened.folder.readList('items');
    const problems = body.bankId === undefined ? [] : await this.contradictions(items, body.bankId);
    const rejected = [...opened.look.rejected, ...problems];
    if (items.length === problems.length || (body.mode === 'all-or-nothing' && rejected.length > 0)) {
      return reportOf(opened, { rejected, accepted: items.length - problems.length });
    }
    const bankId = body.bankId ?? (await this.newBank(opened, body, operatorId));
    const file = {
      fileName: opened.meta.fileName,
      format: opened.look.format,
      contentHash: opened.meta.contentHash,
    };
    const prepared = items.map((item) => item.prepared);
    const { batch, planned } = await this.batches.load(bankId, prepared, file, operatorId);
    return reportOf(opened, {
      rejected,
      accepted: items.length - problems.length,
      unchanged: unchangedOf(planned),
      batch,
    });
  }

  /** The file with what was found written at its place, or a list of it. @throws RefusalError rest.not-found */
  async report(importId: string): Promise<Attachment> {
    const { folder } = await this.open(importId);
    const made = await folder.read('report').catch(() => null);
    if (made === null) {
      const end = await this.jobs.run({ name: 'annotate', folder: folder.path });
      if (end !== 'done') throw refuse('server.error', { message: '没有能够生成报告，请查看页面上的列表。' });
    }
    return { ...(made ?? (await folder.read('report'))), bytes: await folder.readBytes(REPORT) };
  }

  private async open(importId: string): Promise<Opened> {
    const { folder, meta } = await this.shelf.open(importId);
    const look = await folder.read('look').catch(() => null);
    if (look === null) throw refuse('rest.not-found', { message: '这次导入没有读完，请重新上传文件。' });
    return { importId, folder, meta, look };
  }

  private async newBank({ folder, meta, look }: Opened, { newBank }: LoadBody, operatorId: string): Promise<string> {
    const made = await folder.read('target').catch(() => null);
    if (made !== null) return made;
    const bankId = await this.banks.create(newBank ?? namedBy(look, meta.fileName), operatorId);
    await folder.write('target', bankId);
    return bankId;
  }

  private async contradictions(items: readonly PlacedItem[], bankId: string): Promise<Problem[]> {
    const prepared = items.map((item) => item.prepared);
    return contradictions(items, planItems(prepared, await this.batches.stateOf(bankId)));
  }
}

function lookWithout(format: Format | undefined, problem: Pick<Problem, 'code' | 'message'>): Look {
  const { read, rejected, warnings } = unread({ place: {}, ...problem });
  const nothing = { accepted: 0, byKind: {}, unchanged: 0, similar: [], preview: [] };
  return { format: format ?? 'unknown', encoding: null, read, rejected, warnings, ...nothing };
}

function reportOf({ importId, meta, look }: Opened, loaded: Partial<ImportReport> = {}): ImportReport {
  const { title: _title, description: _description, ...rest } = look;
  return { importId, fileName: meta.fileName, ...rest, batch: null, ...loaded };
}
