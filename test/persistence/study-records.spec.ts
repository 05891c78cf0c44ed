/** Study codes, statements and wrong items on both databases: what their SQL says is the same on either. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Item } from '../../src/core/item/types.js';
import type { KeyedDraft } from '../../src/core/study/statement/contest-statements.js';
import { SYSTEM_ACTOR } from '../../src/core/study/statement/statement.js';
import type { IdentityService, OperatorIdentity } from '../../src/identity/identity.service.js';
import { MemberAccess } from '../../src/member/member-access.js';
import { MemberInformation } from '../../src/member/member-information.js';
import { OrganisationService } from '../../src/organisation/organisation.service.js';
import { MembershipEntity } from '../../src/organisation/persistence/membership.entity.js';
import { PersonEntity } from '../../src/organisation/persistence/person.entity.js';
import { UnitEntity } from '../../src/organisation/persistence/unit.entity.js';
import { PersonParts } from '../../src/organisation/person-parts.service.js';
import { AppConfig } from '../../src/platform/config/app-config.js';
import { FieldCipher } from '../../src/platform/crypto/field-cipher.js';
import { Database } from '../../src/platform/database/database.js';
import { FigureScopes } from '../../src/study/figure-scopes.js';
import { StatementReader, type StatementFilter } from '../../src/study/statement/statement-reader.js';
import { StatementStore } from '../../src/study/statement/statement-store.js';
import {
  WrongItemEntity,
  WrongItemFigureEntity,
  WrongItemSubjectEntity,
} from '../../src/study/persistence/wrong-item.entity.js';
import { firstCard } from '../../src/study/wrong-items/schedule.js';
import { WeakTopics } from '../../src/study/wrong-items/weak-topics.js';
import { WrongItems } from '../../src/study/wrong-items/wrong-items.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { ManualClock } from '../support/manual-clock.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { faultsOfStatement } from '../support/xapi-checker.js';

const BASE = 'https://xuesai.example';
const DAY_MS = 24 * 60 * 60_000;
const PEOPLE = ['p1', 'p2', 'p3'];
const IDENTITY = { recordAction: () => Promise.resolve() } as unknown as IdentityService;
/** Of the unit, who may see it whatever its size. */
const SECRETARY = { roles: ['branch-secretary'], unitId: 'u1' } as unknown as OperatorIdentity;
const ITEM: Item = {
  id: 'i',
  kind: 'true-false',
  correct: true,
  stem: '示例：对吗？',
  media: [],
  explanation: '示例解析',
  source: { title: '《示例法》', locator: '第一条' },
  points: 1000,
  timeLimitMs: 30_000,
};
const draft = (key: string, at: number): KeyedDraft => ({
  key,
  draft: {
    verb: 'experienced',
    activity: { id: `${BASE}/a/${key}`, definition: { name: { 'zh-CN': '示例' }, type: `${BASE}/type` } },
    parent: `${BASE}/parent`,
    result: { completion: true },
    at,
  },
});

describe.each(MIGRATED_DATABASES)('study records on $name', ({ create }) => {
  let test: TestDatabase;
  let database: Database;
  let folder: string;
  let organisation: OrganisationService;
  let clock: ManualClock;
  let store: StatementStore;
  let statements: StatementReader;

  beforeEach(async () => {
    test = await create();
    folder = await mkdtemp(join(tmpdir(), 'xuesai-key-'));
    database = await Database.open(test.settings, ENTITIES);
    organisation = new OrganisationService(database.reader, new PersonParts());
    clock = new ManualClock();
    store = new StatementStore(AppConfig.read({ PUBLIC_URL: BASE }), organisation, clock);
    statements = new StatementReader(database.reader);
    const at = clock.now();
    await database.writes.run(async (manager) => {
      const unit = {
        code: 'U',
        name: '示例支部',
        level: 5,
        ordinal: 0,
        openedAt: at,
        closedAt: null,
        mergedInto: null,
      };
      await manager.insert(UnitEntity, { id: 'u1', parentId: null, ...unit });
      for (const id of PEOPLE) {
        await manager.insert(PersonEntity, { id, name: `示例${id}`, staffCode: null, createdAt: at, erasedAt: null });
        await manager.insert(MembershipEntity, { id: `m-${id}`, personId: id, unitId: 'u1', fromAt: at, toAt: null });
      }
    });
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const append = (source: string, people: readonly string[], keys: readonly string[]) =>
    database.writes.run((manager) =>
      store.append(
        manager,
        source,
        people.map((personId) => ({
          personId,
          drafts: keys.map((key) => ({ ...draft(key, clock.now()), key: `${key}/${personId}` })),
        })),
      ),
    );
  const page = (filter = {}, limit = 100) => statements.page(filter, limit, { format: 'exact' });

  it('number statements without a repetition, write none twice, and page them in either direction', async () => {
    await append('test', PEOPLE, ['a', 'b']);
    clock.advance(1000);
    await append('test', [...PEOPLE, 'unknown'], ['b', 'c']);
    const all = (await page()).statements;
    expect(all).toHaveLength(9);
    expect(all.flatMap((statement) => faultsOfStatement(JSON.parse(JSON.stringify(statement))))).toEqual([]);
    expect(new Set(all.map((statement) => JSON.stringify(statement['actor']))).size).toBe(3);
    const first = await page({ ascending: true }, 4);
    const second = await page({ ascending: true, from: first.next ?? 0 }, 4);
    const third = await page({ ascending: true, from: second.next ?? 0 }, 4);
    expect(third.next).toBeNull();
    expect([...first.statements, ...second.statements, ...third.statements]).toEqual(all.toReversed());
    const since = clock.now() - 1000;
    expect((await page({ since })).statements).toHaveLength(3);
    expect((await page({ until: since })).statements).toHaveLength(6);
    expect((await page({ activity: `${BASE}/a/c` })).statements).toHaveLength(3);
    expect((await page({ activity: `${BASE}/parent`, related: true })).statements).toHaveLength(9);
    expect((await page({ verb: 'passed', actor: 'nobody', registration: 'none' })).statements).toEqual([]);
    expect(await statements.figures()).toEqual({ total: 9, lastStoredAt: clock.now() });
  });

  it('take statements back by others, and show neither twice', async () => {
    await append('entry', PEOPLE, ['e1', 'e2']);
    const [one] = (await page({ activity: `${BASE}/a/e1` })).statements;
    const take = () =>
      database.writes.run((manager) => store.void(manager, `${BASE}/a/e1`, { source: 'entry', prefix: 'e1/' }));
    await take();
    await take();
    const left = (await page()).statements.map((statement) =>
      (statement['verb'] as { id: string }).id.split('/').at(-1),
    );
    expect(left.sort()).toEqual(['experienced', 'experienced', 'experienced', 'voided', 'voided', 'voided']);
    const id = String(one?.['id']);
    expect(await statements.one(id, false, { format: 'exact' })).toBeNull();
    expect(await statements.one(id, true, { format: 'exact' })).toEqual(one);
    expect(await statements.after(0, 100)).toHaveLength(9);
  });

  it('find what takes a statement back by whatever would find that one, in its own time and place', async () => {
    await append('entry', PEOPLE, ['e1', 'e2']);
    const [one] = (await page({ activity: `${BASE}/a/e1` })).statements;
    const actor = (one as unknown as { actor: { account: { name: string } } }).actor.account.name;
    const at = clock.now();
    clock.advance(1000);
    await database.writes.run((manager) => store.void(manager, `${BASE}/a/e1`, { source: 'entry', prefix: 'e1/' }));
    const verbsOf = async (filter: StatementFilter, limit = 100) =>
      (await page({ ascending: true, ...filter }, limit)).statements.map((statement) => (statement['verb'] as { id: string }).id.split('/').at(-1)); // prettier-ignore
    const backs = ['voided', 'voided', 'voided'];
    const activity = `${BASE}/a/e1`;
    expect(await verbsOf({ activity })).toEqual(backs);
    expect(await verbsOf({ activity, since: at })).toEqual(backs);
    expect(await verbsOf({ activity, until: at })).toEqual([]);
    expect(await verbsOf({ activity, verb: 'experienced' })).toEqual(backs);
    expect(await verbsOf({ activity, verb: 'voided' })).toEqual(backs);
    expect(await verbsOf({ activity, verb: 'passed' })).toEqual([]);
    expect(await verbsOf({ activity: `${BASE}/a/e2` })).toEqual(Array<string>(3).fill('experienced'));
    expect(await verbsOf({ activity: `${BASE}/parent`, related: true })).toHaveLength(6);
    expect(await verbsOf({ activity: `${BASE}/parent` })).toEqual([]);
    expect(await verbsOf({ actor })).toEqual(['experienced', 'voided']);
    expect(await verbsOf({ actor, activity })).toEqual(['voided']);
    expect(await verbsOf({ actor: SYSTEM_ACTOR })).toEqual(backs);
    expect(await verbsOf({ verb: 'voided', actor })).toEqual(['voided']);
    expect(await verbsOf({ verb: 'experienced' })).toEqual([...Array<string>(3).fill('experienced'), ...backs]);
    expect(await verbsOf({ registration: 'none' })).toEqual([]);
    // Page by page, in either direction, nothing twice and nothing left out.
    const whole = (await page({ verb: 'experienced' })).statements;
    const first = await page({ verb: 'experienced' }, 4);
    const second = await page({ verb: 'experienced', from: first.next ?? 0 }, 4);
    expect([...first.statements, ...second.statements]).toEqual(whole);
    const early = await page({ verb: 'experienced', ascending: true }, 4);
    const late = await page({ verb: 'experienced', ascending: true, from: early.next ?? 0 }, 4);
    expect([...early.statements, ...late.statements]).toEqual(whole.toReversed());
  });

  it('leave statements that lead to nobody', async () => {
    await append('test', PEOPLE, ['a']);
    const before = (await page()).statements;
    await database.writes.run((manager) => store.forget(manager, 'p1'));
    expect((await page()).statements).toEqual(before);
    expect(await database.reader.source.query(`SELECT * FROM statement WHERE source_id LIKE '%p1%'`)).toEqual([]);
    expect(await database.reader.source.query(`SELECT * FROM statement_actor WHERE person_id = 'p1'`)).toEqual([]);
  });

  it('give out codes, each once and again, and none after it was withdrawn', async () => {
    const cipher = await FieldCipher.open(join(folder, 'secret.key'));
    const access = new MemberAccess(organisation, IDENTITY, cipher, database.writes, clock);
    const information = new MemberInformation(organisation, database.reader);
    const codes = await access.issue('u1', 'operator');
    expect(new Set(codes.map(({ code }) => code)).size).toBe(3);
    expect(await access.issue('u1', 'operator')).toEqual(codes);
    await access.withdraw('u1', 'p2', 'operator');
    expect((await information.accessOf('u1')).map(({ issuedAt }) => issuedAt !== null)).toEqual([true, false, true]);
    const renewed = await access.renew('u1', 'p2', 'operator');
    expect(codes.map(({ code }) => code)).not.toContain(renewed.code);
  });

  it('keep a book page by page, and figures of units apart from it', async () => {
    const at = clock.now();
    const card = firstCard(at);
    await database.writes.run(async (manager) => {
      for (let index = 0; index < 60; index += 1) {
        const subjectId = `s${index}`;
        const subject = {
          id: subjectId,
          item: { ...ITEM, id: subjectId },
          topic: '示例',
          contestTitle: '示例竞赛',
          at,
        };
        await manager.insert(WrongItemSubjectEntity, subject);
        const figure = { contestId: 'c', unitId: 'u1', subjectId, at, seen: 6, wrong: 2 };
        await manager.insert(WrongItemFigureEntity, figure);
        const row = { personId: 'p1', subjectId, firstWrongAt: at, lastWrongAt: at, card, dueAt: card.due };
        await manager.insert(WrongItemEntity, { id: `w${index}`, ...row, asideAt: null });
      }
    });
    const items = new WrongItems(database.reader, database.writes, clock);
    expect((await items.page('p1', 'due', undefined)).counts).toEqual({ due: 0, waiting: 60, aside: 0 });
    clock.advance(8 * DAY_MS);
    const first = await items.page('p1', 'due', undefined);
    const second = await items.page('p1', 'due', first.next ?? undefined);
    expect([first.items.length, second.items.length, second.next]).toEqual([50, 10, null]);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(60);
    expect((await items.page('p2', 'due', undefined)).items).toEqual([]);
    const done = await items.review('p1', 'w0', { value: true });
    expect([done.outcome, done.dueAt > clock.now()]).toEqual(['correct', true]);
    await items.putAside('p1', 'w1', true);
    expect((await items.page('p1', 'aside', undefined)).items.map(({ id }) => id)).toEqual(['w1']);
    await expect(items.one('p2', 'w1')).rejects.toMatchObject({ refusal: { code: 'study.wrong-item-unknown' } });
    const weakTopics = new WeakTopics(new FigureScopes(organisation, database.reader), database.reader, clock);
    const topics = await weakTopics.of(SECRETARY, 'u1', 12);
    expect(topics).toMatchObject({
      contests: 1,
      topics: [{ topic: '示例', figures: { seen: 360, wrong: 120, people: 6 } }],
    });
    expect(topics.topics[0]?.sources).toEqual([{ title: '《示例法》', locator: '第一条' }]);
    await database.writes.run((manager) => items.erase(manager, 'p1'));
    expect(await database.reader.source.query('SELECT * FROM wrong_item')).toEqual([]);
    expect((await weakTopics.of(SECRETARY, 'u1', 12)).topics).toEqual(topics.topics);
  });
});
