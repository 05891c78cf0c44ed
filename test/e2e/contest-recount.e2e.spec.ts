import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';

import { BRANCH_FORMULAS } from '../../src/protocol/settings.js';
import type { Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { rightResponse, Stage, wrongResponse } from '../support/contest-stage.js';
import { publicBoard, publicPage, recount, withRows } from '../support/recount.js';

const PULSE_MS = 250;

describe('the final result', () => {
  let server: InProcessServer;
  let first: Stage;

  beforeAll(async () => {
    server = await InProcessServer.start();
    first = await Stage.set(server);
  });
  afterAll(() => server.close());

  it.each(BRANCH_FORMULAS)(
    'by %s is the same live, by REST, from the rows and after a restart',
    async (branchFormula) => {
      let stage = await first.another({
        settings: { branchFormula, topN: 2, speedBonusPercent: 10 },
        rounds: [
          { items: 1, warmUp: true, points: 0 },
          { items: 8, everyKind: true, points: 7.5 },
        ],
        branches: [
          { name: '示例第一支部', expected: 4 },
          { name: '示例第二支部', expected: 2 },
          { name: '示例第三支部', expected: null },
        ],
      });
      const host = await stage.console();
      await host.pressAll('contest:open-lobby');
      const people: Participant[] = [];
      for (const branch of [0, 0, 1, 1, 2]) people.push(await stage.join('王伟', branch));

      for (const [number, { contestItemId }] of stage.items.entries()) {
        if (number < 2) await host.pressAll('round:introduce');
        if (number === 4) people.push(await stage.join('迟到', 0));
        await host.pressAll('item:present', 'item:open');
        const item = stage.item(contestItemId);
        for (const [index, person] of people.entries()) {
          server.clock.advance(1500);
          if ((index + number) % 5 === 4) continue;
          const response = (index * number) % 3 === 1 ? wrongResponse(item) : rightResponse(item);
          const submissionId = `final-${branchFormula}-${number}-${index}`;
          expect(await person.submit({ contestItemId, opening: 1, submissionId, response })).toMatchObject({
            ok: true,
          });
        }
        if ((await host.sync()).phase === 'open') expect(await host.press('item:close', { override: true })).toBeNull();
        await host.client.phase('closed');
        await host.pressAll('item:reveal');
        expect(publicPage(await stage.board())).toEqual(publicBoard(await recount(server.dataDir, stage.contestId)));
        if (number === 5) {
          const message = { contestItemId, reason: '示例理由' };
          expect(await host.press('item:void', message)).toBeNull();
        }
      }
      const [one] = people;
      const leaving = people[3];
      await host.client.demand('participant:remove', {
        contestId: stage.contestId,
        participantId: leaving?.id,
        reason: '示例理由',
      });
      await host.pressAll('contest:end', 'contest:finalize');
      await one?.client.phase('finalized');

      const board = await recount(server.dataDir, stage.contestId);
      expect(board.standings).toHaveLength(5);
      const page = await stage.board();
      expect(publicPage(page)).toEqual(publicBoard(board));
      const frame = one?.client.last('leaderboard:changed');
      expect(frame).toMatchObject({ rows: page.rows, branches: page.branches, pointsPossible: page.pointsPossible });
      expect(page.pointsPossible).toBe(7 * 7.5);
      expect(page.phase).toBe('finalized');

      const [event] = await withRows(server.dataDir, (rows) =>
        rows.all<{ payload: string }>(
          `SELECT payload FROM contest_event WHERE contest_id = ? AND type = 'contest-finalized'`,
          stage.contestId,
        ),
      );
      const { resultDigest } = JSON.parse(event?.payload ?? '') as { resultDigest: string };
      expect(resultDigest).toBe(digestOf(board));
      expect(
        await host.press('item:void', { contestItemId: stage.items[2]?.contestItemId ?? '', reason: '示例' }),
      ).toBe('contest.wrong-phase');

      for (const { client } of people) client.close();
      host.client.close();
      server = await server.restart();
      first = first.on(server);
      stage = stage.on(server);
      const again = await stage.board();
      expect({ ...again, revision: page.revision }).toEqual(page);
      expect(again.revision).toBeGreaterThanOrEqual(page.revision);
    },
  );

  it('counts nobody who came after the last reveal, live as from the rows', async () => {
    const stage = await first.another({ rounds: [{ items: 2 }] });
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const wei = await stage.join('王伟');
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    await wei.respond(rightResponse(stage.items[0] ?? (undefined as never)));
    server.clock.advance(PULSE_MS);
    await host.client.phase('closed');
    await host.pressAll('item:reveal');
    server.clock.advance(1);
    await stage.join('迟到');
    await host.pressAll('contest:end', 'contest:finalize');
    expect((await stage.board()).rows).toHaveLength(1);
    expect(publicPage(await stage.board())).toEqual(publicBoard(await recount(server.dataDir, stage.contestId)));
  });
});

/** As docs/protocol.md has it: SHA-256 over every standing. */
function digestOf({ standings, branches }: Awaited<ReturnType<typeof recount>>): string {
  const rows = standings.map((row) => [row.participantId, row.branchId, row.total, row.rank]);
  const scores = branches.map((row) => [row.branchId, row.score, row.rank]);
  return createHash('sha256')
    .update(JSON.stringify({ rows, branches: scores }))
    .digest('hex');
}
