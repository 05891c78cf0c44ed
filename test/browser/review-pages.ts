/** The pages about a result after play, in the states that they can show. */
import type { Page } from 'playwright-core';

import type { ContestDetail } from '../../src/protocol/rest.js';
import type { ChecklistStage } from '../support/checklist-stage.js';
import { choose, dialog, inTurn, press, shows, type PageState } from './page-state.js';

const APPEAL = '示例申诉：第1题的条文已经修订，请核对。';

const record = ({ id }: ContestDetail): string => `/play/${id}/record`;
const review = ({ id }: ContestDetail): string => `/host/contests/${id}/review`;
const preview = inTurn(press('预览名次变化'), shows(/^预览：/));
const appeal = inTurn(press(/^查看证据并裁定/), shows('申诉理由'));
const written =
  (label: string) =>
  async (page: Page): Promise<void> =>
    page.getByLabel(label).fill('示例理由');

export const REVIEW_PAGES: readonly PageState[] = [
  { name: 'own record', who: 'participant', scene: 'ended', path: record, ready: '看到的题目' },
  {
    name: 'own record, reasons missing',
    who: 'participant',
    scene: 'ended',
    path: record,
    ready: '看到的题目',
    enter: inTurn(press('提交申诉'), shows('请填写申诉理由。')),
  },
  { name: 'own record, before the end', who: 'participant', scene: 'closed', path: record, ready: '竞赛结束后' },
  {
    name: 'own record, without a seat',
    who: 'guest',
    scene: 'ended',
    path: record,
    ready: '本机没有这场竞赛的入场记录',
  },
  {
    name: 'ended, with a correction',
    who: 'participant',
    scene: 'ended',
    path: ({ id }) => `/play/${id}`,
    ready: '申诉受理到',
  },
  { name: 'review', who: 'operator', scene: 'ended', path: review, ready: '须由另一人复核' },
  { name: 'review, during play', who: 'operator', scene: 'closed', path: review, ready: '竞赛结束后才能更正' },
  { name: 'review, final', who: 'operator', scene: 'finalized', path: review, ready: '成绩已确认' },
  { name: 'review: an appeal', who: 'operator', scene: 'ended', path: review, ready: '须由另一人复核', enter: appeal },
  {
    name: 'review: ruling without grounds',
    who: 'operator',
    scene: 'ended',
    path: review,
    ready: '须由另一人复核',
    enter: inTurn(appeal, press('提交裁定'), shows('请填写裁定理由。')),
  },
  { name: 'review: a preview', who: 'operator', scene: 'ended', path: review, ready: '须由另一人复核', enter: preview },
  {
    name: 'review: applying',
    who: 'operator',
    scene: 'ended',
    path: review,
    ready: '须由另一人复核',
    enter: inTurn(choose('作废，不计入总分'), preview, written('更正理由'), press('应用更正'), dialog),
  },
  {
    name: 'review: taking back',
    who: 'operator',
    scene: 'ended',
    path: review,
    ready: '须由另一人复核',
    enter: inTurn(press(/^撤回第1题/), dialog),
  },
  {
    name: 'review: points missing',
    who: 'operator',
    scene: 'ended',
    path: review,
    ready: '须由另一人复核',
    enter: inTurn(press('提出'), shows('请填写理由。')),
  },
];

/** An appeal that waits, a proposal that waits, a correction that stands. */
export async function makeMatters(stage: ChecklistStage): Promise<void> {
  const contest = await stage.contest('ended');
  const page = await stage.page('participant');
  await stage.seat(page);
  await page.goto(record(contest));
  await page.getByLabel('申诉理由').fill(APPEAL);
  await page.getByRole('button', { name: '提交申诉' }).click();
  await page.getByText('申诉已提交，请等待裁定。').first().waitFor();
  const path = `/api/contests/${contest.id}`;
  const { operator } = stage;
  const [branch] = contest.branches;
  const body = { subject: 'branch', subjectId: branch?.id, points: -1.5, reason: '示例理由：迟到' };
  await operator.post(`${path}/adjustments`, body);
  const sheet = (await operator.get(`${path}/corrections`)).body as {
    version: number;
    items: { contestItemId: string }[];
  };
  const { version: expectedVersion, items } = sheet;
  const correction = {
    contestItemId: items[0]?.contestItemId,
    kind: 'void',
    reason: '示例理由：题干有误',
    expectedVersion,
  };
  const applied = (await operator.post(`${path}/corrections`, correction)).body as {
    version: number;
    history: { version: number }[];
  };
  // Taken back, so that the item can be corrected again; and once more for the history.
  await operator.post(`${path}/corrections/${applied.history[0]?.version}/cancel`, {
    reason: '示例理由：题干无误',
    expectedVersion: applied.version,
  });
  const again = (await operator.get(`${path}/corrections`)).body as {
    version: number;
    items: { correctResponse: object }[];
  };
  const { correctResponse } = again.items[0] ?? {};
  await operator.post(`${path}/corrections`, {
    contestItemId: items[0]?.contestItemId,
    kind: 'key',
    correctResponse,
    reason: '示例理由：条文已修订',
    expectedVersion: again.version,
  });
}
