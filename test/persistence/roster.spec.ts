import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';

import { ContestBranchEntity } from '../../src/contest/persistence/contest-branch.entity.js';
import { ContestRosterEntity } from '../../src/contest/persistence/contest-roster.entity.js';
import { ContestUnitEntity } from '../../src/contest/persistence/contest-unit.entity.js';
import { ParticipantEntity } from '../../src/contest/persistence/participant.entity.js';
import { codeDigest, entryCode } from '../../src/contest/roster/entry-code.js';
import { syncRoster } from '../../src/contest/roster/roster-sync.js';
import { planRoster } from '../../src/core/organisation/plan-roster.js';
import { readRoster } from '../../src/core/organisation/read-roster.js';
import { sheetOf } from '../../src/core/question-bank/formats/sheet.js';
import { ERASED_PERSON, OrganisationService } from '../../src/organisation/organisation.service.js';
import { PersonParts } from '../../src/organisation/person-parts.service.js';
import { MembershipEntity } from '../../src/organisation/persistence/membership.entity.js';
import { PersonEntity } from '../../src/organisation/persistence/person.entity.js';
import type { DeedSteps, Recorded } from '../../src/organisation/organisation-deeds.js';
import { loadRoster } from '../../src/organisation/roster-loader.js';
import { FieldCipher } from '../../src/platform/crypto/field-cipher.js';
import { Database } from '../../src/platform/database/database.js';
import { newId } from '../../src/platform/ids.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { AT, insertContest } from '../support/rows.js';

const HEAD = ['单位', '支部', '姓名', '工号'];
const ROSTER = [
  ['示例局', '第一支部', '示例甲', 'S1'],
  ['示例局', '第一支部', '示例乙', ''],
  ['示例局', '第二支部', '示例丙', 'S3'],
];

describe.each(MIGRATED_DATABASES)('rosters on $name', ({ create }) => {
  let test: TestDatabase;
  let database: Database;
  let cipher: FieldCipher;
  let folder: string;
  let organisation: OrganisationService;

  beforeEach(async () => {
    test = await create();
    folder = await mkdtemp(join(tmpdir(), 'xuesai-key-'));
    cipher = await FieldCipher.open(join(folder, 'secret.key'));
    database = await Database.open(test.settings, ENTITIES);
    organisation = new OrganisationService(database.reader, new PersonParts());
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const recorded: Recorded[] = [];
  /** The transaction that fails, counted from now on. */
  let failing: number | null = null;
  /** What somebody else does before the first transaction. */
  let atStep: ((manager: EntityManager) => Promise<void>) | null = null;
  const steps: DeedSteps = {
    step: async (job) => {
      const before = atStep;
      atStep = null;
      if (before) await database.writes.run(before);
      if (failing !== null && failing-- === 0) throw new Error('示例：磁盘已满');
      return database.writes.run(job);
    },
    record: async (_manager, _deed, entry) => void recorded.push(entry),
    recordApart: async (_deed, entry) => void recorded.push(entry),
  };
  beforeEach(() => {
    recorded.length = 0;
    failing = null;
    atStep = null;
  });

  async function load(rows: readonly (readonly string[])[], at = AT, missing: 'keep' | 'leave' = 'keep') {
    const [tree, people] = [await organisation.tree(), await organisation.people()];
    const { rows: read } = readRoster([sheetOf('', [HEAD, ...rows])]);
    const plan = planRoster(read, { units: [...tree.byId.values()], people }, { missing, newId });
    await loadRoster(steps, { operatorId: 'operator', at }, plan);
    return plan;
  }
  const unitOf = async (name: string) => [...(await organisation.tree()).byId.values()].find((unit) => unit.name === name)?.id ?? ''; // prettier-ignore
  const all = <T extends object>(entity: new () => T): Promise<T[]> => database.reader.source.manager.find(entity);

  it('are loaded, and a second time change no row', async () => {
    await load(ROSTER);
    const before = [await all(PersonEntity), await all(MembershipEntity), await organisation.tree()];
    expect(before[0]).toHaveLength(3);
    const plan = await load(ROSTER, AT + 1);
    expect(plan.unchanged).toBe(3);
    expect([await all(PersonEntity), await all(MembershipEntity), await organisation.tree()]).toEqual(before);
  });

  it('are on record from the beginning to the end', async () => {
    await load(ROSTER);
    expect(recorded.map(({ action }) => action)).toEqual(['roster.import-began', 'roster.imported']);
    expect(recorded[0]?.detail).toEqual(recorded[1]?.detail);
    expect(recorded[0]?.detail).toMatchObject({ importId: expect.any(String), units: 3, people: 3, joins: 3 });
  });

  it('are on record as broken off where they broke off, after which they can be loaded again', async () => {
    failing = 2;
    await expect(load(ROSTER)).rejects.toThrow('磁盘已满');
    expect(recorded.map(({ action }) => action)).toEqual(['roster.import-began', 'roster.import-broke-off']);
    const importId = recorded[0]?.detail['importId'];
    expect(recorded[1]?.detail).toEqual({ importId, steps: 1 });
    expect((await organisation.tree()).byId.size).toBe(3);
    expect(await all(PersonEntity)).toEqual([]);
    failing = null;
    await load(ROSTER);
    expect(await all(PersonEntity)).toHaveLength(3);
    expect(recorded.map(({ action }) => action).slice(2)).toEqual(['roster.import-began', 'roster.imported']);
  });

  it('write nothing again of somebody who is erased while they are loaded', async () => {
    await load(ROSTER);
    const [person] = (await all(PersonEntity)).filter(({ staffCode }) => staffCode === 'S1');
    const id = person?.id ?? '';
    atStep = async (manager) => {
      await manager.update(PersonEntity, id, { name: ERASED_PERSON, staffCode: null, erasedAt: AT + 5 });
      await manager.delete(MembershipEntity, { personId: id });
    };
    await load([['示例局', '第二支部', '示例新甲', 'S1'], ['示例局', '第三支部', '示例丁', 'S4']], AT + 5); // prettier-ignore
    expect((await all(PersonEntity)).find((one) => one.id === id)?.name).toBe(ERASED_PERSON);
    expect((await all(MembershipEntity)).filter(({ personId }) => personId === id)).toEqual([]);
    expect((await all(PersonEntity)).map(({ name }) => name)).toContain('示例丁');
  });

  it('date a move, a new name and a leaving', async () => {
    await load(ROSTER);
    const [first] = (await all(PersonEntity)).filter(({ staffCode }) => staffCode === 'S1');
    await load([['示例局', '第二支部', '示例新甲', 'S1'], ['示例局', '第二支部', '示例丙', 'S3']], AT + 5); // prettier-ignore
    const [now] = (await all(PersonEntity)).filter(({ staffCode }) => staffCode === 'S1');
    expect(now).toEqual({ ...first, name: '示例新甲' });
    const [one, two] = [await unitOf('第一支部'), await unitOf('第二支部')];
    const memberships = (await all(MembershipEntity)).filter(({ personId }) => personId === first?.id);
    expect(memberships.map(({ unitId, fromAt, toAt }) => [unitId, fromAt, toAt]).sort()).toEqual(
      [
        [one, AT, AT + 5],
        [two, AT + 5, null],
      ].sort(),
    );
    await load([['示例局', '第二支部', '示例丙', 'S3']], AT + 9, 'leave');
    expect((await organisation.headcounts()).get(two)).toBe(1);
  });

  it('give a contest its units, people and headcounts, and follow until they are let be', async () => {
    await load(ROSTER);
    const contest = await database.writes.run((writer) => insertContest(writer, 0));
    await database.writes.run(async (writer) => {
      await writer.update(ContestBranchEntity, contest.branchId, { unitId: await unitOf('第一支部') });
    });
    const sync = async () => {
      const now = { tree: await organisation.tree(), people: await organisation.people() };
      return database.writes.run((writer) => syncRoster(writer, cipher, contest.contestId, now));
    };
    expect(await sync()).toEqual({ people: 2, added: 2, removed: 0 });
    const rows = await all(ContestRosterEntity);
    for (const { personId, codeDigest: digest, contestId } of rows) {
      expect(digest).toBe(codeDigest(cipher, contestId, entryCode(cipher, contestId, personId, 1)));
    }
    expect((await all(ContestUnitEntity)).map(({ name, level }) => [name, level]).sort()).toEqual([
      ['示例局', 4],
      ['第一支部', 5],
    ].sort()); // prettier-ignore
    expect((await all(ContestBranchEntity))[0]?.expected).toBe(2);
    await database.writes.run((writer) => writer.update(ContestRosterEntity, rows[0]?.id ?? '', { exempt: true }));
    await load([['示例局', '第一支部', '示例丁', 'S4']], AT + 1);
    expect(await sync()).toEqual({ people: 3, added: 1, removed: 0 });
    expect((await all(ContestBranchEntity))[0]?.expected).toBe(2);
    expect((await all(ContestRosterEntity)).find(({ id }) => id === rows[0]?.id)).toEqual({ ...rows[0], exempt: true });
    expect(await sync()).toEqual({ people: 3, added: 0, removed: 0 });
  });

  it('hold a person to one seat in a contest, whoever asks at the same time', async () => {
    await load(ROSTER);
    const contest = await database.writes.run((writer) => insertContest(writer, 2));
    const [person] = await all(PersonEntity);
    const [first, second] = contest.participantIds;
    const take = (id: string | undefined) =>
      database.writes.run((writer) => writer.update(ParticipantEntity, id ?? '', { personId: person?.id ?? null }));
    const outcomes = await Promise.allSettled([take(first), take(second)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('keep no code in any row', async () => {
    await load(ROSTER);
    const contest = await database.writes.run((writer) => insertContest(writer, 0));
    await database.writes.run(async (writer) => {
      await writer.update(ContestBranchEntity, contest.branchId, { unitId: await unitOf('示例局') });
    });
    const now = { tree: await organisation.tree(), people: await organisation.people() };
    await database.writes.run((writer) => syncRoster(writer, cipher, contest.contestId, now));
    const rows = JSON.stringify(await all(ContestRosterEntity));
    for (const { personId } of await all(ContestRosterEntity)) {
      expect(rows).not.toContain(entryCode(cipher, contest.contestId, personId, 1));
    }
  });

  it('leave other servers’ keys with other codes', async () => {
    const other = await FieldCipher.open(join(folder, 'other.key'));
    expect(entryCode(cipher, 'c', 'p', 1)).not.toBe(entryCode(other, 'c', 'p', 1));
    expect(entryCode(cipher, 'c', 'p', 1)).not.toBe(entryCode(cipher, 'c', 'p', 2));
    expect(entryCode(cipher, 'c', 'p', 1)).toBe(entryCode(cipher, 'c', 'p', 1));
  });
});
