/** From a roster to a board by levels: imported, made a contest of, printed, entered by link, in turn on one phone. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { EntryCodeInfo } from '../../src/protocol/organisation.js';
import type { ContestDetail, ParticipantInfo } from '../../src/protocol/rest.js';
import { bodyOf, BrowserStage, contestDetail, JOURNEY_MS, listContests, VIEWPORTS } from '../support/browser.js';
import { eventually, signIn, tableRows } from '../support/browser-pages.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import { SAMPLE_ROSTER } from '../support/organisation-desk.js';
import type { RestClient } from '../support/rest-client.js';
import type { WireClient } from '../support/wire-client.js';

const TITLE = '示例名册竞赛';

let stage: BrowserStage;
let operator: RestClient;
let page: Page;
let phone: Page;
let contest: ContestDetail;
let host: WireClient;

beforeAll(async () => {
  stage = await BrowserStage.start({ DEMO: 'false' });
  operator = await stage.server.administrator();
  page = await stage.page('/host');
  await signIn(page, ADMINISTRATOR.login, ADMINISTRATOR.password);
}, JOURNEY_MS);
afterAll(async () => {
  host?.close();
  await stage?.close();
});

const codesOf = async (branch: string): Promise<readonly EntryCodeInfo[]> => {
  const id = contest.branches.find(({ name }) => name === branch)?.id ?? '';
  return bodyOf(operator.get(`/api/contests/${contest.id}/roster/codes?branchId=${id}`));
};
const participants = () => bodyOf<ParticipantInfo[]>(operator.get(`/api/contests/${contest.id}/participants`));

describe('an organisation and its contest', () => {
  it(
    'comes in by a file, looked at first',
    async () => {
      await page.getByRole('link', { name: '组织架构' }).click();
      await page.getByRole('link', { name: '导入名册' }).click();
      const file = { name: '名册.csv', mimeType: 'text/csv', buffer: Buffer.from(SAMPLE_ROSTER) };
      await page.locator('main input[type="file"]').setInputFiles(file);
      await page.getByRole('heading', { name: '识别结果' }).waitFor();
      expect(await page.locator(':focus').innerText()).toBe('识别结果');
      await page.getByRole('button', { name: '载入', exact: true }).click();
      await page.getByText('名册已载入：新增 7 个组织、5 位人员').first().waitFor();
      await page.getByRole('link', { name: '查看组织架构' }).click();
      for (const name of ['示例省', '示例市', '示例甲局']) await page.getByRole('link', { name }).last().click();
      await page.getByRole('heading', { level: 1, name: '示例甲局' }).waitFor();
      const rows = await tableRows(page.getByRole('region', { name: /^下级组织/ }).getByRole('table'));
      expect(rows.map(([name, , , members]) => [name, members])).toEqual([
        ['第一支部', '2'],
        ['第二支部', '1'],
      ]);
    },
    JOURNEY_MS,
  );

  it(
    'is changed by keyboard alone',
    async () => {
      await page.getByRole('button', { name: '新增下级组织' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.getByLabel('名称', { exact: true }).focus();
      await page.keyboard.type('第三支部');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('link', { name: '第三支部' }).waitFor();
      await eventually(
        () => page.evaluate('document.activeElement?.textContent?.trim()') as Promise<string>,
        (text) => text === '新增下级组织',
      );
    },
    JOURNEY_MS,
  );

  it(
    'gives a contest its branches and headcounts',
    async () => {
      await page.getByRole('link', { name: '新建竞赛' }).first().click();
      await page.getByLabel('竞赛名称').fill(TITLE);
      await page.getByRole('radio', { name: '从组织架构选取' }).check();
      await page.getByText('共 4 个支部，应参 5 人。').waitFor();
      await page.getByRole('radio', { name: /^凭个人码进入/ }).check();
      for (let line = await page.getByLabel('题数').count(); line > 1; line -= 1) {
        await page.getByRole('button', { name: `删除抽题 ${line}` }).click();
      }
      await page.getByLabel('题数').fill('1');
      await page.getByLabel('题型').first().selectOption('true-false');
      await page.getByRole('checkbox', { name: /^开场先试答/ }).uncheck();
      await page.getByRole('button', { name: '建立竞赛' }).click();
      await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
      const [found] = await listContests(operator);
      contest = await contestDetail(operator, found?.id ?? '');
      expect(contest.settings.entry).toBe('roster');
      expect(contest.branches.map(({ name, expected }) => [name, expected])).toContainEqual(['示例甲局 第一支部', 2]);
    },
    JOURNEY_MS,
  );

  it(
    'lets somebody be exempt, and prints a sheet for each person',
    async () => {
      await page.getByRole('link', { name: '名册、免于统计和个人码' }).click();
      await page.getByText('名册 5 人，应参 5 人，免于统计 0 人。').waitFor();
      await page.getByRole('button', { name: '示例戊免于统计' }).click();
      await page.getByText('名册 5 人，应参 4 人，免于统计 1 人。').waitFor();
      await page.getByRole('link', { name: '打印个人码' }).click();
      await page.getByRole('article', { name: '示例甲' }).waitFor();
      const [first] = await codesOf('示例甲局 第一支部');
      const grouped = first?.code.replace(/(.{4})(?=.)/gu, '$1 ') ?? '';
      await page
        .getByRole('article', { name: first?.name ?? '' })
        .getByText(grouped)
        .waitFor();
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
      expect(await page.getByRole('img', { name: '示例甲的入场二维码' }).isVisible()).toBe(true);
      await page.emulateMedia({ media: 'screen' });
    },
    JOURNEY_MS,
  );

  it(
    'is entered by link, one person after the other on one phone',
    async () => {
      host = await stage.server.console(operator, contest.id);
      await host.command('contest:open-lobby', contest.id);
      const [one, two] = await codesOf('示例甲局 第一支部');
      phone = await stage.page(`/join/${contest.pin}#code=${one?.code ?? ''}`, { viewport: VIEWPORTS.phone });
      await phone.getByText(`${one?.name ?? ''}，示例甲局 第一支部`).waitFor();
      expect(new URL(phone.url()).hash).toBe('');
      await phone.getByRole('checkbox', { name: /同意/ }).check();
      await phone.getByRole('checkbox', { name: '由他人协助操作' }).check();
      await phone.getByRole('button', { name: '进入竞赛' }).click();
      await phone.getByRole('heading', { level: 1, name: '已进入，请等待开始' }).waitFor();
      await phone.getByRole('link', { name: '再进入一位' }).click();
      await phone.getByLabel('个人码').fill(`${two?.code.slice(0, 6).toLowerCase() ?? ''} ${two?.code.slice(6) ?? ''}`);
      await phone.getByRole('button', { name: '下一步' }).click();
      await phone.getByText(`${two?.name ?? ''}，示例甲局 第一支部`).waitFor();
      await phone.getByRole('checkbox', { name: /同意/ }).check();
      await phone.getByRole('button', { name: '进入竞赛' }).click();
      await phone.getByText(`正在为“${two?.name ?? ''}”作答`).waitFor();
      for (const event of ['round:introduce', 'item:present', 'item:open']) await host.command(event, contest.id);
      await respond(phone);
      await phone.getByRole('button', { name: `换到 ${one?.name ?? ''}` }).click();
      await phone.getByText(`正在为“${one?.name ?? ''}”作答`).waitFor();
      await respond(phone);
      const seats = await participants();
      expect(seats.map(({ enteredBy }) => enteredBy)).toEqual(['assistant', 'assistant']);
    },
    JOURNEY_MS,
  );

  it(
    'ranks by any level on the public board',
    async () => {
      await host.command('item:close', contest.id, { override: true }).catch(() => undefined);
      await host.command('item:reveal', contest.id);
      await phone.goto(`/board/${contest.id}`);
      await phone.getByRole('radio', { name: '单位' }).check();
      const names = async () => (await tableRows(phone.getByRole('table').first())).map(([, name]) => name);
      await eventually(names, (rows) => rows.includes('示例甲局') && rows.length === 2);
      await phone.getByRole('button', { name: '示例甲局' }).click();
      await eventually(names, (rows) => rows.includes('第一支部'));
      await phone.getByRole('navigation', { name: '所在范围' }).getByRole('button', { name: '全部' }).click();
      await eventually(names, (rows) => rows.some((name) => name?.startsWith('示例甲局 第一支部')));
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});

/** Where nobody else is missing the item closes at once, and the page says so before it says that the response is kept. */
async function respond(on: Page): Promise<void> {
  await on.getByRole('radio').first().check();
  await on.getByRole('button', { name: '提交' }).click();
  await on
    .getByText(/已保存 \d\d:/)
    .first()
    .waitFor();
}
