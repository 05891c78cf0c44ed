/** The policies that an installation starts with (domain.md 2.1). Every number is configuration; these are only the usual ones. */
import type { HourPolicy } from './hours.js';

/** 集中培训 and 集体学习 count; what somebody studies alone does not, and neither does the business of a committee. */
const COLLECTIVE: readonly string[] = [
  'member-meeting',
  'group-meeting',
  'party-lesson',
  'theme-day',
  'centre-group',
  'moral-lecture',
  'lecture',
  'training',
  'discussion',
  'contest',
];

const USUAL = {
  minutesPerHour: 60,
  dailyCap: 800,
  step: 50,
  rounding: 'down',
  recognised: COLLECTIVE,
  makeUpCounts: true,
} as const;

const MEMBERS_PLAN = '《2024—2028年全国党员教育培训工作规划》';
const CADRES_PLAN = '《全国干部教育培训规划（2023—2027年）》';

export const USUAL_HOUR_POLICIES: readonly HourPolicy[] = [
  {
    ...USUAL,
    ledger: 'party-member',
    name: MEMBERS_PLAN,
    fromYear: 2024,
    toYear: 2028,
    yearTarget: 3200,
    spanTarget: null,
    trainings: 0,
  },
  {
    ...USUAL,
    ledger: 'leadership',
    name: MEMBERS_PLAN,
    fromYear: 2024,
    toYear: 2028,
    yearTarget: 5600,
    spanTarget: null,
    trainings: 1,
  },
  {
    ...USUAL,
    ledger: 'cadre',
    name: CADRES_PLAN,
    fromYear: 2023,
    toYear: 2027,
    yearTarget: 9000,
    spanTarget: 55000,
    trainings: 0,
  },
];
