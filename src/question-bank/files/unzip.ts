import { crc32 } from 'node:zlib';
import { fromBufferPromise, validateFileName, type Entry, type ZipFile } from 'yauzl';

import { FileError } from './file-error.js';

export interface ZipLimits {
  /** Files and folders in the archive. */
  readonly entries: number;
  /** Inflated, over all files that are opened. */
  readonly bytes: number;
  /** Inflated to deflated, of one file; does not count below a megabyte, where empty sheets shrink a lot in good faith. */
  readonly ratio: number;
}

const RATIO_COUNTS_FROM = 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files of an archive by path (folders left out), each inflated when its function is called. Sizes are counted while
 * inflating; what the archive says of itself must agree but decides nothing. Throws `FileError` here or from a function:
 * `file.malformed`, `file.unsupported` or `file.too-large`.
 */
export async function unzip(
  bytes: Uint8Array,
  limits: ZipLimits,
): Promise<ReadonlyMap<string, () => Promise<Uint8Array>>> {
  const spent = { bytes: 0 };
  const files = new Map<string, () => Promise<Uint8Array>>();
  await translated(async () => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const archive = await fromBufferPromise(buffer, { autoClose: false, decodeStrings: false });
    let entries = 0;
    for await (const entry of archive.eachEntry()) {
      entries += 1;
      if (entries > limits.entries) {
        throw new FileError(
          'file.too-large',
          `压缩包里的文件超过 ${limits.entries} 个，请拆成几个较小的压缩包再上传。`,
        );
      }
      const path = pathOf(entry);
      if (path.endsWith('/')) continue;
      if (files.has(path)) throw new FileError('file.malformed', '压缩包里有两个同名的文件，请重新压缩后再上传。');
      files.set(path, () => translated(() => inflate(archive, entry, limits, spent)));
    }
  });
  return files;
}

function pathOf(entry: Entry): string {
  if (entry.isEncrypted()) throw new FileError('file.unsupported', '压缩包设有密码，请去掉密码后再上传。');
  const path = decoded(entry.fileNameRaw).replaceAll('\\', '/');
  if (validateFileName(path) !== null || path.includes('\0')) {
    throw new FileError('file.malformed', '压缩包里有指向外部的文件路径，为安全起见不予读取，请重新压缩后再上传。');
  }
  return path;
}

/** Archives made on a Chinese Windows name their files in GB18030 without saying so. */
function decoded(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return new TextDecoder('gb18030').decode(name);
  }
}

async function inflate(
  archive: ZipFile,
  entry: Entry,
  limits: ZipLimits,
  spent: { bytes: number },
): Promise<Uint8Array> {
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw new FileError('file.unsupported', '压缩包用了少见的压缩方式，请用系统自带的“压缩为 ZIP”重新压缩后再上传。');
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  let checksum = 0;
  for await (const chunk of await archive.openReadStreamPromise(entry)) {
    const piece = chunk as Uint8Array;
    size += piece.byteLength;
    spent.bytes += piece.byteLength;
    if (spent.bytes > limits.bytes) {
      const most = Math.floor(limits.bytes / (1024 * 1024));
      throw new FileError('file.too-large', `压缩包解开后超过 ${most} MB，请拆成几个较小的文件再上传。`);
    }
    if (size > RATIO_COUNTS_FROM && size > limits.ratio * entry.compressedSize) {
      throw new FileError('file.too-large', '压缩包的压缩比异常，可能是压缩炸弹，请用原始文件重新压缩后再上传。');
    }
    checksum = crc32(piece, checksum);
    chunks.push(piece);
  }
  if (checksum !== entry.crc32) throw new Error('checksum differs');
  return Buffer.concat(chunks);
}

/** Whatever yauzl and zlib find wrong with an archive means the same to the person who brought it. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError('file.malformed', '压缩包不完整或已损坏，请重新下载或重新压缩后再上传。');
  }
}
