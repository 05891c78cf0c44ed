import { extname } from 'node:path';

import type { Response } from 'express';

export interface Attachment {
  /** As it is offered to be saved; any characters. */
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** Where a system allows 255 bytes. */
const MOST_CHARACTERS = 60;

/** A title as the beginning of a file's name: without the signs that systems refuse; `otherwise` where nothing is left. */
export function plainName(title: string, otherwise: string): string {
  const plain = [...title.replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, ' ').trim()].slice(0, MOST_CHARACTERS).join('');
  return plain === '' ? otherwise : plain;
}

/** RFC 6266: the name in UTF-8 (RFC 8187), and one in ASCII for whoever does not know that. */
export function attachmentHeader(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="file${extname(fileName).replace(/[^.\w]/gu, '')}"; filename*=UTF-8''${encoded}`;
}

/** To be saved, not shown. */
export function sendAttachment(response: Response, { fileName, mime, bytes }: Attachment): void {
  response.setHeader('Content-Type', mime);
  response.setHeader('Content-Disposition', attachmentHeader(fileName));
  response.end(bytes);
}
