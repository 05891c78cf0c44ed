import { basename, dirname, extname } from 'node:path';

import type { Response } from 'express';

export interface Sent {
  /** As it is offered to be saved; any characters. */
  readonly fileName: string;
  readonly mime: string;
}

/** RFC 6266: the name in UTF-8 (RFC 8187), and one in ASCII for whoever does not know that. */
export function attachment(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="file${extname(fileName).replace(/[^.\w]/gu, '')}"; filename*=UTF-8''${encoded}`;
}

/** Sends a file of the disk to be saved. A reader who went away is no fault. */
export async function sendFile(response: Response, path: string, { fileName, mime }: Sent): Promise<void> {
  response.setHeader('Content-Type', mime);
  response.setHeader('Content-Disposition', attachment(fileName));
  await new Promise<void>((resolve, reject) => {
    const options = { root: dirname(path), dotfiles: 'allow', cacheControl: false } as const;
    response.sendFile(basename(path), options, (error?: Error) => {
      if (!error || response.headersSent) resolve();
      else reject(error);
    });
  });
}
