/** Figures of the study log in the states that their pages can show, for the checklist and for the pictures. */
import type { Page } from 'playwright-core';

import { bodyOf } from '../support/browser.js';
import type { ChecklistStage } from '../support/checklist-stage.js';
import { loadStudy } from '../support/figures-stage.js';
import { membersOf } from '../support/member-desk.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { secretaryOf, StudyDesk } from '../support/study-desk.js';
import { inTurn, shows, type PageState } from './page-state.js';

/** The server's clock is the real one; of the year before the last quarter is over. */
const YEAR = new Date().getFullYear() - 1;
const MADE: { units?: Readonly<Record<string, string>> } = {};

/** Four branches with a quarter of study, a ranking that somebody answers for, a secretary and a member of the first. */
export async function makeFigures(stage: ChecklistStage): Promise<void> {
  const admin = new StudyDesk(stage.operator);
  const { units, persons } = await loadStudy(admin, YEAR);
  MADE.units = units;
  const body = { value: true, approvedBy: '示例负责人', reason: '示例理由', ruleRead: true };
  await bodyOf(stage.operator.send('PUT', '/api/study/settings/public-person-ranking', { body }));
  stage.secretary = (await secretaryOf(stage.operator, 'shili.six', units['示例甲一支部'] ?? '')).operator;
  const members = await membersOf(new OrganisationDesk(stage.operator), '示例甲一支部');
  stage.member = members.find(({ personId }) => personId === persons['A1'])?.client ?? null;
}

const lastYear = async (page: Page): Promise<void> => {
  await page.getByLabel('年度', { exact: true }).selectOption(String(YEAR));
};
const drawn = inTurn(lastYear, shows(`数据截至${YEAR}年12月31日`), (page) => page.locator('canvas').first().waitFor());
const at = (name: string) => () => `/ledger/figures/${MADE.units?.[name] ?? ''}`;
const province = { who: 'operator', path: at('示例统计省'), ready: '各下级组织' } as const;

export const FIGURES_PAGES: readonly PageState[] = [
  { ...province, name: 'figures', enter: drawn },
  { ...province, name: 'figures: nothing yet' },
  {
    who: 'operator',
    path: at('示例统计乙局'),
    ready: '各下级组织',
    name: 'figures: few people',
    enter: inTurn(lastYear, shows('人数少，不列')),
  },
  { who: 'operator', path: at('示例乙一支部'), ready: /这个组织人数不足5人/, name: 'figures: hidden' },
  {
    who: 'secretary',
    path: at('示例甲一支部'),
    ready: '本支部人员',
    name: 'figures: of persons',
    enter: inTurn(drawn, shows('示*甲')),
  },
  { who: 'member', path: () => '/study/figures', ready: '按月走势', name: 'own figures', enter: inTurn(drawn, shows('（您）')) },
]; // prettier-ignore
