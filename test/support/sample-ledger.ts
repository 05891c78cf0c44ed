import type { LedgerRow, YearLedger } from '../../src/study/handing-in/year-ledger.js';

export const sampleRow = (given: Partial<LedgerRow> = {}): LedgerRow => ({
  onDate: '2026-03-05',
  kind: '主题党日',
  channel: '线下',
  title: '学习《中华人民共和国无障碍环境建设法》',
  place: '示例会议室',
  minutes: 90,
  led: '示例甲',
  recorder: '示例乙',
  expected: 30,
  present: 27,
  observers: 1,
  madeUp: 3,
  person: null,
  content: [
    { label: '议题', text: '学习法律条文，讨论本单位无障碍改造' },
    { label: '学习内容', text: '第一章总则、第二章无障碍设施建设' },
    { label: '决议', text: '由示例丙牵头，一个月内完成自查。' },
  ],
  source: '《中华人民共和国无障碍环境建设法》',
  evidence: ['会议记录', '照片说明'],
  late: false,
  corrections: [],
  ...given,
});

const SENTENCE = '围绕学习篇目逐段研读，结合本单位服务残疾人的实际交流体会，提出了可以办到的改进办法。';

/** A year of a branch of thirty, with what is awkward in it: long minutes, a short name, nothing at all in one mode. */
export function sampleLedger(): YearLedger {
  const two = (value: number): string => String(value).padStart(2, '0');
  const meetings = Array.from({ length: 24 }, (_, index) =>
    sampleRow({
      onDate: `2026-${two((index % 12) + 1)}-${two((index % 27) + 1)}`,
      kind: index % 3 === 0 ? '党员大会' : index % 3 === 1 ? '党小组会' : '主题党日',
      title: `第${index + 1}次集体学习：${index % 4 === 0 ? '学习宪法和残疾人保障法，开展普法宣讲进社区活动' : '党章'}`,
      content: [
        { label: '议题', text: '传达学习上级精神' },
        { label: '发言摘要', text: SENTENCE.repeat(index === 5 ? 60 : (index % 4) + 1) },
      ],
      late: index === 7,
      corrections: index === 9 ? ['实到人数由26改为27（理由：漏记一人）'] : [],
    }),
  ).toSorted((one, other) => (one.onDate < other.onDate ? -1 : 1));
  const alone = Array.from({ length: 120 }, (_, index) =>
    sampleRow({
      onDate: `2026-${two((index % 12) + 1)}-${two((index % 28) + 1)}`,
      kind: '自学',
      channel: index % 5 === 0 ? '送学上门' : '线上',
      title: index % 2 === 0 ? 'Web Content Accessibility Guidelines (WCAG) 2.2 中文导读' : '《习近平著作选读》第一卷',
      place: '',
      led: '',
      recorder: '',
      expected: null,
      present: null,
      observers: null,
      madeUp: null,
      person: `示例学员${index % 30}`,
      content: [{ label: '体会', text: SENTENCE }],
      source: '',
      evidence: [],
    }),
  );
  return {
    unitName: '示例县残联机关党支部',
    above: ['示例省残疾人联合会', '示例市残疾人联合会', '示例县残疾人联合会'],
    year: 2026,
    heading: '五学联动',
    madeOn: '2026-12-20',
    people: 30,
    modes: [
      {
        name: '领导领学',
        meaning: '中心组示范学、领导干部带头讲党课',
        former: false,
        rows: [sampleRow({ kind: '中心组学习', title: '中心组第一次集体学习' })],
      },
      { name: '支部共学', meaning: '三会一课、主题党日集中学', former: false, rows: meetings },
      { name: '专家导学', meaning: '专题辅导、宣讲、普法讲座、道德讲堂', former: false, rows: [] },
      { name: '个人自学', meaning: '读原著学原文悟原理、课程、阅读', former: false, rows: alone },
      {
        name: '研讨践学',
        meaning: '交流研讨、以赛促学、志愿服务、调研',
        former: false,
        rows: [sampleRow({ kind: '竞赛', title: '=HYPERLINK("x")知识竞赛' })],
      },
    ],
    standings: Array.from({ length: 30 }, (_, index) => ({
      name: `示例学员${index}`,
      ledger: index === 0 ? '书记和班子成员集中学习' : '党员集中学习',
      period: '2026年',
      target: index === 0 ? 5600 : 3200,
      done: 2800 + index * 50,
      missing: Math.max(0, (index === 0 ? 5600 : 3200) - 2800 - index * 50),
      remark: index === 0 ? '集中培训0次，应至少1次' : '',
    })),
    policies: ['《示例教育培训工作规划》：党员每年32学时，60分钟计1学时，每日至多8学时'],
  };
}
