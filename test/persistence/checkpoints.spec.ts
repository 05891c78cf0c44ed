import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';

import { SettingEntity } from '../../src/identity/persistence/setting.entity.js';
import { Checkpoints } from '../../src/platform/database/checkpoints.js';
import { openBare, openWriter } from '../../src/platform/database/data-source.js';
import type { GroupLane } from '../../src/platform/database/group-lane.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { ENTITIES } from '../support/databases.js';

const NEVER_BY_ITSELF_MS = 2 ** 31 - 1;

describe('the log of SQLite', () => {
  let folder: string;
  let file: string;
  let writer: DataSource;
  let checkpoints: Checkpoints;
  let lane: GroupLane<string, string>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xuesai-test-'));
    file = join(folder, 'xuesai.sqlite');
    writer = await openWriter({ kind: 'sqlite', file }, ENTITIES);
    await writer.runMigrations();
    const writes = new WriteQueue(writer);
    checkpoints = new Checkpoints(writes, await openBare(file), NEVER_BY_ITSELF_MS);
    lane = writes.lane(async (manager, names) => {
      await manager.insert(
        SettingEntity,
        names.map((name) => ({ name, value: 'x' })),
      );
      return names;
    });
  });

  afterEach(async () => {
    await checkpoints.close();
    await writer.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the file holds without its log; null while not even the table is in it. */
  async function inFile(): Promise<string[] | null> {
    const copy = join(folder, 'copy.sqlite');
    await copyFile(file, copy);
    const source = await openBare(copy);
    try {
      const tables = await source.query(`SELECT name FROM sqlite_master WHERE name = 'setting'`);
      if (tables.length === 0) return null;
      const rows = (await source.query('SELECT name FROM setting ORDER BY name')) as { name: string }[];
      return rows.map(({ name }) => name);
    } finally {
      await source.destroy();
      await rm(copy);
    }
  }

  it('is folded into the file once no rows have come between two looks', async () => {
    await lane.append('first');
    await checkpoints.look();
    await lane.append('second');
    await checkpoints.look();
    expect(await inFile()).toBeNull();
    await checkpoints.look();
    expect(await inFile()).toEqual(['first', 'second']);
  });
});
