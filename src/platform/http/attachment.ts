import { extname } from 'node:path';

import type { Response } from 'express';

export interface Attachment {
  /** As it is offered to be saved; any characters. */
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
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
