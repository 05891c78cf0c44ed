/** Reading campaigns, as operators see them, for the checklist and for the pictures. */
import type { Page } from 'playwright-core';

import type { ChecklistStage } from '../support/checklist-stage.js';
import { bodyOf } from '../support/browser.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { ReadingDesk, SAMPLE_BOOK } from '../support/reading-desk.js';
import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

const PEOPLE = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const ROSTER = [
  '省,单位,支部,姓名,工号',
  ...PEOPLE.map((name, index) => `示例省,示例阅读局,示例阅读${index < 5 ? '一' : '二'}支部,示例${name},R${index}`),
  '示例省,示例小局,示例小支部,示例子,R99',
].join('\n');
/** The server's clock is the real one. */
const DAYS = { fromDate: '2026-01-01', toDate: '2099-12-31' } as const;

interface World {
  readonly draft: string;
  readonly running: string;
}
const WORLD: { made?: World } = {};
const world = (): World => {
  if (!WORLD.made) throw new Error('the campaigns are not made yet');
  return WORLD.made;
};

/** A draft, and a campaign that runs. */
export async function makeReading(stage: ChecklistStage): Promise<void> {
  const organisation = new OrganisationDesk(stage.operator);
  await organisation.load(ROSTER);
  const desk = new ReadingDesk(stage.operator);
  const unitId = (await organisation.unit('示例省')).id;
  const draft = await desk.add(unitId, { ...DAYS, name: '示例读书活动（草稿）' });
  const running = await desk.add(unitId, { ...DAYS, name: '示例书香机关读书活动' });
  const bookId = await desk.addBook(running);
  await desk.addBook(running, { ...SAMPLE_BOOK, isbn: null, title: '示例书名较长的一本书：关于无障碍阅读的若干讨论' });
  await bodyOf(
    desk.post(`${running}/books/${bookId}/recommendations`, { recommender: '示例同志（书记）', words: '示例推荐语。' }),
  );
  await bodyOf(desk.post(`${running}/publish`));
  WORLD.made = { draft, running };
}

const list = { who: 'operator', path: () => '/ledger/reading', ready: '示例书香机关读书活动' } as const;
const one = { who: 'operator', path: () => `/ledger/reading/${world().running}`, ready: '获评名单' } as const;
const draft = { who: 'operator', path: () => `/ledger/reading/${world().draft}`, ready: '书单还是空的' } as const;
const errorSummary = shows('请先改正以下内容');

export const READING_PAGES: readonly PageState[] = [
  { ...list, name: 'reading campaigns' },
  {
    ...list,
    name: 'reading campaigns: new, nothing filled in',
    enter: inTurn(press('新建读书活动'), dialog, press('保存'), errorSummary),
  },
  { ...draft, name: 'reading campaign: draft' },
  { ...draft, name: 'reading campaign: publish', enter: inTurn(press('发布活动'), dialog) },
  {
    ...draft,
    name: 'reading campaign: wrong ISBN',
    enter: inTurn(
      press('添加图书'),
      (page: Page) => page.getByLabel('ISBN').fill('9787020002208'),
      press('查找'),
      errorSummary,
    ),
  },
  { ...one, name: 'reading campaign' },
  { ...one, name: 'reading campaign: below', enter: inTurn(press('查看“示例阅读局”的下级'), shows('示例阅读二支部')) },
  {
    ...one,
    name: 'reading campaign: recommendation',
    enter: inTurn(press(/^为《示例书名》写荐书语/), dialog, press('保存'), errorSummary),
  },
];
