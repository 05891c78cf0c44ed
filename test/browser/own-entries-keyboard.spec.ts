/**
 * A member's own entry of study on a phone without mouse or finger: written down with a sign video and a photo, handed in,
 * sent back, mended, taken back, approved; what the screen reader hears on the way. And the branch's own, to read.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import { PICTURE } from '../support/bank-fixtures.js';
import { bodyOf, JOURNEY_MS } from '../support/browser.js';
import { filmOf } from '../support/films.js';
import { membersOf, type Member } from '../support/member-desk.js';
import { themeDay } from '../support/study-desk.js';
import { StudyPages } from '../support/study-pages.js';
import { postFile } from '../support/upload.js';

jest.setTimeout(JOURNEY_MS);
const MOST_TABS = 120;

let study: StudyPages;
let me: Member;
let other: Member;
let page: Page;

beforeAll(async () => {
  study = await StudyPages.start();
  [me, other] = (await membersOf(study.organisation, '示例局 示例支部')) as [Member, Member];
  page = await study.phone(me.client, '/study');
}, JOURNEY_MS);
afterAll(() => study?.close());

type Role = 'button' | 'textbox' | 'spinbutton' | 'link' | 'radio';
/** Tab until the control of that name has the focus. */
async function reach(role: Role, name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
  await target.first().waitFor();
  for (let step = 0; step < MOST_TABS; step += 1) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no way by Tab to ${String(name)}`);
}
async function press(name: string | RegExp, role: Role = 'button'): Promise<void> {
  await reach(role, name);
  await page.keyboard.press('Enter');
}
async function write(name: string, text: string): Promise<void> {
  await reach('textbox', name);
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(text);
}
async function choose(button: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await press(button);
  await (await chooser).setFiles(file);
}
const said = (text: string | RegExp): Promise<void> => page.getByText(text).filter({ visible: true }).first().waitFor();
/** What a screen reader is told without the focus moving there. */
const heard = (text: string): Promise<void> =>
  page.locator('#live-polite').getByText(text).waitFor({ state: 'attached' });
const toState = (): Promise<void> => page.getByRole('heading', { name: /^状态/ }).and(page.locator(':focus')).waitFor();
const own = async () => (await study.secretary.list('of=person')).entries;

describe('an own entry by keyboard', () => {
  it('is written with a sign video for words, and says by itself what is wanting', async () => {
    study.stage.allow(/status of 422 .*\/submit$/);
    await press('我的学习记录', 'link');
    await said('还没有学习记录');
    await press('登记学习', 'link');
    await said('需要填写的内容');
    expect(await page.locator(':focus').innerText()).toBe('登记学习');
    await write('主题', '示例：读残疾人保障法');
    await write('学习篇目（书目章节、课程或文件）', '示例法律第一章');
    await reach('spinbutton', '自报学时（学时）');
    await page.keyboard.type('1');
    await choose('添加手语视频', { name: 'x.mp4', mimeType: 'video/mp4', buffer: filmOf('isom') });
    await choose('添加照片', { name: '示例.png', mimeType: 'image/png', buffer: Buffer.from(PICTURE) });
    await page.getByText('保存时上传').nth(1).waitFor();
    await press('提交');
    await page.getByRole('alert').filter({ hasText: '请先改正以下内容' }).and(page.locator(':focus')).waitFor();
    await heard('已上传“示例.png”。');
    expect(await own()).toEqual([]);
    await press(/请附上文字稿/, 'link');
    await page.getByLabel('文字稿').and(page.locator(':focus')).waitFor();
    await page.keyboard.insertText('示例：学习了第一章。');
    await write('照片说明', '示例：书桌上的书');
    await press('提交');
    await toState();
    await heard('已提交，等待审核。');
    await said('需要修改的，请先撤回');
    const [row] = await own();
    expect(row).toMatchObject({ status: 'submitted', kind: 'self-study', title: '示例：读残疾人保障法', personName: me.name }); // prettier-ignore
    const { attachments } = await study.secretary.entry(row?.id ?? '');
    expect(attachments.map(({ kind, alt, transcript }) => [kind, alt, transcript])).toEqual([
      ['sign-video', '', '示例：学习了第一章。'],
      ['photo', '示例：书桌上的书', null],
    ]);
    study.stage.expectQuiet();
  });

  it('comes back with a reason, is mended, taken back and handed in again', async () => {
    const id = (await own())[0]?.id ?? '';
    await bodyOf(study.secretary.step(id, 'return', { reason: '示例：请补充体会' }));
    await press('回到我的学习记录', 'link');
    await said('支部退回了下面的记录');
    await press(/，示例：读残疾人保障法$/, 'link');
    await said('退回理由：示例：请补充体会');
    await write('一句话体会（文字、语音或手语视频）', '示例：补充的体会');
    await press('保存草稿');
    await heard('草稿已保存。');
    await press('提交');
    await toState();
    await press('撤回');
    await heard('已撤回，可以修改。');
    await write('一句话体会（文字、语音或手语视频）', '，再补充一句');
    await press('提交');
    await toState();
    const { record, status } = await study.secretary.entry(id);
    expect([record['insight'], status]).toEqual(['示例：补充的体会，再补充一句', 'submitted']);
  });

  it('is read once it is approved, locked and corrected, without a form', async () => {
    const id = (await own())[0]?.id ?? '';
    await bodyOf(study.secretary.step(id, 'approve'));
    const { version } = await bodyOf<{ version: number }>(study.secretary.step(id, 'lock'));
    const correction = { baseVersion: version, patch: { minutes: 60 }, reason: '示例：只给支部看的理由' };
    await bodyOf(study.secretary.step(id, 'corrections', correction));
    await page.reload();
    await said('已锁定。如有差错');
    await said('时长：由“（空）”改为“60 分钟”');
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.getByText('只给支部看的理由').count()).toBe(0);
    expect(await page.getByText(/^理由：/).count()).toBe(0);
    await page.getByRole('img', { name: '示例：书桌上的书' }).waitFor();
  });

  it('that was begun by mistake is deleted', async () => {
    await press('再登记一条');
    await said('需要填写的内容');
    await write('主题', '示例：写错了');
    await press('保存草稿');
    await heard('草稿已保存。');
    await press('删除');
    await page.getByRole('alertdialog').waitFor();
    await press('删除');
    await page.waitForURL('**/study/entries');
    await heard('已删除。');
    await said('示例：读残疾人保障法');
    expect(await page.getByText('示例：写错了').count()).toBe(0);
  });
});

describe('what the branch wrote down', () => {
  it('stands beside it to be read, with the numbers and of people oneself alone', async () => {
    const attendance = [
      { personId: me.personId, state: 'absent' as const, reason: 'sick' as const },
      { personId: other.personId, state: 'present' as const },
    ];
    const meeting = await study.secretary.create(themeDay(study.branch, [], { attendance, title: '示例：主题党日' }));
    const path = `/api/study/entries/${meeting.id}/attachments?kind=photo&name=x.png&alt=${encodeURIComponent('示例：会场')}`;
    await bodyOf(postFile(study.secretary.operator, path, { bytes: PICTURE }));
    await study.secretary.lock(meeting.id);
    await page.reload();
    await reach('radio', '全部');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('link', { name: '示例：读残疾人保障法' }).waitFor({ state: 'detached' });
    await press('示例：主题党日', 'link');
    await said('这是支部登记的学习，名单上有您');
    await said('您：缺席。');
    await said('应到 2 人，实到 1 人。');
    await said('还没有补学');
    expect(await page.getByText(other.name).count()).toBe(0);
    expect(await page.getByText('病假').count()).toBe(0);
    await page.getByRole('img', { name: '示例：会场' }).waitFor();
    study.stage.expectQuiet();
  });
});
