import type { EntryKind } from '@protocol/study.js';

/** Kinds of activity as they are typed into the indicators of a package; files name them so in either language of the page. */
export const KIND_WORDS: ReadonlyMap<string, EntryKind> = new Map([
  ['党员大会', 'member-meeting'],
  ['支委会', 'committee-meeting'],
  ['党小组会', 'group-meeting'],
  ['党课', 'party-lesson'],
  ['主题党日', 'theme-day'],
  ['中心组学习', 'centre-group'],
  ['道德讲堂', 'moral-lecture'],
  ['讲座', 'lecture'],
  ['集中培训', 'training'],
  ['交流研讨', 'discussion'],
  ['自学', 'self-study'],
  ['竞赛', 'contest'],
  ['读书分享会', 'book-sharing'],
  ['志愿服务', 'volunteering'],
  ['其他', 'other'],
]);
