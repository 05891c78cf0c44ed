import fc from 'fast-check';

import { partsOfOffice } from '../../../test/support/office.js';
import { monthlyBrief, resultsNotice, type MonthFigures, type NoticeFigures } from './brief.js';
import { officialDocument } from './official-document.js';
import { officialPage } from './official-page.js';
import { signatureIndents, titleLines } from './official-draft.js';

const MONTH: MonthFigures = {
  hidden: false,
  unitName: '示例县残联机关党支部',
  year: 2026,
  month: 3,
  heading: '五学联动',
  readingName: '示例书香机关',
  people: 30,
  madeOn: '2026-04-02',
  entries: 5,
  modes: [
    { name: '支部共学', entries: 4, attended: 112 },
    { name: '专家导学', entries: 0, attended: 0 },
  ],
  held: [{ onDate: '2026-03-05', kind: '主题党日', title: '学习党章', expected: 30, present: 28 }],
  reading: { from: '2026-03-01', to: '2026-03-31', campaigns: ['示例读书活动'], roster: 30, readers: 22, books: 31, reflections: 9, recommendations: 4 }, // prettier-ignore
};
const NOTICE: NoticeFigures = {
  contest: '2026年“学法用法”无障碍环境建设法知识竞赛',
  organiser: '示例省残联机关党委',
  heldOn: '2026-05-17',
  madeOn: '2026-05-20',
  participants: 711,
  expected: 800,
  mean: 92.35,
  full: 100,
  winners: [{ award: '一等奖', name: '示*', unit: '示例支部' }],
  branches: [{ rank: 1, name: '示例支部', score: '96' }],
};

describe('an official draft', () => {
  let parts: ReadonlyMap<string, string>;
  beforeAll(async () => {
    parts = partsOfOffice(await officialDocument({ ...resultsNotice(NOTICE), copyTo: '示例办公室' }));
  });
  const part = (path: string): string => parts.get(path) ?? '';

  it('has the page of GB/T 9704: A4, its margins and its grid', () => {
    const section = /<w:sectPr.*<\/w:sectPr>/su.exec(part('word/document.xml'))?.[0] ?? '';
    expect(section).toMatch(/<w:pgSz [^>]*w:w="11906"[^>]*w:h="16838"|<w:pgSz [^>]*w:h="16838"[^>]*w:w="11906"/u);
    for (const margin of ['w:top="2098"', 'w:bottom="1984"', 'w:left="1587"', 'w:right="1474"']) expect(section).toContain(margin);
    for (const grid of ['w:type="linesAndChars"', 'w:linePitch="580"', 'w:charSpace="-848"']) expect(section).toContain(grid);
  }); // prettier-ignore

  it('is set in 3号仿宋 with 小标宋, 黑体 and 楷体 for headings, and says what to take where one is missing', () => {
    const styles = part('word/styles.xml');
    const style = (id: string): string => new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`, 'su').exec(styles)?.[0] ?? '';
    expect(style('Title')).toContain('方正小标宋简体');
    expect(style('Title')).toContain('<w:sz w:val="44"/>');
    expect(style('Heading1')).toContain('w:eastAsia="黑体"');
    expect(style('Heading2')).toContain('w:eastAsia="楷体_GB2312"');
    expect(style('Normal')).toContain('<w:sz w:val="32"/>');
    expect(styles).toContain('w:eastAsia="仿宋_GB2312"');
    const fonts = part('word/fontTable.xml');
    expect(fonts).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong"/>');
    expect(fonts).toContain('<w:font w:name="方正小标宋简体"><w:altName w:val="华文中宋,STZhongsong"/>');
  }); // prettier-ignore

  it('counts its pages — 1 — at the outer edge, odd pages right and even ones left', () => {
    expect(part('word/settings.xml')).toMatch(/<w:evenAndOddHeaders(?: w:val="true")?\/>/u);
    const footers = [...parts].filter(([path]) => /^word\/footer\d+\.xml$/u.test(path)).map(([, xml]) => xml);
    expect(footers).toHaveLength(2);
    const odd = footers.find((xml) => xml.includes('w:val="right"')) ?? '';
    const even = footers.find((xml) => xml.includes('w:val="left"')) ?? '';
    expect(odd).toContain('w:right="280"');
    expect(even).toContain('w:left="280"');
    for (const footer of [odd, even]) {
      expect(footer).toContain('— ');
      expect(footer).toContain('PAGE');
    }
    expect(part('word/styles.xml')).toMatch(/w:styleId="PageNumber".*?w:eastAsia="宋体".*?<w:sz w:val="28"\/>/su);
  });

  it('names its attachments under the text and puts each table on a page of its own, its heading repeated', () => {
    const xml = part('word/document.xml');
    expect(xml).toContain('附件：1. 2026年');
    expect(xml.match(/<w:pageBreakBefore\/>/gu)).toHaveLength(2);
    expect(xml.match(/<w:tblHeader\/>/gu)).toHaveLength(2);
    expect(xml).toContain('抄送：示例办公室。');
  });

  it('carries no 红头, no number and no seal, and says what is left to write', () => {
    const xml = part('word/document.xml');
    expect(xml).not.toMatch(/〔\d{4}〕|文件<|w:drawing|FF0000/u);
    expect(xml).toContain('[请补充]');
    expect(xml).toContain('本榜不作为考核依据。');
  });

  it('sets figures in the font of the text where an office wants that', async () => {
    const chinese = partsOfOffice(await officialDocument(monthlyBrief(MONTH), { numerals: 'chinese' }));
    expect(chinese.get('word/styles.xml')).toContain('w:ascii="仿宋_GB2312"');
    expect(part('word/styles.xml')).toContain('w:ascii="Times New Roman"');
  });
});

describe('what a draft says', () => {
  it('gives every figure of the brief its denominator', () => {
    const text = monthlyBrief(MONTH).parts.map(({ text: one }) => one).join('\n'); // prettier-ignore
    expect(text).toContain('启用的学习方式2种，已开展1种（支部共学）。');
    expect(text).toContain(
      '参与22人，参与率73.3%（本期开始读书、读完图书、提交心得或荐书的人数，除以在册30人），读完图书31本次，提交心得9篇，荐书4本次。',
    );
    expect(text).not.toContain('专家导学');
    expect(text).toContain('三、读书活动（示例书香机关）');
  });

  it('counts an entry once, whatever modes it has', () => {
    const wordsOf = (month: MonthFigures) => monthlyBrief(month).parts.map(({ text: one }) => one).join('\n'); // prettier-ignore
    const [one] = MONTH.modes;
    const both = [one, { name: '研讨践学', entries: 1, attended: 20 }].flatMap((mode) => mode ?? []);
    expect(wordsOf({ ...MONTH, entries: 4, modes: both })).toContain('形成已审核的学习记录4条。');
    expect(wordsOf({ ...MONTH, entries: 4, modes: both })).toContain('在各方式中分别列出');
    const archived = wordsOf({ ...MONTH, entries: 1, modes: [{ name: '支部共学', entries: 0, attended: 0 }] });
    expect(archived).toContain('形成已审核的学习记录1条。');
    expect(archived).not.toContain('没有已审核的');
  });

  it('leaves out of the notice what is not known', () => {
    const text = resultsNotice({ ...NOTICE, expected: null, mean: null, winners: [], branches: [] });
    const words = text.parts.map(({ text: one }) => one).join('\n'); // prettier-ignore
    expect(words).toContain('参赛711人。');
    expect(words).not.toContain('参与率');
    expect(words).not.toContain('平均分');
    expect(text.attachments).toEqual([]);
  });
});

describe('lines of a title', () => {
  const words = ['关于', '2026年', '残疾人', '保障法', '“学法用法”', '知识竞赛', '结果', '的', '通报', '《法》'];

  it('lose nothing and fit', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 }), (some) => {
        const title = some.join('');
        const lines = titleLines(title, 19);
        expect(lines.join('')).toBe(title);
        for (const line of lines) {
          expect([...line].length).toBeGreaterThan(0);
          expect([...line].reduce((sum, sign) => sum + (/[\u0020-\u007e]/u.test(sign) ? 0.5 : 1), 0)).toBeLessThanOrEqual(19);
        }
      }),
    );
  }); // prettier-ignore

  it('never part a mark of quotation from its words, and are of like length', () => {
    expect(titleLines('关于2026年“学法用法”无障碍环境建设法知识竞赛结果的通报', 19)).toEqual([
      '关于2026年“学法用法”无障碍环境',
      '建设法知识竞赛结果的通报',
    ]);
  });
});

it('begins the date two characters after the signature, and never nearer than two to the edge', () => {
  expect(signatureIndents('示例省残疾人联合会机关党委', '2026年5月20日')).toEqual({ signature: 2, date: 6.5 });
  expect(signatureIndents('示例会', '2026年12月20日')).toEqual({ signature: 8, date: 2 });
});

describe('the page beside a draft', () => {
  it('has headings and tables, and takes nothing for markup', () => {
    const page = officialPage(resultsNotice({ ...NOTICE, contest: '<b>竞赛</b>&' }));
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('<h1>关于&lt;b&gt;竞赛&lt;/b&gt;&amp;结果的通报</h1>');
    expect(page.match(/<h2>/gu)?.length).toBe(6);
    expect(page.match(/<th scope="col">/gu)?.length).toBe(7);
    expect(page).not.toContain('<b>');
  });
});
