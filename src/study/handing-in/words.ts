/** How kinds and channels are called in files. */
import type { HourStandingInfo } from '../../protocol/hours.js';
import type { EntryKind, StudyChannel } from '../../protocol/study.js';

export const KIND_NAMES: Readonly<Record<EntryKind, string>> = {
  'member-meeting': '党员大会',
  'committee-meeting': '支委会',
  'group-meeting': '党小组会',
  'party-lesson': '党课',
  'theme-day': '主题党日',
  'centre-group': '中心组学习',
  'moral-lecture': '道德讲堂',
  lecture: '讲座',
  training: '集中培训',
  discussion: '交流研讨',
  'self-study': '自学',
  contest: '竞赛',
  'book-sharing': '读书分享会',
  volunteering: '志愿服务',
  other: '其他',
};

const CHANNEL_NAMES: Readonly<Record<StudyChannel, string>> = {
  offline: '线下',
  online: '线上',
  hybrid: '线上线下混合',
  home: '送学上门',
};

/** 送学上门 beside the name of one person tells of a need, and files leave the branch; of a meeting it tells of nobody. */
export const channelText = (channel: StudyChannel, personal: boolean): string =>
  personal && channel === 'home' ? '' : CHANNEL_NAMES[channel];

export const periodText = ({ track, fromYear, toYear }: HourStandingInfo): string =>
  track === 'span' ? `${fromYear}—${toYear}年` : `${fromYear}年`;

export function standingRemark({ trainings }: HourStandingInfo): string {
  if (trainings.wanted === 0 || trainings.held >= trainings.wanted) return '';
  return `集中培训${trainings.held}次，应至少${trainings.wanted}次`;
}
