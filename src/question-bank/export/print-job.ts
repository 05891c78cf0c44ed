import type { ExportFormat } from '../../protocol/question-bank.js';
import { JobFolder } from '../jobs/job-folder.js';
import { MediaFolder } from '../media/media-folder.js';
import { bankDocument } from './bank-content.js';
import { PRINTED, type ExportFiles } from './export-files.js';
import { PRINTERS, type ExportPart } from './printers.js';

export async function print({
  folder,
  format,
  part,
  mark,
  media,
}: {
  readonly folder: string;
  readonly format: ExportFormat;
  readonly part: ExportPart;
  readonly mark: string;
  readonly media: string;
}): Promise<void> {
  const files = new JobFolder<ExportFiles>(folder);
  const kept = new MediaFolder(media);
  const bank = bankDocument(await files.read('bank'));
  const { bytes, losses } = await PRINTERS[format].print(bank, part, mark, (file) => kept.read(file));
  await files.writeBytes(PRINTED, bytes);
  await files.write('losses', losses);
}
