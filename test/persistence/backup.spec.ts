import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { createBackup, type Server } from '../../src/backup/create.js';
import { verifyBackup } from '../../src/backup/restore.js';
import { newKeyPair, type Unlock } from '../../src/backup/seal.js';
import { runBackupCommand } from '../../src/cli/backup-command.js';
import { DatabaseLockedError } from '../../src/platform/database/database-lock.js';
import { PresenceLock } from '../../src/platform/database/presence-lock.js';
import { Database } from '../../src/platform/database/database.js';
import { assertRestored, RESTORE_UNFINISHED } from '../../src/platform/database/restore-mark.js';
import { AT, BackupPlaces, DAY_MS, store, stored, withDatabase } from '../support/backup-places.js';
import { DATABASES, ENTITIES } from '../support/databases.js';

describe.each(DATABASES)('backups on $name', (kind) => {
  const { name } = kind;
  let places: BackupPlaces;
  let folder: string;
  let unlock: Unlock;

  beforeEach(async () => {
    places = await BackupPlaces.open(kind);
    ({ folder, unlock } = places);
  });
  afterEach(() => places.close());

  const place = () => places.place();
  const used = (value: string) => places.used(value);
  const backUp = (server: Server, at?: number, keep?: number) => places.backUp(server, at, keep);
  const restore = (server: Server, archive: string, replace?: boolean) => places.restore(server, archive, replace);

  const damaged = async (archive: string, change: (bytes: Buffer) => Buffer): Promise<string> => {
    const file = join(folder, 'damaged.age');
    await writeFile(file, change(await readFile(archive)));
    return file;
  };

  it('bring a server back whole in another place', async () => {
    const { file, manifest } = await backUp(await used('一'));
    expect(manifest.files.map(({ path }) => path).sort()).toEqual(
      [name === 'sqlite' ? 'xuesai.sqlite' : 'database.dump', 'media/ab/示例.png', 'media/empty', 'secret.key'].sort(),
    );
    expect(manifest.database.rows).toMatchObject({ setting: 1, response: 0 });
    expect(await verifyBackup(file, unlock, folder, process.env)).toEqual(manifest);
    const elsewhere = await place();
    expect(await restore(elsewhere, file)).toEqual({
      manifest,
      before: null,
      schema: name === 'sqlite' ? null : expect.stringMatching(/^before_restore_/),
    });
    expect(await stored(elsewhere)).toEqual([{ value: '一' }]);
    expect(await readFile(join(elsewhere.dataDir, 'secret.key'), 'utf8')).toBe('key of 一');
    expect(await readFile(join(elsewhere.dataDir, 'media/ab/示例.png'), 'utf8')).toBe('picture of 一');
  });

  it('hold one instant while others write, and every row that was there before', async () => {
    const server = await used('一');
    const archive = await withDatabase(server, async (database) => {
      for (let index = 0; index < 200; index++) await store(database, `before-${index}`, '先');
      const work = { goesOn: true };
      const writer = (async () => {
        for (let index = 0; work.goesOn; index++) await store(database, `while-${index}`, '中');
      })();
      const { file } = await backUp(server);
      work.goesOn = false;
      await writer;
      return file;
    });
    const elsewhere = await place();
    await restore(elsewhere, archive);
    const values = (await stored(elsewhere)).map(({ value }) => value);
    expect(values.filter((value) => value === '先')).toHaveLength(200);
  });

  it('replace nothing unasked, and put aside what they replace', async () => {
    const { file } = await backUp(await used('一'));
    const other = await used('二');
    await expect(restore(other, file)).rejects.toMatchObject({ chinese: expect.stringContaining('--replace') });
    expect(await stored(other)).toEqual([{ value: '二' }]);
    const { before, schema } = await restore(other, file, true);
    expect(await stored(other)).toEqual([{ value: '一' }]);
    expect(await readFile(join(before ?? '', 'secret.key'), 'utf8')).toBe('key of 二');
    if (name === 'postgres') {
      const aside = await withDatabase(other, ({ reader }) =>
        reader.source.query(`SELECT value FROM ${schema}.setting`),
      );
      expect(aside).toEqual([{ value: '二' }]);
    } else {
      expect(await readdir(before ?? '')).toContain('xuesai.sqlite');
    }
  });

  it('are refused while a server runs on the database, which notices nothing of it', async () => {
    const { file } = await backUp(await used('一'));
    const other = await used('二');
    await withDatabase(other, async (running) => {
      const refused = await restore(other, file, true).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(DatabaseLockedError);
      expect((refused as Error).message).toMatch(/请先停止.*\(.*stop.*\)$/u);
      await store(running, 'goes-on', '二');
    });
    expect(await stored(other)).toHaveLength(2);
    await restore(other, file, true);
    expect(await stored(other)).toEqual([{ value: '一' }]);
  });

  if (name === 'postgres') {
    it('keep a server from starting while they are put back', async () => {
      const server = await used('一');
      const { url } = server.database as { readonly url: string };
      const restoring = await PresenceLock.take(url, { kind: 'alone' });
      await expect(stored(server)).rejects.toThrow(/正在恢复备份.*start the server when that is done/);
      await restoring.release();
      expect(await stored(server)).toEqual([{ value: '一' }]);
    });

    it('are refused again once a broken connection of the server is back', async () => {
      const server = await used('一');
      const { url } = server.database as { readonly url: string };
      const tried = () =>
        PresenceLock.take(url, { kind: 'alone' }).then(
          (lock) => lock.release().then(() => 'free'),
          () => 'held',
        );
      await withDatabase(server, async (running) => {
        expect(await tried()).toBe('held');
        const holders = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
        AND pid <> pg_backend_pid() AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
        await running.writes.run((manager) => manager.query(holders));
        let said = 'free';
        while (said === 'free') said = await tried();
        expect(said).toBe('held');
        await store(running, 'goes-on', '一');
      });
    });
  }

  it('are refused where they are damaged, cut off, of another key or no backups, and nothing is touched', async () => {
    const { file } = await backUp(await used('一'));
    const other = await used('二');
    const halfWay = (bytes: Buffer): number => Math.floor(bytes.length / 2);
    const flipped = (bytes: Buffer): Buffer => {
      bytes.writeUInt8(bytes.readUInt8(halfWay(bytes)) ^ 1, halfWay(bytes));
      return bytes;
    };
    for (const change of [flipped, (bytes: Buffer) => bytes.subarray(0, halfWay(bytes)), () => Buffer.from('none')]) {
      const bad = await damaged(file, change);
      await expect(restore(other, bad, true)).rejects.toMatchObject({ chinese: expect.stringMatching(/备份|密钥/) });
      await expect(verifyBackup(bad, unlock, folder, process.env)).rejects.toMatchObject({ name: 'Error' });
    }
    const { identity } = await newKeyPair();
    await writeFile(join(folder, 'other-identity'), identity);
    const wrongKey = { identityFile: join(folder, 'other-identity') };
    await expect(verifyBackup(file, wrongKey, folder, process.env)).rejects.toMatchObject({
      english: expect.stringMatching(/key/),
    });
    expect(await stored(other)).toEqual([{ value: '二' }]);
    expect(await readFile(join(other.dataDir, 'secret.key'), 'utf8')).toBe('key of 二');
    expect((await readdir(folder)).filter((entry) => entry.startsWith('.'))).toEqual([]);
  });

  it('of a newer program are refused', async () => {
    const server = await used('一');
    const newer = `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`;
    await withDatabase(server, ({ writes }) => writes.run((manager) => manager.query(newer)));
    const { file } = await backUp(server);
    await expect(restore(await place(), file)).rejects.toMatchObject({ chinese: expect.stringContaining('升级') });
  });

  it('are kept as many as asked', async () => {
    const server = await used('一');
    await writeFile(join(folder, 'note.txt'), 'mine');
    for (const day of [0, 1, 2]) await backUp(server, AT + day * DAY_MS, 2);
    expect((await readdir(join(folder, 'archives'))).sort()).toEqual([
      'xuesai-2026-11-27T02-30-00.tar.gz.age',
      'xuesai-2026-11-28T02-30-00.tar.gz.age',
    ]);
  });

  it('are refused inside the data folder, which the next one would take them in from', async () => {
    const server = await used('一');
    await symlink(server.dataDir, join(folder, 'same'));
    const { lock } = places;
    for (const target of [join(server.dataDir, 'a.age'), join(folder, 'same', 'backups/deep', 'a.age')]) {
      await expect(createBackup(server, { target, lock, at: AT, keep: Infinity })).rejects.toMatchObject({
        chinese: expect.stringContaining('备份不能写进数据文件夹'),
      });
    }
    expect(await readdir(server.dataDir)).not.toContain('backups');
    const beside = `${server.dataDir}-backups`;
    await createBackup(server, { target: join(beside, 'a.age'), lock, at: AT, keep: Infinity });
    await rm(beside, { recursive: true });
  });

  it('open by a passphrase too, which must not be short', async () => {
    const server = await used('一');
    const passphraseFile = join(folder, 'passphrase');
    const target = join(folder, 'sealed.age');
    await writeFile(passphraseFile, 'short\n');
    const asked = { target, lock: { passphraseFile }, at: AT, keep: Infinity };
    await expect(createBackup(server, asked)).rejects.toMatchObject({ chinese: expect.stringContaining('太短') });
    await writeFile(passphraseFile, 'eleven copper kites drift\n');
    const { manifest } = await createBackup(server, asked);
    expect(await verifyBackup(target, { passphraseFile }, folder, process.env)).toEqual(manifest);
  });

  if (name === 'sqlite') {
    it('are not restored under a running server', async () => {
      const { file } = await backUp(await used('一'));
      const other = await used('二');
      await withDatabase(other, async () => {
        await expect(restore(other, file, true)).rejects.toBeInstanceOf(DatabaseLockedError);
      });
      expect(await stored(other)).toEqual([{ value: '二' }]);
    });
  }
});

it('a server does not start on a folder whose restore broke off', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xuesai-backup-'));
  try {
    expect(() => assertRestored(folder)).not.toThrow();
    await writeFile(join(folder, RESTORE_UNFINISHED), '');
    expect(() => assertRestored(folder)).toThrow('重新执行恢复命令');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

describe('npm run backup', () => {
  async function backup(...args: readonly string[]) {
    const said = { out: [] as string[], faults: [] as string[] };
    const exitCode = await runBackupCommand(args, {
      env: { DATA_DIR: join(tmpdir(), 'xuesai-nowhere') },
      now: AT,
      out: (line) => said.out.push(line),
      fault: (line) => said.faults.push(line),
    });
    return { exitCode, out: said.out.join('\n'), faults: said.faults.join('\n') };
  }

  it.each([
    [[]],
    [['fly']],
    [['create']],
    [['create', '--recipient', 'age1x', '--keep', 'none']],
    [['restore', 'x.age']],
    [['verify']],
  ])('%j is called wrongly', async (args) => {
    expect(await backup(...args)).toMatchObject({ exitCode: 2, faults: expect.stringContaining('用法') });
  });

  it('says what is missing', async () => {
    expect((await backup('create', '--passphrase-file', '/none')).faults).toContain('没有找到数据库文件');
    expect((await backup('verify', '/none.age', '--passphrase-file', '/none')).faults).toMatch(/没有找到|读不到/);
  });

  it('says what to do about the heads where the keys of the audit log are elsewhere', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xuesai-backup-'));
    try {
      await writeFile(join(folder, 'words'), 'a passphrase of this test alone');
      const run = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
        const said: string[] = [];
        const terminal = { env: { ...process.env, ...env }, now: AT, out: (line: string) => said.push(line) };
        expect(await runBackupCommand(args, { ...terminal, fault: (line) => said.push(line) })).toBe(0);
        return said.join('\n');
      };
      const from = { DATA_DIR: join(folder, 'from') };
      await mkdir(from.DATA_DIR);
      const database = { kind: 'sqlite', file: join(from.DATA_DIR, 'xuesai.sqlite') } as const;
      await (await Database.open(database, ENTITIES)).close();
      const key = ['--passphrase-file', join(folder, 'words')];
      const archive = join(folder, 'one.tar.gz.age');
      await run(['create', archive, ...key], from);
      const to = (name: string) => ({ DATA_DIR: join(folder, name), DATABASE_URL: '' });
      expect(await run(['restore', archive, ...key], to('inside'))).not.toContain('heads');
      const keys = { ...to('outside'), KEYS_DIR: join(folder, 'keys-of-somebody-else') };
      expect(await run(['restore', archive, ...key], keys)).toMatch(
        /KEYS_DIR.*先复制 heads 文件夹[^]*before you start/u,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('makes a key pair once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xuesai-backup-'));
    try {
      const file = join(folder, 'backup.key');
      expect(await backup('keygen', file)).toMatchObject({ exitCode: 0, out: expect.stringContaining('age1') });
      expect(await readFile(file, 'utf8')).toContain('AGE-SECRET-KEY-1');
      expect(await backup('keygen', file)).toMatchObject({ exitCode: 1, faults: expect.stringContaining('已经存在') });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
