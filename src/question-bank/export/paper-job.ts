import type { PaperPart } from '../../protocol/paper.js';
import { JobFolder } from '../jobs/job-folder.js';
import { printPaper } from '../files/docx-print.js';
import { PRINTED, type PaperFiles } from './export-files.js';

export async function printLaidPaper({
  folder,
  part,
  mark,
}: {
  readonly folder: string;
  readonly part: PaperPart;
  readonly mark: string;
}): Promise<void> {
  const files = new JobFolder<PaperFiles>(folder);
  await files.writeBytes(PRINTED, await printPaper(await files.read('paper'), part, mark));
}
