import { attendanceFaults } from './attendance.js';
import { LONGEST_TITLE } from './entry-input.js';
import { RECORD_FIELDS } from './record-fields.js';
import type { Entry, Finding, RecordField } from './types.js';

/** An entry that nobody has written anything into. */
export const emptyEntry = ({ kind, onDate }: Pick<Entry, 'kind' | 'onDate'>): Entry => ({
  kind,
  channel: 'offline',
  title: '',
  onDate,
  startsAt: null,
  endsAt: null,
  minutes: null,
  place: null,
  modes: [],
  groups: [],
  campaignId: null,
  record: {},
  attendance: new Map(),
});

/**
 * What no entry may say, a draft neither.
 * @param own fields of the record that its modes bring besides those that the program knows
 * @param today YYYY-MM-DD
 */
export function entryFaults(
  entry: Entry,
  {
    personal,
    own,
    today,
  }: { readonly personal: boolean; readonly own: ReadonlyMap<string, RecordField>; readonly today: string },
): Finding[] {
  const faults: Finding[] = [];
  const { startsAt, endsAt, attendance, kind, onDate } = entry;
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) {
    faults.push({ path: 'endsAt', message: '结束时间要晚于开始时间，请核对。' });
  }
  if (personal && attendance.size > 0) {
    faults.push({ path: 'attendance', message: '个人学习没有出席名单，请去掉；集体学习请新建支部记录。' });
  }
  if (!personal && kind === 'self-study') {
    faults.push({ path: 'kind', message: '自学记录属于个人，请先选择人员。' });
  }
  if (entry.campaignId !== null && kind !== 'book-sharing') {
    faults.push({ path: 'campaignId', message: '只有读书分享会可以关联读书活动，请去掉关联，或改为读书分享会。' });
  }
  for (const [key, value] of Object.entries(entry.record)) {
    const field = own.get(key) ?? RECORD_FIELDS.get(key);
    const message = field === undefined ? '没有这一项，请去掉。' : valueFault(field, value);
    if (message !== null) faults.push({ path: `record.${key}`, message });
  }
  for (const [personId, row] of attendance) {
    for (const { path, message } of attendanceFaults(row, { onDate, today })) {
      faults.push({ path: `attendance.${personId}.${path}`, message });
    }
  }
  return faults;
}

function valueFault({ input, label, choices = [] }: RecordField, value: string | number): string | null {
  switch (input) {
    case 'amount':
      return typeof value === 'number' ? null : `${label}请填写数字。`;
    case 'line':
      if (typeof value !== 'string' || value.length <= LONGEST_TITLE) break;
      return `${label}最多 ${LONGEST_TITLE} 个字，请缩短。`;
    case 'choice':
      if (typeof value === 'string' && choices.includes(value)) break;
      return `${label}请从选项中选择。`;
    case 'text':
      break;
  }
  return typeof value === 'string' ? null : `${label}请填写文字。`;
}
