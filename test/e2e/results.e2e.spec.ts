import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';

import { Reader } from '../../src/platform/database/reader.js';
import type { ContestSummary, CopyReply } from '../../src/protocol/rest.js';
import { Console, type Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, rightResponse, Stage, wrongResponse } from '../support/contest-stage.js';

type Row = readonly (string | number | null)[];

describe('results out', () => {
  let server: InProcessServer;
  let stage: Stage;
  let console: Console;

  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server, {
      rounds: [{ items: 1, warmUp: true }, { items: 3 }],
      branches: [
        { name: '示例第一支部', expected: 4 },
        { name: '=示例第二支部', expected: null },
      ],
    });
    console = await stage.console();
  });
  afterAll(async () => {
    console.client.close();
    await server.close();
  });

  const download = async (query: string): Promise<{ status: number; sheets: Map<string, Row[]>; header: string }> => {
    const headers = { cookie: stage.operator.cookie ?? '' };
    const answer = await fetch(`${server.url}/api/contests/${stage.contestId}/results?${query}`, { headers });
    const header = decodeURIComponent(answer.headers.get('content-disposition') ?? '');
    const sheets = new Map<string, Row[]>();
    if (!answer.ok) return { status: answer.status, sheets, header };
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await answer.arrayBuffer());
    for (const sheet of workbook.worksheets) {
      const rows: Row[] = [];
      const width = sheet.columnCount;
      sheet.eachRow((row) => {
        rows.push(Array.from({ length: width }, (_, column) => (row.getCell(column + 1).value ?? null) as Row[number]));
      });
      sheets.set(sheet.name, rows);
    }
    return { status: answer.status, sheets, header };
  };

  /** `right[item][person]`; undefined: does not respond. */
  async function play(
    people: readonly Participant[],
    right: readonly (readonly (boolean | undefined)[])[],
  ): Promise<void> {
    for (const [number, item] of stage.items.entries()) {
      if (number <= 1) await console.pressAll('round:introduce');
      await console.pressAll('item:present', 'item:open');
      for (const [index, person] of people.entries()) {
        const wanted = right[number]?.[index];
        if (wanted === undefined) continue;
        expect(await person.respond(wanted ? rightResponse(item) : wrongResponse(item))).toMatchObject({ ok: true });
      }
      await console.press('item:close', { override: true });
      await console.client.phase('closed');
      await console.pressAll('item:reveal');
    }
    await console.pressAll('contest:end', 'contest:finalize');
  }

  it('refuses before the end, and says why', async () => {
    expect((await download('format=xlsx')).status).toBe(409);
    expect((await download('format=pdf')).status).toBe(400);
  });

  it('has the figures of the contest as computed by hand', async () => {
    await console.pressAll('contest:open-lobby');
    const people = [await stage.join('示例甲'), await stage.join('示例甲'), await stage.join('=示例乙', 1)];
    // By hand: 30, 10 and 20 points; the third person stays away from the second item; the warm-up does not count.
    await play(people, [
      [true, true, true],
      [true, false, true],
      [true, true, undefined],
      [true, false, true],
    ]);
    const { sheets, header } = await download('format=xlsx');
    expect(header).toContain('示例竞赛-成绩.xlsx');
    expect(sheets.get('支部')?.slice(1)).toEqual([
      [1, '示例第一支部', 20, 2, 2, 4, 0.5, 20, ''],
      [1, '=示例第二支部', 20, 1, 1, null, null, 20, ''],
    ]);
    expect(sheets.get('参赛者')?.slice(1)).toEqual([
      [1, '示例甲', '示例第一支部', 30, 3, '正确', 10, '正确', 10, '正确', 10],
      [2, '=示例乙', '=示例第二支部', 20, 2, '正确', 10, '未作答', 0, '正确', 10],
      [3, '示例甲（2）', '示例第一支部', 10, 1, '错误', 0, '正确', 10, '错误', 0],
    ]);
    const items = sheets.get('题目')?.slice(1) ?? [];
    expect(items.map((row) => row.slice(5, 11))).toEqual([
      [3, 2, 0, 1, 0, 0],
      [2, 2, 0, 0, 0, 1],
      [3, 2, 0, 1, 0, 0],
    ]);
    // Fewer than five took part: a wrong rate would point at persons.
    expect(items.every((row) => row[11] === null && String(row[12]).includes('不足5人'))).toBe(true);
    const notes = new Map((sheets.get('说明') ?? []).map(([name, text]) => [name, text]));
    expect(notes.get('支部得分公式')).toBe((await stage.board()).formulaText);
    expect(notes.get('成绩校验码')).toMatch(/^[0-9a-f]{64}$/);
    expect(notes.get('抽题种子')).toMatch(/^sample-seed（/);
    expect(sheets.get('抽题')).toEqual([
      ['环节', '题库', '题型', '标签', '难度', '数量'],
      ['示例环节1', expect.any(String), '判断题', '不限', '不限', 1],
      ['示例环节2', expect.any(String), '判断题', '不限', '不限', 3],
    ]);
    expect(notes.get('用途')).toBe('本榜不作为考核依据。');
  });

  it('gives the same workbook again from the rows after a restart, and an anonymous one', async () => {
    const before = (await download('format=xlsx')).sheets;
    server = await server.restart();
    stage = stage.on(server);
    console = await stage.console();
    expect((await download('format=xlsx')).sheets).toEqual(before);
    const { sheets, header } = await download('format=xlsx&anonymised=true');
    expect(header).toContain('匿名');
    expect(JSON.stringify([...sheets])).not.toMatch(/示例甲|示例乙/);
    expect(sheets.get('参赛者')?.[1]?.slice(0, 4)).toEqual([1, '参赛者001', '（不列出）', 30]);
    expect(sheets.get('支部')?.[1]).toEqual([null, '示例第一支部', null, 2, null, 4, 0.5, null, '不足5人，不列成绩']);
  });

  async function responsesOnDisk(contestId: string, wanted: number): Promise<void> {
    const { source } = server.app.get(Reader);
    const count = async () => (await source.query('SELECT id FROM response WHERE contest_id = $1', [contestId])).length;
    while ((await count()) < wanted) await new Promise((next) => setImmediate(next));
  }

  it('rehearses with simulated participants and leaves the contest as it was', async () => {
    const before = (await download('format=xlsx')).sheets;
    const path = `/api/contests/${stage.contestId}/rehearsal`;
    const { id } = await bodyOf<CopyReply>(stage.operator.post(path, { participants: 12 }));
    const list = await bodyOf<ContestSummary[]>(stage.operator.get('/api/contests'));
    expect(list.find((contest) => contest.id === id)).toMatchObject({
      kind: 'rehearsal',
      phase: 'draft',
      participantCount: 12,
    });
    const rehearsal = await Console.open(server.url, id, stage.operator.cookie ?? '');
    await rehearsal.pressAll('contest:open-lobby', 'round:introduce', 'item:present');
    server.clock.advance(1000);
    await rehearsal.client.until('presence:changed', ({ connected }) => connected === 12);
    await rehearsal.pressAll('item:open');
    const opened = await rehearsal.client.phase('open');
    // They respond within four fifths of the time; the pulse after the last response closes the item.
    server.clock.advance(((opened.item?.closesAt ?? 0) - server.clock.now()) * 0.85);
    await responsesOnDisk(id, 12);
    // On disk comes first; the contest knows of it a moment later.
    while ((await rehearsal.sync()).tally?.responded !== 12);
    server.clock.advance(250);
    await rehearsal.client.phase('closed');
    await rehearsal.pressAll('item:reveal');
    expect(
      (await rehearsal.client.until('contest:changed', ({ reveal }) => reveal !== undefined)).reveal?.responded,
    ).toBe(12);
    await rehearsal.pressAll('contest:end');
    // Nobody appeals against a rehearsal: its result stands at once, without a reason.
    await rehearsal.pressAll('contest:finalize');
    rehearsal.client.close();

    expect((await stage.operator.delete(`/api/contests/${id}`)).status).toBe(204);
    expect((await download('format=xlsx')).sheets).toEqual(before);
  });
});
