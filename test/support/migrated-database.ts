/**
 * Databases with every migration applied, for files that want a fresh one for each test: migrated once a file, then
 * copied. PostgreSQL migrates in a second and a half and copies in a tenth of that.
 */
import { afterAll } from '@jest/globals';

import { openWriter } from '../../src/platform/database/data-source.js';
import { DATABASES, ENTITIES, type DatabaseKind, type TestDatabase } from './databases.js';

const templates = new Map<DatabaseKind, Promise<TestDatabase>>();

afterAll(async () => {
  for (const template of templates.values()) await (await template).drop();
  templates.clear();
});

async function migrate(kind: DatabaseKind): Promise<TestDatabase> {
  const template = await kind.create();
  const writer = await openWriter(template.settings, ENTITIES);
  await writer.runMigrations();
  await writer.destroy();
  return template;
}

/** An empty database of its own, as the last migration leaves it. */
export async function createMigrated(kind: DatabaseKind): Promise<TestDatabase> {
  const found = templates.get(kind) ?? migrate(kind);
  templates.set(kind, found);
  return kind.create((await found).settings);
}

/** As DATABASES; what they make is migrated. */
export const MIGRATED_DATABASES: readonly DatabaseKind[] = DATABASES.map((kind) => ({
  name: kind.name,
  create: () => createMigrated(kind),
}));
