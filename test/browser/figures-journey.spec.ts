/** Figures by keyboard: a period, a step down the tree, what the tables say, the page on paper. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { BrowserStage, JOURNEY_MS } from '../support/browser.js';
import { tableRows } from '../support/browser-pages.js';
import { loadStudy } from '../support/figures-stage.js';
import { StudyDesk } from '../support/study-desk.js';
import type { RestClient } from '../support/rest-client.js';

const YEAR = new Date().getFullYear() - 1;
let stage: BrowserStage;
let operator: RestClient;
let units: Readonly<Record<string, string>>;

beforeAll(async () => {
  stage = await BrowserStage.start({ DEMO: 'false' });
  operator = await stage.server.administrator();
  ({ units } = await loadStudy(new StudyDesk(operator), YEAR));
}, JOURNEY_MS);
afterAll(() => stage?.close());

describe('the figures of the study log', () => {
  it(
    'are read by keyboard from the province to an office, in tables beside pictures, and fit on paper',
    async () => {
      const [name = '', value = ''] = (operator.cookie ?? '').split(/=(.*)/s);
      const context = await stage.context({});
      await context.addCookies([{ name, value, url: stage.url }]);
      const page = await context.newPage();
      await page.goto(`${stage.url}/ledger/figures/${units['示例统计省']}`);
      const year = page.getByLabel('年度', { exact: true });
      await year.focus();
      await page.keyboard.press('ArrowDown');
      await page.getByText(`${YEAR}年12月31日，数据截至${YEAR}年12月31日`).waitFor();
      await page.getByText(/共有4个支部、5种学习方式，应覆盖20项，已覆盖6项，覆盖率30%（6\/20）/).waitFor();
      // Pictures for those who see, nothing of them for a screen reader; the table says the same.
      await page.locator('[aria-hidden=true] canvas').nth(1).waitFor();
      const below = page.getByRole('table').nth(1);
      expect(await tableRows(below)).toEqual([
        ['示例统计甲局', '11', '2', '0/2', '2/2', '1/2', '1/2', '1/2', '50%（5/10）', '7', '88.9%（16/18）'],
        ['示例统计乙局', '10', '2', '0/2', '1/2', '0/2', '0/2', '0/2', '10%（1/10）', '1', '100%（3/3）'],
        ['合计', '21', '4', '0/4', '3/4', '1/4', '1/4', '1/4', '30%（6/20）', '8', '90.5%（19/21）'],
      ]);
      const down = page.getByRole('table').getByRole('link', { name: '示例统计乙局' });
      await down.focus();
      await page.keyboard.press('Enter');
      await page.locator('#page-heading:focus', { hasText: '示例统计乙局' }).waitFor();
      await page.getByText('人数少，不列').first().waitFor();
      expect(await page.getByText(`${YEAR}年12月31日，数据截至`).count()).toBe(1);
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('navigation').count()).toBe(0);
      expect(await page.getByText('本榜不作为考核依据。').isVisible()).toBe(true);
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});
