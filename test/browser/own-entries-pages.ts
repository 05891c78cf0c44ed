/** A member's entries of study in the states that their pages can show, for the checklist and for the pictures. */
import type { Page } from 'playwright-core';

import type { EntryInfo } from '../../src/protocol/study.js';
import { PICTURE } from '../support/bank-fixtures.js';
import { bodyOf } from '../support/browser.js';
import type { ChecklistStage } from '../support/checklist-stage.js';
import { filmOf } from '../support/films.js';
import { membersOf } from '../support/member-desk.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { StudyDesk, themeDay } from '../support/study-desk.js';
import { postFile } from '../support/upload.js';
import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

const ROSTER = ['单位,支部,姓名,工号', '示例记录局,示例记录支部,示例甲,N1', '示例记录局,示例记录支部,示例乙,N2'].join(
  '\n',
);
const OWN = '/api/member/study';

interface World {
  readonly entries: Readonly<Record<'draft' | 'submitted' | 'returned' | 'locked' | 'ofBranch', string>>;
}
const WORLD: { made?: World } = {};
const world = (): World => {
  if (!WORLD.made) throw new Error('the entries are not made yet');
  return WORLD.made;
};

const SELF_STUDY = {
  kind: 'self-study',
  modes: ['self'],
  minutes: 60,
  record: { item: '示例篇目', 'declared-hours': 1, insight: '示例体会：这一章要结合工作再读。' },
} as const;

/** Somebody with an own entry in each state, and one of the branch that they missed and caught up on. */
export async function makeOwnEntries(stage: ChecklistStage): Promise<void> {
  const organisation = new OrganisationDesk(stage.operator);
  await organisation.load(ROSTER);
  const desk = new StudyDesk(stage.operator);
  const branch = (await organisation.unit('示例记录局 示例记录支部')).id;
  const [me, other] = await membersOf(organisation, '示例记录支部');
  if (!me || !other) throw new Error('nobody in the branch');
  stage.member = me.client;
  const make = async (title: string, onDate: string, over: object = {}): Promise<string> =>
    (await bodyOf<EntryInfo>(me.client.post(`${OWN}/entries`, { ...SELF_STUDY, title, onDate, ...over }))).id;
  const submit = (id: string) => bodyOf(me.client.post(`${OWN}/entries/${id}/submit`, {}));
  const locked = await make('示例：自学残疾人保障法', '2026-01-05');
  const attach = (query: string, bytes: Uint8Array) =>
    bodyOf<{ id: string }>(postFile(me.client, `${OWN}/entries/${locked}/attachments?${query}`, { bytes }));
  await attach(`kind=photo&name=x.png&alt=${encodeURIComponent('示例：书桌上的书')}`, PICTURE);
  const { id: film } = await attach('kind=sign-video&name=x.mp4', filmOf('isom'));
  await bodyOf(me.client.send('PATCH', `${OWN}/attachments/${film}`, { body: { transcript: '示例文字稿。' } }));
  await submit(locked);
  await bodyOf(desk.step(locked, 'approve'));
  const { version } = await bodyOf<EntryInfo>(desk.step(locked, 'lock'));
  const correction = { baseVersion: version, patch: { minutes: 45 }, reason: '示例：时长登记有误' };
  await bodyOf(desk.step(locked, 'corrections', correction));
  const submitted = await make('示例：题目较长的一次自学，学习无障碍环境建设法和有关规定，写下体会', '2026-01-12');
  await submit(submitted);
  const returned = await make('示例：退回的自学', '2026-01-20');
  await submit(returned);
  await bodyOf(desk.step(returned, 'return', { reason: '请写明学习篇目。' }));
  const draft = await make('', '2026-01-21', { record: {}, minutes: null });
  const attendance = [
    { personId: me.personId, state: 'absent' as const, madeUpOn: '2026-01-08', madeUpChannel: 'home' as const, madeUpForm: 'large-print' as const }, // prettier-ignore
    { personId: other.personId, state: 'present' as const },
  ];
  const { id: ofBranch } = await desk.create(themeDay(branch, [], { attendance, title: '示例：主题党日' }));
  await desk.lock(ofBranch);
  WORLD.made = { entries: { draft, submitted, returned, locked, ofBranch } };
}

const at = (path: () => string) => ({ who: 'member', path: () => `/study/entries${path()}` }) as const;
const list = { ...at(() => ''), ready: '支部退回了下面的记录' };
const fresh = { ...at(() => '/new-sample-of-checklist'), ready: '需要填写的内容' };
const entry = (state: keyof World['entries'], ready: string) => ({ ...at(() => `/${world().entries[state]}`), ready });
const errorSummary = shows('请先改正以下内容');
/** What an earlier state of this table left on the device is no matter of the next. */
const forgetDrafts = async (page: Page): Promise<void> => {
  await page.goto('/privacy');
  await page.evaluate('localStorage.clear(); sessionStorage.clear()');
};
const leaveTyped = inTurn(
  forgetDrafts,
  (page) => page.goto('/study/entries/new-sample-of-checklist').then(() => undefined),
  (page) => page.getByLabel('主题', { exact: true }).fill('示例：没有保存'),
);
const attach = async (page: Page): Promise<void> => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '添加录音' }).click();
  await (await chooser).setFiles({ name: '示例.m4a', mimeType: 'audio/mp4', buffer: filmOf('M4A ') });
};
const CONFLICTS = [
  { path: 'title', current: '示例：另一处改的', wanted: '示例：这里改的' },
  { path: 'record.insight', current: '示例：先写的体会', wanted: '示例：后写的体会' },
];

export const OWN_ENTRIES_PAGES: readonly PageState[] = [
  { ...list, name: 'own entries', prepare: forgetDrafts },
  { ...list, name: 'own entries: one on the device alone', prepare: leaveTyped, ready: '只存在这台设备上的记录' },
  {
    ...list,
    name: 'own entries: by the branch',
    prepare: forgetDrafts,
    enter: inTurn(
      (page) => page.getByRole('radio', { name: '支部登记的' }).check(),
      (page) => page.getByText('示例：自学残疾人保障法').waitFor({ state: 'detached' }),
    ),
  },
  { ...fresh, name: 'own entry: new', prepare: forgetDrafts },
  { ...fresh, name: 'own entry: left on the device', prepare: leaveTyped, ready: '不要了，重新填写' },
  { ...fresh, name: 'own entry: a recording', prepare: forgetDrafts, enter: inTurn(attach, shows('保存时上传')) },
  {
    ...fresh,
    name: 'own entry: not reached the server',
    prepare: forgetDrafts,
    enter: async (page) => {
      await page.route('**/api/member/study/entries', (route) => route.abort());
      await page.getByRole('button', { name: '保存草稿' }).click();
      await page.getByText('没有保存到服务器').waitFor();
      await page.unroute('**/api/member/study/entries');
    },
  },
  { ...fresh, name: 'own entry: leaving', prepare: leaveTyped, ready: '不要了，重新填写', enter: inTurn((page) => page.getByRole('link', { name: '回到我的学习记录' }).click(), dialog) }, // prettier-ignore
  { ...entry('draft', '填好后请提交'), name: 'own entry: draft' },
  {
    ...entry('draft', '填好后请提交'),
    name: 'own entry: draft, something missing',
    enter: inTurn(press('提交'), errorSummary),
  },
  { ...entry('returned', '退回理由'), name: 'own entry: sent back' },
  {
    ...entry('returned', '退回理由'),
    name: 'own entry: two wrote the same',
    enter: async (page) => {
      await page.getByLabel('主题', { exact: true }).fill('示例：这里改的');
      await page.route('**/api/member/study/entries/*', (route) =>
        route.request().method() === 'PATCH'
          ? route.fulfill({
              status: 409,
              json: { error: { code: 'study.entry-conflict', message: '', conflicts: CONFLICTS } },
            })
          : route.fallback(),
      );
      await page.getByRole('button', { name: '保存草稿' }).click();
      await page.getByText('有人同时改了同一项').waitFor();
      await page.unroute('**/api/member/study/entries/*');
    },
  },
  { ...entry('submitted', '请先撤回'), name: 'own entry: handed in' },
  { ...entry('locked', '已锁定'), name: 'own entry: locked' },
  { ...entry('ofBranch', '名单上有您'), name: 'own entry: by the branch' },
];
