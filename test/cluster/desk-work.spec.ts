/** Work at desks that a fault cuts through, or another desk: entries, rosters, banks. Nothing is half there, or twice. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { LONG_TURNS } from '../../src/platform/database/long-turns.js';
import type { BankItemPage, ImportReport } from '../../src/protocol/question-bank.js';
import { Cluster } from '../support/cluster.js';
import { administratorOf, bodyOf } from '../support/contest-stage.js';
import { eventually } from '../support/eventually.js';
import { HeldPlace, type Place } from '../support/held-place.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { OwnPostgres, OwnRedis } from '../support/own-services.js';
import { withRows } from '../support/recount.js';
import type { RestAnswer, RestClient } from '../support/rest-client.js';
import { StudyDesk, themeDay } from '../support/study-desk.js';
import { bankOf, TRUE_FALSE } from '../support/sample-banks.js';
import { postFile } from '../support/upload.js';
import { isVouchedFor } from '../support/vouched.js';

const TEST_MS = 180_000;
/** The turn of jobs over all nodes, in src/platform/database/data-source.ts. */
const TURN_KEY = 7_836_576;
const ENTRIES = '/api/study/entries';

let postgres: OwnPostgres;
let redis: OwnRedis;
let cluster: Cluster;
let administrator: RestClient;
let place: HeldPlace | null = null;

beforeAll(async () => {
  postgres = await OwnPostgres.start();
  redis = await OwnRedis.start();
  cluster = await Cluster.start(postgres, redis);
  administrator = await administratorOf(cluster.only(0));
}, TEST_MS);

beforeEach(() => cluster.complete(), TEST_MS);

afterEach(async () => {
  cluster.goOn(0);
  await place?.end();
  place = null;
}, TEST_MS);

afterAll(async () => {
  await cluster.stop();
  await redis.down();
  postgres.drop();
}, TEST_MS);

const at = (node: number): RestClient => administrator.at(cluster.urlOf(node));
const rowsOf = <T>(sql: string, ...values: readonly unknown[]): Promise<readonly T[]> =>
  withRows(cluster.database, (rows) => rows.all<T>(sql, ...values));
const hold = async (of: Place): Promise<HeldPlace> => (place = await HeldPlace.at(cluster.databaseUrl, of));
const said = ({ status, code, body }: RestAnswer) => ({
  status,
  code,
  message: (body as { error?: { message: string } }).error?.message,
});
const BUSY = { status: 503, code: 'server.busy', message: expect.stringMatching(/\p{Script=Han}.*。$/u) };

describe('a node that stands still in the middle of an entry', () => {
  let unitId: string;
  let people: readonly string[];

  beforeAll(async () => {
    const desk = new OrganisationDesk(at(0));
    await desk.load('单位,支部,姓名,工号\n示例局,示例支部,示例甲,E1\n示例局,示例支部,示例乙,E2');
    unitId = (await desk.unit('示例支部')).id;
    people = (await desk.people('示例支部')).people.map(({ id }) => id);
  }, TEST_MS);

  const create = (node: number, sourceId: string): Promise<RestAnswer> =>
    at(node).post(ENTRIES, { ...themeDay(unitId, people), sourceId });
  const entriesOf = (sourceId: string) =>
    rowsOf<{ id: string }>('SELECT id FROM study_entry WHERE source_id LIKE ?', `%/${sourceId}`);

  it(
    'is cut off, so that the others go on, says so once it goes on, and adds the entry once',
    async () => {
      const held = await hold({ table: 'study_entry', event: 'INSERT' });
      const asked = create(0, 'shili-0');
      const writer = await held.writer();
      expect(await held.holdersOf(TURN_KEY)).toEqual([writer]);
      cluster.standStill(0);
      await held.letGo();
      await eventually(async () => expect((await held.connection(writer))?.state).toBe('idle in transaction'));
      const others = await Promise.all([create(1, 'shili-1'), create(2, 'shili-2')]);
      expect(others.map(({ status }) => status)).toEqual([201, 201]);
      expect(await held.connection(writer)).toBeNull();
      cluster.goOn(0);
      expect(said(await asked)).toEqual(BUSY);
      expect(await entriesOf('shili-0')).toEqual([]);
      const again = await Promise.all([create(0, 'shili-0'), create(1, 'shili-0')]);
      expect(again.map(({ status }) => status)).toEqual([201, 201]);
      const [entry, ...more] = await entriesOf('shili-0');
      expect(more).toEqual([]);
      expect(again.map(({ body }) => (body as { id: string }).id)).toEqual([entry?.id, entry?.id]);
      await isVouchedFor(cluster);
    },
    TEST_MS,
  );

  it(
    'whose commit went through says that it did, and the step is taken once',
    async () => {
      const { id } = (await create(0, 'shili-3')).body as { id: string };
      const held = await hold({ table: 'study_entry_change', event: 'INSERT', atCommit: true });
      const asked = new StudyDesk(at(0)).step(id, 'submit');
      const writer = await held.writer();
      expect(await held.connection(writer)).toEqual({ state: 'active', query: 'COMMIT' });
      cluster.standStill(0);
      await held.letGo();
      const seen = new StudyDesk(at(1));
      await eventually(async () => expect((await seen.entry(id)).status).toBe('submitted'));
      const twice = await seen.step(id, 'submit');
      expect({ status: twice.status, code: twice.code }).toEqual({ status: 409, code: 'study.entry-refused' });
      cluster.goOn(0);
      const answer = await asked;
      expect({ status: answer.status, body: answer.body }).toMatchObject({
        status: 200,
        body: { status: 'submitted' },
      });
      const steps = await rowsOf<{ action: string }>('SELECT action FROM study_entry_change WHERE entry_id = ?', id);
      expect(steps.map(({ action }) => action)).toEqual(['create', 'submit']);
      await isVouchedFor(cluster);
    },
    TEST_MS,
  );
});

describe('two rosters that are loaded at the same moment on two nodes', () => {
  const load = (node: number, lines: readonly string[]): Promise<RestAnswer> =>
    postFile(at(node), '/api/organisation/roster/import?dryRun=false', {
      bytes: ['单位,单位编码,支部,姓名,工号', ...lines].join('\n'),
      type: 'text/csv',
    });
  const doubled = async () => ({
    units: await rowsOf('SELECT name FROM unit GROUP BY parent_id, name HAVING COUNT(*) > 1'),
    people: await rowsOf(`SELECT person.name FROM person JOIN membership ON membership.person_id = person.id
      WHERE membership.to_at IS NULL GROUP BY membership.unit_id, person.name HAVING COUNT(*) > 1`),
  });
  const membersOf = async (branch: string) => {
    const { people } = await new OrganisationDesk(at(2)).people(branch);
    return people.map(({ name }) => name).sort();
  };

  it.each([
    // The other file gives no code: found by its name, the unit is the same one.
    { what: 'units', place: { table: 'unit', event: 'INSERT' }, there: [] },
    // Nothing of the database keeps two people of one name apart.
    {
      what: 'people',
      place: { table: 'person', event: 'INSERT' },
      there: ['示例people局,X-people,示例people支部,示例庚,R9'],
    },
  ] as const)(
    'make no $what twice',
    async ({ what, place: where, there }) => {
      const unit = `示例${what}局`;
      const branch = `示例${what}支部`;
      if (there.length > 0) expect((await load(2, there)).code).toBeNull();
      const held = await hold(where);
      const one = load(0, [`${unit},X-${what},${branch},示例丙,`, `${unit},X-${what},${branch},示例丁,R-${what}`]);
      await held.writer();
      const other = load(1, [`${unit},,${branch},示例丙,`, `${unit},,${branch},示例戊,`]);
      await held.waiterFor(LONG_TURNS.organisation);
      await held.letGo();
      expect([(await one).code, (await other).code]).toEqual([null, null]);
      expect(await doubled()).toEqual({ units: [], people: [] });
      expect(await membersOf(branch)).toEqual(['示例丙', '示例丁', '示例戊', ...there.map(() => '示例庚')].sort());
      await isVouchedFor(cluster);
    },
    TEST_MS,
  );
});

describe('a node that is killed while it loads into a bank', () => {
  const newBank = async (title: string): Promise<string> =>
    (await bodyOf<{ id: string }>(at(0).post('/api/question-banks', { title }))).id;
  /** Under keys of their own, so that other words change them. */
  const file = (items: number, words: string): string => {
    const stems = Array.from({ length: items }, (_, item) => `示例：第 ${item} 个说法${words}。`);
    return JSON.stringify(bankOf(stems.map((stem, item) => ({ ...TRUE_FALSE, id: `sb-${item}`, stem }))));
  };
  const look = async (node: number, bankId: string, bytes: string): Promise<string> => {
    const path = `/api/question-banks/import?dryRun=true&bankId=${bankId}`;
    const { importId, rejected } = await bodyOf<ImportReport>(postFile(at(node), path, { bytes }));
    expect(rejected).toEqual([]);
    return importId;
  };
  const load = (node: number, bankId: string, importId: string): Promise<RestAnswer> =>
    at(node).post(`/api/question-banks/imports/${importId}/load`, { mode: 'all-or-nothing', bankId });
  const shown = async (bankId: string): Promise<number> =>
    (await bodyOf<BankItemPage>(at(0).get(`/api/question-banks/${bankId}/items`))).total;
  const unfinished = () => rowsOf('SELECT id FROM import_batch WHERE loaded = 0 AND undone_at IS NULL');
  /** Whoever asked a node that is gone hears nothing any more. */
  const unanswered = (asked: Promise<RestAnswer>) => asked.then(said, () => 'no answer');

  it(
    'leaves nothing of new items, and the same file is loaded whole by another',
    async () => {
      const bankId = await newBank('示例新题库');
      const importId = await look(2, bankId, file(600, '待查'));
      const when = `(SELECT COUNT(*) FROM bank_item WHERE bank_id = NEW.bank_id) >= 250`;
      const held = await hold({ table: 'bank_item', event: 'INSERT', when });
      const asked = unanswered(load(2, bankId, importId));
      await held.writer();
      // One transaction of several is on disk.
      expect(await rowsOf('SELECT id FROM bank_item WHERE bank_id = ?', bankId)).toHaveLength(250);
      await cluster.killNode(2);
      expect(await asked).toBe('no answer');
      await held.letGo();
      expect(await shown(bankId)).toBe(0);
      expect(await bodyOf<ImportReport>(load(0, bankId, importId))).toMatchObject({ batch: { loaded: 600 } });
      expect(await shown(bankId)).toBe(600);
      expect(await rowsOf('SELECT id FROM bank_item WHERE bank_id = ?', bankId)).toHaveLength(600);
      expect(await unfinished()).toEqual([]);
      await eventually(async () => expect(await held.holdersOf(TURN_KEY)).toEqual([]));
    },
    TEST_MS,
  );

  it(
    'leaves no item changed and another not: another node takes the broken load back before it loads',
    async () => {
      const bankId = await newBank('示例改题库');
      await bodyOf(load(0, bankId, await look(0, bankId, file(130, '原样'))));
      const importId = await look(1, bankId, file(130, '改过'));
      const revised = () => rowsOf('SELECT id FROM bank_item WHERE bank_id = ? AND revision > 1', bankId);
      const when = '(SELECT COUNT(*) FROM bank_item WHERE bank_id = NEW.bank_id AND revision > 1) >= 125';
      const held = await hold({ table: 'bank_item', event: 'UPDATE', when });
      const asked = unanswered(load(1, bankId, importId));
      await held.writer();
      expect(await revised()).toHaveLength(125);
      await cluster.killNode(1);
      expect(await asked).toBe('no answer');
      await held.letGo();
      // It might still be at work, for all that another node knows.
      const refused = said(await load(0, bankId, importId));
      expect(refused).toEqual({ ...BUSY, message: expect.stringContaining('一分钟后再试') });
      await held.run(`UPDATE import_batch SET at = at - 60000 WHERE loaded = 0 AND undone_at IS NULL`);
      expect(await bodyOf<ImportReport>(load(0, bankId, importId))).toMatchObject({ batch: { loaded: 130 } });
      const words = await rowsOf<{ count: number }>(
        `SELECT COUNT(*) AS count FROM bank_item item JOIN bank_item_revision revision
         ON revision.item_id = item.id AND revision.number = item.revision
         WHERE item.bank_id = ? AND revision.content LIKE '%改过%'`,
        bankId,
      );
      expect(words).toEqual([{ count: 130 }]);
      expect(await unfinished()).toEqual([]);
      await isVouchedFor(cluster);
    },
    TEST_MS,
  );
});
