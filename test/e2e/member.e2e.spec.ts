/** Members of a branch at their own pages: by code in, apart from each other and from operators, and out again. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { MemberSessionInfo, StudyAccessInfo, StudyCodeInfo } from '../../src/protocol/member.js';
import type { OwnData } from '../../src/protocol/privacy.js';
import { Reader } from '../../src/platform/database/reader.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { codesOf, enterBy, membersOf } from '../support/member-desk.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';
import { RestClient } from '../support/rest-client.js';

const DAY_MS = 24 * 60 * 60_000;
const BRANCH = '示例甲局 第一支部';

let server: InProcessServer;
let desk: OrganisationDesk;
let codes: StudyCodeInfo[];
let unitPath: string;

beforeAll(async () => {
  server = await InProcessServer.start({ RATE_WRONG_CODES_PER_MINUTE: '20' });
  const { operator } = await Stage.set(server);
  desk = new OrganisationDesk(operator);
  await desk.load(SAMPLE_ROSTER);
  unitPath = `/api/organisation/units/${(await desk.unit(BRANCH)).id}/study-codes`;
  codes = await codesOf(desk, BRANCH);
});
afterAll(() => server.close());
// Wrong codes of the test before are forgotten.
beforeEach(() => server.clock.advance(60_000));

const codeOf = (name: string): string => codes.find((one) => one.name === name)?.code ?? '';
const browser = () => new RestClient(server.url);
const rows = (sql: string): Promise<readonly object[]> => server.app.get(Reader).source.query(sql);

describe('a study code', () => {
  it('is the same each time it is printed, kept nowhere, and the printing is on record', async () => {
    expect(codes.map(({ name }) => name)).toEqual(['示例甲', '示例乙']);
    expect(codes.every(({ code }) => /^[34679ACDEFGHJKMNPQRTUVWXY]{12}$/.test(code))).toBe(true);
    expect(await codesOf(desk, BRANCH)).toEqual(codes);
    const kept = JSON.stringify(await rows('SELECT * FROM member_access'));
    expect(kept).toContain(codes[0]?.personId);
    for (const { code } of codes) expect(kept).not.toContain(code);
    const shown = await rows(`SELECT * FROM audit_entry WHERE action = 'member.codes-shown'`);
    expect(shown.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(shown)).not.toContain('示例甲');
  });

  it('lets in however it is typed, with name and unit, under a cookie that no script reads', async () => {
    const client = browser();
    const typed = codeOf('示例甲')
      .toLowerCase()
      .replace(/(.{4})/g, '$1 - ');
    const answer = await enterBy(client, typed);
    expect(answer.body).toMatchObject({ name: '示例甲', unitPath: ['示例省', '示例市', '示例甲局', '第一支部'] });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^xuesai_member=[\w-]{43};/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
    expect((await client.get('/api/member/session')).body).toMatchObject({ name: '示例甲' });
  });

  it('that is wrong lets nobody in, and whoever guesses is slowed down', async () => {
    const client = browser();
    const [wrong, right] = ['3'.repeat(12), codeOf('示例甲')];
    for (let count = 0; count < 20; count += 1) {
      expect((await enterBy(client, wrong)).code).toBe('member.code-unknown');
    }
    expect((await enterBy(client, right)).code).toBe('protocol.rate-limited');
    server.clock.advance(60_000);
    expect((await enterBy(client, right)).code).toBeNull();
  });

  it('is void once renewed or withdrawn, and whoever had entered with it is out', async () => {
    const client = browser();
    await bodyOf(enterBy(client, codeOf('示例乙')));
    const { personId, code } = codes.find(({ name }) => name === '示例乙') as StudyCodeInfo;
    const renewed = await bodyOf<StudyCodeInfo>(desk.operator.post(`${unitPath}/${personId}`, {}));
    expect(renewed.code).not.toBe(code);
    expect((await client.get('/api/member/session')).code).toBe('member.session-expired');
    expect((await enterBy(browser(), code)).code).toBe('member.code-unknown');
    await bodyOf(enterBy(client, renewed.code));
    await bodyOf(desk.operator.delete(`${unitPath}/${personId}`));
    expect((await client.get('/api/member/session')).code).toBe('member.session-expired');
    expect((await enterBy(browser(), renewed.code)).code).toBe('member.code-unknown');
    const list = await bodyOf<StudyAccessInfo[]>(desk.operator.get(unitPath));
    expect(list.map(({ name, issuedAt }) => [name, issuedAt !== null])).toEqual([
      ['示例甲', true],
      ['示例乙', false],
    ]);
    const again = (await codesOf(desk, BRANCH)).find(({ name }) => name === '示例乙');
    expect([code, renewed.code]).not.toContain(again?.code);
    codes = await codesOf(desk, BRANCH);
    expect((await enterBy(browser(), codeOf('示例乙'))).code).toBeNull();
  });

  it('is given to people of that unit alone', async () => {
    const other = (await desk.people('示例甲局 第二支部')).people[0]?.id ?? '';
    expect((await desk.operator.post(`${unitPath}/${other}`, {})).code).toBe('person.unknown');
    expect((await desk.operator.delete(`${unitPath}/${other}`)).code).toBe('person.unknown');
    expect((await desk.operator.get('/api/organisation/units/nothing/study-codes')).code).toBe('unit.unknown');
  });
});

describe("a member's session", () => {
  it('opens no route of an operator, and an operator opens none of a member', async () => {
    const [member] = await membersOf(desk, BRANCH);
    expect((await member?.client.get('/api/session'))?.code).toBe('auth.required');
    expect((await member?.client.get(unitPath))?.code).toBe('auth.required');
    expect((await desk.operator.get('/api/member/session')).code).toBe('member.required');
  });

  it('needs its token with whatever changes something', async () => {
    const [member] = await membersOf(desk, BRANCH);
    const client = member?.client as RestClient;
    client.csrfToken = 'something-else';
    expect((await client.post('/api/member/sessions/end-others', {})).code).toBe('auth.csrf');
    const foreign = { headers: { Origin: 'http://elsewhere.example' } };
    expect((await client.post('/api/member/sessions/end-others', {}, foreign)).code).toBe('protocol.origin');
  });

  it('stands in a list of the own ones, which their owner ends one by one or all the others', async () => {
    const [phone, library] = [browser(), browser()];
    await bodyOf(enterBy(phone, codeOf('示例甲')));
    await bodyOf(phone.post('/api/member/sessions/end-others', {}));
    await bodyOf(enterBy(library, codeOf('示例甲')));
    const list = await bodyOf<MemberSessionInfo[]>(phone.get('/api/member/sessions'));
    expect(list.map(({ current }) => current).sort()).toEqual([false, true]);
    const other = list.find(({ current }) => !current)?.id;
    const [stranger] = (await membersOf(desk, BRANCH)).filter(({ name }) => name === '示例乙');
    expect((await stranger?.client.delete(`/api/member/sessions/${other}`))?.code).toBe('rest.not-found');
    expect((await library.get('/api/member/session')).code).toBeNull();
    await bodyOf(phone.delete(`/api/member/sessions/${other}`));
    expect((await library.get('/api/member/session')).code).toBe('member.session-expired');
    await bodyOf(phone.delete('/api/member/session'));
    expect((await phone.get('/api/member/session')).code).toBe('member.required');
  });

  it('goes with the person who is erased, and so does the code; the copy before names both', async () => {
    const [member] = (await membersOf(desk, '示例乙局 第一支部')).filter(({ name }) => name === '示例丁');
    const client = member?.client as RestClient;
    const data = await bodyOf<OwnData>(client.get('/api/member/own-data'));
    expect(data).toMatchObject({
      person: { name: '示例丁' },
      study: { access: { sessions: [{ device: 'computer' }] } },
    });
    expect((await client.post('/api/member/own-data/erase', {})).code).toBe('rest.invalid');
    await bodyOf(client.post('/api/member/own-data/erase', { confirm: true }));
    expect((await client.get('/api/member/session')).code).toBe('member.required');
    expect((await enterBy(browser(), member?.code ?? '')).code).toBe('member.code-unknown');
    expect(await rows(`SELECT * FROM member_access WHERE person_id = '${member?.personId}'`)).toEqual([]);
    expect(await codesOf(desk, '示例乙局 第一支部')).toEqual([]);
  });

  it('lasts while it is used once in 30 days, and half a year in all', async () => {
    const client = browser();
    await bodyOf(enterBy(client, codeOf('示例甲')));
    for (let month = 0; month < 5; month += 1) {
      server.clock.skip(29 * DAY_MS);
      expect((await client.get('/api/member/session')).code).toBeNull();
    }
    server.clock.skip(29 * DAY_MS);
    expect((await client.get('/api/member/session')).code).toBeNull();
    server.clock.skip(7 * DAY_MS);
    expect((await client.get('/api/member/session')).code).toBe('member.session-expired');
    await bodyOf(enterBy(client, codeOf('示例甲')));
    server.clock.skip(31 * DAY_MS + 1);
    expect((await client.get('/api/member/session')).code).toBe('member.session-expired');
  });
});
