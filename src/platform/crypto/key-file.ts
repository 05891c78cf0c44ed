import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The words of a file that is made once and never again, readable by its owner alone. On disk before it is used: what
 * was made under a key must not outlive it. Whole from the first moment: several nodes that share a folder may start at
 * once, and one makes it. @param make its words, where the file is not there yet
 */
export async function keptFile(path: string, make: () => string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  return (await wordsOf(path)) ?? (await made(path, make()));
}

async function made(path: string, words: string): Promise<string> {
  const own = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await written(own, words);
    // Unlike a rename, this takes nobody's place.
    await link(own, path);
    return words;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await wordsOf(path)) ?? words;
  } finally {
    await rm(own, { force: true });
  }
}

async function written(path: string, words: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${words}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function wordsOf(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export const brokenKey = (path: string): Error =>
  new Error(`密钥文件 ${path} 已损坏，请从备份恢复。 (${path} holds no key; restore it from a backup.)`);
