import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { keysInCommon } from '../../src/audit/keys-in-common.js';
import { AppConfig } from '../../src/platform/config/app-config.js';
import { Database } from '../../src/platform/database/database.js';
import { DatabaseLock, DatabaseLockedError } from '../../src/platform/database/database-lock.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';

const here = new URL('.', import.meta.url).pathname;

describe('the lock of a SQLite file', () => {
  let folder: string;
  let file: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xuesai-lock-'));
    file = join(folder, 'xuesai.sqlite');
  });

  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
    await rm(folder, { recursive: true, force: true });
  });

  /** Another process that tries for the lock; answers what it said. */
  async function contender(): Promise<{ readonly child: ChildProcess; readonly said: string }> {
    const script = ['--import', join(here, '../support/ts-register.mjs'), join(here, 'lock-holder.ts'), file];
    const child = spawn(process.execPath, script, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    children.push(child);
    for await (const line of createInterface({ input: child.stdout })) return { child, said: line };
    throw new Error('the other process said nothing');
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  it('refuses a second server process in one sentence that names the first', async () => {
    const { child, said } = await contender();
    expect(said).toBe('held');
    const refused = await Database.open({ kind: 'sqlite', file }, ENTITIES).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseLockedError);
    expect((refused as Error).message).toContain(`（进程号 ${child.pid}）`);
    expect((refused as Error).message.split('\n')).toHaveLength(1);
  });

  it('is free again at once when its holder is killed, whatever process ids say', async () => {
    const { child } = await contender();
    await kill(child);
    // The id of the dead holder now belongs to a living process.
    await writeFile(`${file}.pid`, `${process.pid}\n`);
    const database = await Database.open({ kind: 'sqlite', file }, ENTITIES);
    const { said } = await contender();
    expect(said).toContain(`（进程号 ${process.pid}）`);
    await database.close();
  });

  it('is given back on closing', async () => {
    const database = await Database.open({ kind: 'sqlite', file }, ENTITIES);
    await expect(DatabaseLock.take(file)).rejects.toThrow(DatabaseLockedError);
    await database.close();
    const lock = await DatabaseLock.take(file);
    await lock.release();
  });

  it('lets the operator command write beside a running server', async () => {
    const server = await Database.open({ kind: 'sqlite', file }, ENTITIES);
    const command = await Database.attach({ kind: 'sqlite', file }, ENTITIES);
    await command.writes.run((manager) => manager.query(`INSERT INTO "setting" VALUES ('示例', '1')`));
    expect(await server.reader.source.query('SELECT name FROM "setting"')).toEqual([{ name: '示例' }]);
    await command.close();
    await server.close();
  });

  it('does not attach to a file that no server has migrated', async () => {
    await expect(Database.attach({ kind: 'sqlite', file }, ENTITIES)).rejects.toThrow(/not migrated/);
  });
});

const postgres = DATABASES.find(({ name }) => name === 'postgres');
if (postgres) {
  describe('nodes over one PostgreSQL', () => {
    let folder: string;
    let made: TestDatabase;
    const running: Database[] = [];

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'xuesai-lock-'));
      made = await postgres.create();
    });
    afterEach(async () => {
      await end();
      await made.drop();
      await rm(folder, { recursive: true, force: true });
    });

    async function end(): Promise<void> {
      for (const database of running.splice(0)) await database.close();
    }

    async function start(node: string, keys: string): Promise<void> {
      const config = AppConfig.read({ DATA_DIR: join(folder, node), KEYS_DIR: join(folder, keys) });
      const common = await keysInCommon(config);
      running.push(await Database.open(made.settings, ENTITIES, { node, common }));
    }

    it('refuse one that brought audit keys of its own, until it has those of the others', async () => {
      await start('node1', 'shared');
      const refused = await start('node2', 'own').catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(DatabaseLockedError);
      expect((refused as Error).message).toMatch(/^另一个正在运行的节点使用别的审计密钥.*own.*\(.*audit\.key.*\)$/);
      // The one key alone is not enough: a checkpoint that the other signs would count as forged.
      await copyFile(join(folder, 'shared/audit.key'), join(folder, 'own/audit.key'));
      await expect(start('node2', 'own')).rejects.toBeInstanceOf(DatabaseLockedError);
      await copyFile(join(folder, 'shared/signing.key'), join(folder, 'own/signing.key'));
      await start('node2', 'own');
      await start('node3', 'shared');
    });

    it('let their keys be exchanged while all stand still', async () => {
      await mkdir(join(folder, 'new'));
      await start('node1', 'shared');
      await end();
      await start('node1', 'new');
      await start('node2', 'new');
    });
  });
}
