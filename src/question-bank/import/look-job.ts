import type { Format } from '../../core/question-bank/formats/reading.js';
import { JobFolder } from '../jobs/job-folder.js';
import { MediaFolder } from '../media/media-folder.js';
import { CarriedMedia } from './carried-files.js';
import { UPLOAD, type ImportFiles } from './import-files.js';
import { lookAt } from './look.js';
import { readFile } from './read-file.js';

export async function look({
  folder,
  format,
  media,
}: {
  readonly folder: string;
  readonly format?: Format;
  readonly media: string;
}): Promise<void> {
  const kept = new MediaFolder(media);
  const files = new JobFolder<ImportFiles>(folder);
  const reading = await readFile(await files.readBytes(UPLOAD), format, new CarriedMedia((file) => kept.has(file)));
  const looked = lookAt(reading, await files.read('bank'));
  for (const [file, bytes] of reading.media ?? []) await files.writeBytes(file, bytes);
  await files.write('media', [...(reading.media?.keys() ?? [])]);
  await files.writeList('items', looked.items);
  await files.write('look', looked.look);
}
