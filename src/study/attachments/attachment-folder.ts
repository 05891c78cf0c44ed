import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = /^[0-9a-f-]{36}\.[a-z0-9]{2,5}$/;

/** The kept files, one for each attachment, so that one that is taken away is gone. */
export class AttachmentFolder {
  constructor(readonly folder: string) {}

  /** On the disk before it has its name. */
  async keep(file: string, bytes: Buffer): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const unfinished = this.pathOf(file).concat('.part');
    try {
      const handle = await open(unfinished, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(unfinished, this.pathOf(file));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async remove(file: string): Promise<void> {
    await rm(this.pathOf(file), { force: true });
  }

  /** Names of files that were last written before. @param before epoch milliseconds */
  async writtenBefore(before: number): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    const looks = await Promise.all(
      names.map(async (name) => ({ name, look: await stat(join(this.folder, name)).catch(() => null) })),
    );
    return looks.filter(({ look }) => look !== null && look.mtimeMs < before).map(({ name }) => name);
  }

  /** Whatever lies in the folder, by the name that `writtenBefore` gave. */
  async sweep(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }

  private pathOf(file: string): string {
    if (!FILE.test(file)) throw new Error('not the name of a kept attachment');
    return join(this.folder, file);
  }
}
