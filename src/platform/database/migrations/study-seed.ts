/** The five modes as they come (五学联动): an editable beginning, as the migration wrote it; never changed afterwards. */

const record = (key: string, label: string, input: 'line' | 'text', required = true) => ({
  key,
  label,
  input,
  source: 'record',
  required,
});
const own = (source: 'title' | 'attendance' | 'attachment', label: string, required = true) => ({
  key: source,
  label,
  input: 'line',
  source,
  required,
});
const amount = (key: string, label: string, unit: string, more: object) => ({
  key,
  label,
  input: 'amount',
  unit,
  ...more,
});

export const SEEDED_MODES = [
  {
    id: 'lead',
    name: '领导领学',
    meaning: '中心组示范学、领导干部带头讲党课',
    evidence: [
      record('leader', '领导姓名和职务', 'line'),
      own('title', '主题'),
      record('source', '学习原文或文号', 'line'),
      own('attendance', '参加人员'),
      own('attachment', '讲稿或照片', false),
    ],
  },
  {
    id: 'branch',
    name: '支部共学',
    meaning: '三会一课、主题党日集中学',
    evidence: [
      own('attendance', '应到、实到和缺席人员'),
      record('host', '主持人', 'line'),
      record('recorder', '记录人', 'line'),
      record('agenda', '议题', 'text'),
      record('contents', '学习内容', 'text'),
      record('resolution', '决议', 'text', false),
      record('make-up-plan', '补学安排', 'text', false),
    ],
  },
  {
    id: 'guide',
    name: '专家导学',
    meaning: '专题辅导、宣讲、普法讲座、道德讲堂',
    evidence: [
      record('speaker', '主讲人', 'line'),
      record('speaker-unit', '主讲人单位', 'line'),
      own('title', '主题'),
      amount('minutes', '时长', '分钟', { source: 'minutes', required: true }),
      own('attendance', '参加人员'),
      own('attachment', '课件或有字幕的录像', false),
    ],
  },
  {
    id: 'self',
    name: '个人自学',
    meaning: '读原著学原文悟原理、课程、阅读',
    evidence: [
      record('item', '学习篇目（书目章节、课程或文件）', 'line'),
      amount('declared-hours', '自报学时', '学时', { source: 'record', required: true }),
      {
        key: 'insight',
        label: '一句话体会（文字、语音或手语视频）',
        input: 'text',
        source: 'expression',
        required: true,
      },
      record('notes', '笔记', 'text', false),
    ],
  },
  {
    id: 'apply',
    name: '研讨践学',
    meaning: '交流研讨、以赛促学、志愿服务、调研',
    evidence: [
      {
        key: 'contest',
        label: '关联的竞赛或活动',
        input: 'line',
        source: 'contest',
        required: true,
        oneOf: 'substance',
      },
      { ...record('speeches', '发言要点', 'text'), oneOf: 'substance' },
      record('own-role', '本人角色', 'line'),
      record('result', '成果', 'text'),
      amount('service-hours', '服务时长', '小时', { source: 'record', required: false }),
    ],
  },
] as const;
