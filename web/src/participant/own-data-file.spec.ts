import { describe, expect, it } from '@jest/globals';
import type { OwnData } from '@protocol/privacy.js';
import { ownDataPage, participationFacts, type FileWords } from './own-data-file.js';

const WORDS: FileWords = {
  t: (key, values) => `${key}${values ? JSON.stringify(values) : ''}`,
  lang: 'zh-CN',
  date: (at) => `day ${at}`,
  time: (at) => `time ${at}`,
};
const ROW: OwnData['participations'][number] = {
  contestId: 'c',
  title: '示例<竞赛>',
  phase: 'ended',
  inPlay: false,
  name: '示例"甲"<script>alert(1)</script>',
  branchName: '示例支部 & 其他',
  joinedAt: 1000,
  consentAt: 2000,
  noticeVersion: 1,
  enteredBy: 'self',
  total: 12.5,
  rank: 3,
  items: [],
  appeals: [{ text: '示例<b>理由</b>', filedAt: 3000, ruling: null }],
};
const DATA: OwnData = { exportedAt: 9000, person: null, participations: [ROW], study: {} };

describe('the page of own data', () => {
  it('is a whole page in which no text can become markup', () => {
    const page = ownDataPage(DATA, WORDS);
    expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(page).toContain('示例&quot;甲&quot;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('示例支部 &amp; 其他');
    expect(page).not.toMatch(/<script|<b>|<竞赛>/);
    expect(page.match(/<h1>/g)).toHaveLength(1);
  });

  it('says on which notice somebody consented, and nothing where that is not known', () => {
    const consent = (noticeVersion: number | null) =>
      participationFacts({ ...ROW, noticeVersion }, WORDS).find(([name]) => name === 'ownData.kept.consent')?.[1];
    expect(consent(1)).toBe('ownData.kept.consentAt{"time":"time 2000","version":1}');
    expect(consent(null)).toMatch(/^ownData\.kept\.consentAtUnknown/);
  });

  it('has what the study log keeps, part by part, and no heading where that is nothing', () => {
    const page = ownDataPage({ ...DATA, study: { wrongItems: [{ stem: '示例<题>' }] } }, WORDS);
    expect(page).toContain('<h2>ownData.copy.study</h2>');
    expect(page).toContain('示例&lt;题&gt;');
    expect(ownDataPage(DATA, WORDS)).not.toContain('ownData.copy.study');
  });

  it('has the memberships of somebody on the roster', () => {
    const memberships = [
      { unit: '示例甲局', from: 1, to: 5 },
      { unit: '示例乙局', from: 5, to: null },
    ];
    const page = ownDataPage({ ...DATA, person: { name: '示例甲', staffCode: 'S1', memberships } }, WORDS);
    expect(page).toContain('ownData.kept.unitSpan{&quot;unit&quot;:&quot;示例甲局&quot;');
    expect(page).toContain('ownData.kept.unitSince{&quot;unit&quot;:&quot;示例乙局&quot;');
    expect(page).toContain('S1');
  });
});
