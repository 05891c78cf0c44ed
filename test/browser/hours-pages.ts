/** Hours of study, files and certificates in the states that their pages can show, for the checklist and for the pictures. */
import type { Page } from 'playwright-core';

import type { CertificateInfo, PersonHours } from '../../src/protocol/hours.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import type { ChecklistStage } from '../support/checklist-stage.js';
import { bodyOf } from '../support/contest-stage.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

const ROSTER = ['单位,支部,姓名,工号', ...['甲', '乙', '丙', '丁', '戊', '己'].map((name, index) => `示例局,示例支部,示例${name},H${index}`)].join('\n'); // prettier-ignore

let made: { readonly unitId: string; readonly topId: string; readonly code: string } | undefined;
const world = () => {
  if (!made) throw new Error('the ledgers are not made yet');
  return made;
};

/** A branch of six in the ledgers, somebody with an award and a certificate of it. */
export async function makeLedgers({ operator }: ChecklistStage): Promise<void> {
  const desk = new OrganisationDesk(operator);
  await desk.load(ROSTER);
  const [unit, top] = [await desk.unit('示例局 示例支部'), await desk.unit('示例局')];
  const { people } = await desk.people('示例局 示例支部');
  const year = new Date().getFullYear();
  const ledgers = people.map(({ id }, index) => ({
    personId: id,
    before: [],
    ledgers: index === 5 ? [] : [{ ledger: index === 0 ? 'leadership' : 'party-member', track: 'year', fromYear: year, toYear: null }],
  }));
  await bodyOf(operator.send('PUT', `/api/study/hours/units/${unit.id}/ledgers`, { body: { people: ledgers } }));
  const personId = people.find(({ name }) => name === '示例乙')?.id ?? '';
  const award = { personId, ledger: 'party-member', title: '示例培训班', onDate: `${year}-01-01`, hundredths: 600, key: 'checklist-award' };
  await bodyOf(operator.post('/api/study/hours/awards', award));
  const another = people.find(({ name }) => name === '示例丙')?.id ?? '';
  await bodyOf(operator.post('/api/study/hours/awards', { ...award, personId: another, key: 'checklist-another' }));
  const { awards } = await bodyOf<PersonHours>(operator.get(`/api/study/hours/people/${personId}?year=${year}`));
  const { code } = await bodyOf<CertificateInfo>(operator.post(`/api/study/hours/awards/${awards[0]?.id}/certificate`, {}));
  // A policy of one's own, for years in which nobody has hours.
  const policy = { name: '示例学时办法', yearTarget: 1000, spanTarget: null, trainings: 0, minutesPerHour: 60, dailyCap: 800, step: 50, rounding: 'down', recognised: ['lecture', 'training'], makeUpCounts: true };
  await bodyOf(operator.send('PUT', '/api/study/hours/policies', { body: { ...policy, ledger: 'party-member', fromYear: 2010, toYear: 2012 } }));
  made = { unitId: unit.id, topId: top.id, code };
} // prettier-ignore

const branch = { who: 'operator', path: () => `/ledger/hours/${world().unitId}`, ready: '本级人员' } as const;
const above = { who: 'operator', path: () => `/ledger/hours/${world().topId}`, ready: '各下级组织' } as const;
const files = { who: 'operator', path: () => `/ledger/hours/exports/${world().unitId}`, ready: '新的导出' } as const;
const check = { who: 'guest', path: () => '/certificates', ready: '请输入证明上的验证码' } as const;
const errorSummary = shows('请先改正以下内容');
const lines = inTurn(press('明细：示例乙'), dialog, shows('下载学时证明'));
const policies = (page: Page): Promise<void> => page.getByRole('heading', { name: '学时办法' }).click();
const pick = (value: string) => async (page: Page) => {
  await page.getByLabel('材料', { exact: true }).selectOption(value);
};

export const HOURS_PAGES: readonly PageState[] = [
  { ...branch, name: 'hours' },
  { ...above, name: 'hours: below' },
  { ...branch, name: 'hours: ledgers', enter: inTurn(press('设置台账：示例乙'), dialog) },
  { ...branch, name: 'hours: lines', enter: lines },
  {
    ...branch,
    name: 'hours: awarding, nothing filled in',
    enter: inTurn(lines, press('认定学时'), shows('示例乙：认定学时'), press(/^认定$/u), errorSummary),
  },
  {
    ...branch,
    name: 'hours: revoking a certificate',
    enter: inTurn(lines, press('收回证明：'), shows('收回后，凭验证码')),
  },
  {
    ...branch,
    name: 'hours: taking an award back, without a reason',
    enter: inTurn(
      press('明细：示例丙'),
      dialog,
      press('撤回认定：'),
      shows('撤回后这些学时不再计入'),
      press(/^撤回认定$/u),
      errorSummary,
    ),
  },
  { ...branch, name: 'hours: policies', enter: policies },
  {
    ...branch,
    name: 'hours: removing a policy',
    enter: inTurn(policies, press('删除党员集中学习的办法'), dialog),
  },
  {
    who: 'operator',
    scene: 'draft',
    path: ({ id }: ContestDetail) => `/host/contests/${id}`,
    ready: '本场竞赛不认定学时',
    name: 'hours: rules of a contest',
    enter: inTurn(press('设置认定规则'), dialog, (page) =>
      page.getByRole('checkbox', { name: '党员集中学习' }).check(),
    ),
  },
  {
    ...branch,
    name: 'hours: policy, years the wrong way round',
    enter: inTurn(
      policies,
      press('修改党员集中学习的办法'),
      dialog,
      (page) => page.getByLabel('结束年度').fill('2001'),
      press('保存办法'),
      errorSummary,
    ),
  },
  { ...files, name: 'files' },
  { ...files, name: 'files: package, nothing', enter: inTurn(pick('package'), press('开始制作'), errorSummary) },
  { ...files, name: 'files: made', enter: inTurn(pick('ledger-docx'), press('开始制作'), shows(/^下载（/)) },
  { ...check, name: 'certificate' },
  {
    ...check,
    name: 'certificate: unknown',
    enter: inTurn((page) => page.getByLabel('验证码').fill('346791ACDEFG'), press('验证'), shows(/没有找到这份证明/)),
  },
  { ...check, path: () => `/certificates/${world().code}`, name: 'certificate: genuine', ready: '证明真实有效。' },
];
