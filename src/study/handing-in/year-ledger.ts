/**
 * What a branch hands in for a year (学习台账), as neutral data: every file is made of this and of nothing else, so that
 * the spreadsheet and the document cannot differ. Reasons of absence are not in it, since it leaves the branch, and
 * neither are the names of those who were absent: numbers say what a ledger must say.
 */

export interface YearLedger {
  readonly unitName: string;
  /** From the top down, without the branch itself. */
  readonly above: readonly string[];
  readonly year: number;
  /** How the organisation calls its modes: 五学联动. */
  readonly heading: string;
  /** 'YYYY-MM-DD', when it was made. */
  readonly madeOn: string;
  /** People on the roster at that time. */
  readonly people: number;
  readonly modes: readonly LedgerMode[];
  /** By name; null: for the branch alone. */
  readonly standings: readonly LedgerStanding[] | null;
  /** Names of the policies that the hours go by, with their numbers in words. */
  readonly policies: readonly string[];
}

export interface LedgerMode {
  /** As it was called then. */
  readonly name: string;
  readonly meaning: string;
  /** Archived by the end of the year: what was done in it stays, and is no part of the coverage. */
  readonly former: boolean;
  readonly rows: readonly LedgerRow[];
}

export interface LedgerRow {
  readonly onDate: string;
  readonly kind: string;
  readonly channel: string;
  readonly title: string;
  readonly place: string;
  readonly minutes: number | null;
  /** 主持, 主讲, 领学: who led, as it was entered. */
  readonly led: string;
  readonly recorder: string;
  /** 应到 and 实到; null where it was somebody alone. */
  readonly expected: number | null;
  readonly present: number | null;
  readonly observers: number | null;
  readonly madeUp: number | null;
  /** Whose it is, where it is somebody's own. */
  readonly person: string | null;
  /** What was studied and said, topics, resolutions: paragraphs with their heading. */
  readonly content: readonly { readonly label: string; readonly text: string }[];
  readonly source: string;
  readonly evidence: readonly string[];
  readonly late: boolean;
  /** 更正单, in order; already applied to what stands above. */
  readonly corrections: readonly string[];
}

export interface LedgerStanding {
  readonly name: string;
  readonly ledger: string;
  readonly period: string;
  /** Hundredths of a 学时. */
  readonly target: number;
  readonly done: number;
  readonly missing: number;
  readonly remark: string;
}

/** 应到 30，实到 28，列席 1，补学 2; or whose study it was. */
export function attendanceText({ expected, present, observers, madeUp, person }: LedgerRow): string {
  if (person !== null) return person;
  const parts = [
    expected === null ? '' : `应到${expected}`,
    present === null ? '' : `实到${present}`,
    observers === null || observers === 0 ? '' : `列席${observers}`,
    madeUp === null || madeUp === 0 ? '' : `补学${madeUp}`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

export function contentText({ content, source }: LedgerRow): string {
  const parts = content.filter(({ text }) => text.trim() !== '').map(({ label, text }) => `${label}：${text}`);
  return [...parts, ...(source === '' ? [] : [`内容来源：${source}`])].join('\n');
}

export function remarkText({ late, corrections, evidence }: LedgerRow): string {
  const parts = [
    ...(late ? ['补录'] : []),
    ...corrections.map((text, index) => `更正${index + 1}：${text}`),
    ...(evidence.length === 0 ? [] : [`证明：${evidence.join('、')}`]),
  ];
  return parts.join('\n');
}

/** 五学覆盖率 as the figures reckon it: modes with at least one entry of the modes that are enabled. */
export function coverage({ modes }: YearLedger): { readonly covered: number; readonly of: number } {
  const enabled = modes.filter(({ former }) => !former);
  return { covered: enabled.filter(({ rows }) => rows.length > 0).length, of: enabled.length };
}

export const chineseDate = (date: string): string => {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(year)}年${Number(month)}月${Number(day)}日`;
};

/** Where the year is said: 3月5日. */
export const shortDate = (date: string): string => chineseDate(date).replace(/^.*年/u, '');

// oxlint-disable-next-line no-control-regex -- exactly these are meant
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Without characters that XML cannot hold: one of them, and neither Word nor Excel opens anything of the file. */
export const printable = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' ? part.replace(UNPRINTABLE, '') : part,
  ) as T;

/** What stands instead of rows. */
export const noStandings = ({ standings }: YearLedger): string =>
  standings === null ? '按姓名列出的学时只供本支部查看。' : '本支部没有纳入学时台账的人员。';
