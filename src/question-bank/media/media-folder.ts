import { randomBytes } from 'node:crypto';
import { access, mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

import { digestOf } from './digest.js';
import { MEDIA_TYPES, type MediaType } from './media-type.js';

const ID = `[0-9a-f]{64}\\.(?:${MEDIA_TYPES.join('|')})`;
const FILE_ID = new RegExp(`^${ID}$`, 'u');

/** The kept files: named by what they hold, so that the same file is kept once and none is ever changed. */
export class MediaFolder {
  private measured: Promise<number> | null = null;

  constructor(private readonly folder: string) {}

  /** Hex SHA-256 of the bytes and the type: 9f86….jpg */
  static async idOf(type: MediaType, bytes: Buffer): Promise<string> {
    return `${await digestOf(bytes)}.${type}`;
  }

  /** @returns the id */
  async keep(type: MediaType, bytes: Buffer): Promise<string> {
    const file = await MediaFolder.idOf(type, bytes);
    if (await this.touch(file)) return file;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const unfinished = join(this.folder, `.${randomBytes(8).toString('hex')}`);
    try {
      const handle = await open(unfinished, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(unfinished, this.pathOf(file));
      if (this.measured !== null) this.measured = Promise.resolve((await this.measured) + bytes.length);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    return file;
  }

  async has(file: string): Promise<boolean> {
    if (!isFileId(file)) return false;
    return access(this.pathOf(file)).then(
      () => true,
      () => false,
    );
  }

  /** Null where it is not here. */
  async read(file: string): Promise<Buffer | null> {
    if (!isFileId(file)) return null;
    try {
      return await readFile(this.pathOf(file));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Bytes of all that lies here. */
  size(): Promise<number> {
    this.measured ??= this.measure();
    return this.measured;
  }

  /** What was neither written nor sent again since. @param before epoch milliseconds */
  async untouchedSince(before: number): Promise<readonly string[]> {
    const looks = await Promise.all(
      (await this.names()).map(async (name) => ({ name, look: await this.lookAt(name) })),
    );
    return looks.flatMap(({ name, look }) => (look !== null && look.at < before ? [name] : []));
  }

  /** False where it was sent again meanwhile. */
  async remove(name: string, before: number): Promise<boolean> {
    const look = await this.lookAt(name);
    if (look === null || look.at >= before) return false;
    await rm(join(this.folder, name), { force: true });
    this.measured = null;
    return true;
  }

  private async measure(): Promise<number> {
    const looks = await Promise.all((await this.names()).map((name) => this.lookAt(name)));
    return looks.reduce((sum, look) => sum + (look?.bytes ?? 0), 0);
  }

  /** Somebody is about to use it. False where it is not here. */
  private async touch(file: string): Promise<boolean> {
    const now = new Date();
    return utimes(this.pathOf(file), now, now).then(
      () => true,
      () => false,
    );
  }

  private names(): Promise<string[]> {
    return readdir(this.folder).catch(() => []);
  }

  private lookAt(name: string): Promise<{ readonly at: number; readonly bytes: number } | null> {
    return stat(join(this.folder, name)).then(
      ({ mtimeMs, size }) => ({ at: mtimeMs, bytes: size }),
      () => null,
    );
  }

  /** Of an id that `isFileId` has let through: nothing else becomes a path. */
  pathOf(file: string): string {
    if (!isFileId(file)) throw new Error('not the id of a kept file');
    return join(this.folder, file);
  }
}

/** Ids that stand anywhere in a text. */
export const fileIdsIn = (text: string): readonly string[] => text.match(new RegExp(ID, 'gu')) ?? [];

export const isFileId = (file: string): boolean => FILE_ID.test(file);

export const typeOfFile = (file: string): MediaType => file.split('.')[1] as MediaType;
