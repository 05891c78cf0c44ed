/** The calendar in words, as people read them. */
import { assertNever } from '../../core/result.js';
import type { CalendarRule } from '../../core/study/calendar-rule.js';
import { partsOf, weekdayOf, type Day } from '../../core/study/day.js';
import type { SchedulingWarning } from '../../core/study/scheduling.js';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'] as const;
const LUNAR_MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'] as const;
const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;

const weekdayText = (weekday: number): string => `星期${WEEKDAYS[weekday - 1] ?? ''}`;
const lasting = (days: number): string => (days > 1 ? `起${days}天` : '');

export function dayText(date: Day): string {
  const { month = 0, day = 0 } = partsOf(date) ?? {};
  return `${month}月${day}日（${weekdayText(weekdayOf(date))}）`;
}

export function ruleText(rule: CalendarRule): string {
  switch (rule.kind) {
    case 'fixed':
      return `${rule.month}月${rule.day}日${lasting(rule.days)}`;
    case 'weekday': {
      const which = rule.nth === -1 ? '最后一个' : `第${rule.nth}个`;
      return `${rule.month}月${which}${weekdayText(rule.weekday)}${lasting(rule.days)}`;
    }
    case 'lunar':
      return `农历${rule.leap ? '闰' : ''}${LUNAR_MONTHS[rule.month - 1] ?? ''}月${lunarDayText(rule.day)}${lasting(rule.days)}`;
    case 'term':
      return `节气${rule.term}${lasting(rule.days)}`;
    case 'month':
      return `${rule.month}月全月`;
    case 'week': {
      const from = rule.first === 'whole' ? '（从第一个完整的周算起）' : '';
      return `${rule.month}月第${rule.nth}周${rule.weeks > 1 ? `起${rule.weeks}周` : ''}${from}`;
    }
    default:
      return assertNever(rule);
  }
}

function lunarDayText(day: number): string {
  if (day === 0) return '最后一天';
  if (day <= 10) return `初${DIGITS[day] ?? ''}`;
  if (day < 20) return `十${DIGITS[day - 10] ?? ''}`;
  if (day === 20) return '二十';
  return day === 30 ? '三十' : `廿${DIGITS[day - 20] ?? ''}`;
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Says what is the matter and what to do. */
export function warningText(warning: SchedulingWarning): string {
  switch (warning.code) {
    case 'ends-before-start':
      return '结束日期早于开始日期，请核对。';
    case 'holiday':
      return warning.from === warning.to
        ? `${dayText(warning.from)}是${warning.name}放假，建议避开或延长时间。`
        : `${dayText(warning.from)}至${dayText(warning.to)}是${warning.name}放假，建议避开或延长时间。`;
    case 'make-up-workday':
      return `${dayText(warning.date)}是${warning.name}的调休上班日，当天按工作日安排。`;
    case 'weekend':
      return `${dayText(warning.date)}是周末，现场活动请确认人员能到场。`;
    case 'holidays-unknown':
      return `本系统还没有录入${warning.year}年的放假安排，无法核对；国务院办公厅的通知公布后，请在“放假安排”中录入。`;
    case 'window-short':
      return `参与时间只有${warning.days}天，少于${warning.least}天，建议延长，方便轮班和需要更多时间的人。`;
    case 'notice-short':
      return warning.days < 0
        ? '通知日期晚于开始日期，请核对。'
        : `从通知到开始只有${warning.days}天，少于${warning.least}天，申请合理便利可能来不及，建议提前通知。`;
    case 'notice-missing':
      return `请填写通知日期：合理便利的申请需要至少提前${warning.least}天告知。`;
    case 'deadline-at-night':
      return `截止时间${clock(warning.minute)}在夜间，建议改在8:00至22:00之间。`;
    case 'practice-short':
      return warning.days < 0
        ? '练习题库在开始之后才开放，请核对。'
        : `练习题库只提前${warning.days}天开放，少于${warning.least}天，建议提前。`;
    case 'practice-missing':
      return `没有安排练习题库，建议至少提前${warning.least}天开放。`;
    default:
      return assertNever(warning);
  }
}

export function clashText(warning: SchedulingWarning): string {
  if (warning.code === 'make-up-workday') return `${dayText(warning.date)}调休上班（${warning.name}）`;
  if (warning.code !== 'holiday') return '';
  const days = warning.from === warning.to ? dayText(warning.from) : `${dayText(warning.from)}至${dayText(warning.to)}`;
  return `${days}${warning.name}放假`;
}
