/** Places in which servers have run, archives of them, and a key pair to seal and open these. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { archiveName, createBackup, type Server } from '../../src/backup/create.js';
import { restoreBackup } from '../../src/backup/restore.js';
import { newKeyPair, type Lock, type Unlock } from '../../src/backup/seal.js';
import { Database } from '../../src/platform/database/database.js';
import { ENTITIES, type DatabaseKind, type TestDatabase } from './databases.js';

export const AT = Date.UTC(2026, 10, 26, 2, 30);
export const DAY_MS = 86_400_000;

export class BackupPlaces {
  private readonly files: TestDatabase[] = [];

  private constructor(
    private readonly kind: DatabaseKind,
    readonly folder: string,
    readonly lock: Lock,
    readonly unlock: Unlock,
  ) {}

  static async open(kind: DatabaseKind): Promise<BackupPlaces> {
    const folder = await mkdtemp(join(tmpdir(), 'xuesai-backup-'));
    const { identity, recipient } = await newKeyPair();
    await writeFile(join(folder, 'identity'), `# remark\n${identity}\n`);
    return new BackupPlaces(kind, folder, { recipients: [recipient] }, { identityFile: join(folder, 'identity') });
  }

  async close(): Promise<void> {
    for (const files of this.files) await files.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** An empty place for a server. */
  async place(): Promise<Server> {
    const files = await this.kind.create();
    const { settings } = files;
    const dataDir =
      settings.kind === 'sqlite' ? dirname(settings.file) : join(this.folder, `data-${this.files.length}`);
    await mkdir(dataDir, { recursive: true });
    this.files.push(files);
    return { dataDir, database: settings, version: '1.2.3', env: process.env };
  }

  /** A place where a server has run: rows, a key, a picture, and things that no backup needs. */
  async used(value: string): Promise<Server> {
    const made = await this.place();
    await withDatabase(made, (database) => store(database, 'sample', value));
    await mkdir(join(made.dataDir, 'media/ab'), { recursive: true });
    await mkdir(join(made.dataDir, 'exports'), { recursive: true });
    await writeFile(join(made.dataDir, 'secret.key'), `key of ${value}`);
    await writeFile(join(made.dataDir, 'media/ab/示例.png'), `picture of ${value}`);
    await writeFile(join(made.dataDir, 'media/empty'), '');
    await writeFile(join(made.dataDir, 'exports/old.zip'), 'old');
    return made;
  }

  backUp(server: Server, at = AT, keep = Infinity): ReturnType<typeof createBackup> {
    const target = join(this.folder, 'archives', archiveName(at));
    return createBackup(server, { target, lock: this.lock, at, keep });
  }

  restore(server: Server, archive: string, replace = false): ReturnType<typeof restoreBackup> {
    return restoreBackup(server, { archive, unlock: this.unlock, at: AT + DAY_MS, replace });
  }
}

export async function withDatabase<T>({ database }: Server, use: (opened: Database) => Promise<T>): Promise<T> {
  const opened = await Database.open(database, ENTITIES);
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}

export const store = (database: Database, key: string, value: string): Promise<unknown> =>
  database.writes.run((manager) => manager.query('INSERT INTO setting (name, value) VALUES ($1, $2)', [key, value]));

export const stored = (server: Server): Promise<readonly { value: string }[]> =>
  withDatabase(server, ({ reader }) => reader.source.query('SELECT value FROM setting ORDER BY name'));
