/** The pages of the organisation in the states that they can show, for the checklist and for the pictures. */
import type { Page } from 'playwright-core';

import type { ChecklistStage } from '../support/checklist-stage.js';
import { makeOrganisation, MIXED_ROSTER, type OrganisationWorld } from '../support/organisation-fixtures.js';
import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

let made: OrganisationWorld | undefined;
const world = (): OrganisationWorld => {
  if (!made) throw new Error('the organisation is not made yet');
  return made;
};

/** An organisation, a contest of it in draft and one whose lobby is open. */
export async function makeWorld(stage: ChecklistStage): Promise<void> {
  made = await makeOrganisation(stage.operator);
  const host = await stage.stage.server.console(stage.operator, made.running.id);
  await host.command('contest:open-lobby', made.running.id);
  host.close();
}

const choosing = (text: string) => async (page: Page) =>
  page
    .locator('main input[type="file"]')
    .first()
    .setInputFiles({ name: '示例名册.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
const top = { who: 'operator', path: () => '/admin/organisation', ready: '级别名称' } as const;
const unit = { who: 'operator', path: () => `/admin/organisation/${world().unitId}`, ready: '含下级人数' } as const;
const load = { who: 'operator', path: () => '/admin/organisation/import', ready: '选择名册文件' } as const;
const roster = {
  who: 'operator',
  path: () => `/host/contests/${world().draft.id}/roster`,
  ready: /^名册 \d+ 人/,
} as const;
const sheets = { who: 'operator', path: () => `/host/contests/${world().running.id}/sheets`, ready: '个人码' } as const;
const entry = { who: 'guest', path: () => `/join/${world().running.pin}`, ready: '个人码印在' } as const;
const errorSummary = shows('请先改正以下内容');

export const ORGANISATION_PAGES: readonly PageState[] = [
  { ...top, name: 'organisation' },
  {
    ...top,
    name: 'organisation: found',
    enter: inTurn((page) => page.getByRole('searchbox', { name: '查找组织' }).fill('1局'), shows(/^符合的组织共/)),
  },
  { ...top, name: 'organisation: levels', enter: (page) => page.getByText('级别名称').click() },
  { ...unit, name: 'organisation: unit' },
  {
    ...unit,
    name: 'organisation: new unit, no name',
    enter: inTurn(press('新增下级组织'), dialog, press('保存'), errorSummary),
  },
  { ...unit, name: 'organisation: edit unit', enter: inTurn(press('修改'), dialog) },
  { ...unit, name: 'organisation: merge', enter: inTurn(press('并入其他组织'), dialog) },
  { ...unit, name: 'organisation: close', enter: inTurn(press('撤销'), dialog) },
  {
    who: 'operator',
    path: () => `/admin/organisation/${world().closedId}`,
    ready: /^已撤销/,
    name: 'organisation: closed unit',
  },
  {
    ...unit,
    name: 'organisation: person',
    enter: inTurn(
      (page) => page.getByRole('link', { name: '第一支部' }).first().click(),
      shows('示例1号'),
      press('修改示例1号的信息'),
      dialog,
    ),
  },
  { ...load, name: 'roster import' },
  { ...load, name: 'roster import: report', enter: inTurn(choosing(MIXED_ROSTER), shows('识别结果')) },
  { ...load, name: 'roster import: unreadable', enter: inTurn(choosing('%PDF-1.7'), shows('识别结果')) },
  { ...roster, name: 'contest roster' },
  { ...roster, name: 'contest roster: new code', enter: inTurn(press(/换发个人码$/), dialog) },
  { ...sheets, name: 'entry sheets' },
  { ...sheets, name: 'entry sheets, large', enter: (page) => page.getByRole('radio', { name: /^大字/ }).check() },
  {
    who: 'operator',
    path: () => '/host/contests/new',
    ready: '支部从哪里来',
    name: 'new contest: branches from the tree',
    enter: inTurn((page) => page.getByRole('radio', { name: '从组织架构选取' }).check(), shows(/^共 \d+ 个支部/)),
  },
  { ...entry, name: 'join by code' },
  { ...entry, name: 'join by code: missing', enter: inTurn(press('下一步'), errorSummary) },
  {
    who: 'guest',
    path: () => `/join/${world().running.pin}#code=${world().codes[0]?.code ?? ''}`,
    ready: '请核对您的信息',
    name: 'join by code: whose',
    enter: inTurn(press(/^我有其他需要/), shows('还没有填写个人需要'), press('进入竞赛'), errorSummary),
  },
  { who: 'guest', path: () => `/board/${world().running.id}`, ready: '榜单暂时为空', name: 'board by level, empty' },
];
