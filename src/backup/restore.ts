import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { DatabaseLock } from '../platform/database/database-lock.js';
import { PresenceLock } from '../platform/database/presence-lock.js';
import { openReader } from '../platform/database/data-source.js';
import { Fault } from '../platform/fault.js';
import { readArchive } from './archive.js';
import type { Server } from './create.js';
import { checkCopy, COPY } from './database-copy.js';
import { differences, type Manifest } from './manifest.js';
import type { Env } from './postgres-tools.js';
import { restorePostgres } from './restore-postgres.js';
import type { Unlock } from './seal.js';
import { Unfinished } from './unfinished.js';

/** Unpacks and checks everything, as a restore would, and leaves nothing behind. @throws Fault */
export async function verifyBackup(archive: string, unlock: Unlock, workFolder: string, env: Env): Promise<Manifest> {
  await mkdir(workFolder, { recursive: true });
  const work = await mkdtemp(join(workFolder, '.verify-'));
  try {
    return await unpackChecked(archive, unlock, work, env);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

export interface Restored {
  readonly manifest: Manifest;
  /** Where the files that stood there before were put; null: there were none. */
  readonly before: string | null;
  /** PostgreSQL: the schema that holds the tables that stood there before. */
  readonly schema: string | null;
}

/**
 * Puts a backup in the place of what is there. Nothing is touched before the archive is unpacked and found sound; what
 * was there is kept aside. The server must stand still. @throws Fault, DatabaseLockedError
 */
export async function restoreBackup(
  server: Server,
  { archive, unlock, at, replace }: { archive: string; unlock: Unlock; at: number; replace: boolean },
): Promise<Restored> {
  const { dataDir, database, env } = server;
  await mkdir(dataDir, { recursive: true });
  if (!replace && (await isInUse(server))) throw occupied();
  const work = await mkdtemp(join(dataDir, 'restoring-'));
  try {
    const manifest = await unpackChecked(archive, unlock, work, env);
    if (manifest.database.kind !== database.kind) throw otherKind(manifest.database.kind);
    const lock =
      database.kind === 'sqlite'
        ? await DatabaseLock.take(database.file)
        : await PresenceLock.take(database.url, { kind: 'alone' });
    try {
      const unfinished = await Unfinished.begin(dataDir);
      const schema =
        database.kind === 'postgres' ? await restorePostgres(database.url, { work, at, env, unfinished }) : null;
      const before = await exchange(dataDir, work, at);
      await unfinished.end();
      return { manifest, schema, before };
    } finally {
      await lock.release();
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function unpackChecked(archive: string, unlock: Unlock, work: string, env: Env): Promise<Manifest> {
  const { manifest, files } = await readArchive(archive, unlock, work);
  const [first] = differences(manifest, files);
  if (first !== undefined) {
    throw new Fault(
      `备份里的文件 ${first} 与清单不符，请换用另一份备份。`,
      `${first} in the backup differs from its list; use another backup.`,
    );
  }
  await checkCopy(manifest.database, work, env);
  return manifest;
}

const MOVED_LAST = COPY.sqlite;
/** Held by this process, or of no use to anybody. */
const STAYS = /^(xuesai\.sqlite\.(lock|pid).*|restoring-.*|before-restore-.*|RESTORE-UNFINISHED)$/;

/** Within the data folder, which may be the root of a volume and cannot be renamed itself. */
async function exchange(dataDir: string, work: string, at: number): Promise<string | null> {
  const old = (await readdir(dataDir)).filter((name) => !STAYS.test(name));
  const before = join(dataDir, `before-restore-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}`);
  if (old.length > 0) await mkdir(before);
  for (const name of old) await rename(join(dataDir, name), join(before, name));
  const fresh = (await readdir(work)).filter((name) => name !== COPY.postgres);
  fresh.sort((a, b) => Number(a === MOVED_LAST) - Number(b === MOVED_LAST));
  for (const name of fresh) await rename(join(work, name), join(dataDir, name));
  return old.length > 0 ? before : null;
}

async function isInUse({ dataDir, database }: Server): Promise<boolean> {
  if (database.kind === 'sqlite')
    return access(join(dataDir, COPY.sqlite)).then(
      () => true,
      () => false,
    );
  const source = await openReader(database, []);
  try {
    const tables = (await source.query(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' LIMIT 1",
    )) as readonly unknown[];
    return tables.length > 0;
  } finally {
    await source.destroy();
  }
}

const occupied = (): Fault =>
  new Fault(
    '这里已有数据。确实要用备份替换时，请加上 --replace；原有数据会移到 before-restore-… 中，不会删除。',
    'There is data here. To replace it add --replace: what is there moves to before-restore-… and is not deleted.',
  );

const otherKind = (kind: string): Fault =>
  new Fault(
    `这份备份来自 ${kind} 数据库，与现在的设置不符，请检查 DATABASE_URL。`,
    `This backup comes from ${kind}, which is not what is configured; check DATABASE_URL.`,
  );
