/** Appends rows one after another to the file named as argument and says when each goes in and is acknowledged. */
import 'reflect-metadata';
import { writeSync } from 'node:fs';

import { SettingEntity } from '../../src/identity/persistence/setting.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { ENTITIES } from '../support/databases.js';

const STDOUT = 1;
const database = await Database.open({ kind: 'sqlite', file: process.argv[2] ?? '' }, ENTITIES);
const lane = database.writes.lane<string, string>(async (manager, names) => {
  await manager.insert(
    SettingEntity,
    names.map((name) => ({ name, value: 'x' })),
  );
  return names;
});
for (const name of ['first', 'second', 'third']) {
  writeSync(STDOUT, `appending ${name}\n`);
  await lane.append(name);
  writeSync(STDOUT, `acknowledged ${name}\n`);
}
await database.close();
