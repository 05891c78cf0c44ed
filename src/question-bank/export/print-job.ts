import type { ExportFormat } from '../../protocol/question-bank.js';
import { JobFolder } from '../jobs/job-folder.js';
import { bankDocument } from './bank-content.js';
import { PRINTED, type ExportFiles } from './export-files.js';
import { PRINTERS, type ExportPart } from './printers.js';

export async function print({
  folder,
  format,
  part,
  mark,
}: {
  readonly folder: string;
  readonly format: ExportFormat;
  readonly part: ExportPart;
  readonly mark: string;
}): Promise<void> {
  const files = new JobFolder<ExportFiles>(folder);
  const { bytes, losses } = await PRINTERS[format].print(bankDocument(await files.read('bank')), part, mark);
  await files.writeBytes(PRINTED, bytes);
  await files.write('losses', losses);
}
