/** 读书分享会: entries of the study log that name a campaign, counted in its figures; and reading in the month's brief. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { NewEntryBody } from '../../src/protocol/study.js';
import { bodyOf } from '../support/contest-stage.js';
import { partsOfOffice } from '../support/office.js';
import { TO_THE_END } from '../support/own-reading-desk.js';
import { joined, readingStage, type ReadingStage } from '../support/reading-stage.js';
import type { ReadingDesk } from '../support/reading-desk.js';
import { exported, StudyDesk, themeDay } from '../support/study-desk.js';
import { getFile } from '../support/upload.js';

let stage: ReadingStage;
let log: StudyDesk;
/** Of the office above both branches; who sees the third beside it sees neither. */
let office: ReadingDesk;

beforeAll(async () => {
  stage = await readingStage();
  log = new StudyDesk(stage.desk.operator);
  ({ office } = stage);
}, 120_000);
afterAll(() => stage.server.close());

/** Held in the first branch on a day of the campaign, by four of its people. */
const session = (over: Partial<NewEntryBody> = {}): NewEntryBody => ({
  ...themeDay(stage.units.first, stage.first.slice(0, 4).map(({ personId }) => personId)), // prettier-ignore
  kind: 'book-sharing',
  onDate: '2026-05-06',
  title: '示例读书分享会',
  campaignId: stage.campaignId,
  ...over,
});
const refusal = async (body: object): Promise<unknown> => {
  const { body: told } = await stage.desk.operator.post('/api/study/entries', body);
  return (told as { error?: { details?: { path: string }[] } }).error?.details?.map(({ path }) => path);
};
const heldIn = async (unitId: string): Promise<unknown> => {
  const { rows } = await office.figures(stage.campaignId, unitId);
  return rows.map(({ name, figures }) => [name, figures?.sessions, figures?.attended]);
};

describe('a book-sharing session', () => {
  it('counts for the campaign that it names once it is approved, with everybody who was there', async () => {
    const one = await log.create(session());
    expect(one.campaignId).toBe(stage.campaignId);
    expect(await heldIn(stage.units.office)).toEqual([
      ['第一支部', 0, 0],
      ['第二支部', 0, 0],
    ]);
    await log.lock(one.id);
    const other = await log.create(session({ title: '示例第二场' }));
    await bodyOf(log.step(other.id, 'submit'));
    await bodyOf(log.step(other.id, 'approve'));
    await log.lock((await log.create(session({ campaignId: null, title: '示例另一场' }))).id);
    expect(await heldIn(stage.units.office)).toEqual([
      ['第一支部', 2, 8],
      ['第二支部', 0, 0],
    ]);
    expect((await stage.desk.figures(stage.campaignId)).total).toMatchObject({ sessions: 2, attended: 8 });
  });

  it('is taken out again by a correction, and back by another', async () => {
    const { entries } = await log.list('kind=book-sharing&q=示例读书分享会');
    const entry = await log.entry(entries[0]?.id ?? '');
    const correct = (baseVersion: number, campaignId: string | null) =>
      bodyOf(log.step(entry.id, 'corrections', { baseVersion, patch: { campaignId }, reason: '示例更正' }));
    await correct(entry.version, null);
    expect((await stage.desk.figures(stage.campaignId)).total).toMatchObject({ sessions: 1, attended: 4 });
    await correct(entry.version + 1, stage.campaignId);
    expect((await stage.desk.figures(stage.campaignId)).total).toMatchObject({ sessions: 2, attended: 8 });
  });

  it('names no campaign that is not its branch’s, not published, or not on that day; nothing else names one', async () => {
    const foreign = await stage.desk.add(stage.units.second);
    await bodyOf(stage.desk.post(`${foreign}/publish`));
    const draft = await stage.desk.add(stage.units.first);
    for (const campaignId of [foreign, draft, 'nothing', 7]) {
      expect([campaignId, await refusal(session({ campaignId: campaignId as string }))]).toEqual([campaignId, ['campaignId']]); // prettier-ignore
    }
    expect(await refusal(session({ onDate: '2026-04-01' }))).toEqual(['campaignId']);
    expect(await refusal(session({ kind: 'lecture' }))).toEqual(['campaignId']);
  });

  it('comes in many at once under the same rules', async () => {
    const line = { unit: stage.units.first, kind: 'book-sharing', onDate: '2026-05-07', title: '示例批量', modes: ['branch'], status: 'draft' } as const; // prettier-ignore
    const good = { ...line, sourceId: 'good', campaignId: stage.campaignId };
    const report = await log.bulk([good, { ...line, sourceId: 'bad', campaignId: 'nothing' }]);
    expect(report.rows.map(({ outcome, faults }) => [outcome, faults.map(({ path }) => path)])).toEqual([
      ['created', []],
      ['rejected', ['campaignId']],
    ]);
    const { entries } = await log.list('kind=book-sharing&q=示例批量');
    const [kept] = entries;
    if (kept) expect((await log.entry(kept.id)).campaignId).toBe(stage.campaignId);
  });
});

describe('the brief of a month', () => {
  async function brief(unitId: string, month: number, { operator } = office): Promise<string> {
    const info = await exported(operator, { kind: 'brief', unitId, year: 2026, month });
    const { bytes } = await getFile(operator, `/api/study/exports/${info.id}/file`);
    return (
      partsOfOffice(bytes)
        .get('word/document.xml')
        ?.replace(/<[^>]+>/gu, '') ?? ''
    );
  }

  it('says what was read, with its days and its denominator; nothing of few people, nothing where no campaign was on', async () => {
    const [one, two] = [await joined(stage, stage.first[0]), await joined(stage, stage.first[1])];
    for (const bookId of stage.books) await bodyOf(one.declare(bookId, TO_THE_END));
    await two.handIn();
    await bodyOf((await joined(stage, stage.small[0])).declare(stage.books[0], TO_THE_END));
    const may = await brief(stage.units.first, 5);
    expect(may).toContain('“示例读书活动”，统计时间为2026年5月1日至2026年5月10日');
    expect(may).toContain('参与2人，参与率33.3%');
    expect(may).toContain('除以在册6人），读完图书2本次，提交心得1篇，荐书0本次。');
    expect(await brief(stage.units.small, 5, stage.desk)).toContain('人数少，读书活动的数字不单独列出。');
    expect(await brief(stage.units.first, 3)).not.toContain('读书活动');
  });
});
