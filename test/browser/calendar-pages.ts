/** The study calendar in the states that it can show, for the checklist and for the pictures. */
import type { Page } from 'playwright-core';

import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

const calendar = { who: 'operator', path: () => '/ledger/calendar', ready: '订阅到自己的日历' } as const;
const select = (label: string, value: string) => async (page: Page) => {
  await page.getByLabel(label, { exact: true }).selectOption(value);
};
const wholeYear = inTurn(select('年份', '2026'), select('月份', '0'), shows('全国助残日'));
const errorSummary = shows('请先改正以下内容');

export const CALENDAR_PAGES: readonly PageState[] = [
  { ...calendar, name: 'study calendar', enter: wholeYear },
  {
    ...calendar,
    name: 'study calendar: a year without recorded holidays',
    enter: inTurn(select('年份', '2028'), shows(/还没有录入2028年的放假安排/)),
  },
  {
    ...calendar,
    name: 'study calendar: new node, no name',
    enter: inTurn(press('新增节点'), dialog, press('保存'), errorSummary),
  },
  {
    ...calendar,
    name: 'study calendar: lunar node',
    enter: inTurn(wholeYear, press('修改“中秋节”'), dialog, (page) =>
      page.getByLabel('农历日', { exact: true }).waitFor(),
    ),
  },
  {
    ...calendar,
    name: 'study calendar: holidays, not clear',
    enter: inTurn(
      press(/^录入或修改/),
      dialog,
      (page) => page.getByLabel('放假和调休日期').fill('元旦放假三天'),
      press('保存'),
      errorSummary,
    ),
  },
  {
    ...calendar,
    name: 'study calendar: warnings',
    enter: inTurn(
      (page) => page.getByLabel('开始日期').fill('2026-10-01'),
      (page) => page.getByLabel('结束日期').fill('2026-10-02'),
      press('核对'),
      shows(/^有 \d+ 项提醒/),
    ),
  },
  { ...calendar, name: 'study calendar: new link', enter: inTurn(press('换一个地址'), dialog) },
];
