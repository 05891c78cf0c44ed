import type { IncomingMessage } from 'node:http';

import { refuse } from '../refusal.js';

/**
 * The raw body of a request that no parser has read. What is over the limit is refused by its declared length, or while
 * it arrives, and never held.
 * @throws RefusalError protocol.too-large, with the limit in its sentence
 */
export async function receiveBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const tooLarge = () =>
    refuse('protocol.too-large', {
      message: `文件超过 ${Math.floor(limitBytes / 1024 / 1024)} MB，请压缩或拆分后再上传。`,
    });
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // The connection stays: whoever sent too much is to read the refusal.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limitBytes) break;
      chunks.push(chunk);
    }
  } catch {
    throw refuse('protocol.malformed', { message: '文件没有传完就中断了，请重新上传。' });
  }
  if (bytes > limitBytes) throw tooLarge();
  return Buffer.concat(chunks, bytes);
}
