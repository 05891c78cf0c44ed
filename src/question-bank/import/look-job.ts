import type { Format } from '../../core/question-bank/formats/reading.js';
import { JobFolder } from '../jobs/job-folder.js';
import { UPLOAD, type ImportFiles } from './import-files.js';
import { lookAt } from './look.js';
import { readFile } from './read-file.js';

export async function look({ folder, format }: { readonly folder: string; readonly format?: Format }): Promise<void> {
  const files = new JobFolder<ImportFiles>(folder);
  const reading = await readFile(await files.readBytes(UPLOAD), format);
  const looked = lookAt(reading, await files.read('bank'));
  for (const [file, bytes] of reading.media ?? []) await files.writeBytes(file, bytes);
  await files.write('media', [...(reading.media?.keys() ?? [])]);
  await files.writeList('items', looked.items);
  await files.write('look', looked.look);
}
