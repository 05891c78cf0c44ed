/** Writing and mending items on a page: every kind, media, publishing, two people at once, leaving too early. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { BankItemDetail, BankOverview } from '../../src/protocol/question-bank.js';
import { CAPTIONS, itemsOf, makeItem, PICTURE, SIGN_VIDEO } from '../support/bank-fixtures.js';
import { bodyOf, BrowserStage, JOURNEY_MS, VIEWPORTS } from '../support/browser.js';
import { signIn } from '../support/browser-pages.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import type { RestClient } from '../support/rest-client.js';
import { newOperator } from '../support/operators.js';

let stage: BrowserStage;
let operator: RestClient;
let page: Page;
let bank: BankOverview;

beforeAll(async () => {
  stage = await BrowserStage.start();
  // Two edits at once, and publishing what lacks something: both are refused.
  stage.allow(/status of 409 /, /status of 422 /);
  operator = await stage.server.administrator();
  bank = await bodyOf(operator.post('/api/question-banks', { title: '示例编辑题库' }));
  page = await stage.page('/host');
  await signIn(page, ADMINISTRATOR.login, ADMINISTRATOR.password);
}, JOURNEY_MS);
afterAll(() => stage?.close());

const preview = () => page.getByRole('region', { name: '参赛者看到的样子' });
const save = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

async function openNew(kind: string): Promise<void> {
  await page.goto(`/host/banks/${bank.id}/items/new`);
  await page.getByLabel('题型').selectOption({ label: kind });
}
const stem = (text: string): Promise<void> => page.locator('#edit-stem').fill(text);
async function entries(field: 'choice' | 'target', texts: readonly string[]): Promise<void> {
  for (const [index, text] of texts.entries()) await page.locator(`#edit-${field}-${index}`).fill(text);
  const label = field === 'choice' ? /^删除 (选项|左侧或条目) [A-Z]$/ : /^删除 右侧 \d+$/;
  while ((await page.locator(`input[id^="edit-${field}-"]`).count()) > texts.length) {
    await page.getByRole('button', { name: label }).last().click();
  }
}
async function storedItem(text: string): Promise<BankItemDetail> {
  const { items } = await itemsOf(operator, bank.id);
  const row = items.find((item) => item.stem === text);
  return bodyOf(operator.get(`/api/question-banks/${bank.id}/items/${row?.id ?? 'none'}`));
}

/** From an empty form to a stored item, and the key that must be stored. */
const KINDS: readonly (readonly [kind: string, text: string, write: () => Promise<void>, key: unknown])[] = [
  [
    '单选',
    '示例：哪一个是首都？',
    async () => {
      await entries('choice', ['示例市甲', '示例市乙', '示例市丙']);
      await page.getByRole('radio', { name: 'B，示例市乙' }).check();
    },
    'B',
  ],
  [
    '多选',
    '示例：哪些是水果？',
    async () => {
      await entries('choice', ['苹果', '石头', '梨']);
      for (const name of ['A，苹果', 'C，梨']) await page.getByRole('checkbox', { name }).check();
    },
    ['A', 'C'],
  ],
  ['判断', '示例：水往低处流。', async () => void (await page.locator('#edit-key select').selectOption('true')), true],
  [
    '填空',
    '示例：一周有____天，一年约有____周。',
    async () => {
      await page.getByLabel('可以接受的写法').first().fill('七\n7');
      await page.getByRole('radio', { name: '数字范围' }).last().check();
      await page.getByLabel('最小').fill('52');
      await page.getByLabel('最大').fill('53');
    },
    [['七', '7'], { min: 52, max: 53 }],
  ],
  [
    '排序',
    '示例：请按先后排列。',
    async () => {
      await entries('choice', ['晚上', '早上', '中午']);
      for (const [index, label] of ['B，早上', 'C，中午', 'A，晚上'].entries())
        await page.getByLabel(`第${index + 1}位`).selectOption({ label });
    },
    ['B', 'C', 'A'],
  ],
  [
    '连线',
    '示例：请连起来。',
    async () => {
      await entries('choice', ['猫', '牛']);
      await entries('target', ['青草', '老鼠']);
      await page.getByLabel('A，猫 对应').selectOption({ label: '2，老鼠' });
      await page.getByLabel('B，牛 对应').selectOption({ label: '1，青草' });
    },
    { A: '2', B: '1' },
  ],
  [
    '简答',
    '示例：请说一说。',
    () => page.getByLabel('参考答案').fill('示例要点一；示例要点二。'),
    '示例要点一；示例要点二。',
  ],
];

describe('an item written on its page', () => {
  it.each(KINDS)(
    'of kind %s shows itself while it is written, and is stored as a draft',
    async (kind, text, write, key) => {
      await openNew(kind);
      await stem(text);
      await write();
      await preview().getByText(text).first().waitFor();
      await save('保存为草稿');
      await page.getByRole('heading', { level: 1, name: /^题目 / }).waitFor();
      const { item, status } = await storedItem(text);
      expect(status).toBe('draft');
      expect(item.correctResponse).toEqual(key);
    },
    JOURNEY_MS,
  );

  it(
    'cites its source as every page and paper does',
    async () => {
      const source = { document: 'sample-law', title: '《示例条例》', article: 184 };
      const item = { kind: 'true-false', stem: '示例：水往低处流动。', correctResponse: true, tags: [], source };
      const { id } = await bodyOf<BankItemDetail>(operator.post(`/api/question-banks/${bank.id}/items`, { item }));
      await page.goto(`/host/banks/${bank.id}/items/${id}`);
      await preview().getByRole('radio', { name: '公布答案后' }).check();
      await preview().getByText('《示例条例》第一百八十四条').waitFor();
    },
    JOURNEY_MS,
  );

  it(
    'names what is missing, and takes a draft without a key but not half of one',
    async () => {
      await openNew('排序');
      await save('保存为草稿');
      const summary = page.getByRole('alert').filter({ hasText: '请先改正以下内容' });
      await summary.waitFor();
      await summary.getByRole('link', { name: '请填写题干。' }).click();
      expect(await page.evaluate('document.activeElement.id')).toBe('edit-stem');
      await stem('示例：还没有答案的排序题。');
      await entries('choice', ['甲', '乙', '丙']);
      await page.getByLabel('第1位').selectOption({ label: 'A，甲' });
      await save('保存为草稿');
      await page.getByText('正确答案只填了一部分').first().waitFor();
      await page.getByLabel('第1位').selectOption('');
      await save('保存为草稿');
      await page.getByRole('heading', { level: 1, name: /^题目 / }).waitFor();
      await page.getByRole('region', { name: '发布前检查' }).getByText('还没有正确答案').waitFor();
    },
    JOURNEY_MS,
  );

  it(
    'is published only when picture and sign video can be perceived by all',
    async () => {
      const text = '示例：图中是什么？';
      const { id } = await makeItem(operator, bank.id, {
        kind: 'true-false',
        stem: text,
        correctResponse: true,
        tags: ['示例'],
      });
      await page.goto(`/host/banks/${bank.id}/items/${id}`);
      await choose('添加图片：题干', { name: 'sample.png', mimeType: 'image/png', buffer: PICTURE });
      await page.getByText('发布前还需要填写替代文字。').waitFor();
      await choose('添加手语视频：题干', { name: 'sample.mp4', mimeType: 'video/mp4', buffer: SIGN_VIDEO });
      await page.getByText('发布前还需要上传字幕。').waitFor();
      await save('保存题目');
      await page.getByText('已保存为第 2 版。').last().waitFor();
      await act('审核通过');
      await page.getByText('状态已改为“已审核”。').last().waitFor();
      await act('发布');
      await page
        .getByText(/状态没有改变：.*替代文字/)
        .last()
        .waitFor();
      await page.getByLabel('替代文字').fill('示例图片：一个方块');
      await choose('上传字幕（vtt）', { name: 'sample.vtt', mimeType: 'text/vtt', buffer: CAPTIONS });
      await page.getByText('已有字幕。').waitFor();
      await preview().getByRole('img', { name: '示例图片：一个方块' }).waitFor();
      await save('保存题目');
      await page.getByText('已保存为第 3 版。').last().waitFor();
      await act('审核通过');
      await act('发布');
      await page.getByText('状态已改为“已发布”。').last().waitFor();
      expect((await storedItem(text)).status).toBe('published');
      expect(
        await page.locator('video, audio').evaluateAll((list) => list.filter((one) => 'paused' in one && !one.paused)),
      ).toEqual([]);
    },
    JOURNEY_MS,
  );

  it(
    'has pictures on the right side of a matching too, as participants will see them',
    async () => {
      const text = '示例：请把名称与图片连起来。';
      const { id } = await makeItem(operator, bank.id, {
        kind: 'matching',
        stem: text,
        choices: [
          { id: 'A', text: '方块' },
          { id: 'B', text: '圆' },
        ],
        targets: [
          { id: '1', text: '图一' },
          { id: '2', text: '图二' },
        ],
        correctResponse: { A: '1', B: '2' },
        tags: ['示例'],
      });
      await page.goto(`/host/banks/${bank.id}/items/${id}`);
      await page.getByText('右侧 1 的图片、录音和手语视频').click();
      await choose('添加图片：右侧 1', { name: 'sample.png', mimeType: 'image/png', buffer: PICTURE });
      await page.getByLabel('替代文字').fill('示例图片：一个方块');
      await preview().getByRole('img', { name: '示例图片：一个方块' }).waitFor();
      await preview().getByRole('radio', { name: '试答' }).check();
      const right = preview().getByRole('list', { name: /^右侧各项/ });
      await right.getByRole('img', { name: '示例图片：一个方块' }).waitFor();
      expect(await right.getByRole('listitem').count()).toBe(2);
      await save('保存题目');
      await page.getByText('已保存为第 2 版。').last().waitFor();
      const { item } = await storedItem(text);
      expect(item.targets?.map(({ media }) => media?.map(({ kind, alt }) => [kind, alt]))).toEqual([
        [['image', '示例图片：一个方块']],
        undefined,
      ]);
    },
    JOURNEY_MS,
  );

  it(
    'keeps what was typed where somebody else was faster, and says who',
    async () => {
      const { id } = await makeItem(operator, bank.id, {
        kind: 'true-false',
        stem: '示例：两个人同时修改。',
        correctResponse: true,
        tags: ['示例'],
      });
      await page.goto(`/host/banks/${bank.id}/items/${id}`);
      await stem('示例：我的修改。');
      const theirs = { kind: 'true-false', stem: '示例：对方的修改。', correctResponse: true, tags: ['示例'] };
      const body = { item: theirs, revision: 1 };
      await bodyOf(operator.send('PUT', `/api/question-banks/${bank.id}/items/${id}`, { body }));
      await save('保存题目');
      const conflict = page.getByRole('alert').filter({ hasText: '这道题刚刚被别人修改过' });
      await conflict.getByText(ADMINISTRATOR.displayName).waitFor();
      await conflict.getByText('示例：对方的修改。').waitFor();
      expect(await page.locator('#edit-stem').inputValue()).toBe('示例：我的修改。');
      await page.getByRole('button', { name: '以我的为准，再次保存' }).click();
      await page.getByText('已保存为第 3 版。').last().waitFor();
      expect((await storedItem('示例：我的修改。')).revision).toBe(3);
    },
    JOURNEY_MS,
  );

  it(
    'asks before unsaved changes are left behind',
    async () => {
      await openNew('判断');
      await stem('示例：不想丢的内容。');
      await page.getByRole('link', { name: '返回“示例编辑题库”' }).click();
      const dialog = page.getByRole('alertdialog');
      await dialog.getByRole('button', { name: '留在本页' }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await page.locator('#edit-stem').inputValue()).toBe('示例：不想丢的内容。');
      await page.getByRole('link', { name: '返回“示例编辑题库”' }).click();
      await dialog.getByRole('button', { name: '放弃修改并离开' }).click();
      await page.getByRole('heading', { level: 1, name: '示例编辑题库' }).waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'is only looked at where it comes with the software, and by a host',
    async () => {
      await page.goto('/host/banks');
      await page.getByRole('article').filter({ hasText: '随附题库' }).first().getByRole('link').first().click();
      await page.getByRole('region', { name: '题目（表格）' }).getByRole('link').first().click();
      await page.getByText('随附题库的题目不能修改').first().waitFor();
      expect(await page.locator('main form').count()).toBe(0);
      const host = {
        login: 'host01',
        displayName: '示例主持人',
        roles: ['organiser', 'host', 'scorekeeper'],
        password: 'orbit lantern gravel mint',
      };
      await newOperator(operator, host);
      const other = await stage.page('/host', { viewport: VIEWPORTS.laptop });
      await signIn(other, host.login, host.password);
      await other.goto(`/host/banks/${bank.id}`);
      await other.getByText('只有管理员可以修改题库').waitFor();
      expect(await other.getByRole('checkbox', { name: '选择本页全部题目' }).count()).toBe(0);
      await other.getByRole('region', { name: '题目（表格）' }).getByRole('link').first().click();
      await other.getByRole('region', { name: '参赛者看到的样子' }).waitFor();
      expect(await other.locator('main form').count()).toBe(0);
      await other.context().close();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});

async function act(name: string): Promise<void> {
  await page.getByRole('region', { name: '状态' }).getByRole('button', { name, exact: true }).click();
}

/** Through the button that people press. */
async function choose(
  name: string,
  file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name }).click()]);
  await chooser.setFiles(file);
}
