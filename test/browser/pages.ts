/** Every page of the product in the states that it can show: the one table that the accessibility checklist loops over. */
import type { Page } from 'playwright-core';

import type { ContestDetail } from '../../src/protocol/rest.js';
import type { AuditPlan } from '../support/audit.js';
import { VIEWPORTS } from '../support/browser.js';
import { KINDS } from '../support/checklist-stage.js';
import { press, choose, inTurn, shows, dialog, type PageState } from './page-state.js';

export const IN_HAND: AuditPlan = { sizes: [VIEWPORTS.phoneSmall, VIEWPORTS.laptop], ownSpacing: true };
export const IN_HALL: AuditPlan = {
  sizes: [VIEWPORTS.projector, VIEWPORTS.laptop, VIEWPORTS.phoneSmall],
  ownSpacing: false,
};

const toName = inTurn(choose('示例第一支部'), press('下一步'), shows('请填写您的姓名'));
const toNeeds = inTurn(toName, (page) => page.getByRole('link', { name: /我有其他需要/ }).click(), shows('作答时间'));
const errorSummary = (page: Page): Promise<void> => page.getByText('请先改正以下内容').waitFor();

export const ENTRY_PAGES: readonly PageState[] = [
  { name: 'home', who: 'guest', path: () => '/', ready: '竞赛码' },
  {
    name: 'home, PIN missing',
    who: 'guest',
    path: () => '/',
    ready: '竞赛码',
    enter: inTurn(press('进入'), shows('请输入 6 位数字的竞赛码。')),
  },
  { name: 'join: many branches', who: 'guest', scene: 'lobby', path: ({ pin }) => `/join/${pin}`, ready: '查找支部' },
  {
    name: 'join: branch missing',
    who: 'guest',
    scene: 'introducing',
    path: ({ pin }) => `/join/${pin}`,
    ready: '示例第一支部',
    enter: inTurn(press('下一步'), shows('有误')),
  },
  {
    name: 'join: name',
    who: 'guest',
    scene: 'introducing',
    path: ({ pin }) => `/join/${pin}`,
    ready: '示例第一支部',
    enter: toName,
  },
  {
    name: 'join: name missing',
    who: 'guest',
    scene: 'introducing',
    path: ({ pin }) => `/join/${pin}`,
    ready: '示例第一支部',
    enter: inTurn(toName, press('进入竞赛'), errorSummary),
  },
  {
    name: 'join: needs',
    who: 'guest',
    scene: 'introducing',
    path: ({ pin }) => `/join/${pin}`,
    ready: '示例第一支部',
    enter: toNeeds,
  },
  { name: 'join: unknown PIN', who: 'guest', path: () => '/join/000000', ready: '没有找到这个竞赛码' },
  { name: 'join: ended', who: 'guest', scene: 'ended', path: ({ pin }) => `/join/${pin}`, ready: '已经结束' },
  { name: 'rejoin', who: 'guest', path: () => '/rejoin', ready: '用续答码继续' },
  {
    name: 'rejoin, codes missing',
    who: 'guest',
    path: () => '/rejoin',
    ready: '用续答码继续',
    enter: inTurn(press('继续作答'), errorSummary),
  },
  {
    name: 'play without a seat',
    who: 'guest',
    scene: 'introducing',
    path: ({ id }) => `/play/${id}`,
    ready: '还没有进入这场竞赛',
  },
  {
    name: 'check',
    who: 'guest',
    path: () => '/check',
    ready: /检测|可以/,
    enter: (page) => page.getByRole('table').waitFor(),
  },
  { name: 'feedback', who: 'guest', path: () => '/feedback', ready: '意见内容' },
  {
    name: 'feedback, nothing written',
    who: 'guest',
    path: () => '/feedback',
    ready: '意见内容',
    enter: inTurn(press('提交意见'), errorSummary),
  },
  { name: 'privacy', who: 'guest', path: () => '/privacy', ready: '收集什么、为什么' },
  { name: 'accessibility statement', who: 'guest', path: () => '/accessibility', ready: '目标' },
  { name: 'not found', who: 'guest', path: () => '/nothing/here', ready: '没有找到页面' },
  { name: 'public board', who: 'guest', scene: 'finalized', path: ({ id }) => `/board/${id}`, ready: '截至第' },
  {
    name: 'public board before the first item',
    who: 'guest',
    scene: 'introducing',
    path: ({ id }) => `/board/${id}`,
    ready: '榜单暂时为空',
  },
  {
    name: 'public board, frozen',
    who: 'guest',
    scene: 'board frozen',
    path: ({ id }) => `/board/${id}`,
    ready: /已封榜/,
  },
  { name: 'settings', who: 'guest', path: () => '/', ready: '竞赛码', enter: inTurn(press('显示与朗读'), dialog) },
];

const play = ({ id }: ContestDetail): string => `/play/${id}`;
export const PLAY_PAGES: readonly PageState[] = [
  { name: 'lobby', who: 'participant', scene: 'lobby', path: play, ready: '您的续答码' },
  { name: 'introducing', who: 'participant', scene: 'introducing', path: play, ready: '本环节共' },
  { name: 'presenting', who: 'participant', scene: 'presenting', path: play, ready: '请先读题' },
  ...KINDS.map((kind): PageState => ({
    name: `open ${kind}`,
    who: 'participant',
    scene: `open ${kind}`,
    path: play,
    ready: '提交后不能修改。',
  })),
  {
    name: 'open single, chosen',
    who: 'participant',
    scene: 'open single',
    path: play,
    ready: '提交后不能修改。',
    enter: (page) => page.getByRole('radio').first().check(),
  },
  {
    name: 'open single, nothing chosen',
    who: 'participant',
    scene: 'open multiple',
    path: play,
    ready: '提交后不能修改。',
    enter: inTurn(press('提交'), shows('请先选择，再提交。')),
  },
  { name: 'paused', who: 'participant', scene: 'paused', path: play, ready: '竞赛已暂停' },
  { name: 'submitted', who: 'participant', scene: 'submitted', path: play, ready: '等待其他选手' },
  { name: 'closed', who: 'participant', scene: 'closed', path: play, ready: '本题已截止' },
  ...KINDS.map((kind): PageState => ({
    name: `own result, ${kind}`,
    who: 'participant',
    scene: `revealed ${kind}`,
    path: play,
    ready: '您的作答',
  })),
  { name: 'board frozen', who: 'participant', scene: 'board frozen', path: play, ready: /已封榜/ },
  { name: 'ended', who: 'participant', scene: 'ended', path: play, ready: '竞赛已结束' },
  { name: 'finalized', who: 'participant', scene: 'finalized', path: play, ready: '成绩已确认' },
  {
    name: 'my needs',
    who: 'participant',
    scene: 'lobby',
    path: play,
    ready: '您的续答码',
    enter: inTurn(press('我的需要'), dialog),
  },
];

const screen = ({ id, screenKey }: ContestDetail): string => `/screen/${id}?key=${encodeURIComponent(screenKey)}`;
export const SCREEN_PAGES: readonly PageState[] = [
  { name: 'screen: lobby', who: 'guest', scene: 'lobby', path: screen, ready: /示例第1支部|竞赛码/ },
  { name: 'screen: introducing', who: 'guest', scene: 'introducing', path: screen, ready: '第一轮' },
  { name: 'screen: presenting', who: 'guest', scene: 'presenting', path: screen, ready: /彩虹/ },
  ...KINDS.map((kind): PageState => ({
    name: `screen: open ${kind}`,
    who: 'guest',
    scene: `open ${kind}`,
    path: screen,
    ready: /示例：/,
  })),
  { name: 'screen: paused', who: 'guest', scene: 'paused', path: screen, ready: '暂停' },
  { name: 'screen: closed', who: 'guest', scene: 'closed', path: screen, ready: /示例：/ },
  ...KINDS.map((kind): PageState => ({
    name: `screen: revealed ${kind}`,
    who: 'guest',
    scene: `revealed ${kind}`,
    path: screen,
    ready: /正确/,
  })),
  { name: 'screen: leaderboard', who: 'guest', scene: 'leaderboard', path: screen, ready: '示例第一支部' },
  { name: 'screen: board frozen', who: 'guest', scene: 'board frozen', path: screen, ready: '示例第一支部' },
  { name: 'screen: entry', who: 'guest', scene: 'entry', path: screen, ready: '竞赛码' },
  { name: 'screen: blank', who: 'guest', scene: 'blank', path: screen, ready: /./ },
  { name: 'screen: finalized', who: 'guest', scene: 'finalized', path: screen, ready: '示例第一支部' },
  {
    name: 'screen without its key',
    who: 'guest',
    scene: 'lobby',
    path: ({ id }) => `/screen/${id}`,
    ready: /./,
    enter: (page) => page.getByRole('alert').filter({ hasText: /./ }).waitFor(),
  },
];

const desk = ({ id }: ContestDetail): string => `/host/contests/${id}/console`;
const detail = ({ id }: ContestDetail): string => `/host/contests/${id}`;
const graveActions = async (page: Page): Promise<void> => page.getByText('其他操作（会先询问）').click();
/** As before there was an administrator. */
const notSetUp = async (page: Page): Promise<void> => {
  await page.route('**/api/info', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), setupNeeded: true } });
    await page.unroute('**/api/info');
  });
};
export const OPERATOR_PAGES: readonly PageState[] = [
  { name: 'sign-in', who: 'guest', path: () => '/host', ready: '请用管理员为您建立的用户名登录。' },
  {
    name: 'sign-in, nothing filled in',
    who: 'guest',
    path: () => '/host',
    ready: '密码',
    enter: inTurn(press('登录'), errorSummary),
  },
  { name: 'set-up', who: 'guest', path: () => '/setup', prepare: notSetUp, ready: '设置码' },
  { name: 'set-up already done', who: 'guest', path: () => '/setup', ready: '管理员已经设置完成' },
  { name: 'host list', who: 'operator', scene: 'draft', path: () => '/host', ready: '示例竞赛：draft' },
  {
    name: 'host list: deleting',
    who: 'operator',
    scene: 'draft',
    path: () => '/host',
    ready: '示例竞赛：draft',
    enter: inTurn(press('删除'), dialog),
  },
  { name: 'new contest', who: 'operator', path: () => '/host/contests/new', ready: '支部名单' },
  {
    name: 'new contest, nothing filled in',
    who: 'operator',
    path: () => '/host/contests/new',
    ready: '支部名单',
    enter: inTurn(press('建立竞赛'), errorSummary),
  },
  { name: 'contest in draft', who: 'operator', scene: 'draft', path: detail, ready: '保存名称、支部和规则' },
  {
    name: 'contest in draft: editing an item',
    who: 'operator',
    scene: 'draft',
    path: detail,
    ready: '保存名称、支部和规则',
    enter: inTurn(press('修改'), dialog),
  },
  { name: 'contest that ended', who: 'operator', scene: 'finalized', path: detail, ready: '下载成绩表' },
  ...(['draft', 'lobby', 'introducing', 'presenting', 'paused', 'closed', 'ended', 'finalized'] as const).map(
    (scene): PageState => ({ name: `console: ${scene}`, who: 'operator', scene, path: desk, ready: '现场' }),
  ),
  ...KINDS.map((kind): PageState => ({
    name: `console: open ${kind}`,
    who: 'operator',
    scene: `open ${kind}`,
    path: desk,
    ready: /示例：/,
  })),
  ...(['single', 'matching'] as const).map((kind): PageState => ({
    name: `console: revealed ${kind}`,
    who: 'operator',
    scene: `revealed ${kind}`,
    path: desk,
    ready: '解析',
  })),
  { name: 'console: board frozen', who: 'operator', scene: 'board frozen', path: desk, ready: /已封榜/ },
  {
    name: 'console: key shown',
    who: 'operator',
    scene: 'open multiple',
    path: desk,
    ready: /示例：/,
    enter: inTurn(press('查看答案和解析'), shows('隐藏答案和解析')),
  },
  {
    name: 'console: voiding',
    who: 'operator',
    scene: 'open single',
    path: desk,
    ready: /示例：/,
    enter: inTurn(graveActions, press('作废本题'), dialog),
  },
  {
    name: 'console: a participant',
    who: 'operator',
    scene: 'open single',
    path: desk,
    ready: /示例：/,
    enter: inTurn(press(/^处理/), dialog),
  },
  { name: 'administration', who: 'operator', path: () => '/admin', ready: '运行方式' },
];
