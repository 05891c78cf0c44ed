import { join } from 'node:path';

import { Injectable } from '@nestjs/common';

import { AppConfig } from '../platform/config/app-config.js';
import { FieldCipher } from '../platform/crypto/field-cipher.js';
import type { BankMediaKind, BankMediaReply } from '../protocol/question-bank.js';
import { checkMedia, type CheckedMedia } from './media/media-check.js';
import type { MediaType } from './media/media-type.js';
import { MediaFolder, typeOfFile } from './media/media-folder.js';
import { keepWithin } from './media/media-quota.js';

/**
 * Pictures, recordings and films of bank items. A file is shown to whoever holds its address, and an address stands
 * only in frames: before an item is presented nobody but operators can ask for what belongs to it.
 */
@Injectable()
export class MediaService {
  /** In which the files lie, for a job that reads them itself. */
  readonly folder: string;
  private readonly files: MediaFolder;
  private readonly quota: number;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    config: AppConfig,
    private readonly cipher: FieldCipher,
  ) {
    this.folder = join(config.dataDir, 'media');
    this.files = new MediaFolder(this.folder);
    this.quota = config.mediaQuotaBytes;
  }

  /**
   * One at a time: a picture is unpacked to as much as 200 MB.
   * @throws RefusalError bank.media-rejected, also where there is no more room for media
   */
  keep(kind: BankMediaKind, received: Buffer): Promise<BankMediaReply> {
    const kept = this.turn.then(() => this.keepNow(kind, received));
    this.turn = kept.catch(() => undefined);
    return kept;
  }

  private async keepNow(kind: BankMediaKind, received: Buffer): Promise<BankMediaReply> {
    const { type, bytes } = await checkMedia(kind, received);
    return { file: await this.keepChecked(type, bytes), kind, bytes: bytes.length };
  }

  /** A picture drawn anew without EXIF, for whoever keeps it elsewhere. @throws RefusalError bank.media-rejected */
  redrawn(received: Buffer): Promise<CheckedMedia> {
    const drawn = this.turn.then(() => checkMedia('image', received));
    this.turn = drawn.catch(() => undefined);
    return drawn;
  }

  /** Keeps a file that came with a bank and was checked where it was read. @throws RefusalError as keep */
  async adopt(file: string, checked: Buffer): Promise<void> {
    await this.keepChecked(typeOfFile(file), checked);
  }

  private keepChecked(type: MediaType, bytes: Buffer): Promise<string> {
    return keepWithin(this.quota, this.files, type, bytes);
  }

  /** Files that nobody has sent since. @param before epoch milliseconds */
  untouchedSince(before: number): Promise<readonly string[]> {
    return this.files.untouchedSince(before);
  }

  /** False where it was sent again meanwhile. */
  remove(file: string, before: number): Promise<boolean> {
    return this.files.remove(file, before);
  }

  /** The address for a contest's frames. */
  urlOf(file: string): string {
    return `/api/media/${file}?key=${this.keyOf(file)}`;
  }

  /** True where the key is the one that `urlOf` put into the address. */
  opens(file: string, key: string): boolean {
    return this.cipher.signed(`media ${file}`, key);
  }

  /** Null where no such file is kept. */
  async pathOf(file: string): Promise<string | null> {
    return (await this.files.has(file)) ? this.files.pathOf(file) : null;
  }

  private keyOf(file: string): string {
    return this.cipher.sign(`media ${file}`);
  }
}
