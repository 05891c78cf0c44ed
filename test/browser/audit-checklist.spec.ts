import { checklistOver } from './checklist.js';
import { IN_HAND } from './pages.js';
import { shows } from './page-state.js';

checklistOver(
  'audit log',
  [
    { name: 'entries', who: 'operator', path: () => '/admin/audit', ready: '记录的末端' },
    {
      name: 'nothing fits',
      who: 'operator',
      path: () => '/admin/audit?from=2001-01-01&to=2001-01-01&group=operator',
      ready: '没有符合条件的记录',
    },
    {
      name: 'filtered',
      who: 'operator',
      path: () => '/admin/audit',
      ready: '记录的末端',
      enter: async (page) => {
        await page.getByLabel('操作类别').selectOption('operator');
        await shows('清除筛选')(page);
      },
    },
    {
      name: 'a date that is none',
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
      name: 'the head on the page of a contest',
      who: 'operator',
      scene: 'finalized',
      path: ({ id }) => `/host/contests/${id}`,
      ready: '审计末端',
    },
    {
      name: 'the head on the console',
      who: 'operator',
      scene: 'finalized',
      path: ({ id }) => `/host/contests/${id}/console`,
      ready: '审计末端',
    },
  ],
  IN_HAND,
);
