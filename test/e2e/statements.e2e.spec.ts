/** Learning records: written by themselves, read as xAPI 1.0.3 has it, exported, sent on, and nobody's after an erasure. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Reader } from '../../src/platform/database/reader.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { OwnData } from '../../src/protocol/privacy.js';
import type {
  NewStatementCredential,
  StatementCredentialInfo,
  StatementFigures,
} from '../../src/protocol/statement.js';
import { EntryHooks, type RecognisedEntry } from '../../src/study/entries/entry-hooks.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, type Stage } from '../support/contest-stage.js';
import { RecordStore } from '../support/record-store.js';
import { RestClient } from '../support/rest-client.js';
import { playByRoster, studyStage, written, type StudyStage } from '../support/study-stage.js';
import { faultsOfStatement } from '../support/xapi-checker.js';

type Statement = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly verb: { readonly id: string };
  readonly actor: { readonly account: { readonly homePage: string; readonly name: string } };
  readonly object: { readonly objectType: string; readonly id: string };
  readonly context?: { readonly registration?: string };
};
interface Page {
  readonly statements: readonly Statement[];
  readonly more: string;
}

const VERSION = { 'X-Experience-API-Version': '1.0.3' };
const BASE = 'https://xuesai.example';
const PATH = '/api/xapi/statements';
const verbs = (page: Page): string[] => page.statements.map(({ verb }) => verb.id.split('/').at(-1) ?? '');

let server: InProcessServer;
let study: StudyStage;
let stage: Stage;

beforeAll(async () => {
  server = await InProcessServer.start({ PUBLIC_URL: BASE });
  study = await studyStage(server);
  stage = await playByRoster(study, [
    [true, false],
    [true, undefined],
    [true, true],
  ]);
  await written(server);
}, 60_000);
afterAll(() => server.close());

const ask = (query = '', client = study.first.operator, headers: Record<string, string> = VERSION) =>
  client.get(`${PATH}${query}`, { headers });
const page = async (query = ''): Promise<Page> => bodyOf<Page>(ask(query));
const rows = (sql: string): Promise<readonly Record<string, unknown>[]> => server.app.get(Reader).source.query(sql);

/** As the file of lines has them: everything, in the order of writing. */
async function exported(): Promise<readonly Statement[]> {
  const headers = { Cookie: study.first.operator.cookie ?? '' };
  const answer = await fetch(`${server.url}/api/study/statements/export`, { headers });
  expect(answer.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
  const lines = (await answer.text()).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Statement);
}

describe('a final result', () => {
  it('is statements of each person of the roster, as the specification has them, under pseudonyms', async () => {
    const all = await page();
    expect(all.statements.flatMap(faultsOfStatement)).toEqual([]);
    expect(verbs(all).sort()).toEqual(
      [
        ...Array<string>(5).fill('answered'),
        ...Array<string>(2).fill('attempted'),
        ...Array<string>(2).fill('completed'),
        'failed',
        'passed',
      ].sort(),
    );
    const said = JSON.stringify(all);
    for (const { name, personId, staffCode } of study.members) {
      expect(said).not.toContain(name);
      expect(said).not.toContain(personId);
      expect(said).not.toContain(`"${staffCode}"`);
    }
    const registrations = new Set(
      all.statements.map(({ actor, context }) => `${actor.account.name} ${context?.registration}`),
    );
    expect(registrations.size).toBe(2);
  });
});

describe('the statement resource', () => {
  it('asks for its version and says its own, also where it refuses', async () => {
    for (const headers of [{}, { 'X-Experience-API-Version': '0.95' }]) {
      const answer = await ask('', study.first.operator, headers as Record<string, string>);
      expect([answer.status, answer.code]).toEqual([400, 'statement.version']);
      expect(answer.headers.get('x-experience-api-version')).toBe('1.0.3');
      expect(answer.headers.get('x-experience-api-consistent-through')).toMatch(/^\d{4}-.*Z$/);
    }
    expect((await ask('', study.first.operator, { 'X-Experience-API-Version': '1.0.0' })).status).toBe(200);
    const about = await new RestClient(server.url).get('/api/xapi/about');
    expect(about.body).toEqual({ version: ['1.0.3'] });
  });

  it('gives pages without a gap and without a repetition, newest first or oldest first', async () => {
    const whole = (await page()).statements.map(({ id }) => id);
    for (const ascending of ['false', 'true']) {
      const found: string[] = [];
      let next = `${PATH}?limit=4&ascending=${ascending}`;
      for (let turns = 0; next !== '' && turns < 10; turns += 1) {
        const part = await bodyOf<Page>(study.first.operator.get(next, { headers: VERSION }));
        expect(part.statements.length).toBeLessThanOrEqual(4);
        found.push(...part.statements.map(({ id }) => id));
        next = part.more;
      }
      expect(found).toEqual(ascending === 'true' ? whole.toReversed() : whole);
    }
  });

  it('filters by agent, verb, activity, what belongs to it, registration and time', async () => {
    const [one] = (await page()).statements;
    const agent = encodeURIComponent(JSON.stringify(one?.actor));
    const own = await page(`?agent=${agent}`);
    expect(new Set(own.statements.map(({ actor }) => actor.account.name))).toEqual(new Set([one?.actor.account.name]));
    expect(own.statements.length).toBeGreaterThan(3);
    const { authority } = one as unknown as { authority: object };
    const service = encodeURIComponent(JSON.stringify(authority));
    expect((await page(`?agent=${service}&related_agents=true`)).statements).toHaveLength(11);
    expect((await page(`?agent=${service}`)).statements).toEqual([]);
    const nobody = encodeURIComponent(JSON.stringify({ mbox: 'mailto:nobody@xuesai.example' }));
    expect((await page(`?agent=${nobody}`)).statements).toEqual([]);
    const completed = encodeURIComponent('http://adlnet.gov/expapi/verbs/completed');
    expect(verbs(await page(`?verb=${completed}`))).toEqual(['completed', 'completed']);
    expect((await page(`?verb=${encodeURIComponent('http://a.example/verb')}`)).statements).toEqual([]);
    const contest = encodeURIComponent(`${BASE}/xapi/activities/contests/${stage.contestId}`);
    expect((await page(`?activity=${contest}`)).statements).toHaveLength(6);
    expect((await page(`?activity=${contest}&related_activities=true`)).statements).toHaveLength(11);
    const part = await page(`?registration=${one?.context?.registration}`);
    expect(part.statements.every(({ context }) => context?.registration === one?.context?.registration)).toBe(true);
    const at = String(one?.['stored']);
    expect((await page(`?until=${encodeURIComponent(at)}`)).statements.length).toBe(11);
    expect((await page(`?since=${encodeURIComponent(at)}`)).statements).toEqual([]);
  });

  it('gives one by its id, in the forms that are asked for', async () => {
    const [one] = (await page()).statements;
    const answer = await ask(`?statementId=${one?.id}`);
    expect(answer.body).toEqual(one);
    expect(answer.headers.get('last-modified')).toBe(new Date(String(one?.['stored'])).toUTCString());
    const ids = await bodyOf<Statement>(ask(`?statementId=${one?.id}&format=ids`));
    expect(ids.object).toEqual({ objectType: 'Activity', id: one?.object.id });
    const display = async (language: string) => {
      const headers = { ...VERSION, 'Accept-Language': language };
      const { body } = await ask(`?statementId=${one?.id}&format=canonical`, study.first.operator, headers);
      return Object.keys((body as { verb: { display: object } }).verb.display);
    };
    expect([await display('en-GB, zh;q=0.5'), await display('fr')]).toEqual([['en'], ['zh-CN']]);
    const headers = { ...VERSION, Cookie: study.first.operator.cookie ?? '' };
    const mixed = await fetch(`${server.url}${PATH}?attachments=true`, { headers });
    expect(mixed.headers.get('content-type')).toMatch(/^multipart\/mixed; boundary=/);
    expect(await mixed.text()).toContain(one?.id);
  });

  it.each([
    ['?statementId=3f0c9d52-6c6b-4e2f-9b73-1a2b3c4d5e6f', 404, 'statement.unknown'],
    ['?statementId=3f0c9d52-6c6b-4e2f-9b73-1a2b3c4d5e6f&limit=1', 400, 'statement.query'],
    [
      '?statementId=3f0c9d52-6c6b-4e2f-9b73-1a2b3c4d5e6f&voidedStatementId=3f0c9d52-6c6b-4e2f-9b73-1a2b3c4d5e6f',
      400,
      'statement.query',
    ],
    ['?statementId=seventeen', 400, 'rest.invalid'],
    ['?colour=red', 400, 'rest.invalid'],
    ['?limit=-1', 400, 'rest.invalid'],
    ['?agent=nobody', 400, 'statement.query'],
    ['?agent=%7B%7D', 400, 'statement.query'],
    ['?since=yesterday', 400, 'statement.query'],
    ['?format=short', 400, 'rest.invalid'],
  ])('refuses %s', async (query, status, code) => {
    const answer = await ask(query);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it('is read by another program with a credential, until that is revoked; by nobody with another', async () => {
    const { operator } = study.first;
    const path = '/api/study/statements/credentials';
    const { id, login, secret } = await bodyOf<NewStatementCredential>(operator.post(path, { name: '示例平台' }));
    const program = new RestClient(server.url);
    const basic = (words: string) => ({ ...VERSION, Authorization: `Basic ${Buffer.from(words).toString('base64')}` });
    expect((await ask('', program, VERSION)).code).toBe('auth.required');
    expect((await ask('', program, basic(`${login}:${secret}`))).status).toBe(200);
    for (const words of [`${login}:wrong`, `nobody:${secret}`, '', login]) {
      const answer = await ask('', program, basic(words));
      expect([answer.status, answer.code]).toEqual([401, 'statement.credential-refused']);
    }
    // It opens this one resource and nothing beside it.
    expect((await program.get('/api/study/statements', { headers: basic(`${login}:${secret}`) })).code).toBe(
      'auth.required',
    );
    const [listed] = await bodyOf<StatementCredentialInfo[]>(operator.get(path));
    expect(listed).toMatchObject({ id, name: '示例平台', login, revokedAt: null });
    expect(JSON.stringify(await rows('SELECT * FROM statement_credential'))).not.toContain(secret);
    await bodyOf(operator.delete(`${path}/${id}`));
    expect((await ask('', program, basic(`${login}:${secret}`))).code).toBe('statement.credential-refused');
    expect((await operator.delete(`${path}/${id}`)).code).toBe('rest.not-found');
  });

  it('is one file of lines as well, in the order of writing', async () => {
    const lines = await exported();
    expect(lines.map(({ id }) => id)).toEqual((await page()).statements.map(({ id }) => id).toReversed());
  });
});

describe('an entry of the study log', () => {
  it('is a statement of everybody who was there, taken back and said anew where it is corrected', async () => {
    const hooks = server.app.get(EntryHooks);
    const queue = server.app.get(WriteQueue);
    const [one, two] = study.members.map(({ personId }) => personId);
    const entry: RecognisedEntry = {
      id: 'entry-1',
      unitId: 'unit-1',
      personId: null,
      kind: 'party-lesson',
      channel: 'offline',
      title: '示例党课',
      onDate: '2026-01-05',
      minutes: 90,
      record: {},
      modeIds: [],
      source: 'manual',
      sourceId: null,
      attendance: [
        { personId: one ?? '', state: 'present', minutes: null, madeUpOn: null },
        { personId: two ?? '', state: 'absent', minutes: null, madeUpOn: null },
      ],
    };
    const activity = encodeURIComponent(`${BASE}/xapi/activities/entries/entry-1`);
    const found = () => page(`?activity=${activity}`);
    const said = async () => (await found()).statements.filter(({ object }) => object.objectType === 'Activity');
    const at = server.clock.now();
    await queue.run((manager) => hooks.approved(manager, [entry], at));
    const [first, ...more] = await said();
    expect(more).toEqual([]);
    expect(faultsOfStatement(first)).toEqual([]);
    expect(first).toMatchObject({ result: { completion: true, duration: 'PT1H30M' } });
    const corrected = { ...entry, minutes: 60 };
    await queue.run((manager) => hooks.corrected(manager, { ...entry, record: {} }, entry, at + 1));
    expect(await said()).toEqual([first]);
    await queue.run((manager) => hooks.corrected(manager, corrected, entry, at + 2));
    expect((await said()).map((statement) => statement['result'])).toEqual([{ completion: true, duration: 'PT1H' }]);
    // Whoever asks for this activity again and again learns that the first was taken back.
    expect((await found()).statements[1]).toMatchObject({ object: { objectType: 'StatementRef', id: first?.id } });
    expect((await ask(`?statementId=${first?.id}`)).code).toBe('statement.unknown');
    expect((await ask(`?voidedStatementId=${first?.id}`)).body).toEqual(first);
    const renamed = { ...corrected, title: '示例专题党课' };
    await queue.run((manager) => hooks.corrected(manager, renamed, corrected, at + 3));
    expect(await said()).toMatchObject([{ object: { definition: { name: { 'zh-CN': '示例专题党课' } } } }]);
    await queue.run((manager) => hooks.reopened(manager, renamed, at + 3));
    expect(verbs(await found())).toEqual(['voided', 'voided', 'voided']);
    const ofContest = { ...entry, id: 'entry-2', source: 'contest' as const };
    const before = await rows('SELECT id FROM statement');
    await queue.run((manager) => hooks.approved(manager, [ofContest], at + 4));
    expect(await rows('SELECT id FROM statement')).toEqual(before);
  });

  it('is of the day on which it was made up, in whichever year', async () => {
    const [personId = ''] = study.members.map((member) => member.personId);
    const entry = { unitId: 'unit-1', personId: null, kind: 'party-lesson' as const, channel: 'offline' as const, title: '示例党课', onDate: '2025-12-20', minutes: 60, record: {}, modeIds: [], source: 'manual' as const, sourceId: null };
    const absent = (madeUpOn: string) => ({ ...entry, id: 'entry-3', attendance: [{ personId, state: 'absent' as const, minutes: null, madeUpOn }] });
    const activity = encodeURIComponent(`${BASE}/xapi/activities/entries/entry-3`);
    const times = async () => (await page(`?activity=${activity}`)).statements.filter(({ object }) => object.objectType === 'Activity').map((statement) => statement['timestamp']);
    const hooks = server.app.get(EntryHooks);
    const at = server.clock.now();
    await server.app.get(WriteQueue).run((manager) => hooks.approved(manager, [absent('2026-01-03')], at));
    expect(await times()).toEqual(['2026-01-03T04:00:00.000Z']);
    await server.app.get(WriteQueue).run((manager) => hooks.corrected(manager, absent('2026-01-02'), absent('2026-01-03'), at + 1));
    expect(await times()).toEqual(['2026-01-02T04:00:00.000Z']);
  }); // prettier-ignore
});

describe('an erasure', () => {
  it('leaves the statements, and nothing that leads from them to the person', async () => {
    const [member] = study.members;
    const client = member?.client as RestClient;
    const { study: kept } = await bodyOf<OwnData>(client.get('/api/member/own-data'));
    const { pseudonym, statements } = kept['statements'] as { pseudonym: string; statements: readonly Statement[] };
    expect(statements.length).toBeGreaterThan(4);
    const before = await page();
    await bodyOf(client.post('/api/member/own-data/erase', { confirm: true }));
    expect(await page()).toEqual(before);
    expect(await rows(`SELECT * FROM statement_actor WHERE name = '${pseudonym}'`)).toEqual([]);
    const left = await rows(`SELECT * FROM statement WHERE actor = '${pseudonym}'`);
    expect(left).toHaveLength(statements.length);
    expect(JSON.stringify(left)).not.toContain(member?.personId);
  });
});

describe('an outside record store', () => {
  it('gets every statement once, written once whatever ended between, later where it is down, without those that it refuses', async () => {
    const store = await RecordStore.open();
    const { clock } = server;
    const everything = await exported();
    expect(everything.flatMap(faultsOfStatement)).toEqual([]);
    store.status = 503;
    store.refused.add(everything[3]?.id ?? '');
    store.large.add(everything[5]?.id ?? '');
    store.most = 4;
    const first = store.called();
    const dataDir = server.dataDir;
    const rowsBefore = await rows('SELECT * FROM statement ORDER BY sequence');
    expect(await rows('SELECT contest_id FROM statement_contest')).toEqual([{ contest_id: stage.contestId }]);
    // As if the server had ended before it could note that everything is written.
    await server.app.get(WriteQueue).run((manager) => manager.query('DELETE FROM statement_contest'));
    await server.app.close();
    server = await InProcessServer.start({ PUBLIC_URL: 'https://elsewhere.example', LRS_URL: store.url, LRS_KEY: 'key', LRS_SECRET: 'secret' }, clock, dataDir); // prettier-ignore
    await written(server);
    expect(await rows('SELECT * FROM statement ORDER BY sequence')).toEqual(rowsBefore);
    expect(await rows('SELECT contest_id FROM statement_contest')).toEqual([{ contest_id: stage.contestId }]);
    const operator = new RestClient(server.url);
    operator.cookie = study.first.operator.cookie;
    const figures = () => bodyOf<StatementFigures>(operator.get('/api/study/statements'));
    const until = async (wanted: (state: StatementFigures) => boolean): Promise<StatementFigures> => {
      for (let turn = 0; turn < 500; turn += 1) {
        const state = await figures();
        if (wanted(state)) return state;
      }
      throw new Error('never came to that');
    };
    clock.advance(1);
    await first;
    const down = await until(({ push }) => push?.failures === 1);
    expect(down.push).toMatchObject({ sent: 0, waiting: everything.length, fault: 'HTTP 503' });
    store.status = 200;
    for (let turn = 0; store.kept.size < everything.length - 2 && turn < 200; turn += 1) {
      clock.advance(5_000);
      await figures();
    }
    const done = await until(({ push }) => push?.waiting === 0);
    expect(done.push).toMatchObject({ sent: everything.length - 2, refused: 2, failures: 0, fault: null });
    // What was said once is said the same way, whatever the address of the server is by now.
    const passed = everything.filter(({ id }) => !store.refused.has(id) && !store.large.has(id));
    expect([...store.kept.values()]).toEqual(passed);
    expect(store.headers[0]).toMatchObject({
      'x-experience-api-version': '1.0.3',
      authorization: `Basic ${Buffer.from('key:secret').toString('base64')}`,
    });
    store.close();
  }, 60_000);
});
