/** What a clerk does about hours beside the entries: rules of a contest, awards, certificates, ledgers that end, policies. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { HourPolicyInfo, HourRuleInfo, PersonHours, UnitHours } from '../../src/protocol/hours.js';
import { bodyOf, createContest, JOURNEY_MS } from '../support/browser.js';
import { StudyPages } from '../support/study-pages.js';

const HOURS = '/api/study/hours';
const YEAR = new Date().getFullYear();

let pages: StudyPages;
let personId: string;
beforeAll(async () => {
  pages = await StudyPages.start();
  [personId = ''] = pages.people;
  const ledgers = [{ ledger: 'leadership', track: 'year', fromYear: YEAR - 1, toYear: null }];
  const body = { people: [{ personId, before: [], ledgers }] };
  await bodyOf(pages.secretary.operator.send('PUT', `${HOURS}/units/${pages.branch}/ledgers`, { body }));
}, JOURNEY_MS);
afterAll(() => pages?.close());

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const said = (page: Page, text: string): Promise<void> =>
  page.locator('#live-polite').filter({ hasText: text }).waitFor({ state: 'attached' });
const hours = (): Promise<PersonHours> =>
  bodyOf(pages.secretary.operator.get(`${HOURS}/people/${personId}?year=${YEAR}`));
const inLedgers = async (year: number): Promise<readonly string[]> => {
  const { people } = await bodyOf<UnitHours>(
    pages.secretary.operator.get(`${HOURS}/units/${pages.branch}?year=${year}`),
  );
  return (people ?? []).filter(({ standings }) => standings.length > 0).map(({ name }) => name);
};

describe('the clerk of a branch', () => {
  it(
    'awards hours that were certified elsewhere, and takes certificate and award back with a reason',
    async () => {
      const page = await pages.page(`/ledger/hours/${pages.branch}`);
      await press(page, '明细：示例甲');
      await press(page, '认定学时');
      await page.getByLabel('事由').fill('示例培训班');
      await page.getByLabel('开始日期', { exact: true }).fill(`${YEAR}-01-05`);
      await page.getByLabel('认定多少学时').fill('6');
      await press(page, '认定');
      await said(page, '学时已认定。');
      expect((await hours()).awards).toMatchObject([{ title: '示例培训班', hundredths: 600, ledger: 'leadership' }]);
      await press(page, '为“示例培训班”出具学时证明');
      await press(page, '收回证明：示例培训班');
      await press(page, '收回证明');
      await said(page, '证明已收回。');
      expect((await hours()).awards).toMatchObject([{ certificateId: null }]);
      await press(page, '撤回认定：示例培训班');
      await press(page, '撤回认定');
      await page.getByText('请填写撤回的理由。').first().waitFor();
      await page.getByLabel('理由').fill('示例：重复认定');
      await press(page, '撤回认定');
      await said(page, '认定已撤回。');
      await page.locator('[aria-modal]').nth(1).waitFor({ state: 'detached' });
      expect((await hours()).awards).toEqual([]);
      // What was pressed is gone, and the focus is not lost with it.
      await page.locator('#awards-heading:focus').waitFor();
      pages.stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'ends a ledger with a year, and the years before stay',
    async () => {
      const page = await pages.page(`/ledger/hours/${pages.branch}`);
      await press(page, '设置台账：示例甲');
      await page.getByLabel('到哪一年止').fill(String(YEAR - 1));
      await press(page, '保存');
      await said(page, '学时台账已保存。');
      expect(await inLedgers(YEAR)).toEqual([]);
      expect(await inLedgers(YEAR - 1)).toEqual(['示例甲']);
      pages.stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});

describe('whoever sets up', () => {
  it(
    'says what passing a contest is worth, on the page of the contest',
    async () => {
      const { id } = await createContest(pages.organisation.operator);
      const page = await pages.pageOf(pages.organisation.operator, `/host/contests/${id}`);
      await press(page, '设置认定规则');
      await page.getByRole('checkbox', { name: '党员集中学习' }).check();
      await page.getByLabel('得分达到满分的百分之几').fill('80');
      await page.getByLabel('认定多少学时').fill('1.5');
      await press(page, '保存规则');
      await page.getByText('党员集中学习：得分达到满分的80%，认定1.5学时').waitFor();
      const rules = await bodyOf<HourRuleInfo[]>(pages.organisation.operator.get(`${HOURS}/contests/${id}/rules`));
      expect(rules).toEqual([{ ledger: 'party-member', passPercent: 80, hundredths: 150, awarded: null }]);
      pages.stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'chooses the kinds that count, and removes a policy saved under the wrong year',
    async () => {
      const { operator } = pages.organisation;
      const page = await pages.pageOf(operator, `/ledger/hours/${pages.branch}`);
      const stored = async () => {
        const all = await bodyOf<HourPolicyInfo[]>(operator.get(`${HOURS}/policies`));
        return all.filter(({ own }) => own);
      };
      await page.getByRole('heading', { name: '学时办法' }).click();
      await press(page, '修改党员集中学习的办法（2024—2028年）');
      await page.getByLabel('开始年度').fill('2026');
      await page.getByLabel('志愿服务').check();
      await page.getByLabel('党课').uncheck();
      await press(page, '保存办法');
      await said(page, '学时办法已保存');
      const [policy] = await stored();
      expect(policy?.recognised).toContain('volunteering');
      expect(policy?.recognised).not.toContain('party-lesson');
      await press(page, '删除党员集中学习的办法（2026—2028年）');
      await press(page, '删除办法');
      await said(page, '学时办法已删除');
      expect(await stored()).toEqual([]);
      expect(await page.getByRole('button', { name: /^删除/u }).count()).toBe(0);
      pages.stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});
