import type { Attendance, Entry, Finding } from './types.js';

export interface Headcount {
  /** 应到 */
  readonly expected: number;
  /** 实到 */
  readonly present: number;
}

export function headcountOf(attendance: Iterable<Attendance>): Headcount {
  let [expected, present] = [0, 0];
  for (const { state } of attendance) {
    if (state !== 'observer') expected += 1;
    if (state === 'present') present += 1;
  }
  return { expected, present };
}

export interface Warning {
  readonly code: 'quorum' | 'votes' | 'late' | 'nobody';
  readonly message: string;
}

/**
 * What somebody should look at again; nothing of it stands in the way.
 * 《中国共产党支部工作条例（试行）》第十一条、第十二条: a vote of the members, and a meeting of the committee, need half of those
 * who are expected.
 * @param late submitted more days after its own than are usual
 */
export function warningsOf(
  entry: Entry,
  { late, personal }: { readonly late: boolean; readonly personal: boolean },
): Warning[] {
  const warnings: Warning[] = [];
  const { expected, present } = headcountOf(entry.attendance.values());
  const here = `应到 ${expected} 人，实到 ${present} 人`;
  const half = present * 2 <= expected;
  const votes = votesOf(entry);
  if (!personal && present === 0) {
    warnings.push({ code: 'nobody', message: '出席名单里没有实到人员，请核对出席情况。' });
  } else if (entry.kind === 'committee-meeting' && present * 2 < expected) {
    warnings.push({ code: 'quorum', message: `${here}，不足半数；支委会须有半数以上委员到会，请核对。` });
  } else if (entry.kind === 'member-meeting' && votes.cast > 0 && half) {
    warnings.push({ code: 'quorum', message: `${here}，没有超过半数；表决须有半数以上党员到会，请核对。` });
  }
  if (votes.cast > votes.entitled && votes.entitled > 0) {
    warnings.push({ code: 'votes', message: '同意、反对和弃权的票数之和超过了应到有表决权的人数，请核对。' });
  } else if (votes.cast > present && present > 0) {
    warnings.push({ code: 'votes', message: '票数之和超过了实到人数，请核对。' });
  }
  if (late) warnings.push({ code: 'late', message: '这条记录提交较晚，已标为补录，不影响审核。' });
  return warnings;
}

function votesOf({ record }: Entry): { readonly entitled: number; readonly cast: number } {
  const amount = (key: string) => (typeof record[key] === 'number' ? record[key] : 0);
  const cast = amount('votes-for') + amount('votes-against') + amount('votes-abstained');
  return { entitled: amount('votes-entitled'), cast };
}

const OF_ABSENCES: ReadonlySet<string> = new Set(['reason', 'madeUpChannel', 'madeUpForm']);

/**
 * Whether a path of an entry says why somebody was absent or in which form they caught up. 送学上门 or braille tells of
 * needs: neither leaves the branch. That they caught up, and when, counts and is for all.
 */
export function isOfBranchAlone(path: string): boolean {
  const [head, , name = ''] = path.split('.');
  return head === 'attendance' && OF_ABSENCES.has(name);
}

/** Faults of one row, as paths from the row. @param onDate of the meeting. @param today YYYY-MM-DD */
export function attendanceFaults(
  row: Attendance,
  { onDate, today }: { readonly onDate: string; readonly today: string },
): Finding[] {
  const faults: Finding[] = [];
  const makeUp = [row.madeUpOn, row.madeUpChannel, row.madeUpForm];
  const given = makeUp.filter((value) => value !== null).length;
  // The day may stand alone: how somebody caught up goes when they are erased.
  const whole = given === makeUp.length || (given === 1 && row.madeUpOn !== null);
  if (row.reason !== null && row.state !== 'absent') {
    faults.push({ path: 'reason', message: '只有缺席人员才填缺席原因，请去掉或改为缺席。' });
  }
  if (given > 0 && row.state !== 'absent') {
    faults.push({ path: 'madeUpOn', message: '只有缺席人员才登记补学，请去掉或改为缺席。' });
  }
  if (given > 0 && !whole) {
    faults.push({ path: 'madeUpOn', message: '请填写补学日期；渠道和方式请都填，或都留空。' });
  }
  if (row.madeUpOn !== null && row.madeUpOn < onDate) {
    faults.push({ path: 'madeUpOn', message: `补学日期不能早于活动当天（${onDate}），请核对。` });
  }
  if (row.madeUpOn !== null && row.madeUpOn > today) {
    faults.push({ path: 'madeUpOn', message: '补学日期还没有到，请在补学当天或之后登记。' });
  }
  if (row.minutes !== null && row.state === 'absent') {
    faults.push({ path: 'minutes', message: '缺席人员不填时长，请去掉。' });
  }
  return faults;
}
