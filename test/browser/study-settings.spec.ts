/** What is set for the study log is where its help says: a list above the entries of a branch, the name of the campaigns. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { bodyOf, JOURNEY_MS } from '../support/browser.js';
import { StudyPages } from '../support/study-pages.js';

let pages: StudyPages;
beforeAll(async () => {
  pages = await StudyPages.start();
}, JOURNEY_MS);
afterAll(() => pages?.close());

const set = (name: string, value: unknown): Promise<unknown> =>
  bodyOf(pages.organisation.operator.send('PUT', `/api/study/settings/${name}`, { body: { value } }));

describe('settings of the study log', () => {
  it(
    'put a list above the entries of every branch once it has lines',
    async () => {
      const page = await pages.page('/ledger/entries');
      await page.getByText('还没有学习记录').waitFor();
      expect(await page.getByText('三学五严查三谈一家访').count()).toBe(0);
      await set('checklist', { title: '示例清单', lines: ['示例：第一项', '示例：第二项'] });
      await page.reload();
      await page.getByRole('heading', { name: '示例清单' }).click();
      expect(await page.getByRole('listitem').filter({ hasText: '示例：第' }).allInnerTexts()).toEqual([
        '示例：第一项',
        '示例：第二项',
      ]);
      pages.stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'name the reading campaigns',
    async () => {
      const page = await pages.page('/ledger/reading');
      await page.getByRole('heading', { name: '读书活动：书香机关·悦读赋能' }).waitFor();
      await set('reading-name', '示例书香');
      await page.reload();
      await page.getByRole('heading', { name: '读书活动：示例书香' }).waitFor();
      expect(await page.title()).toContain('读书活动：示例书香');
      pages.stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});
