/** Needs as rows: what an earlier version wrote is read and written anew, and a consent says to which notice. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource, MigrationInterface } from 'typeorm';

import { NeedsStore } from '../../src/contest/entry/needs.store.js';
import { ParticipantNeedsEntity } from '../../src/contest/persistence/participant-needs.entity.js';
import { PersonNeedsEntity } from '../../src/contest/persistence/person-needs.entity.js';
import { PersonEntity } from '../../src/organisation/persistence/person.entity.js';
import { FieldCipher } from '../../src/platform/crypto/field-cipher.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { newId } from '../../src/platform/ids.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { AT, insertContest } from '../support/rows.js';

/** As the versions before PNP wrote it. */
const OLD = '{"multiplier":1.5,"readAloud":true}';

describe.each(MIGRATED_DATABASES)('needs on $name', ({ create }) => {
  let folder: string;
  let place: TestDatabase;
  let database: Database;
  let cipher: FieldCipher;
  let store: NeedsStore;
  let seat: string;
  let person: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xuesai-needs-'));
    place = await create();
    database = await Database.open(place.settings, ENTITIES);
    cipher = await FieldCipher.open(join(folder, 'secret.key'));
    store = new NeedsStore(cipher);
    person = newId();
    seat = await database.writes.run(async (manager) => {
      await manager.insert(PersonEntity, { id: person, name: '示例甲', staffCode: null, createdAt: AT, erasedAt: null } as PersonEntity); // prettier-ignore
      return (await insertContest(manager)).participantIds[0] ?? '';
    });
  });
  afterEach(async () => {
    await database.close();
    await place.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const written = (id: string, plain: string) => ({ needsEncrypted: cipher.encrypt(plain, id), consentAt: AT, noticeVersion: null, updatedAt: AT }); // prettier-ignore
  const owners = () => [{ kind: 'participant', id: seat } as const, { kind: 'person', id: person } as const];
  const stored = async (): Promise<unknown[]> => {
    const { manager } = database.reader.source;
    const rows = [
      ...(await manager.find(ParticipantNeedsEntity)).map((row) => [row.participantId, row.needsEncrypted] as const),
      ...(await manager.find(PersonNeedsEntity)).map((row) => [row.personId, row.needsEncrypted] as const),
    ];
    return rows.map(([id, encrypted]) => JSON.parse(cipher.decrypt(encrypted, id)) as unknown);
  };

  it('of an earlier form are read as they are, and written anew once', async () => {
    await database.writes.run(async (manager) => {
      await manager.insert(ParticipantNeedsEntity, { participantId: seat, ...written(seat, OLD) });
      await manager.insert(PersonNeedsEntity, { personId: person, ...written(person, OLD) });
    });
    const { manager } = database.reader.source;
    for (const owner of owners()) expect(await store.of(manager, owner)).toEqual({ multiplier: 1.5, readAloud: true });
    expect(await database.writes.run((own) => store.restate(own))).toBe(2);
    const form = {
      version: 1,
      accessForAllPnp: { 'additional-testing-time': { 'time-multiplier': 1.5 }, spoken: true },
    };
    expect(await stored()).toEqual([form, form]);
    for (const owner of owners()) expect(await store.of(manager, owner)).toEqual({ multiplier: 1.5, readAloud: true });
    expect(await database.writes.run((own) => store.restate(own))).toBe(0);
  });

  it('under another key are lost, and hurt nobody', async () => {
    const other = await FieldCipher.open(join(folder, 'other.key'));
    await database.writes.run((manager) =>
      manager.insert(PersonNeedsEntity, { ...written(person, OLD), personId: person, needsEncrypted: other.encrypt(OLD, person) }),
    ); // prettier-ignore
    expect(await store.of(database.reader.source.manager, { kind: 'person', id: person })).toBeNull();
    expect(await database.writes.run((manager) => store.restate(manager))).toBe(0);
  });

  it('keep when they were consented to and on which notice; another notice is another consent', async () => {
    const owner = { kind: 'person', id: person } as const;
    const save = (at: number, noticeVersion: number | null) =>
      database.writes.run((manager) => store.state(manager, owner, { multiplier: 2 }, { at, noticeVersion }));
    const consent = () => store.consentOf(database.reader.source.manager, owner);
    expect(await consent()).toBeNull();
    await save(AT, 1);
    await save(AT + 1000, null);
    await save(AT + 2000, 1);
    expect(await consent()).toEqual({ consentAt: AT, noticeVersion: 1 });
    await save(AT + 3000, 2);
    expect(await consent()).toEqual({ consentAt: AT + 3000, noticeVersion: 2 });
    await database.writes.run((manager) => store.delete(manager, owner));
    expect(await consent()).toBeNull();
  });
});

describe.each(DATABASES)('consents from before they named a notice, on $name', ({ create }) => {
  it('stay, and name none', async () => {
    const place = await create();
    const writer: DataSource = await openWriter(place.settings, ENTITIES);
    try {
      const migrations = writer.migrations as MigrationInterface[];
      const at = migrations.findIndex(({ name }) => name === 'Privacy1770900000010');
      const later = migrations.splice(at);
      await writer.runMigrations();
      migrations.push(...later);
      await writer.query(`INSERT INTO "person" ("id", "name", "created_at") VALUES ('p', '示例甲', 1000)`);
      await writer.query(`INSERT INTO "person_needs" VALUES ('p', 'v1.x', 1000, 2000)`);
      await writer.runMigrations();
      const [row] = await writer.manager.find(PersonNeedsEntity);
      expect(row).toEqual({
        personId: 'p',
        needsEncrypted: 'v1.x',
        consentAt: 1000,
        noticeVersion: null,
        updatedAt: 2000,
      });
    } finally {
      await writer.destroy();
      await place.drop();
    }
  });
});
