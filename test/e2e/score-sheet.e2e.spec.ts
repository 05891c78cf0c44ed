import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';

import type { AdjustmentInfo, AppealDetail, RulingBody } from '../../src/protocol/corrections.js';
import { verifyLog } from '../support/audit-terminal.js';
import { playItems, Review } from '../support/after-play.js';
import type { Console, Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';

const REASON = '示例理由：纸质卷补录';

describe('the score sheet', () => {
  let server: InProcessServer;
  let stage: Stage;
  let host: Console;
  let people: Participant[];

  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server, { rounds: [{ items: 2 }] });
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    people = [await stage.join('示例甲'), await stage.join('示例乙', 1)];
    await host.pressAll('round:introduce');
    await playItems(stage, host, people, [
      [true, false],
      [true, true],
    ]);
    await host.pressAll('contest:end');
  });
  afterAll(async () => {
    for (const { client } of people) client.close();
    host.client.close();
    await server.close();
  });

  const sheets = async (query = ''): Promise<Map<string, unknown[][]>> => {
    const headers = { cookie: stage.operator.cookie ?? '' };
    const path = `${server.url}/api/contests/${stage.contestId}/results?format=xlsx${query}`;
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await (await fetch(path, { headers })).arrayBuffer());
    return new Map(
      workbook.worksheets.map((sheet) => {
        const rows: unknown[][] = [];
        sheet.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
        return [sheet.name, rows];
      }),
    );
  };

  it('has no sheet for what was not done', async () => {
    const found = await sheets();
    expect([...found.keys()]).toEqual(['说明', '支部', '参赛者', '题目', '抽题']);
    expect(found.get('参赛者')?.[0]).not.toContain('其中加减分');
  });

  it('shows corrections, points by hand and appeals with reasons and names, and figures that follow from them', async () => {
    const first = new Review(stage, stage.operator);
    const second = new Review(stage, await stage.secondHost());
    const [item] = stage.items;
    const key = item?.correctResponse;
    if (!item || !key || !('value' in key)) throw new Error('a true-false item was wanted');
    const { version: expectedVersion } = await first.sheet();
    const { contestItemId } = item;
    const correctResponse = { value: !key.value };
    await bodyOf(first.apply({ contestItemId, kind: 'key', correctResponse, reason: '示例更正', expectedVersion }));
    const given = { subject: 'participant' as const, subjectId: people[0]?.id ?? '', points: -2.5, reason: REASON };
    const [made] = await bodyOf<AdjustmentInfo[]>(first.propose(given));
    const confirm = () => bodyOf(second.decide(made?.id ?? '', 'confirm'));
    await people[1]?.client.demand('appeal:file', { contestId: stage.contestId, contestItemId, text: '示例申诉' });
    const [appeal] = await first.appeals();
    const ruling = { verdict: 'dismissed' as const, text: '示例裁定' };
    const rule = (answer: Pick<RulingBody, 'correction' | 'adjustmentId'>) =>
      first.rule(appeal?.id ?? '', { ...ruling, ...answer });
    expect((await rule({ correction: expectedVersion })).code).toBe('correction.unknown');
    expect((await rule({ adjustmentId: 'none' })).code).toBe('adjustment.unknown');
    // Points that are proposed alone may still be refused.
    expect((await rule({ adjustmentId: made?.id ?? '' })).code).toBe('adjustment.unknown');
    await confirm();
    const [correction] = (await first.sheet()).history;
    const answer = { correction: correction?.version ?? 0, adjustmentId: made?.id ?? '' };
    expect(await bodyOf<AppealDetail>(rule(answer))).toMatchObject(answer);
    expect(await first.appeals()).toMatchObject([answer]);

    const found = await sheets();
    // By the other key the first is wrong on the first item and the second right.
    expect(found.get('参赛者')?.map((row) => row.slice(3))).toEqual([
      ['得分', '其中加减分', '答对题数', '第1题', '第1题得分', '第2题', '第2题得分'],
      [20, 0, 2, '正确', 10, '正确', 10],
      [7.5, -2.5, 1, '错误', 0, '正确', 10],
    ]);
    expect(found.get('加减分')?.[1]?.slice(0, 6)).toEqual(['个人', '示例甲', -2.5, REASON, '已复核', '示例管理员']);
    expect(found.get('加减分')?.[1]?.[7]).toBe('示例主持人');
    expect(found.get('更正')?.[1]?.filter((_, column) => column !== 5)).toEqual([
      1,
      item.stem,
      '更正答案',
      '示例更正',
      '示例管理员',
      '',
    ]);
    expect(found.get('申诉')?.[1]?.filter((_, column) => column % 4 !== 1)).toEqual([
      '第1题',
      '不成立',
      '示例裁定',
      '示例管理员',
      expect.stringMatching(/^第1题更正答案（更正 \d+）；加减分 -2.5（示例甲，/),
    ]);
    expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true });
    const hidden = JSON.stringify([...(await sheets('&anonymised=true'))]);
    expect(hidden).toContain('加减分');
    expect(hidden).not.toMatch(/示例甲|示例乙|纸质卷|示例裁定|示例申诉/);
  });
});
