import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { AppealDetail, OwnAppeal } from '../../src/protocol/corrections.js';
import { ownRecord, playItems, Review } from '../support/after-play.js';
import type { Console, Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, rightResponse, Stage, wrongResponse } from '../support/contest-stage.js';
import { withRows } from '../support/recount.js';

const MINUTE = 60_000;
const TEXT = '示例申诉：第1题的条文已经修订';

describe('appeals', () => {
  let server: InProcessServer;
  let stage: Stage;
  let host: Console;
  let people: Participant[];
  let review: Review;
  let item: string;

  const file = (index: number, more: object = {}) =>
    (people[index] as Participant).client.ask<{ appeal: OwnAppeal }>('appeal:file', {
      contestId: stage.contestId,
      text: TEXT,
      ...more,
    });
  const refused = async (asked: ReturnType<typeof file>): Promise<string | null> => {
    const ack = await asked;
    return ack.ok ? null : ack.error.code;
  };

  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server, {
      rounds: [
        { items: 1, warmUp: true },
        { items: 2, everyKind: true },
      ],
      settings: { appealWindowMinutes: 10, shuffleChoices: true },
    });
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    people = [await stage.join('示例甲'), await stage.join('示例乙', 1)];
    review = new Review(stage, stage.operator);
    for (const hits of [[[true, true]], [[false, true]]]) {
      await host.pressAll('round:introduce');
      await playItems(stage, host, people, hits);
    }
    await host.pressAll('item:present', 'item:skip');
    item = stage.items[1]?.contestItemId ?? '';
  });
  afterAll(async () => {
    for (const { client } of people) client.close();
    host.client.close();
    await server.close();
  });

  it('begin with the end, as does the record of what was shown and received', async () => {
    expect(await refused(file(0, { contestItemId: item }))).toBe('appeal.closed');
    const asked = await people[0]?.client.ask('record:own', { contestId: stage.contestId });
    expect(asked).toMatchObject({ ok: false, error: { code: 'contest.wrong-phase' } });
    await host.pressAll('contest:end');
    const { appealsUntil } = (await people[0]?.client.phase('ended')) ?? {};
    expect(appealsUntil).toBe(server.clock.now() + 10 * MINUTE);
  });

  it("rest on a record of one's own alone: as shown, as received, and by which key", async () => {
    const [jia] = people as [Participant];
    const record = await ownRecord(jia);
    expect(record).toMatchObject({ appealsUntil: server.clock.now() + 10 * MINUTE, appeals: [] });
    // Neither the warm-up nor what was skipped.
    expect(record.items.map(({ number }) => number)).toEqual([1]);
    const [row] = record.items;
    const shown = jia.client.all('contest:changed').findLast((frame) => frame.item?.contestItemId === item)?.item;
    expect(row?.item).toEqual({ ...shown, closesAt: null });
    const [receipt] = await withRows(server.dataDir, (rows) =>
      rows.all<{ at: number }>(
        'SELECT received_at AS at FROM response WHERE participant_id = ? AND contest_item_id = ?',
        jia.id,
        item,
      ),
    );
    expect(row).toMatchObject({
      outcome: 'incorrect',
      points: 0,
      correctResponse: stage.item(item).correctResponse,
      responses: [{ opening: 1, receivedAt: receipt?.at, response: wrongResponse(stage.item(item)) }],
      openings: [{ opening: 1 }],
    });
    expect((await ownRecord(people[1] as Participant)).items[0]?.responses[0]?.response).toEqual(
      rightResponse(stage.item(item)),
    );
  });

  it('are filed once for each item and once for the whole, in words', async () => {
    expect(await refused(file(0, { contestItemId: item, text: ' ' }))).toBe('protocol.malformed');
    expect(await refused(file(0, { contestItemId: item, text: '长'.repeat(1001) }))).toBe('protocol.malformed');
    expect(await refused(file(0, { contestItemId: stage.items[0]?.contestItemId }))).toBe('item.unknown');
    expect(await refused(file(0, { contestItemId: stage.items[2]?.contestItemId }))).toBe('item.unknown');
    expect(await file(0, { contestItemId: item })).toMatchObject({
      ok: true,
      data: { appeal: { contestItemId: item, text: TEXT, state: 'open', ruling: null } },
    });
    expect(await refused(file(0, { contestItemId: item }))).toBe('appeal.filed-already');
    expect(await refused(file(0))).toBeNull();
    expect(await refused(file(0))).toBe('appeal.filed-already');
    expect((await host.client.until('matters:changed', ({ appeals }) => appeals === 2)).adjustments).toBe(0);
    expect((await ownRecord(people[0] as Participant)).appeals).toHaveLength(2);
    expect((await ownRecord(people[1] as Participant)).appeals).toEqual([]);
  });

  it('keep the result from becoming final, also after a restart', async () => {
    expect(await host.press('contest:finalize', {})).toBe('contest.appeal-open');
    for (const { client } of people) client.close();
    host.client.close();
    server = await server.restart();
    stage = stage.on(server);
    review = new Review(stage, stage.operator);
    host = await stage.console();
    people = await Promise.all(people.map((person) => stage.comeBack(person)));
    expect(host.snapshot.openMatters).toEqual({ appeals: 2, adjustments: 0 });
    expect(await host.press('contest:finalize', {})).toBe('contest.appeal-open');
  });

  it('are ruled on once, with the evidence at hand, and their author alone is told', async () => {
    const [first, whole] = await review.appeals();
    expect(first).toMatchObject({ number: 1, name: '示例甲', branchName: '示例第一支部', state: 'open' });
    expect(whole).toMatchObject({ number: 0, contestItemId: null });
    const detail = await review.appeal(first?.id ?? '');
    expect(detail.items).toEqual((await ownRecord(people[0] as Participant)).items);
    expect((await review.rule(first?.id ?? '', { verdict: 'upheld', text: ' ' })).code).toBe('rest.invalid');
    const ruling = { verdict: 'upheld' as const, text: '示例裁定：申诉成立，答案予以更正。' };
    const ruled = await bodyOf<AppealDetail>(review.rule(first?.id ?? '', ruling));
    expect(ruled).toMatchObject({ state: 'upheld', ruling: ruling.text, ruledBy: '示例管理员' });
    const told = await people[0]?.client.until('appeal:changed');
    expect(told).toMatchObject({ id: first?.id, state: 'upheld', ruling: ruling.text });
    expect(JSON.stringify(told)).not.toContain('示例管理员');
    expect((await review.rule(first?.id ?? '', ruling)).code).toBe('appeal.decided');
    expect((await review.rule('none', ruling)).code).toBe('appeal.unknown');
    await host.idle();
    expect(people[1]?.client.all('appeal:changed')).toEqual([]);
    // Those that wait come first.
    expect((await review.appeals()).map(({ state }) => state)).toEqual(['open', 'upheld']);
    await bodyOf(review.rule(whole?.id ?? '', { verdict: 'dismissed', text: '示例裁定：不成立。' }));
  });

  it('end with the window, at the millisecond', async () => {
    const until = (await ownRecord(people[1] as Participant)).appealsUntil ?? 0;
    server.clock.advance(until - server.clock.now());
    expect(await refused(file(1, { contestItemId: item }))).toBeNull();
    server.clock.advance(1);
    expect(await refused(file(1))).toBe('appeal.closed');
    const open = (await review.appeals()).find(({ state }) => state === 'open');
    await bodyOf(review.rule(open?.id ?? '', { verdict: 'dismissed', text: '示例裁定：不成立。' }));
    await host.pressAll('contest:finalize');
    // What was shown and how it was ruled on stays there to read.
    expect((await ownRecord(people[0] as Participant)).appeals.map(({ state }) => state)).toEqual([
      'upheld',
      'dismissed',
    ]);
  });

  it('are for participants of the contest alone, and not taken where there is no window', async () => {
    const asked = await host.client.ask('appeal:file', { contestId: stage.contestId, text: TEXT });
    expect(asked).toMatchObject({ ok: false, error: { code: 'contest.not-joined' } });
    const other = await stage.another({ settings: { appealWindowMinutes: 0 }, rounds: [{ items: 1 }] });
    const console = await other.console();
    await console.pressAll('contest:open-lobby', 'round:introduce', 'contest:end');
    expect(console.client.last('contest:changed')).not.toHaveProperty('appealsUntil');
    console.client.close();
  });
});
