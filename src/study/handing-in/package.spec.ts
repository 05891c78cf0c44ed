import ExcelJS from 'exceljs';

import { partOfOffice } from '../../../test/support/office.js';
import { sampleRow } from '../../../test/support/sample-ledger.js';
import { memberCardDocument } from './member-card.js';
import { packageIndex, recordDocument } from './package-files.js';
import { planPackage, USUAL_PATTERN, type PackageEntry, type PackageSettings } from './package-plan.js';

const SETTINGS: PackageSettings = {
  indicators: [
    { number: '1.2.3', name: '理论学习', kinds: ['lecture'], modes: [] },
    { number: '2.1', name: '道德讲堂', kinds: ['moral-lecture'], modes: ['guide'] },
    { number: '3', name: '志愿服务', kinds: ['volunteering'], modes: [] },
  ],
  pattern: USUAL_PATTERN,
  largestFile: 1000,
};
const entry = (given: Partial<PackageEntry> & { readonly id: string }): PackageEntry => ({
  kind: 'lecture',
  modes: ['guide'],
  row: sampleRow({ title: '讲座/一' }),
  attachments: [],
  ...given,
});

describe('the package for another office', () => {
  it('puts what was entered once under every indicator that it belongs to', () => {
    const plan = planPackage(SETTINGS, [entry({ id: 'a' })]);
    expect(plan.files.map(({ path }) => path)).toEqual([
      '1.2.3-01-20260305-讲座 一-记录.docx',
      '2.1-01-20260305-讲座 一-记录.docx',
    ]);
    expect(plan.index.at(-1)).toMatchObject({ indicator: '3', file: '', note: '没有对应的记录' });
  });

  it('leaves out files over the limit and says so in the index', () => {
    const attachments = [
      { id: 'x', name: '照片.jpg', bytes: 1000, alt: '会场全景' },
      { id: 'y', name: '录像.mp4', bytes: 1001, alt: '' },
    ];
    const plan = planPackage(SETTINGS, [entry({ id: 'a', modes: [], attachments })]);
    expect(plan.files.map(({ attachmentId }) => attachmentId)).toEqual([null, 'x']);
    expect(plan.index.find(({ note }) => note.includes('录像.mp4'))).toMatchObject({ file: '' });
    expect(plan.index.find(({ note }) => note === '会场全景')?.file).toBe('1.2.3-01-20260305-讲座 一-照片.jpg');
  });

  it('names no two files alike and lets no name lead out of the package', () => {
    const attachments = [
      { id: 'x', name: '../../图.JPG', bytes: 1, alt: '' },
      { id: 'y', name: '../../图.jpg', bytes: 1, alt: '' },
    ];
    const plan = planPackage({ ...SETTINGS, pattern: '{name}' }, [entry({ id: 'a', modes: [], attachments })]);
    const paths = plan.files.map(({ path }) => path);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    for (const path of paths) expect(path).not.toMatch(/[\\/]/u);
  });

  it('has an index by indicator, and a record as a document', async () => {
    const plan = planPackage(SETTINGS, [entry({ id: 'a' })]);
    const workbook = new ExcelJS.Workbook();
    // Its types name a Buffer of their own.
    await workbook.xlsx.load((await packageIndex(plan.index, '示例')) as never);
    const sheet = workbook.getWorksheet('索引');
    expect(sheet?.getRow(2).values).toEqual([undefined, '1.2.3', '理论学习', 1, '2026-03-05', '讲座/一', '1.2.3-01-20260305-讲座 一-记录.docx', '学习记录']);
    const xml = partOfOffice(await recordDocument(sampleRow(), '示例支部', ['支部共学']), 'word/document.xml');
    for (const text of ['示例支部', '支部共学', '应到30，实到27', '决议']) expect(xml).toContain(text);
  }); // prettier-ignore
});

it('a member card keeps the ledgers apart', async () => {
  const standing = { period: '2026年', policy: '《示例规划》', target: 3200, done: 2850, missing: 350, byKind: [], remark: '' };
  const bytes = await memberCardDocument({
    name: '示例甲',
    unitName: '示例支部',
    year: 2026,
    madeOn: '2026-12-20',
    standings: [
      { ...standing, ledger: '党员集中学习', byKind: [['主题党日', 1650]] },
      { ...standing, ledger: '干部教育培训', target: 9000, done: 1000, missing: 8000 },
    ],
    rows: [{ onDate: '2026-03-05', modes: '支部共学', channel: '送学上门', title: '学习党章', source: '', hundredths: [150, 100], approvedBy: '示例乙', evidence: '', insight: '', madeUp: true }],
  });
  const xml = partOfOffice(bytes, 'word/document.xml');
  for (const text of ['28.5', '3.5', '主题党日16.5', '互不相加', '补学', '党员集中学习学时', '干部教育培训学时']) expect(xml).toContain(text);
  expect(xml).not.toContain('38.5');
}); // prettier-ignore
