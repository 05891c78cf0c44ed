import type { CalendarRule } from './calendar-rule.js';

export interface CalendarNode {
  readonly id: string;
  readonly name: string;
  readonly rule: CalendarRule;
  /** What to hold a contest or a study session about. */
  readonly content: string;
  /** Slugs of banks that fit. */
  readonly banks: readonly string[];
}

const fixed = (month: number, day: number, days = 1): CalendarRule => ({ kind: 'fixed', month, day, days });
const lunar = (month: number, day: number): CalendarRule => ({ kind: 'lunar', month, day, leap: false, days: 1 });
const month = (which: number): CalendarRule => ({ kind: 'month', month: which });
const sunday = (which: number, nth: number): CalendarRule => ({
  kind: 'weekday',
  month: which,
  nth,
  weekday: 7,
  days: 1,
});
const node = (id: string, name: string, rule: CalendarRule, content: string, ...banks: string[]): CalendarNode => ({
  id,
  name,
  rule,
  content,
  banks,
});

const FESTIVAL = '我们的节日：传统文化、文明过节';

/** Comes with the software; each may be changed or hidden here, and others added. Ids never change. */
export const SHIPPED_NODES: readonly CalendarNode[] = [
  node('new-years-eve', '除夕', lunar(12, 0), FESTIVAL, 'ethics-codes'),
  node('spring-festival', '春节', lunar(1, 1), FESTIVAL, 'ethics-codes'),
  node('lantern-festival', '元宵节', lunar(1, 15), FESTIVAL, 'ethics-codes'),
  node('qingming', '清明节', { kind: 'term', term: '清明', days: 1 }, '我们的节日：缅怀先烈、文明祭扫', 'ethics-codes'),
  node('dragon-boat', '端午节', lunar(5, 5), FESTIVAL, 'ethics-codes'),
  node('qixi', '七夕节', lunar(7, 7), FESTIVAL, 'ethics-codes'),
  node('mid-autumn', '中秋节', lunar(8, 15), FESTIVAL, 'ethics-codes'),
  node('double-ninth', '重阳节', lunar(9, 9), '我们的节日：敬老爱老', 'ethics-codes'),
  node('ear-care-day', '全国爱耳日', fixed(3, 3), '听力保护、残疾预防', 'disability-rights'),
  node('lei-feng-day', '学雷锋纪念日', fixed(3, 5), '学雷锋志愿服务', 'ethics-codes'),
  node(
    'two-sessions',
    '全国两会精神学习',
    { kind: 'week', month: 3, nth: 3, weeks: 2, first: 'holding' },
    '全国两会精神；具体时间以会议闭幕为准，请按当年情况调整',
    'party-congress-20',
  ),
  node(
    'disability-warm-up',
    '助残知识预热月',
    month(4),
    '为全国助残日预热：残疾人保障法、无障碍环境建设法',
    'disability-rights',
  ),
  node('autism-day', '世界孤独症关注日', fixed(4, 2), '残疾人权益保障、包容与尊重', 'disability-rights'),
  node('national-security-day', '全民国家安全教育日', fixed(4, 15), '国家安全法、总体国家安全观'),
  node(
    'reading-week',
    '全民阅读活动周',
    { kind: 'week', month: 4, nth: 4, weeks: 1, first: 'holding' },
    '书香机关启动，读书分享会；自2026年起每年4月第四周，具体日期以当年通知为准',
  ),
  node('book-day', '世界读书日', fixed(4, 23), '书香机关·悦读赋能，荐书'),
  node('civil-code-month', '民法典宣传月', month(5), '民法典', 'civil-code'),
  node('disaster-day', '全国防灾减灾日', fixed(5, 12), '防灾避险，含残疾人应急避险'),
  node('disability-day', '全国助残日', sunday(5, 3), '残疾人保障法、无障碍环境建设法', 'disability-rights'),
  node('work-safety-month', '安全生产月', month(6), '安全生产'),
  node('environment-day', '世界环境日', fixed(6, 5), '生态文明'),
  node('eye-care-day', '全国爱眼日', fixed(6, 6), '用眼健康、残疾预防', 'disability-rights'),
  node('drug-control-day', '国际禁毒日', fixed(6, 26), '禁毒'),
  node('party-founding', '中国共产党成立纪念日', fixed(7, 1), '党史、党章', 'party-congress-20'),
  node('disability-prevention-day', '全国残疾预防日', fixed(8, 25), '残疾预防和残疾人康复条例', 'disability-rights'),
  node(
    'cyber-security-week',
    '国家网络安全宣传周',
    { kind: 'week', month: 9, nth: 3, weeks: 1, first: 'holding' },
    '网络安全；具体日期以当年通知为准，请按通知调整',
  ),
  node('civic-morality-day', '公民道德宣传日', fixed(9, 20), '道德讲堂、德润陇原', 'ethics-codes'),
  node('deaf-day', '国际聋人日', sunday(9, 4), '残疾人权益、手语与无障碍交流', 'disability-rights'),
  node('national-day', '国庆节', fixed(10, 1), '爱国主义教育', 'party-congress-20'),
  node('mental-health-day', '世界精神卫生日', fixed(10, 10), '心理健康、残疾预防', 'disability-rights'),
  node('white-cane-day', '国际盲人节', fixed(10, 15), '残疾人权益、无障碍环境', 'disability-rights'),
  node('fire-safety-day', '全国消防日', fixed(11, 9), '消防安全'),
  node('constitution-week', '宪法宣传周', fixed(12, 1, 7), '宪法、普法', 'civil-code'),
  node('disabled-persons-day', '国际残疾人日', fixed(12, 3), '残疾人权益保障', 'disability-rights'),
  node('constitution-day', '国家宪法日', fixed(12, 4), '宪法、普法', 'civil-code'),
  node('volunteer-day', '国际志愿者日', fixed(12, 5), '志愿服务；整理全年学习台账', 'ethics-codes'),
];
