import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The words of a file that is made once and never again, readable by its owner alone. On disk before it is used: what
 * was made under a key must not outlive it. @param make its words, where the file is not there yet
 */
export async function keptFile(path: string, make: () => string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (!file) return (await readFile(path, 'utf8')).trim();
  try {
    const words = make();
    await file.writeFile(`${words}\n`);
    await file.sync();
    return words;
  } finally {
    await file.close();
  }
}

export const brokenKey = (path: string): Error =>
  new Error(`密钥文件 ${path} 已损坏，请从备份恢复。 (${path} holds no key; restore it from a backup.)`);
