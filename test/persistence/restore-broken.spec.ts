import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Server } from '../../src/backup/create.js';
import { assertRestored, RESTORE_UNFINISHED } from '../../src/platform/database/restore-mark.js';
import { BackupPlaces, stored } from '../support/backup-places.js';
import { DATABASES, inDatabase } from '../support/databases.js';

describe.each(DATABASES)('restores that break off on $name', (kind) => {
  let places: BackupPlaces;
  let file: string;
  let other: Server;

  beforeEach(async () => {
    places = await BackupPlaces.open(kind);
    ({ file } = await places.backUp(await places.used('一')));
    other = await places.used('二');
  });
  afterEach(() => places.close());

  it('leave a mark, which a whole restore alone takes away', async () => {
    await writeFile(join(other.dataDir, RESTORE_UNFINISHED), '');
    await writeFile(join(places.folder, 'damaged.age'), 'none');
    await expect(places.restore(other, join(places.folder, 'damaged.age'), true)).rejects.toThrow();
    expect(() => assertRestored(other.dataDir)).toThrow('重新执行恢复命令');
    await places.restore(other, file, true);
    expect(() => assertRestored(other.dataDir)).not.toThrow();
    expect(await stored(other)).toEqual([{ value: '一' }]);
  });

  if (kind.name === 'postgres') {
    it('touch nothing where the account may not make schemas', async () => {
      const { url } = other.database as { readonly url: string };
      const role = `xuesai_role_${randomBytes(6).toString('hex')}`;
      await inDatabase(url, `CREATE ROLE ${role} LOGIN PASSWORD 'sample'`);
      try {
        // What an administrator often gives: the schema and all that is in it, and no right to make another.
        await inDatabase(url, `ALTER SCHEMA public OWNER TO ${role}`);
        await inDatabase(url, `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
        const poor = new URL(url);
        [poor.username, poor.password] = [role, 'sample'];
        const server = { ...other, database: { kind: 'postgres', url: poor.href } as const };
        await expect(places.restore(server, file, true)).rejects.toMatchObject({
          chinese: expect.stringContaining('GRANT CREATE ON DATABASE'),
        });
        expect(await readFile(join(other.dataDir, 'secret.key'), 'utf8')).toBe('key of 二');
        expect(() => assertRestored(other.dataDir)).not.toThrow();
        await inDatabase(url, 'ALTER SCHEMA public OWNER TO CURRENT_USER');
        expect(await stored(other)).toEqual([{ value: '二' }]);
      } finally {
        await inDatabase(url, `DROP OWNED BY ${role}`);
        await inDatabase(url, `DROP ROLE ${role}`);
      }
    });

    /** The real tool, after a look at the mark; or one that fails in its place. */
    const withTool = async (then: string): Promise<Server['env']> => {
      const folderOfTool = await mkdtemp(join(places.folder, 'tool-'));
      const script = `#!/bin/sh
case "$*" in *--dbname=*) cat "$DATA"/RESTORE-UNFINISHED > "${folderOfTool}/seen"; ${then};; esac
export PATH="$OWN_PATH"; exec pg_restore "$@"
`;
      await writeFile(join(folderOfTool, 'pg_restore'), script, { mode: 0o755 });
      const own = process.env['PATH'];
      return { ...process.env, PATH: `${folderOfTool}:${own}`, OWN_PATH: own, TOOL: folderOfTool };
    };

    it('are marked as unfinished with the schema of what was there, until they are done', async () => {
      const env: Server['env'] = { ...(await withTool(':')), DATA: other.dataDir };
      const { schema } = await places.restore({ ...other, env }, file, true);
      expect(await readFile(join(env['TOOL'] ?? '', 'seen'), 'utf8')).toBe(`${schema}\n`);
      expect(() => assertRestored(other.dataDir)).not.toThrow();
      expect(await stored(other)).toEqual([{ value: '一' }]);
    });

    it('that the tool breaks off leave everything as it was, and a mark only where there was one', async () => {
      const env: Server['env'] = { ...(await withTool('exit 1')), DATA: other.dataDir };
      await expect(places.restore({ ...other, env }, file, true)).rejects.toMatchObject({
        chinese: expect.stringContaining('pg_restore'),
      });
      expect(await stored(other)).toEqual([{ value: '二' }]);
      expect(() => assertRestored(other.dataDir)).not.toThrow();
      await writeFile(join(other.dataDir, RESTORE_UNFINISHED), 'before_restore_1\n');
      await expect(places.restore({ ...other, env }, file, true)).rejects.toThrow();
      expect(() => assertRestored(other.dataDir)).toThrow(/before_restore_1 模式.*请勿删除/u);
      await places.restore(other, file, true);
      expect(() => assertRestored(other.dataDir)).not.toThrow();
    });
  }
});
