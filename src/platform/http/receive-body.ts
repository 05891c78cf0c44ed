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
  const declared = Number(request.headers['content-length'] ?? limitBytes);
  if (declared > limitBytes) throw tooLarge();
  // One buffer from the start: put together at the end, 60 MB would hold up the server for 40 ms.
  const body = Buffer.allocUnsafe(declared);
  let bytes = 0;
  try {
    // The connection stays: whoever sent too much is to read the refusal.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (bytes + chunk.length <= body.length) chunk.copy(body, bytes);
      bytes += chunk.length;
      if (bytes > limitBytes) break;
    }
  } catch {
    throw refuse('protocol.malformed', { message: '文件没有传完就中断了，请重新上传。' });
  }
  if (bytes > limitBytes) throw tooLarge();
  return body.subarray(0, bytes);
}
