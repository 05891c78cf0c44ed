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
import { JobRunner } from '../jobs/job-runner.service.js';
import { MediaService } from '../media.service.js';
import { effectsOf } from './effects.js';
import { REPORT, UPLOAD } from './import-files.js';
import { ImportShelf, type Shelved } from './import-shelf.js';
import { asItIs, namedBy, NO_BANK, type BankAsIs, type Look } from './look.js';
import { OUR_FAULT, unread } from './read-file.js';

export interface Upload {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** What somebody says it is. */
  readonly format?: Format;
}

interface Opened extends Shelved {
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
    private readonly media: MediaService,
  ) {}

  /**
   * Reads the file and loads nothing; the look is kept for a day.
   * @throws RefusalError rest.not-found, bank.shipped; server.busy where too much is at work
   */
  async look({ bytes, fileName, format }: Upload, bankId?: string): Promise<ImportReport> {
    const bank = await this.bankAsItIs(bankId);
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    const about = { fileName, contentHash, ...(format === undefined ? {} : { format }) };
    return this.shelf.add(about, bytes.length, async (shelved) => {
      await shelved.folder.writeBytes(UPLOAD, bytes);
      return this.lookInto(shelved, bank);
    });
  }

  /** The same file against another bank, or against none. @throws RefusalError as look */
  async lookAgain(importId: string, bankId: string | undefined): Promise<ImportReport> {
    const bank = await this.bankAsItIs(bankId);
    return this.shelf.use(importId, async (shelved) => {
      await shelved.folder.forget('report');
      return this.lookInto(shelved, bank);
    });
  }

  /**
   * Loads what a look found. Where everything must load and something cannot, nothing does, and no bank is made.
   * @returns what became of each item, or would have
   */
  load(importId: string, body: LoadBody, operatorId: string): Promise<ImportReport> {
    return this.shelf.use(importId, async (shelved) => this.loadOpened(await opened(shelved), body, operatorId));
  }

  /** The file with what was found written at its place, or a list of it. @throws RefusalError rest.not-found */
  report(importId: string): Promise<Attachment> {
    return this.shelf.use(importId, async ({ folder }) => {
      const made = await folder.read('report').catch(() => null);
      if (made === null) {
        const end = await this.jobs.run({ name: 'annotate', folder: folder.path });
        if (end !== 'done') throw refuse('server.error', { message: '没有能够生成报告，请查看页面上的列表。' });
      }
      return { ...(made ?? (await folder.read('report'))), bytes: await folder.readBytes(REPORT) };
    });
  }

  private async bankAsItIs(bankId: string | undefined): Promise<BankAsIs> {
    return bankId === undefined ? NO_BANK : asItIs(await this.batches.stateOf(bankId));
  }

  private async lookInto(shelved: Shelved, bank: BankAsIs): Promise<ImportReport> {
    const { folder, meta } = shelved;
    await folder.write('bank', bank);
    const format = meta.format === undefined ? {} : { format: meta.format };
    const end = await this.jobs.run({ name: 'look', folder: folder.path, media: this.media.folder, ...format });
    if (end !== 'done') {
      await folder.write('look', lookWithout(meta.format, ENDS[end]));
      await folder.writeList('items', []);
    }
    return reportOf(await opened(shelved));
  }

  private async loadOpened(opened: Opened, body: LoadBody, operatorId: string): Promise<ImportReport> {
    const items = await opened.folder.readList('items');
    const prepared = items.map((item) => item.prepared);
    const { fileName, contentHash } = opened.meta;
    const { faults, format } = opened.look;
    const refused = items.length === 0 || (body.mode === 'all-or-nothing' && faults > 0);
    const bankId = body.bankId ?? (refused ? null : await this.newBank(opened, body, operatorId));
    const file = { fileName, format, contentHash };
    const order = { items: prepared, file, mode: body.mode, faults, operatorId };
    if (bankId !== null) await this.keepMedia(opened);
    const { batch, planned } =
      bankId === null
        ? { batch: null, planned: planItems(prepared, { ...NO_BANK, prefix: 'new' }) }
        : await this.batches.load(bankId, order);
    const { contradictory, ...effects } = effectsOf(items, planned);
    const rejected = [...opened.look.rejected.slice(0, faults), ...contradictory];
    return reportOf(opened, { ...effects, rejected, batch });
  }

  /** Before the items, so that none names a file that is not there. */
  private async keepMedia({ folder }: Opened): Promise<void> {
    const files = await folder.read('media').catch(() => []);
    for (const file of files) await this.media.adopt(file, Buffer.from(await folder.readBytes(file)));
  }

  private async newBank({ folder, meta, look }: Opened, { newBank }: LoadBody, operatorId: string): Promise<string> {
    const made = await folder.read('target').catch(() => null);
    if (made !== null) return made;
    const bankId = await this.banks.create(newBank ?? namedBy(look, meta.fileName), operatorId);
    await folder.write('target', bankId);
    return bankId;
  }
}

function lookWithout(format: Format | undefined, problem: Pick<Problem, 'code' | 'message'>): Look {
  const { read, rejected, warnings } = unread({ place: {}, ...problem });
  const effects = { accepted: 0, added: 0, revised: [], repeated: [], unchanged: 0 };
  const nothing = { ...effects, byKind: {}, similar: [], preview: [] };
  return { format: format ?? 'unknown', encoding: null, read, rejected, faults: rejected.length, warnings, ...nothing };
}

async function opened(shelved: Shelved): Promise<Opened> {
  const look = await shelved.folder.read('look').catch(() => null);
  if (look === null) throw refuse('rest.not-found', { message: '这次导入没有读完，请重新上传文件。' });
  return { ...shelved, look };
}

function reportOf({ id: importId, meta, look }: Opened, loaded: Partial<ImportReport> = {}): ImportReport {
  const { title: _title, description: _description, faults: _faults, ...rest } = look;
  return { importId, fileName: meta.fileName, ...rest, batch: null, ...loaded };
}
