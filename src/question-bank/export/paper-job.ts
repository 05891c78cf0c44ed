import type { PaperPart } from '../../protocol/paper.js';
import { JobFolder } from '../jobs/job-folder.js';
import { drawPictures } from '../files/docx-pictures.js';
import { printPaper } from '../files/docx-print.js';
import { fileIdsIn, MediaFolder } from '../media/media-folder.js';
import { PRINTED, type PaperFiles } from './export-files.js';

export async function printLaidPaper({
  folder,
  part,
  mark,
  media,
}: {
  readonly folder: string;
  readonly part: PaperPart;
  readonly mark: string;
  readonly media: string;
}): Promise<void> {
  const files = new JobFolder<PaperFiles>(folder);
  const kept = new MediaFolder(media);
  const paper = await files.read('paper');
  // A contest has the addresses of its files.
  const drawn = await drawPictures(paper, (address) => kept.read(fileIdsIn(address)[0] ?? ''));
  await files.writeBytes(PRINTED, await printPaper(paper, part, mark, drawn));
}
