import type { Response } from 'express';

import { attachmentHeader, plainName } from '../../platform/http/attachment.js';
import { refuse } from '../../platform/refusal.js';
import type { AttachmentEntity } from '../persistence/attachment.entity.js';
import type { AttachmentFolder } from './attachment-folder.js';

const RANGE_NOT_SATISFIABLE = 416;
type SendError = Error & { readonly status?: number };

/**
 * Express answers ranges, which films need. Pictures, sound and films may be shown in a page; documents are to be saved.
 * Should a browser open one as a page, it may do nothing.
 */
export async function sendAttachmentFile(
  response: Response,
  { folder }: AttachmentFolder,
  { file, name, kind, mediaType }: AttachmentEntity,
): Promise<void> {
  const offered = attachmentHeader(plainName(name, '附件'));
  response.setHeader('Content-Type', mediaType);
  response.setHeader('Content-Disposition', kind === 'document' ? offered : offered.replace(/^attachment/, 'inline'));
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  await new Promise<void>((resolve, reject) => {
    response.sendFile(file ?? '', { root: folder, cacheControl: false }, (error?: SendError) => {
      if (error?.status === RANGE_NOT_SATISFIABLE) response.status(RANGE_NOT_SATISFIABLE).end();
      // Once it has begun, the only fault left is a reader who went away.
      if (!error || response.headersSent) resolve();
      else reject(error.status === 404 ? refuse('study.attachment-unknown') : error);
    });
  });
}
