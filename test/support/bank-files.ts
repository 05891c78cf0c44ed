import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** Writes FOLDER/<slug>/bank.yaml, a text as it is and anything else as YAML; answers the path. */
export async function writeBank(folder: string, slug: string, content: unknown): Promise<string> {
  const path = join(folder, slug, 'bank.yaml');
  await mkdir(join(folder, slug), { recursive: true });
  await writeFile(path, typeof content === 'string' ? content : stringify(content, { aliasDuplicateObjects: false }));
  return path;
}
