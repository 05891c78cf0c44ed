/** A quarter of study of a small province, small enough to be added up by hand. */
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { newId } from '../../src/platform/ids.js';
import type { BulkEntry } from '../../src/protocol/study-bulk.js';
import { BookRecommendationEntity } from '../../src/study/reading/persistence/book-recommendation.entity.js';
import type { Env } from './contest-server.js';
import { bodyOf } from './contest-stage.js';
import { OrganisationDesk } from './organisation-desk.js';
import { handIn, readBooks, ReadingDesk, SAMPLE_BOOK } from './reading-desk.js';
import { secretaryOf, studyStage, type StudyDesk, type StudyStage } from './study-desk.js';

export const QUARTER = 'from=2025-10-01&to=2025-12-31';

/** Six, five, three and seven people; they are called by their staff codes. */
const BRANCHES = [
  ['示例统计甲局', '示例甲一支部', 'A', 6],
  ['示例统计甲局', '示例甲二支部', 'B', 5],
  ['示例统计乙局', '示例乙一支部', 'C', 3],
  ['示例统计乙局', '示例乙二支部', 'D', 7],
] as const;
const NAMES = ['甲', '乙', '丙', '丁', '戊', '己', '庚'];
const FIGURES_ROSTER = [
  '省,单位,支部,姓名,工号',
  ...BRANCHES.flatMap(([office, branch, letter, people]) =>
    NAMES.slice(0, people).map((name, index) => `示例统计省,${office},${branch},示例${name},${letter}${index + 1}`),
  ),
].join('\n');

const MEETING = { host: '示例', recorder: '示例', agenda: '示例', contents: '示例' };
const LECTURE = { speaker: '示例讲师', 'speaker-unit': '示例单位' };
const SPEECHES = { speeches: '示例', 'own-role': '示例', result: '示例' };
const MADE_UP = { person: 'A6', reason: 'sick', madeUpChannel: 'home', madeUpForm: 'audio' } as const;

/** By branch; what is `submitted` or of another quarter must not count. */
const entriesOf = (year: number): readonly (Omit<BulkEntry, 'sourceId' | 'title'> & { readonly unit: string })[] => [
  { unit: '示例甲一支部', kind: 'theme-day', modes: ['branch'], onDate: `${year}-10-10`, minutes: 90, record: MEETING, present: ['A1', 'A2', 'A3', 'A4', 'A5'], absent: [{ ...MADE_UP, madeUpOn: `${year}-11-02` }], status: 'approved' },
  { unit: '示例甲一支部', kind: 'lecture', modes: ['guide'], onDate: `${year}-11-11`, minutes: 60, record: LECTURE, present: ['A1', 'A2'], observers: ['A3'], status: 'locked' },
  { unit: '示例甲一支部', kind: 'discussion', modes: ['apply', 'branch'], onDate: `${year}-11-20`, minutes: 60, record: { ...MEETING, ...SPEECHES }, present: ['A1'], status: 'approved' },
  { unit: '示例甲一支部', kind: 'self-study', modes: ['self'], onDate: `${year}-12-01`, person: 'A2', minutes: 60, record: { item: '示例', 'declared-hours': 1, insight: '示例' }, status: 'approved' },
  { unit: '示例甲一支部', kind: 'lecture', modes: ['guide'], onDate: `${year}-12-05`, minutes: 60, record: LECTURE, present: ['A4'], status: 'submitted' },
  { unit: '示例甲一支部', kind: 'lecture', modes: ['guide'], onDate: `${year}-09-30`, minutes: 60, record: LECTURE, present: ['A1'], status: 'approved' },
  { unit: '示例甲二支部', kind: 'theme-day', modes: ['branch'], onDate: `${year}-10-15`, minutes: 60, record: MEETING, present: ['B1', 'B2', 'B3', 'B4'], absent: ['B5'], status: 'locked' },
  { unit: '示例甲二支部', kind: 'book-sharing', modes: ['branch'], onDate: `${year}-12-12`, minutes: 60, record: MEETING, present: ['B1', 'B2', 'B3'], status: 'approved' },
  { unit: '示例乙一支部', kind: 'theme-day', modes: ['branch'], onDate: `${year}-10-20`, minutes: 60, record: MEETING, present: ['C1', 'C2', 'C3'], status: 'approved' },
]; // prettier-ignore

export interface FiguresStage extends StudyStage {
  /** By name. */
  readonly units: Readonly<Record<string, string>>;
  /** Ids of persons by staff code. */
  readonly persons: Readonly<Record<string, string>>;
  /** Of 示例甲一支部, and of 示例乙一支部. */
  readonly ofSix: StudyDesk;
  readonly ofThree: StudyDesk;
}

export async function figuresStage(env: Env = {}): Promise<FiguresStage> {
  const stage = await studyStage(env);
  const { admin } = stage;
  const made = { ...stage, ...(await loadStudy(admin, 2025)) };
  await read(made);
  const [six, three] = ['示例甲一支部', '示例乙一支部'].map((name) => made.units[name] ?? '');
  const ofSix = await secretaryOf(admin.operator, 'shili.six', six ?? '');
  return { ...made, ofSix, ofThree: await secretaryOf(admin.operator, 'shili.three', three ?? '') };
}

/** The last quarter of that year, without what was read; six people in a ledger of hours. */
export async function loadStudy(admin: StudyDesk, year: number): Promise<Pick<FiguresStage, 'units' | 'persons'>> {
  const organisation = new OrganisationDesk(admin.operator);
  await organisation.load(FIGURES_ROSTER);
  const units: Record<string, string> = {};
  const persons: Record<string, string> = {};
  for (const name of ['示例统计省', '示例统计甲局', '示例统计乙局']) units[name] = (await organisation.unit(name)).id;
  for (const [, name] of BRANCHES) {
    units[name] = (await organisation.unit(name)).id;
    for (const { id, staffCode } of (await organisation.people(name)).people) persons[staffCode ?? ''] = id;
  }
  const lines = entriesOf(year).map((line, index) => ({
    ...line,
    unit: units[line.unit] ?? '',
    sourceId: `f-${index}`,
    title: `示例学习${index}`,
  }));
  const report = await admin.bulk(lines);
  if (report.created !== lines.length) throw new Error(JSON.stringify(report.rows));
  const people = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'].map((code) => ({
    personId: persons[code] ?? '',
    before: [],
    ledgers: [{ ledger: 'party-member', track: 'year', fromYear: year, toYear: null }],
  }));
  const path = `/api/study/hours/units/${units['示例甲一支部']}/ledgers`;
  await bodyOf(admin.operator.send('PUT', path, { body: { people } }));
  return { units, persons };
}

/** Begun, finished, only put on the list; handed in, adopted, too late; recommended. */
async function read({ server, admin, units, persons }: Omit<FiguresStage, 'ofSix' | 'ofThree'>): Promise<void> {
  const desk = new ReadingDesk(admin.operator);
  const campaign = await desk.add(units['示例统计省'] ?? '', { fromDate: '2025-08-01', toDate: '2026-06-30' });
  const books: string[] = [];
  for (const title of ['示例书一', '示例书二'])
    books.push(await desk.addBook(campaign, { ...SAMPLE_BOOK, isbn: null, title }));
  const at = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);
  const who = (code: string, branch: string) => ({ personId: persons[code] ?? '', unitId: units[branch] ?? '' });
  const [six, seven] = ['示例甲一支部', '示例乙二支部'];
  const one = books.slice(0, 1);
  await readBooks(server, campaign, who('A1', six), books, {
    format: 'audio',
    minutes: 60,
    finishedOn: '2025-11-01',
    createdAt: at('2025-10-20'),
  });
  await readBooks(server, campaign, who('A2', six), one, {
    minutes: 30,
    progress: 40,
    finishedOn: null,
    createdAt: at('2025-10-05'),
  });
  // Begun before the quarter, finished on its last day.
  await readBooks(server, campaign, who('D1', seven), one, {
    minutes: 90,
    finishedOn: '2025-12-31',
    createdAt: at('2025-08-01'),
  });
  await readBooks(server, campaign, who('D2', seven), one, {
    progress: 0,
    finishedOn: null,
    createdAt: at('2025-11-01'),
  });
  await handIn(server, campaign, who('A1', six), { status: 'adopted', submittedAt: at('2025-11-15') });
  await handIn(server, campaign, who('A3', six), { status: 'draft', submittedAt: null });
  await handIn(server, campaign, who('D1', seven), { submittedAt: at('2026-01-02') });
  const word = { id: newId(), campaignId: campaign, bookId: books[0] ?? '', recommender: '', words: '示例推荐语' };
  await server.app.get(WriteQueue).run((manager) =>
    manager.insert(BookRecommendationEntity, {
      ...word,
      ...who('A4', six),
      createdAt: at('2025-12-01'),
    }),
  );
}
