/** A member's own pages and the study cards in the states that they can show, for the checklist. */
import type { StudyCodeInfo } from '../../src/protocol/member.js';
import type { JoinReceipt } from '../../src/protocol/events.js';
import type { ContestChanged } from '../../src/protocol/frames.js';
import type { UnitBranchInfo } from '../../src/protocol/organisation.js';
import type { WrongItemsPage } from '../../src/protocol/wrong-items.js';
import type { ChecklistStage } from '../support/checklist-stage.js';
import { enterBy, codesOf } from '../support/member-desk.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';
import { RestClient } from '../support/rest-client.js';
import { bodyOf, createContest } from '../support/browser.js';
import { wrongResponse } from '../support/contest-stage.js';
import { WireClient } from '../support/wire-client.js';
import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

/** Filled in once the server has it. */
const MADE: { unitId?: string; wrongItemId?: string; codes?: readonly StudyCodeInfo[] } = {};

/** A branch of two people with codes, one of them signed in twice. */
export async function makeMembers(stage: ChecklistStage): Promise<void> {
  const desk = new OrganisationDesk(stage.operator);
  await desk.load(SAMPLE_ROSTER);
  MADE.unitId = (await desk.unit('示例甲局 第一支部')).id;
  MADE.codes = await codesOf(desk, '示例甲局 第一支部');
  const code = MADE.codes[0]?.code ?? '';
  const [client, other] = [new RestClient(stage.operator.url), new RestClient(stage.operator.url)];
  await bodyOf(enterBy(other, code));
  await bodyOf(enterBy(client, code));
  stage.member = client;
  MADE.wrongItemId = await playOnce(stage, desk, MADE.codes);
}

/** A contest by roster in which the first of them is wrong once. @returns the wrong item's id */
async function playOnce(
  { operator, stage, member }: ChecklistStage,
  desk: OrganisationDesk,
  people: readonly StudyCodeInfo[],
): Promise<string> {
  const path = '/api/organisation/units/all/branches?level=5';
  const branches = await bodyOf<UnitBranchInfo[]>(desk.operator.get(path));
  const draws = [{ kind: 'choice' as const, select: 'single' as const, count: 1 }];
  const contest = await createContest(operator, {
    title: '示例名册竞赛',
    branches,
    settings: { entry: 'roster' },
    draws,
  });
  const host = await stage.server.console(operator, contest.id);
  await host.command('contest:open-lobby', contest.id);
  const codes = (await Promise.all(contest.branches.map(({ id }) => desk.codes(contest.id, id)))).flat();
  const entryCode = codes.find(({ personId }) => personId === people[0]?.personId)?.code ?? '';
  const client = new WireClient(stage.url, { headers: { origin: stage.url } });
  await client.connected();
  const receipt = await client.ask<JoinReceipt>('contest:join', {
    pin: contest.pin,
    entryCode,
    consent: { notice: true },
  });
  for (const command of ['round:introduce', 'item:present', 'item:open']) await host.command(command, contest.id);
  await client.inPhase('open');
  const frame = client.last<ContestChanged>('contest:changed') as ContestChanged;
  const item = contest.rounds
    .flatMap(({ items }) => items)
    .find(({ contestItemId }) => contestItemId === frame.item?.contestItemId);
  if (!item) throw new Error('no item is open');
  await client.ask('response:submit', {
    contestId: receipt.contestId,
    contestItemId: item.contestItemId,
    opening: frame.item?.opening,
    submissionId: 'sample-submission-1',
    response: wrongResponse(item),
  });
  await Promise.all([client.inPhase('closed'), host.inPhase('closed')]);
  for (const command of ['item:reveal', 'contest:end']) await host.command(command, contest.id);
  // Before the time for appeals is over.
  await host.command('contest:finalize', contest.id, { early: '示例理由' });
  client.close();
  host.close();
  for (let turn = 0; turn < 500; turn += 1) {
    const page = await bodyOf<WrongItemsPage>((member as RestClient).get('/api/member/wrong-items?state=waiting'));
    if (page.items[0]) return page.items[0].id;
  }
  throw new Error('nothing came into the book');
}

const enter = { who: 'guest', path: () => '/study/enter', ready: '学习码' } as const;
const home = { who: 'member', path: () => '/study', ready: '示例甲，您好' } as const;
const data = { who: 'member', path: () => '/study/own-data', ready: '（这台设备）' } as const;
const certificates = { who: 'member', path: () => '/study/certificates', ready: '参与证明' } as const;
const topics = {
  who: 'operator',
  path: () => `/admin/organisation/${MADE.unitId ?? ''}/topics`,
  ready: '不列数字',
} as const;
const statements = { who: 'operator', path: () => '/admin/statements', ready: '新增凭据' } as const;
const book = { who: 'member', path: () => '/study/wrong-items', ready: '以后再看' } as const;
const tried = { who: 'member', path: () => `/study/wrong-items/${MADE.wrongItemId ?? ''}`, ready: '核对答案' } as const;
const codes = {
  who: 'operator',
  path: () => `/admin/organisation/${MADE.unitId ?? ''}/study-codes`,
  ready: '发放并显示学习卡',
} as const;
const cards = inTurn(press('发放并显示学习卡'), shows('用手机扫描二维码进入'));

export const MEMBER_PAGES: readonly PageState[] = [
  { ...enter, name: 'study: enter' },
  { ...enter, name: 'study: enter, code missing', enter: inTurn(press('进入'), shows('请先改正以下内容')) },
  { who: 'guest', path: () => '/study', ready: '您还没有进入', name: 'study: not entered' },
  { ...home, name: 'study: home' },
  { ...data, name: 'study: own data' },
  { ...data, name: 'study: erasing', enter: inTurn(press('注销我的信息'), dialog) },
  { ...certificates, name: 'study: certificates', ready: /^出具参与证明/ },
  {
    ...certificates,
    name: 'study: certificates, issued',
    enter: inTurn(press(/^出具参与证明/), (page) => page.locator('a[download]:focus').waitFor()),
  },
  {
    ...book,
    name: 'wrong items',
    enter: inTurn((page) => page.getByRole('radio', { name: /^以后再看/ }).check(), shows(/以后再看$/)),
  },
  { ...book, name: 'wrong items: nothing now' },
  { ...tried, name: 'wrong item' },
  { ...tried, name: 'wrong item, nothing chosen', enter: inTurn(press('核对答案'), shows('请先作答，再核对答案。')) },
  {
    ...tried,
    name: 'wrong item: key',
    enter: inTurn(press('直接看答案和解析'), shows('答案和解析'), (page) =>
      page.locator('#key-heading:focus').waitFor(),
    ),
  },
  { ...topics, name: 'weak topics' },
  { ...statements, name: 'statements' },
  {
    ...statements,
    name: 'statements: a new credential',
    enter: inTurn(
      (page) => page.getByLabel('用途').fill('示例平台'),
      press('新增凭据'),
      shows(/^新凭据：用户名/),
      press(/^停用/),
      dialog,
    ),
  },
  { ...codes, name: 'study codes' },
  { ...codes, name: 'study codes: new code', enter: inTurn(press(/^为.*换发学习码$/), dialog) },
  { ...codes, name: 'study cards', enter: cards },
  {
    ...codes,
    name: 'study cards, large',
    enter: inTurn(cards, (page) => page.getByRole('radio', { name: /^大字/ }).check()),
  },
];
