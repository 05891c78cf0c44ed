/** What is written into the drafts by itself. What only people know is left to them, in square brackets. */
import type { ReadingMonth } from '../reading/reading-month.js';
import { chineseDate, shortDate } from './year-ledger.js';
import type { DraftPart, DraftTable, OfficialDraft } from './official-draft.js';

/** A month of a unit, of approved entries only. */
export interface MonthFigures {
  readonly unitName: string;
  readonly year: number;
  readonly month: number;
  readonly heading: string;
  /** What its reading campaigns are called together. */
  readonly readingName: string;
  /** On the roster. */
  readonly people: number;
  readonly madeOn: string;
  /** Each once, also where it has several modes, or one that is archived by now. */
  readonly entries: number;
  readonly modes: readonly { readonly name: string; readonly entries: number; readonly attended: number }[];
  /** What was held together, in order of date. */
  readonly held: readonly HeldMeeting[];
  /** Whoever asked must not be told what its people come to: then without headcounts, and without what they learned alone. */
  readonly hidden: boolean;
  /** Of the reading campaigns; null where none was on. */
  readonly reading: ReadingMonth | 'few' | null;
}

export interface HeldMeeting {
  readonly onDate: string;
  readonly kind: string;
  readonly title: string;
  readonly expected: number | null;
  readonly present: number | null;
}

const one = (text: string): DraftPart => ({ level: 1, text });
const two = (text: string): DraftPart => ({ level: 2, text });
const plain = (text: string): DraftPart => ({ level: 0, text });
const FEW = '本单位人数少，或据此能推算出人数少的组织，参加人次和个人自学不列数字。';
const NUMERALS = '一二三四五六七八九十';

export function monthlyBrief(month: MonthFigures): OfficialDraft {
  const { unitName, year, month: number, heading, readingName, people, entries, modes, held, hidden, reading } = month;
  const done = modes.filter(({ entries }) => entries > 0);
  const inModes = modes.reduce((sum, mode) => sum + mode.entries, 0);
  const records = `已审核的${hidden ? '集中学习' : '学习'}记录`;
  const covered =
    modes.length === 0
      ? ''
      : `启用的学习方式${modes.length}种，已开展${done.length}种${done.length > 0 ? `（${done.map(({ name }) => name).join('、')}）` : ''}。`;
  const parts: DraftPart[] = [
    one('一、总体情况'),
    plain(`${year}年${number}月，${unitName}在册${people}人，按照“${heading}”安排开展学习，形成${records}${entries}条。${covered}${hidden ? FEW : ''}`),
    one('二、学习开展情况'),
    ...(entries === 0 ? [plain(`本月没有${records}。`)] : []),
    ...(entries > 0 && done.length === 0 ? [plain('本月记录的学习方式现在都已停用。')] : []),
    ...(inModes > entries ? [plain('一条记录有几种学习方式的，在各方式中分别列出。')] : []),
    ...done.flatMap(({ name, entries: count, attended }, index) => [
      two(`（${NUMERALS[index] ?? index + 1}）${name}`),
      plain(`共${count}条记录${attended > 0 ? `，参加${attended}人次` : ''}。[请补充做法和成效]`),
    ]),
    ...(reading === null
      ? []
      : [
          one(`三、读书活动（${readingName}）`),
          plain(readingText(reading)),
        ]),
    one(`${reading === null ? '三' : '四'}、下一步打算`),
    plain('[请补充]'),
  ];
  const attachments: readonly DraftTable[] =
    held.length === 0
      ? []
      : [
          {
            title: `${year}年${number}月集中学习一览表`,
            columns: ['序号', '日期', '形式', '主题', '应到', '实到'],
            widths: [0.09, 0.14, 0.18, 0.39, 0.1, 0.1],
            rows: held.map((meeting, index) => [
              String(index + 1),
              shortDate(meeting.onDate),
              meeting.kind,
              meeting.title,
              meeting.expected === null ? '' : String(meeting.expected),
              meeting.present === null ? '' : String(meeting.present),
            ]),
          },
        ];
  return {
    title: `${unitName}${year}年${number}月学习情况简报`,
    addressee: null,
    parts,
    attachments,
    signature: unitName,
    date: month.madeOn,
    copyTo: null,
  };
} // prettier-ignore

function readingText(reading: ReadingMonth | 'few'): string {
  if (reading === 'few') return '人数少，读书活动的数字不单独列出。';
  const { from, to, campaigns, roster, readers, books, reflections, recommendations } = reading;
  return (
    `${campaigns.map((name) => `“${name}”`).join('、')}，统计时间为${chineseDate(from)}至${chineseDate(to)}。参与${readers}人，参与率${percent(readers, roster)}` +
    `（本期开始读书、读完图书、提交心得或荐书的人数，除以在册${roster}人），读完图书${books}本次，提交心得${reflections}篇，荐书${recommendations}本次。`
  );
}

export interface NoticeFigures {
  readonly contest: string;
  readonly organiser: string;
  readonly heldOn: string;
  readonly madeOn: string;
  readonly participants: number;
  /** Who was expected; null where nobody said. */
  readonly expected: number | null;
  /** Points; null where too few took part to show it. */
  readonly mean: number | null;
  readonly full: number;
  readonly winners: readonly { readonly award: string; readonly name: string; readonly unit: string }[];
  readonly branches: readonly { readonly rank: number; readonly name: string; readonly score: string }[];
}

export function resultsNotice(figures: NoticeFigures): OfficialDraft {
  const { contest, organiser, participants, expected, mean, full, winners, branches } = figures;
  const rate = expected === null ? '' : `，应参加${expected}人，参与率${percent(participants, expected)}（参赛人数除以应参加人数）`;
  const average = mean === null ? '' : `平均分${points(mean)}分（满分${points(full)}分）。`;
  const attachments: readonly DraftTable[] = [
    ...(winners.length === 0
      ? []
      : [
          {
            title: `${contest}获奖名单`,
            columns: ['序号', '奖项', '姓名', '单位'],
            widths: [0.12, 0.22, 0.22, 0.44],
            rows: winners.map(({ award, name, unit }, index) => [String(index + 1), award, name, unit]),
          },
        ]),
    ...(branches.length === 0
      ? []
      : [
          {
            title: `${contest}支部成绩`,
            columns: ['名次', '支部', '得分'],
            widths: [0.15, 0.6, 0.25],
            rows: branches.map(({ rank, name, score }) => [String(rank), name, score]),
          },
        ]),
  ];
  return {
    title: `关于${contest}结果的通报`,
    addressee: '各支部',
    parts: [
      plain(`${chineseDate(figures.heldOn)}，${organiser}组织开展了${contest}。现将结果通报如下。`),
      one('一、基本情况'),
      plain(`本次竞赛自愿参加，参赛${participants}人${rate}。${average}`),
      one('二、获奖情况'),
      plain(winners.length === 0 ? '[请补充获奖名单]' : `共评出获奖者${winners.length}名，名单附后。`),
      one('三、主要亮点'),
      plain('[请补充]'),
      one('四、下一步工作'),
      plain('[请补充]'),
      plain('本榜不作为考核依据。'),
    ],
    attachments,
    signature: organiser,
    date: figures.madeOn,
    copyTo: null,
  };
} // prettier-ignore

const percent = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1).replace(/\.0$/u, '')}%`;
const points = (value: number): string => String(Math.round(value * 100) / 100);
