/** A member's entries on several devices and over a dead network: nothing that was typed is lost, nothing is there twice. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { EntryInfo, EntryPage } from '../../src/protocol/study.js';
import { bodyOf, JOURNEY_MS } from '../support/browser.js';
import { filmOf } from '../support/films.js';
import { membersOf, type Member } from '../support/member-desk.js';
import { StudyPages } from '../support/study-pages.js';

jest.setTimeout(JOURNEY_MS);
const OWN = '/api/member/study/entries';

let study: StudyPages;
let me: Member;

beforeAll(async () => {
  study = await StudyPages.start();
  [me] = (await membersOf(study.organisation, '示例局 示例支部')) as [Member];
}, JOURNEY_MS);
afterAll(() => study?.close());

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const saved = (page: Page): Promise<void> => page.getByRole('main').getByText('草稿已保存。').waitFor();
const own = async () => (await bodyOf<EntryPage>(me.client.get(`${OWN}?of=person`))).entries;
const entry = (id: string) => bodyOf<EntryInfo>(me.client.get(`${OWN}/${id}`));
const idOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';
const ITEM = '学习篇目（书目章节、课程或文件）';

describe('without a network', () => {
  it('an entry stays on the device, is listed there, and is sent once when it is back', async () => {
    study.stage.allow(/net::ERR_/);
    const list = await study.phone(me.client, '/study/entries');
    await list.getByRole('link', { name: '登记学习' }).click();
    await field(list, '主题').fill('示例：断网时写的');
    await list.context().setOffline(true);
    await press(list, '保存草稿');
    await list.getByText('没有保存到服务器').waitFor();
    const address = list.url();
    list.on('dialog', (dialog) => void dialog.accept());
    await list.close({ runBeforeUnload: false });
    const page = await list.context().newPage();
    await list.context().setOffline(false);
    await page.goto('/study/entries');
    await page.getByRole('heading', { name: '只存在这台设备上的记录' }).waitFor();
    await page.getByRole('link', { name: '示例：断网时写的' }).click();
    await page.getByText('已恢复上次留在这台设备上的内容。').filter({ visible: true }).first().waitFor();
    await page.locator('#live-polite').getByText('已恢复上次留在这台设备上的内容。').waitFor({ state: 'attached' });
    expect([page.url(), await field(page, '主题').inputValue()]).toEqual([address, '示例：断网时写的']);
    await page.context().setOffline(true);
    await press(page, '保存草稿');
    await page.getByText('没有保存到服务器').waitFor();
    await page.context().setOffline(false);
    await saved(page);
    expect((await own()).map(({ title }) => title)).toEqual(['示例：断网时写的']);
    expect(await page.evaluate<string>('JSON.stringify({ ...localStorage })')).not.toContain('断网时写的');
    study.stage.expectQuiet();
  });

  it('changes of what is stored wait on the device, and are offered again beside what was saved since', async () => {
    const [{ id = '' } = {}] = await own();
    const page = await study.phone(me.client, `/study/entries/${id}`);
    await field(page, ITEM).fill('示例：手机上写的篇目');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto('/study/entries');
    await page.getByText('这台设备上有没保存的修改。').waitFor();
    const { version } = await entry(id);
    const body = { baseVersion: version, patch: { title: '示例：电脑上改的主题' } };
    await bodyOf(me.client.send('PATCH', `${OWN}/${id}`, { body }));
    await page.getByRole('link', { name: '示例：断网时写的' }).click();
    await page.locator('#live-polite').getByText('有没保存的内容').waitFor({ state: 'attached' });
    await press(page, '继续填写');
    await press(page, '保存草稿');
    await saved(page);
    expect(await entry(id)).toMatchObject({ title: '示例：电脑上改的主题', record: { item: '示例：手机上写的篇目' } });
  });

  it('a recording that was not sent is sent with the next attempt', async () => {
    study.stage.allow(/net::ERR_/);
    const [{ id = '' } = {}] = await own();
    const page = await study.phone(me.client, `/study/entries/${id}`);
    const chooser = page.waitForEvent('filechooser');
    await press(page, '添加录音');
    await (await chooser).setFiles({ name: 'x.m4a', mimeType: 'audio/mp4', buffer: filmOf('M4A ') });
    await page.context().setOffline(true);
    await press(page, '保存草稿');
    await page.getByText('有附件没有保存成功').waitFor();
    await page.context().setOffline(false);
    await press(page, '保存草稿');
    await saved(page);
    expect((await entry(id)).attachments.map(({ kind }) => kind)).toEqual(['voice']);
  });
});

describe('two devices', () => {
  it('that wrote different fields are put together, and where it is the same both texts are shown', async () => {
    study.stage.allow(/status of 409/);
    const [{ id = '' } = {}] = await own();
    const [phone, desk] = [
      await study.phone(me.client, `/study/entries/${id}`),
      await study.phone(me.client, `/study/entries/${id}`),
    ];
    for (const page of [phone, desk]) await field(page, '主题').waitFor();
    await field(phone, '主题').fill('示例：手机上的主题');
    await field(phone, '自报学时（学时）').fill('2');
    await field(desk, '主题').fill('示例：电脑上的主题');
    await press(desk, '保存草稿');
    await saved(desk);
    await press(phone, '保存草稿');
    const panel = phone.getByRole('alert').filter({ hasText: '有人同时改了同一项' });
    await panel.and(phone.locator(':focus')).waitFor();
    for (const words of ['手机上的主题', '电脑上的主题']) expect(await panel.innerText()).toContain(words);
    await phone.getByRole('group', { name: '主题' }).getByLabel('用我填写的').check();
    await press(phone, '按选择保存');
    await saved(phone);
    expect(await entry(id)).toMatchObject({ title: '示例：手机上的主题', record: { 'declared-hours': 2 } });
    study.stage.expectQuiet();
  });

  it('that begin the same new entry write neither over the other', async () => {
    const one = await study.phone(me.client, '/study/entries/new-sample-in-two-tabs');
    const other = await one.context().newPage();
    await other.goto('/study/entries/new-sample-in-two-tabs');
    await field(one, '主题').fill('示例：第一页');
    await field(one, ITEM).fill('示例：第一页的篇目');
    await field(other, '主题').fill('示例：第二页');
    await press(one, '保存草稿');
    await saved(one);
    await press(other, '保存草稿');
    const panel = other.getByRole('alert').filter({ hasText: '有人同时改了同一项' });
    await panel.waitFor();
    expect(await entry(idOf(one))).toMatchObject({ title: '示例：第一页' });
    await other.getByRole('group', { name: '主题' }).getByLabel('用已经保存的').check();
    await other.getByRole('group', { name: ITEM }).getByLabel('用已经保存的').check();
    await press(other, '按选择保存');
    await saved(other);
    expect(idOf(other)).toBe(idOf(one));
    expect(await entry(idOf(one))).toMatchObject({ title: '示例：第一页', record: { item: '示例：第一页的篇目' } });
    expect((await own()).filter(({ title }) => title === '示例：第一页').length).toBe(1);
  });
});

describe('what was typed', () => {
  it('can be let go, and goes with whoever leaves', async () => {
    const page = await study.phone(me.client, '/study/entries/new-sample-let-go');
    await field(page, '主题').fill('示例：不要了的');
    await page.getByRole('link', { name: '回到我的学习记录' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: '离开' }).click();
    await page.getByRole('link', { name: '示例：不要了的' }).click();
    await press(page, '不要了，重新填写');
    await field(page, '主题').and(page.locator(':focus')).waitFor();
    expect(await field(page, '主题').inputValue()).toBe('');
    await field(page, '主题').fill('示例：退出前写的');
    await page.getByRole('link', { name: '我的学习', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: '离开' }).click();
    await page.getByRole('heading', { name: '我的学习记录' }).waitFor();
    expect(await page.evaluate<string>('JSON.stringify({ ...localStorage })')).toContain('退出前写的');
    await press(page, '退出');
    await page.waitForURL('**/study/enter');
    expect(await page.evaluate<string>('JSON.stringify({ ...localStorage })')).not.toContain('示例');
  });
});
