import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { checkExport } from '../../src/audit/audit-export.js';
import { AuditKeys } from '../../src/audit/audit-keys.js';
import { AppConfig } from '../../src/platform/config/app-config.js';
import type { AuditPage, AuditState, FinalHead } from '../../src/protocol/audit.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { RestClient } from '../support/rest-client.js';
import { newOperator } from '../support/operators.js';

const AUDITOR = {
  login: 'shili.shenji',
  displayName: '示例审计员',
  roles: ['auditor'],
  password: 'quartz lantern fjord mint',
};
const TYPED = 'my-password-by-mistake';

describe("the auditor's desk", () => {
  let server: InProcessServer;
  let stage: Stage;
  let auditor: RestClient;

  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server);
    await newOperator(stage.operator, AUDITOR);
    await new RestClient(server.url).signIn(TYPED, 'wrong');
    await new RestClient(server.url).signIn(AUDITOR.login, 'wrong');
    auditor = new RestClient(server.url);
    await bodyOf(auditor.signIn(AUDITOR.login, AUDITOR.password));
  }, 60_000);
  afterAll(() => server.close());

  const list = (query = ''): Promise<AuditPage> => bodyOf(auditor.get(`/api/audit?${query}`));

  it('shows what was done, the latest first, with the names of operators', async () => {
    const { entries } = await list();
    expect(entries[0]).toMatchObject({ action: 'operator.signed-in', actorName: AUDITOR.displayName, outcome: 'ok' });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['audit.began', 'bank-item.revisions-written', 'contest.created', 'operator.created']),
    );
    expect(entries.find(({ action }) => action === 'contest.created')?.contestTitle).toBe('示例竞赛');
    expect(entries.find(({ action }) => action === 'bank-item.revisions-written')?.covered).toBeGreaterThan(0);
  });

  it('has refused sign-ins, and neither what was typed nor the address', async () => {
    const { entries } = await list('action=operator&outcome=refused');
    expect(entries).toHaveLength(2);
    expect(entries.every(({ action }) => action === 'operator.sign-in-refused')).toBe(true);
    expect(entries.filter(({ subjectId }) => subjectId !== null)).toHaveLength(1);
    const text = JSON.stringify(await list());
    expect(text).not.toContain(TYPED);
    expect(text).not.toContain('192.0.2.1');
    const keys = await AuditKeys.open(AppConfig.read({ DATA_DIR: server.dataDir }).audit);
    expect(text).toContain(keys.pseudonym(TYPED));
  });

  it('filters by time, action, writer and contest, and takes signs of patterns as they are', async () => {
    expect((await list(`contestId=${stage.contestId}`)).entries.map(({ action }) => action)).toEqual([
      'contest.created',
    ]);
    expect((await list('actor=participant')).entries).toEqual([]);
    expect((await list('action=%25')).entries).toEqual([]);
    expect((await list(`from=${server.clock.now() + 1}`)).entries).toEqual([]);
    expect((await list(`to=${server.clock.now()}`)).entries).toEqual([]);
    expect((await auditor.get('/api/audit?actor=somebody')).status).toBe(400);
  });

  it('filters by whom or what it was done to', async () => {
    const refused = (await list('outcome=refused')).entries.find(({ subjectId }) => subjectId !== null);
    const { entries } = await list(`subjectId=${refused?.subjectId}`);
    expect(entries).toContainEqual(refused);
    expect(entries.filter(({ subjectId }) => subjectId !== refused?.subjectId)).toEqual([]);
    expect((await list('subjectId=nobody')).entries).toEqual([]);
  });

  it('goes on page by page, without a gap and without a repeat', async () => {
    await Promise.all(
      Array.from({ length: 60 }, () => bodyOf(stage.operator.post(`/api/contests/${stage.contestId}/archive`, {}))),
    );
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page: AuditPage = await list(after === '' ? '' : `after=${encodeURIComponent(after)}`);
      seen.push(...page.entries.map(({ chain, sequence }) => `${chain} ${sequence}`));
      after = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    const { heads } = await bodyOf<AuditState>(auditor.get('/api/audit/state'));
    expect(seen).toHaveLength(heads.reduce((sum, { sequence }) => sum + sequence, 0));
  });

  it('takes the log out signed, and says so in it', async () => {
    const answer = await fetch(`${server.url}/api/audit/export`, { headers: { cookie: auditor.cookie ?? '' } });
    expect(answer.headers.get('content-disposition')).toContain('audit.ndjson');
    const check = checkExport(await answer.text());
    expect(check).toMatchObject({ signed: true, unlinked: null });
    expect((await list('action=audit.exported')).entries).toHaveLength(1);
  });

  it('is for auditors alone; the head of a final result is for whoever may see the contest', async () => {
    const host = await stage.secondHost();
    for (const path of ['/api/audit', '/api/audit/state', '/api/audit/export']) {
      expect((await host.get(path)).code).toBe('auth.forbidden');
      expect((await new RestClient(server.url).get(path)).code).toBe('auth.required');
    }
    const path = `/api/audit/contests/${stage.contestId}/head`;
    expect((await auditor.get(path)).code).toBe('auth.forbidden');
    expect(await bodyOf<FinalHead>(host.get(path))).toEqual({ head: null });
  });

  it('has the head that stood when the result was made final, on the sheet as well', async () => {
    await bodyOf(stage.operator.post(`/api/contests/${stage.contestId}/unarchive`, {}));
    const host = await stage.console();
    await host.pressAll('contest:open-lobby', 'round:introduce', 'contest:end', 'contest:finalize');
    host.client.close();
    const path = `/api/audit/contests/${stage.contestId}/head`;
    const { head } = await bodyOf<FinalHead>(stage.operator.get(path));
    expect(head).toMatch(/^\d+-[0-9a-f]{12}$/);
    const { entries } = await list('action=contest.finalized');
    expect(head?.split('-')[0]).toBe(String(entries[0]?.sequence));
  });
});
