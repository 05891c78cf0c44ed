/** The pages of the audit log in the states that they can show, for the checklist and for the pictures. */
import { shows, type PageState } from './page-state.js';

export const AUDIT_PAGES: readonly PageState[] = [
  { name: 'audit log', who: 'operator', path: () => '/admin/audit', ready: '记录的末端' },
  {
    name: 'audit log: nothing fits',
    who: 'operator',
    path: () => '/admin/audit?from=2001-01-01&to=2001-01-01&group=operator',
    ready: '没有符合条件的记录',
  },
  {
    name: 'audit log: filtered',
    who: 'operator',
    path: () => '/admin/audit',
    ready: '记录的末端',
    enter: async (page) => {
      await page.getByLabel('操作类别').selectOption('operator');
      await shows('清除筛选')(page);
    },
  },
  {
    name: 'audit log: a date that is none',
    who: 'operator',
    path: () => '/admin/audit',
    ready: '记录的末端',
    enter: async (page) => {
      await page.getByLabel('起始日期').fill('2026-02-31x');
      await page.keyboard.press('Enter');
      await shows('请填写这样的日期')(page);
    },
  },
  {
    name: 'audit head on the page of a contest',
    who: 'operator',
    scene: 'finalized',
    path: ({ id }) => `/host/contests/${id}`,
    ready: '审计末端',
  },
  {
    name: 'audit head on the console',
    who: 'operator',
    scene: 'finalized',
    path: ({ id }) => `/host/contests/${id}/console`,
    ready: '审计末端',
  },
];
