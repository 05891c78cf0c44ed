import { refuse } from '../../platform/refusal.js';
import { MediaFolder } from './media-folder.js';
import type { MediaType } from './media-type.js';

/**
 * Keeps what was checked where there is room; what is here already needs none.
 * @returns the id
 * @throws RefusalError bank.media-rejected where there is no more room for media
 */
export async function keepWithin(quota: number, files: MediaFolder, type: MediaType, bytes: Buffer): Promise<string> {
  const needed = (await files.size()) + bytes.length;
  if (needed > quota && !(await files.has(await MediaFolder.idOf(type, bytes)))) throw full(quota);
  return files.keep(type, bytes);
}

const full = (quota: number) => {
  const megabytes = Math.floor(quota / 1024 / 1024);
  const room = megabytes < 1024 ? `${megabytes} MB` : `${Math.floor(megabytes / 1024)} GB`;
  const message = `图片、录音和视频的存放空间（${room}）已满。请压缩后再上传，或请管理员调大 MEDIA_QUOTA_MB；不再使用的文件满 7 天会自动清除。`;
  return refuse('bank.media-rejected', { message });
};
