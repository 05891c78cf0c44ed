import { randomBytes, webcrypto } from 'node:crypto';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { MEDIA_TYPES, type MediaType } from './media-type.js';

const FILE_ID = new RegExp(`^[0-9a-f]{64}\\.(${MEDIA_TYPES.join('|')})$`, 'u');

/** The kept files: named by what they hold, so that the same file is kept once and none is ever changed. */
export class MediaFolder {
  constructor(private readonly folder: string) {}

  /** Hex SHA-256 of the bytes and the type: 9f86….jpg */
  async keep(type: MediaType, bytes: Buffer): Promise<string> {
    // Off the event loop: 60 MB take 80 ms.
    const digest = Buffer.from(
      await webcrypto.subtle.digest('SHA-256', new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)),
    );
    const file = `${digest.toString('hex')}.${type}`;
    if (await this.has(file)) return file;
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

  /** Of an id that `isFileId` has let through: nothing else becomes a path. */
  pathOf(file: string): string {
    if (!isFileId(file)) throw new Error('not the id of a kept file');
    return join(this.folder, file);
  }
}

export const isFileId = (file: string): boolean => FILE_ID.test(file);

export const typeOfFile = (file: string): MediaType => file.split('.')[1] as MediaType;
