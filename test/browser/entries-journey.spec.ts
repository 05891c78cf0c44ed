/** Two who write at one entry, a network that goes away, a photo that says what it shows: nothing is lost. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { PICTURE } from '../support/bank-fixtures.js';
import { eventually, tableRows } from '../support/browser-pages.js';
import { bodyOf, JOURNEY_MS } from '../support/browser.js';
import { themeDay } from '../support/study-desk.js';
import { StudyPages } from '../support/study-pages.js';

let study: StudyPages;
beforeAll(async () => {
  study = await StudyPages.start();
}, JOURNEY_MS);
afterAll(() => study?.close());

const press = (page: Page): Promise<void> => page.getByRole('button', { name: '保存草稿' }).click();
/** What the page said the last time must be gone before it is pressed, or it would be taken for the answer. */
async function save(page: Page): Promise<void> {
  await page.bringToFront();
  await press(page);
}
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const saved = (page: Page): Promise<void> => page.getByRole('main').getByText('草稿已保存。').waitFor();

describe('two pages of one entry', () => {
  let one: Page;
  let other: Page;
  let id: string;
  beforeAll(async () => {
    ({ id } = await study.secretary.create(themeDay(study.branch, study.people)));
    [one, other] = [await study.page(`/ledger/entries/${id}`), await study.page(`/ledger/entries/${id}`)];
    for (const page of [one, other]) await field(page, '主题').waitFor();
  }, JOURNEY_MS);

  it(
    'are put together where they wrote different fields',
    async () => {
      await field(one, '主题').fill('示例：第一页的主题');
      await save(one);
      await saved(one);
      await field(other, '主持人').fill('示例他人');
      await other.getByRole('checkbox', { name: '示例丁' }).uncheck();
      await save(other);
      await saved(other);
      expect(await field(other, '主题').inputValue()).toBe('示例：第一页的主题');
      const { title, record, present } = await study.secretary.entry(id);
      expect([title, record['host'], present]).toEqual(['示例：第一页的主题', '示例他人', 7]);
    },
    JOURNEY_MS,
  );

  it(
    'show both texts where they wrote the same one, and each is chosen by itself',
    async () => {
      study.stage.allow(/status of 409/);
      await field(one, '主题').fill('示例：甲的主题');
      await field(one, '学习内容').fill('示例：甲写的内容');
      await field(one, '议题').fill('示例：只有甲写');
      await field(other, '主题').fill('示例：乙的主题');
      await field(other, '学习内容').fill('示例：乙写的内容');
      await save(other);
      await saved(other);
      await save(one);
      const panel = one.getByRole('alert').filter({ hasText: '有人同时改了同一项' });
      await panel.waitFor();
      const text = await panel.innerText();
      for (const words of ['甲的主题', '乙的主题', '甲写的内容', '乙写的内容']) expect(text).toContain(words);
      await one.getByRole('button', { name: '按选择保存' }).click();
      await one.getByText('请为每一项选择留下哪一个').waitFor();
      await one.getByRole('group', { name: '主题' }).getByLabel('用已经保存的').check();
      await one.getByRole('group', { name: '学习内容' }).getByLabel('两段都留下').check();
      await one.getByRole('button', { name: '按选择保存' }).click();
      await saved(one);
      const { title, record } = await study.secretary.entry(id);
      expect(title).toBe('示例：乙的主题');
      expect(record['contents']).toBe('示例：乙写的内容\n示例：甲写的内容');
      expect(record['agenda']).toBe('示例：只有甲写');
      expect(await panel.count()).toBe(0);
      study.stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});

describe('a new entry', () => {
  it(
    'is kept on the device while the network is away, and saved once it is back',
    async () => {
      study.stage.allow(/net::ERR_/);
      const page = await study.page(`/ledger/entries/new?unit=${study.branch}`);
      await field(page, '主题').fill('示例：断网时写的');
      await page.getByRole('button', { name: /^全员到/ }).click();
      await page.getByRole('checkbox', { name: '示例乙' }).uncheck();
      await field(page, '示例乙的缺席原因').selectOption('sick');
      await page.context().setOffline(true);
      await press(page);
      await page.getByText('没有保存到服务器').waitFor();
      expect(await page.evaluate<string>('JSON.stringify({ ...localStorage })')).not.toContain('sick');
      await page.context().setOffline(false);
      // What was not saved is offered again, whether the page is still open or not.
      await saved(page);
      const { entries } = await study.secretary.list();
      expect(entries.filter(({ title }) => title === '示例：断网时写的')).toMatchObject([{ expected: 8, present: 7 }]);
      await field(page, '主题').fill('示例：又改了');
      await page.evaluate('window.onbeforeunload = null');
      page.on('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await page.getByRole('button', { name: '继续填写' }).click();
      expect(await field(page, '主题').inputValue()).toBe('示例：又改了');
      await save(page);
      await saved(page);
      study.stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'may be of one person, without a list',
    async () => {
      const page = await study.page(`/ledger/entries/new?unit=${study.branch}`);
      await page.getByRole('radio', { name: '个人', exact: true }).check();
      await field(page, '主题').fill('示例：读书');
      await press(page);
      await page.getByRole('link', { name: '请选择人员。' }).click();
      await field(page, '人员').and(page.locator(':focus')).selectOption({ label: '示例戊（P4）' });
      await page.getByLabel(/^学习篇目/).fill('示例篇目');
      await page.getByLabel('自报学时（学时）').fill('1.5');
      await page.getByLabel(/^一句话体会/).fill('示例体会');
      await page.getByRole('button', { name: '提交', exact: true }).click();
      await page.getByText('请核对内容').waitFor();
      const { entries } = await study.secretary.list('of=person');
      expect(entries).toMatchObject([{ personName: '示例戊', kind: 'self-study', status: 'submitted' }]);
      study.stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'takes a photo along, and is handed in once the photo says what it shows',
    async () => {
      study.stage.allow(/status of 422/);
      const { id } = await study.secretary.create(themeDay(study.branch, study.people, { onDate: '2026-01-06' }));
      const page = await study.page(`/ledger/entries/${id}`);
      const photo = { name: '示例照片.png', mimeType: 'image/png', buffer: Buffer.from(PICTURE) };
      await page.locator('input[type="file"]').first().setInputFiles(photo);
      await page.getByText('保存时上传').waitFor();
      await page.getByRole('button', { name: '提交', exact: true }).click();
      const fault = page.getByRole('link', { name: /请用一句话说明照片内容/ });
      await fault.click();
      await page.getByLabel('照片说明').and(page.locator(':focus')).waitFor();
      await page.keyboard.type('示例：会议室里的八个人');
      await page.getByRole('button', { name: '提交', exact: true }).click();
      await page.getByText('请核对内容').waitFor();
      const { attachments, status } = await study.secretary.entry(id);
      expect(status).toBe('submitted');
      expect(attachments).toMatchObject([{ kind: 'photo', alt: '示例：会议室里的八个人' }]);
      await page.getByRole('img', { name: '示例：会议室里的八个人' }).waitFor();
      await eventually(
        () => page.evaluate<number>('document.querySelector("main img").naturalWidth'),
        (width) => width > 0,
      );
      study.stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});

describe('the list', () => {
  it(
    'leads to what waits, and approves several at once',
    async () => {
      const desk = study.secretary;
      for (const title of ['示例：一起审核一', '示例：一起审核二']) {
        const { id } = await desk.create(themeDay(study.branch, study.people, { title, onDate: '2026-02-02' }));
        await bodyOf(desk.step(id, 'submit'));
      }
      const page = await study.page('/ledger/entries?year=2026');
      await page.getByRole('button', { name: '查看等待审核的记录' }).click();
      await page.getByRole('checkbox', { name: '选择“示例：一起审核一”' }).check();
      await page.getByRole('checkbox', { name: '选择“示例：一起审核二”' }).check();
      await page.getByRole('button', { name: '通过所选（2 条）' }).click();
      await page.getByRole('main').getByText('已处理 2 条。').waitFor();
      await page.getByRole('checkbox', { name: '选择“示例：一起审核一”' }).waitFor({ state: 'detached' });
      const { entries } = await desk.list('status=approved');
      expect(entries.map(({ title }) => title).toSorted()).toEqual(['示例：一起审核一', '示例：一起审核二']);
      await page.getByLabel('状态', { exact: true }).selectOption('');
      await page.getByLabel('月份', { exact: true }).selectOption('2');
      await page.getByText('共 2 条。').waitFor();
      const coverage = page.getByRole('region', { name: /覆盖情况$/ }).getByRole('table');
      expect((await tableRows(coverage))[0]).toEqual([
        '示例支部',
        '还没有',
        '2 次',
        '还没有',
        '还没有',
        '还没有',
        '1/5',
      ]);
      study.stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});
