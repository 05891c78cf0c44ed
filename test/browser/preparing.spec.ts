/** Before a contest: made from banks through the pages, changed, copied, archived and rehearsed. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { BrowserStage, contestDetail, JOURNEY_MS, listContests, VIEWPORTS } from '../support/browser.js';
import { ConsolePage, signIn } from '../support/browser-pages.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import type { RestClient } from '../support/rest-client.js';

const TITLE = '示例民法典知识竞赛';
const BAD_LINES = '支部名称\t应参人数\n示例机关一支部\t12\n\t5\n示例机关二支部\t很多\n示例机关一支部\t3';
const GOOD_LINES = '支部名称\t应参人数\n示例机关一支部\t12\n示例机关二支部\t8';

let stage: BrowserStage;
let operator: RestClient;
let page: Page;

beforeAll(async () => {
  stage = await BrowserStage.start();
  operator = await stage.server.administrator();
  page = await stage.page('/host');
  await signIn(page, ADMINISTRATOR.login, ADMINISTRATOR.password);
}, JOURNEY_MS);
afterAll(() => stage?.close());

async function contestId(): Promise<string> {
  const found = (await listContests(operator)).find(({ title, kind }) => title === TITLE && kind === 'regular');
  return found?.id ?? '';
}

describe('preparing a contest through the pages', () => {
  it(
    'names the bad lines of a pasted branch table and takes the mended one',
    async () => {
      await page.getByRole('link', { name: '新建竞赛' }).first().click();
      await page.getByRole('heading', { level: 1, name: '新建竞赛' }).waitFor();
      await page.getByLabel('支部名单').fill(BAD_LINES);
      await page.getByText('有 3 行需要修改').waitFor();
      await page.getByText('第 3 行没有支部名称。').waitFor();
      await page.getByText('第 4 行的人数“很多”不是 1 至 100000 的整数。').waitFor();
      await page.getByText('第 5 行的“示例机关一支部”与第 2 行重复。').waitFor();
      await page.getByRole('button', { name: '建立竞赛' }).click();
      await page.getByRole('link', { name: '请填写竞赛名称。' }).waitFor();

      await page.getByLabel('竞赛名称').fill(TITLE);
      await page.getByLabel('支部名单').fill(GOOD_LINES);
      await page.getByText('共 2 个支部，其中 2 个填写了应参人数，合计 20 人。').waitFor();
      // The round that is offered draws from every bank; one line is enough here.
      for (let line = await page.getByLabel('题数').count(); line > 1; line -= 1) {
        await page.getByRole('button', { name: `删除抽题 ${line}` }).click();
      }
      await page.getByLabel('题数').fill('2');
      await page.getByLabel('题型').first().selectOption('choice-single');
      await page.getByRole('checkbox', { name: /^开场先试答/ }).uncheck();
      await page.getByLabel('每题作答时间（秒）').first().fill('6');
      await page.getByRole('button', { name: '建立竞赛' }).click();
      await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
      const detail = await contestDetail(operator, await contestId());
      expect(detail.branches.map(({ name, expected }) => [name, expected])).toEqual([
        ['示例机关一支部', 12],
        ['示例机关二支部', 8],
      ]);
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'swaps and edits drawn items, keys hidden until asked',
    async () => {
      const before = await contestDetail(operator, await contestId());
      const [first, second] = before.rounds.find(({ warmUp }) => !warmUp)?.items ?? [];
      const row = (stem: string) => page.getByRole('listitem').filter({ hasText: stem });
      expect(await page.getByText(first!.explanation).count()).toBe(0);
      await row(first!.stem).getByRole('button', { name: '换一题' }).click();
      await page.getByRole('main').getByText('已更换第1题。').waitFor();
      await row(second!.stem).getByRole('button', { name: '修改' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('题干').fill('示例题干：这是改过的题目。');
      await dialog.getByRole('button', { name: '保存题目' }).click();
      await page.getByRole('main').getByText('已保存第2题。').waitFor();
      const after = await contestDetail(operator, before.id);
      const items = after.rounds.find(({ warmUp }) => !warmUp)?.items ?? [];
      expect(items.map(({ stem }) => stem)).toEqual([
        expect.not.stringContaining(first!.stem),
        '示例题干：这是改过的题目。',
      ]);
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'is rehearsed with simulated participants and left as it was',
    async () => {
      const before = await contestDetail(operator, await contestId());
      await page.getByLabel('模拟参赛者人数').fill('12');
      await page.getByRole('button', { name: '开始彩排' }).click();
      const host = new ConsolePage(page);
      const first = ['开放候场', /^开始第1环节/, '出示第1题', '开放作答', '公布答案'] as const;
      for (const step of [...first, '下一题（第2题）', '开放作答', '公布答案', '结束竞赛']) await host.step(step);
      await host.confirm('结束竞赛');
      await host.step('成绩确认');
      await host.confirm('成绩确认');
      const rehearsal = (await listContests(operator)).find(({ kind }) => kind === 'rehearsal');
      expect(rehearsal?.participantCount).toBe(12);

      await page.goto('/host');
      await page
        .getByRole('group', { name: `${rehearsal?.title} 的更多操作` })
        .getByRole('button', { name: '删除' })
        .last()
        .click();
      await page.getByRole('alertdialog').getByRole('button', { name: '删除' }).click();
      await page.getByRole('main').getByText(`已删除“${rehearsal?.title}”。`).waitFor();
      expect(await contestDetail(operator, before.id)).toEqual(before);
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'is copied as a template and archived',
    async () => {
      await page.goto('/host');
      const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: TITLE, exact: true }) });
      await card.getByRole('button', { name: '复制为模板' }).click();
      await page.getByRole('main').getByText('已复制为新的草稿。').waitFor();
      await page.goto('/host');
      await card.first().getByRole('button', { name: '归档', exact: true }).click();
      await page
        .getByRole('main')
        .getByText(/^已归档“/)
        .waitFor();
      await page.getByRole('checkbox', { name: '显示已归档的竞赛' }).check();
      await page.getByRole('heading', { level: 2, name: '已归档' }).waitFor();
      await page.getByRole('button', { name: '取消归档' }).waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});

describe('the pages for everybody', () => {
  it(
    'tell from a phone whether it can take part',
    async () => {
      const phone = await stage.page('/check', { viewport: VIEWPORTS.phone });
      await phone.getByRole('heading', { level: 1 }).waitFor();
      await phone
        .getByText(/^本机可以(正常)?参加竞赛/)
        .first()
        .waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'take feedback that the administrator reads',
    async () => {
      const phone = await stage.page('/feedback', { viewport: VIEWPORTS.phoneSmall });
      await phone.getByLabel('意见内容').fill('示例意见：字再大一些就好。');
      await phone.getByRole('button', { name: '提交意见' }).click();
      await phone.getByText('意见已提交，谢谢。管理员会尽快查看。').waitFor();
      await page.goto('/admin');
      await page.getByText('示例意见：字再大一些就好。').waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});
