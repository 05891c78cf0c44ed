import { cp, mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

import type { DatabaseSettings } from '../platform/database/data-source.js';
import { Fault } from '../platform/fault.js';
import { writeArchive } from './archive.js';
import { copyDatabase, COPY } from './database-copy.js';
import { dataFiles } from './data-files.js';
import type { Manifest } from './manifest.js';
import type { Env } from './postgres-tools.js';
import type { Lock } from './seal.js';

export interface Server {
  /** Absolute. */
  readonly dataDir: string;
  readonly database: DatabaseSettings;
  readonly version: string;
  readonly env: Env;
}

export interface Made {
  readonly file: string;
  readonly manifest: Manifest;
  /** Older archives of the folder that were removed. */
  readonly removed: readonly string[];
}

const KEYS = 'keys';
const OURS = /^xuesai-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.tar\.gz\.age$/;

/** In UTC, so that names sort by time whatever the clock of the office does. */
export const archiveName = (at: number): string =>
  `xuesai-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}.tar.gz.age`;

/**
 * One encrypted file with everything that a server is: database, media, keys. Runs beside the server.
 * `keep`: so many archives of ours stay in the folder; Infinity: all. @throws Fault
 */
export async function createBackup(
  server: Server,
  { target, lock, at, keep }: { target: string; lock: Lock; at: number; keep: number },
): Promise<Made> {
  const folder = dirname(target);
  if (await isWithin(server.dataDir, folder)) throw intoItself(folder, server.dataDir);
  await mkdir(folder, { recursive: true });
  // Beside the archive: there is room, and a temporary folder of the system may be in memory.
  const work = await mkdtemp(join(folder, '.backup-'));
  try {
    // Before the database: the heads of the audit log that are noted there must not be ahead of it. Media come after,
    // since what the database speaks of was written before it did.
    await cp(join(server.dataDir, KEYS), join(work, KEYS), { recursive: true }).catch(ignoreMissing);
    const database = await copyDatabase(server.database, work, server.env);
    const copied = await dataFiles(work);
    const copy = { from: join(work, COPY[database.kind]), path: COPY[database.kind] };
    const later = (await dataFiles(server.dataDir)).filter(({ path }) => !path.startsWith(`${KEYS}/`));
    const files = [copy, ...copied.filter(({ path }) => path !== copy.path), ...later];
    const about = { format: 1, version: server.version, createdAt: at, database } as const;
    const manifest = await writeArchive(target, lock, files, about);
    return { file: target, manifest, removed: await removeOlder(folder, basename(target), keep) };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** By where links lead; of a folder that is not there yet, by the nearest one above it that is. */
async function isWithin(outer: string, folder: string): Promise<boolean> {
  const way = relative(await realpath(outer), await nearest(folder));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const nearest = (folder: string): Promise<string> =>
  realpath(folder).catch((error: NodeJS.ErrnoException) => {
    ignoreMissing(error);
    return nearest(dirname(folder));
  });

const intoItself = (folder: string, dataDir: string): Fault =>
  new Fault(
    `备份不能写进数据文件夹：${folder} 在 ${dataDir} 里，以后每份备份都会包含以前的备份。请换一个文件夹，最好在另一台机器上。`,
    `${folder} lies in the data folder ${dataDir}: every backup would hold all earlier ones. Choose another folder, best on another machine.`,
  );

async function removeOlder(folder: string, newest: string, keep: number): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => OURS.test(name) && name !== newest).sort();
  const removed = names.slice(0, Math.max(0, names.length + 1 - keep));
  for (const name of removed) await rm(join(folder, name));
  return removed;
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
