import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { SourceFile } from './archive.js';

/**
 * What a backup leaves out of the data folder: looks and exports that are kept for a day, the database itself (its copy
 * goes in), and what an earlier restore put aside. Everything else is kept, so that a new kind of file is not forgotten.
 */
const LEFT_OUT = /^(imports|exports|study-exports|xuesai\.sqlite.*|before-restore-.*|restoring-.*)$/;

/** Media, keys and whatever else stands in the data folder, without links. */
export async function dataFiles(dataDir: string): Promise<readonly SourceFile[]> {
  const top = await readdir(dataDir, { withFileTypes: true });
  const files: SourceFile[] = [];
  for (const entry of top.filter(({ name }) => !LEFT_OUT.test(name))) {
    if (entry.isFile()) files.push({ from: join(dataDir, entry.name), path: entry.name });
    else if (entry.isDirectory()) files.push(...(await within(join(dataDir, entry.name), entry.name)));
  }
  return files;
}

async function within(folder: string, path: string): Promise<readonly SourceFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => {
      const from = join(entry.parentPath, entry.name);
      return { from, path: path + from.slice(folder.length).replaceAll('\\', '/') };
    });
}
