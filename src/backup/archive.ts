import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open as openFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

import { extract, pack, type Pack } from 'tar-stream';

import { Fault } from '../platform/fault.js';
import { MANIFEST, readManifest, type ArchivedFile, type Manifest } from './manifest.js';
import { open, seal, type Lock, type Unlock } from './seal.js';

/** A file on this disk and its path in the archive. */
export interface SourceFile {
  readonly from: string;
  readonly path: string;
}

export interface Unpacked {
  readonly manifest: Manifest;
  readonly files: readonly ArchivedFile[];
}

/** A manifest is some KB; a hostile archive may say anything. */
const LONGEST_MANIFEST = 16 * 1024 * 1024;

/**
 * tar, gzip, age, as one stream: memory does not grow with the database. The archive has its name only once it is
 * whole and on the disk.
 */
export async function writeArchive(
  target: string,
  lock: Lock,
  files: readonly SourceFile[],
  about: Omit<Manifest, 'files'>,
): Promise<Manifest> {
  const partial = `${target}.part`;
  const tar = pack();
  const sealed = await seal(tar.pipe(createGzip()), lock);
  try {
    const [manifest] = await Promise.all([
      fill(tar, files, about).catch((error: Error) => {
        tar.destroy(error);
        throw error;
      }),
      pipeline(sealed, createWriteStream(partial, { mode: 0o600 })),
    ]);
    await toDisk(partial);
    await rename(partial, target);
    return manifest;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function fill(tar: Pack, files: readonly SourceFile[], about: Omit<Manifest, 'files'>): Promise<Manifest> {
  const archived: ArchivedFile[] = [];
  for (const { from, path } of files) {
    const { size, mtime } = await stat(from);
    const [digest, hash] = digesting();
    // To the length that the header states: what is appended meanwhile belongs to the next backup.
    const content = size === 0 ? Readable.from([]) : createReadStream(from, { end: size - 1 });
    await pipeline(content, digest, tar.entry({ name: path, size, mtime, mode: 0o600 }));
    archived.push({ path, bytes: size, sha256: hash() });
  }
  const manifest = { ...about, files: archived };
  tar.entry({ name: MANIFEST, mode: 0o600 }, `${JSON.stringify(manifest, null, 2)}\n`);
  tar.finalize();
  return manifest;
}

/** Into an empty folder. @throws Fault where the key does not fit, or the archive is broken or none */
export async function readArchive(archive: string, unlock: Unlock, folder: string): Promise<Unpacked> {
  await stat(archive).catch(() => {
    throw new Fault(`没有找到备份文件 ${archive}。`, `There is no backup ${archive}.`);
  });
  const plain = await open(createReadStream(archive), unlock);
  const entries = extract();
  try {
    const [unpacked] = await Promise.all([take(entries, folder), pipeline(plain, createGunzip(), entries)]);
    return unpacked;
  } catch (error) {
    if (error instanceof Fault || isDiskFault(error)) throw error;
    throw broken();
  }
}

async function take(entries: ReturnType<typeof extract>, folder: string): Promise<Unpacked> {
  const files: ArchivedFile[] = [];
  let manifest: Manifest | null = null;
  for await (const entry of entries) {
    const { name, size = 0, type } = entry.header;
    if (type !== 'file' || name.split('/').some((part) => part === '..' || part === '')) throw broken();
    if (name === MANIFEST) {
      if (size > LONGEST_MANIFEST) throw broken();
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      manifest = readManifest(Buffer.concat(chunks).toString('utf8'));
      continue;
    }
    const target = join(folder, name);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const [digest, hash] = digesting();
    await pipeline(entry, digest, createWriteStream(target, { mode: 0o600, flags: 'wx' }));
    files.push({ path: name, bytes: size, sha256: hash() });
  }
  if (manifest === null) throw broken();
  return { manifest, files };
}

/** Passes everything on and knows its SHA-256 at the end. */
function digesting(): readonly [Transform, () => string] {
  const hash = createHash('sha256');
  const digest = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return [digest, () => hash.digest('hex')];
}

async function toDisk(file: string): Promise<void> {
  const handle = await openFile(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isDiskFault = (error: unknown): boolean =>
  ['ENOSPC', 'EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');

const broken = (): Fault =>
  new Fault('备份文件已损坏或不完整，请换用另一份备份。', 'The archive is damaged or incomplete; use another backup.');
