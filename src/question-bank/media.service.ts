import { join } from 'node:path';

import { Injectable } from '@nestjs/common';

import { AppConfig } from '../platform/config/app-config.js';
import { FieldCipher } from '../platform/crypto/field-cipher.js';
import type { BankMediaKind, BankMediaReply } from '../protocol/question-bank.js';
import { checkMedia } from './media/media-check.js';
import { MediaFolder } from './media/media-folder.js';

/**
 * Pictures, recordings and films of bank items. A file is shown to whoever holds its address, and an address stands
 * only in frames: before an item is presented nobody but operators can ask for what belongs to it.
 */
@Injectable()
export class MediaService {
  private readonly files: MediaFolder;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    config: AppConfig,
    private readonly cipher: FieldCipher,
  ) {
    this.files = new MediaFolder(join(config.dataDir, 'media'));
  }

  /**
   * One at a time: a picture is unpacked to as much as 200 MB.
   * @throws RefusalError bank.media-rejected
   */
  keep(kind: BankMediaKind, received: Buffer): Promise<BankMediaReply> {
    const kept = this.turn.then(() => this.keepNow(kind, received));
    this.turn = kept.catch(() => undefined);
    return kept;
  }

  private async keepNow(kind: BankMediaKind, received: Buffer): Promise<BankMediaReply> {
    const { type, bytes } = await checkMedia(kind, received);
    return { file: await this.files.keep(type, bytes), kind, bytes: bytes.length };
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
