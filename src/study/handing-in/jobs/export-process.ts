/** The process of one export: documents take seconds of a processor that a running contest may need. */
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';

import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

import { assertNever } from '../../../core/result.js';
import { monthlyBrief, type MonthFigures } from '../brief.js';
import { ledgerDocument } from '../ledger-document.js';
import { ledgerWorkbook } from '../ledger-workbook.js';
import { memberCardDocument, type MemberCard } from '../member-card.js';
import { officialDocument } from '../official-document.js';
import { packageIndex, recordDocument } from '../package-files.js';
import { INDEX_FILE, planPackage } from '../package-plan.js';
import type { YearLedger } from '../year-ledger.js';
import type { DocumentInput, ExportJob, PackageInput } from './export-job.js';

process.once('disconnect', () => process.exit(1));
process.once('message', (job: ExportJob) => {
  perform(job).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`, () => process.exit(1));
    },
  );
});

async function perform(job: ExportJob): Promise<void> {
  const archive = job.archive ? new Archive(join(job.folder, job.output)) : null;
  for (let number = 0; number < job.inputs; number++) {
    const input = JSON.parse(await readFile(join(job.folder, `${number}.json`), 'utf8')) as DocumentInput;
    if (input.kind === 'package') {
      if (archive) await addPackage(archive, input.data);
    } else {
      const bytes = await documentOf(input);
      if (archive) await archive.add(input.name, bytes);
      else await writeFile(join(job.folder, job.output), bytes, { mode: 0o600 });
    }
    process.send?.({ done: number + 1 });
  }
  await archive?.end();
}

function documentOf({ kind, data }: Exclude<DocumentInput, { kind: 'package' }>): Promise<Uint8Array> {
  switch (kind) {
    case 'ledger-xlsx':
      return ledgerWorkbook(data as YearLedger);
    case 'ledger-docx':
      return ledgerDocument(data as YearLedger);
    case 'card':
      return memberCardDocument(data as MemberCard);
    case 'brief':
      return officialDocument(monthlyBrief(data as MonthFigures));
    default:
      return assertNever(kind);
  }
}

async function addPackage(archive: Archive, { unitName, settings, entries, attachments }: PackageInput): Promise<void> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const plan = planPackage(settings, entries.map((entry) => ({ ...entry, modes: entry.modes.map(({ id }) => id) }))); // prettier-ignore
  await archive.add(INDEX_FILE, await packageIndex(plan.index, `${unitName}材料索引`));
  for (const { path, entryId, attachmentId } of plan.files) {
    const entry = byId.get(entryId);
    if (!entry) continue;
    const file = entry.attachments.find(({ id }) => id === attachmentId);
    if (file) await archive.add(path, await readFile(join(attachments, file.file)), { packed: true });
    else await archive.add(path, await recordDocument(entry.row, unitName, entry.modes.map(({ label }) => label))); // prettier-ignore
  }
}

/** A zip that grows on the disk, not in memory. */
class Archive {
  private readonly stream;
  private readonly zip = new Zip();
  private fault: unknown = null;

  constructor(path: string) {
    this.stream = createWriteStream(path, { mode: 0o600 });
    this.zip.ondata = (error, chunk) => {
      if (error) this.fault = error;
      else this.stream.write(chunk);
    };
  }

  /** `packed`: pictures and films get no smaller. */
  async add(name: string, bytes: Uint8Array, { packed = false } = {}): Promise<void> {
    const file = packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    // The same content is the same file, whenever it is made.
    file.mtime = new Date(2000, 0, 1);
    this.zip.add(file);
    file.push(bytes, true);
    if (this.fault !== null) throw this.fault;
    if (this.stream.writableNeedDrain) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    this.zip.end();
    this.stream.end();
    await once(this.stream, 'close');
  }
}
