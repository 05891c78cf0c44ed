/** The pages of privacy in the states that they can show, for the checklist and for the pictures. */
import type { ContestDetail } from '../../src/protocol/rest.js';
import { createContest } from '../support/browser.js';
import type { ChecklistStage } from '../support/checklist-stage.js';
import { WireClient } from '../support/wire-client.js';
import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

/** Filled in once the server has it. */
export const ASKED: { contest?: ContestDetail } = {};
const needs = (): string => `/host/contests/${ASKED.contest?.id ?? 'none'}/needs`;
const own = ({ id }: ContestDetail): string => `/own-data/${id}`;
const looked = inTurn(press('查看申请'), shows(/^共 \d+ 份申请/));
const proof = { who: 'guest', path: () => '/own-data', ready: '请先证明是您本人' } as const;

export const PRIVACY_PAGES: readonly PageState[] = [
  { name: 'own data: proof', ...proof },
  { name: 'own data: codes missing', ...proof, enter: inTurn(press('查看我的数据'), shows('请先改正以下内容')) },
  { name: 'own data, during a contest', who: 'participant', scene: 'presenting', path: own, ready: '正在进行' },
  { name: 'own data', who: 'participant', scene: 'ended', path: own, ready: '保存了什么' },
  {
    name: 'own data: before erasing',
    who: 'participant',
    scene: 'finalized',
    path: own,
    ready: '保存了什么',
    enter: inTurn(press('删除我的个人信息…'), dialog),
  },
  { name: 'needs to decide, not asked for', who: 'operator', scene: 'draft', path: ({ id }) => `/host/contests/${id}/needs`, ready: '不需要审批' }, // prettier-ignore
  { name: 'needs to decide', who: 'operator', path: needs, ready: '每次查看' },
  { name: 'needs to decide: requests', who: 'operator', path: needs, ready: '每次查看', enter: looked },
  {
    name: 'contest that asks for approval',
    who: 'operator',
    path: () => `/host/contests/${ASKED.contest?.id ?? 'none'}`,
    ready: '个人需要审批（更多作答时间）',
  },
];

/** A contest that wants more time approved, with two people who ask for it. */
export async function makeRequests(stage: ChecklistStage): Promise<void> {
  const { operator } = stage;
  const contest = await createContest(operator, { title: '示例审批竞赛', settings: { needsApproval: 'required' } });
  ASKED.contest = contest;
  const host = await stage.stage.server.console(operator, contest.id);
  await host.command('contest:open-lobby', contest.id);
  host.close();
  for (const [name, multiplier] of [
    ['示例丁', 1.5],
    ['示例戊', 2],
  ] as const) {
    // prettier-ignore
    const client = new WireClient(stage.stage.url, { headers: { origin: stage.stage.url } });
    await client.connected();
    const receipt = await client.join(contest.pin, name, contest.branches[0]?.id ?? '');
    const { contestId } = receipt;
    await client.ask('participant:update-needs', { contestId, needs: { multiplier }, consent: true, noticeVersion: 1 });
    client.close();
  }
}
