import type { Kind, RecordField } from './types.js';

const line = (key: string, label: string): RecordField => ({ key, label, input: 'line' });
const text = (key: string, label: string): RecordField => ({ key, label, input: 'text' });
const amount = (key: string, label: string, unit: string): RecordField => ({ key, label, input: 'amount', unit });

/** Fields of a record that mean the same in every kind and mode. */
const FIELDS = [
  line('host', '主持人'),
  line('recorder', '记录人'),
  text('agenda', '议题'),
  text('contents', '学习内容'),
  text('speeches', '发言摘要'),
  amount('votes-entitled', '应到有表决权', '人'),
  amount('votes-for', '同意', '票'),
  amount('votes-against', '反对', '票'),
  amount('votes-abstained', '弃权', '票'),
  text('resolution', '决议'),
  text('make-up-plan', '补学安排'),
  line('leader', '领导姓名和职务'),
  line('source', '学习原文或文号'),
  line('speaker', '主讲人'),
  line('speaker-unit', '主讲人单位'),
  line('item', '学习篇目（书目章节、课程或文件）'),
  amount('declared-hours', '自报学时', '学时'),
  text('insight', '体会'),
  text('notes', '笔记'),
  line('contest', '关联的竞赛或活动'),
  line('own-role', '本人角色'),
  text('result', '成果'),
  amount('service-hours', '服务时长', '小时'),
] as const;

export const RECORD_FIELDS: ReadonlyMap<string, RecordField> = new Map(FIELDS.map((field) => [field.key, field]));

const VOTES = ['votes-entitled', 'votes-for', 'votes-against', 'votes-abstained', 'resolution'];
const MEETING = ['host', 'recorder', 'agenda', 'contents', 'speeches'];
const LECTURE = ['speaker', 'speaker-unit', 'contents'];

/** In the order of the form (domain: 三会一课, 主题党日 and the rest). */
const FIELDS_OF: Readonly<Record<Kind, readonly string[]>> = {
  'member-meeting': [...MEETING, ...VOTES, 'make-up-plan'],
  'committee-meeting': [...MEETING, ...VOTES],
  'group-meeting': [...MEETING, 'make-up-plan'],
  'party-lesson': ['host', 'recorder', ...LECTURE, 'source', 'make-up-plan'],
  'theme-day': [...MEETING, 'resolution', 'make-up-plan'],
  'centre-group': ['leader', 'host', 'recorder', 'source', 'contents', 'speeches'],
  'moral-lecture': ['host', ...LECTURE, 'speeches'],
  lecture: ['host', ...LECTURE, 'source'],
  training: ['host', ...LECTURE, 'source'],
  discussion: ['host', 'recorder', 'agenda', 'speeches', 'result'],
  'self-study': ['item', 'declared-hours', 'insight', 'notes'],
  contest: ['contest', 'own-role', 'result'],
  'book-sharing': ['host', 'item', 'speeches', 'result'],
  volunteering: ['own-role', 'service-hours', 'result'],
  other: ['host', 'recorder', 'contents', 'result'],
};

/** 自学 is of one person; everything else may be of either. */
export const ofBranch = (kind: Kind): boolean => kind !== 'self-study';

export const fieldsOf = (kind: Kind): readonly RecordField[] =>
  FIELDS_OF[kind].flatMap((key) => RECORD_FIELDS.get(key) ?? []);
