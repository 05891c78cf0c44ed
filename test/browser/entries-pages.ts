/** Study entries and what they are made of, in the states that their pages can show, for the checklist and for the pictures. */
import type { Page } from 'playwright-core';

import type { EntryInfo, NewEntryBody } from '../../src/protocol/study.js';
import type { ChecklistStage } from '../support/checklist-stage.js';
import { bodyOf } from '../support/contest-stage.js';
import { filmOf } from '../support/films.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { StudyDesk, themeDay } from '../support/study-desk.js';
import { postFile } from '../support/upload.js';
import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

const NAMES = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑'];
const ROSTER = [
  '单位,支部,姓名,工号',
  ...NAMES.map((name, index) => `示例学局,示例学习支部,示例${name},E${index}`),
  '示例学局,示例空支部,示例寅,E99',
].join('\n');

interface World {
  readonly branch: string;
  readonly empty: string;
  readonly office: string;
  readonly entries: Readonly<Record<'draft' | 'submitted' | 'returned' | 'approved' | 'locked', string>>;
}
const WORLD: { made?: World } = {};
const world = (): World => {
  if (!WORLD.made) throw new Error('the entries are not made yet');
  return WORLD.made;
};

/** A branch with an entry in each state: somebody absent who caught up, a recording, a correction. */
export async function makeEntries({ operator }: ChecklistStage): Promise<void> {
  const organisation = new OrganisationDesk(operator);
  await organisation.load(ROSTER);
  const desk = new StudyDesk(operator);
  const [branch, empty, office] = [
    (await organisation.unit('示例学局 示例学习支部')).id,
    (await organisation.unit('示例学局 示例空支部')).id,
    (await organisation.unit('示例学局')).id,
  ];
  const { people } = await organisation.people('示例学局 示例学习支部');
  const ids = people.map(({ id }) => id);
  const make = async (title: string, onDate: string, over: Partial<NewEntryBody> = {}): Promise<EntryInfo> =>
    desk.create(themeDay(branch, ids, { title, onDate, ...over }));
  const [away = '', missed = '', ...present] = ids;
  const attendance = [
    { personId: away, state: 'absent' as const, reason: 'official' as const, madeUpOn: '2026-01-08', madeUpChannel: 'home' as const, madeUpForm: 'large-print' as const }, // prettier-ignore
    { personId: missed, state: 'absent' as const },
    ...present.map((personId) => ({ personId, state: 'present' as const })),
  ];
  const checklist = { title: '示例清单', lines: ['示例：对照党章查一查', '示例：与困难党员谈一谈'] };
  await bodyOf(operator.send('PUT', '/api/study/settings/checklist', { body: { value: checklist } }));
  const locked = await make('示例：学习残疾人保障法', '2026-01-05', { attendance });
  const voice = `/api/study/entries/${locked.id}/attachments?kind=voice&name=${encodeURIComponent('示例发言.m4a')}`;
  const { id: voiceId } = await bodyOf<{ id: string }>(postFile(operator, voice, { bytes: filmOf('M4A ') }));
  const transcript = { transcript: '示例文字稿：发言要点。' };
  await bodyOf(operator.send('PATCH', `/api/study/attachments/${voiceId}`, { body: transcript }));
  const { version } = await desk.lock(locked.id);
  const correction = { baseVersion: version, patch: { minutes: 60 }, reason: '示例：时长登记有误' };
  await bodyOf(desk.step(locked.id, 'corrections', correction));
  const approved = await make('示例：主题党日', '2026-01-12');
  await bodyOf(desk.step(approved.id, 'submit'));
  await bodyOf(desk.step(approved.id, 'approve'));
  const submitted = await make('示例：题目较长的一次集中学习，学习无障碍环境建设法和有关规定并讨论落实', '2026-01-19');
  await bodyOf(desk.step(submitted.id, 'submit'));
  const returned = await make('示例：退回的记录', '2026-01-20');
  await bodyOf(desk.step(returned.id, 'submit'));
  await bodyOf(desk.step(returned.id, 'return', { reason: '请补充示例材料。' }));
  const draft = await make('', '2026-01-21', { record: {}, attendance: [] });
  const entries = { draft, submitted, returned, approved, locked };
  const byState = Object.fromEntries(Object.entries(entries).map(([state, { id }]) => [state, id]));
  WORLD.made = { branch, empty, office, entries: byState as World['entries'] };
}

const operator = { who: 'operator' } as const;
const list = { ...operator, path: () => `/ledger/entries/units/${world().branch}?year=2026`, ready: '接下来做什么' };
const fresh = { ...operator, path: () => `/ledger/entries/new?unit=${world().branch}`, ready: '出席情况' };
const entry = (state: keyof World['entries'], ready: string) => ({
  ...operator,
  path: () => `/ledger/entries/${world().entries[state]}`,
  ready,
});
const modes = { ...operator, path: () => '/ledger/modes', ready: '减负要求' };
const errorSummary = shows('请先改正以下内容');
/** A draft of an earlier state of this table is no matter of the next. */
const forgetDrafts = async (page: Page): Promise<void> => {
  await page.goto('/privacy');
  await page.evaluate('localStorage.clear(); sessionStorage.clear()');
};
const everybody = press(/^全员到/);
const untick = (name: string) => async (page: Page) => page.getByRole('checkbox', { name }).uncheck();
const offline = async (page: Page): Promise<void> => {
  await page.route('**/api/study/entries', (route) => route.abort());
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByText('没有保存到服务器').waitFor();
  await page.unroute('**/api/study/entries');
};

export const ENTRIES_PAGES: readonly PageState[] = [
  { ...list, name: 'entries' },
  { ...list, name: 'entries: checklist', enter: inTurn((page) => page.getByRole('heading', { name: '示例清单' }).click(), shows('对照党章查一查')) }, // prettier-ignore
  { ...list, name: 'entries: a filter that nothing matches', path: () => `/ledger/entries/units/${world().branch}?year=2026&month=12`, ready: '没有符合条件的记录' }, // prettier-ignore
  { ...list, name: 'entries: waiting for review', path: () => `/ledger/entries/units/${world().branch}?year=2026&status=submitted`, ready: '通过所选' }, // prettier-ignore
  { ...list, name: 'entries: none yet', path: () => `/ledger/entries/units/${world().empty}`, ready: '还没有学习记录' },
  {
    ...list,
    name: 'entries: below',
    path: () => `/ledger/entries/units/${world().office}?year=2026`,
    ready: '（本级）',
  },
  { ...fresh, name: 'entry: new', prepare: forgetDrafts },
  {
    ...fresh,
    name: 'entry: new, somebody absent',
    prepare: forgetDrafts,
    enter: inTurn(everybody, untick('示例乙'), shows('缺席人员')),
  },
  {
    ...fresh,
    name: 'entry: new, all unfolded',
    prepare: forgetDrafts,
    enter: inTurn(
      everybody,
      (page) => page.getByRole('heading', { name: '更多内容（可不填）' }).click(),
      (page) => page.getByText('逐人登记：列席').click(),
    ),
  },
  { ...fresh, name: 'entry: new, not reached the server', prepare: forgetDrafts, enter: offline },
  {
    ...fresh,
    name: 'entry: left on the device',
    prepare: inTurn(
      forgetDrafts,
      (page) => page.goto(`/ledger/entries/new?unit=${world().branch}`).then(() => undefined),
      (page) => page.getByLabel('主题', { exact: true }).fill('示例：没有保存'),
    ),
    ready: '有没保存的内容',
  },
  { ...entry('draft', '填好后请提交'), name: 'entry: draft' },
  {
    ...entry('draft', '填好后请提交'),
    name: 'entry: draft, something missing',
    enter: inTurn(press('提交'), errorSummary),
  },
  { ...entry('draft', '填好后请提交'), name: 'entry: draft, deleting', enter: inTurn(press('删除'), dialog) },
  { ...entry('returned', '退回理由'), name: 'entry: sent back' },
  {
    ...entry('returned', '退回理由'),
    name: 'entry: two wrote the same',
    enter: async (page) => {
      await page.getByLabel('主题', { exact: true }).fill('示例：这里改的');
      await page.route('**/api/study/entries/*', (route) =>
        route.request().method() === 'PATCH'
          ? route.fulfill({
              status: 409,
              json: { error: { code: 'study.entry-conflict', message: '', conflicts: CONFLICTS } },
            })
          : route.fallback(),
      );
      await page.getByRole('button', { name: '保存草稿' }).click();
      await page.getByText('有人同时改了同一项').waitFor();
      await page.unroute('**/api/study/entries/*');
    },
  },
  { ...entry('submitted', '请核对内容'), name: 'entry: waiting for review' },
  {
    ...entry('submitted', '请核对内容'),
    name: 'entry: sending back without a reason',
    enter: inTurn(
      press('退回修改'),
      dialog,
      async (page) => page.locator('[role="dialog"]').getByRole('button', { name: '退回修改' }).click(),
      errorSummary,
    ),
  },
  { ...entry('approved', '计入学时'), name: 'entry: approved' },
  { ...entry('locked', '已锁定'), name: 'entry: locked' },
  {
    ...entry('locked', '已锁定'),
    name: 'entry: history',
    enter: inTurn((page) => page.getByRole('heading', { name: '修改记录' }).click(), shows(/：更正$/)),
  },
  {
    ...entry('locked', '已锁定'),
    name: 'entry: correction without a reason',
    enter: inTurn(press('填写更正单'), press('提交更正'), errorSummary),
  },
  { ...entry('locked', '已锁定'), name: 'entry: catching up', enter: inTurn(press(/^登记补学/), dialog) },
];

const CONFLICTS = [
  { path: 'title', current: '示例：另一处改的', wanted: '示例：这里改的' },
  { path: 'record.contents', current: '示例：先写的内容', wanted: '示例：后写的内容' },
];

const pick = (name: string) => async (page: Page) => page.locator('[role="dialog"]').getByRole('button', { name }).click(); // prettier-ignore
export const MODES_PAGES: readonly PageState[] = [
  { ...modes, name: 'modes' },
  { ...modes, name: 'modes: changing', enter: inTurn(press('修改“支部共学”'), dialog) },
  { ...modes, name: 'modes: new, nothing filled in', enter: inTurn(press('新增学习方式'), dialog, pick('增加一项'), pick('保存'), errorSummary) }, // prettier-ignore
  { ...modes, name: 'modes: put away', enter: inTurn(press('停用“个人自学”'), dialog) },
  { ...modes, name: 'modes: content group without a name', enter: inTurn(press('新增内容分组'), dialog, pick('保存'), errorSummary) }, // prettier-ignore
  { ...modes, name: 'modes: checklist', enter: inTurn(press('修改“清单”'), dialog) },
  { ...modes, name: 'modes: guard-rail, nothing filled in', enter: inTurn(press('开启“公开个人排名”'), dialog, pick('开启'), errorSummary) }, // prettier-ignore
];
