import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { coverNow, coverOf, coversAtFinal } from '../../src/audit/covered.js';
import { idAt } from '../../src/platform/ids.js';
import { AuditLog } from '../support/audit-log.js';
import { DATABASES } from '../support/databases.js';
import { insertContest, responseRow, type SampleContest } from '../support/rows.js';

/** Responses are vouched for after the acknowledgement: what a crash leaves, and what somebody puts in. */
describe.each(DATABASES)('responses at the end of the log on $name', (kind) => {
  let log: AuditLog;
  let contest: SampleContest;
  let people: string[];
  let now: number;

  beforeEach(async () => {
    log = await AuditLog.open(kind);
    contest = await log.database.writes.run((manager) => insertContest(manager));
    people = [...contest.participantIds];
    await log.begin();
    now = log.clock.now();
  });
  afterEach(() => log.close());

  /** @returns the key under which a cover names it */
  async function commit(at: number): Promise<string> {
    const batch = idAt(at);
    const { id, submissionId, response, receivedAt } = responseRow(contest, people.pop() ?? '');
    const participant = contest.participantIds[people.length] ?? '';
    await log.tamper(
      `INSERT INTO response (id, contest_id, contest_item_id, opening, participant_id, submission_id, response,
        received_at, batch) VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8)`,
      [id, contest.contestId, contest.contestItemId, participant, submissionId, response, receivedAt, batch],
    );
    return `${contest.contestId}/${batch}`;
  }

  async function vouch(): Promise<void> {
    const { keys, ...cover } = await coverNow(log.database.reader.source.manager, 'response', contest.contestId);
    const batches = (await log.tamper('SELECT batch FROM response')) as readonly { readonly batch: string }[];
    const covers = [{ ...cover, keys: batches.map(({ batch }) => `${keys[0] ?? ''}/${batch}`) }];
    await log.record({ action: 'responses.committed', contestId: contest.contestId, covers });
  }

  const start = (until: number): Promise<void> =>
    log.database.writes.run((manager) =>
      log.audit.started(manager, 'response', [{ contestId: contest.contestId, until }]),
    );

  const uncovered = async () => (await log.verify()).findings.map(({ what, keys }) => ({ what, key: keys?.[0] }));

  it('are adopted after a crash where they came after what was vouched for, and are listed', async () => {
    await start(0);
    await commit(now - 60_000);
    await vouch();
    await commit(now - 50_000);
    await start(now - 50_000);
    expect(await log.verify()).toMatchObject({
      ok: true,
      adopted: [{ chain: log.chain.name, at: now, contestId: contest.contestId, rows: 1 }],
    });
  });

  it('are not where they were put in before it, or after the server had ended', async () => {
    await start(0);
    await commit(now - 60_000);
    await vouch();
    const before = await commit(now - 70_000);
    const after = await commit(now - 40_000);
    await start(now - 50_000);
    expect(await uncovered()).toEqual(
      expect.arrayContaining([before, after].map((key) => ({ what: 'rows-uncovered', key }))),
    );
    expect((await log.verify()).adopted).toEqual([]);
  });

  it('are not where the server was stopped', async () => {
    await start(0);
    await log.database.writes.run((manager) => log.audit.stopped(manager));
    const key = await commit(now - 50_000);
    await start(now);
    expect(await uncovered()).toEqual([{ what: 'rows-uncovered', key }]);
  });

  const adoptOf = (between: { readonly from: number; readonly until: number }): Promise<void> =>
    log.database.writes.run((manager) =>
      log.audit.adopted(manager, 'response', [{ contestId: contest.contestId, ...between }]),
    );

  it('are adopted of a node that is gone though others vouched on after it, and only around its last beat', async () => {
    const early = await commit(now - 70_000);
    await commit(now - 60_000);
    const late = await commit(now - 40_000);
    await adoptOf({ from: now - 61_000, until: now - 59_000 });
    expect((await uncovered()).map(({ key }) => key).toSorted()).toEqual([early, late].toSorted());
  });

  it('are vouched for twice without harm, by who adopted them and by the node that was only slow', async () => {
    await commit(now - 60_000);
    await commit(now - 59_000);
    await adoptOf({ from: now - 61_000, until: now - 50_000 });
    for (const { batch } of (await log.tamper('SELECT batch FROM response')) as readonly { readonly batch: string }[]) {
      const rows = (await log.tamper(
        `SELECT id, contest_id AS "contestId", contest_item_id AS "contestItemId", opening, participant_id AS "participantId",
          submission_id AS "submissionId", response, received_at AS "receivedAt", own_limit_ms AS "ownLimitMs",
          elapsed_ms AS "elapsedMs", batch FROM response WHERE batch = $1`,
        [batch],
      )) as readonly object[];
      await log.record({
        action: 'responses.committed',
        contestId: contest.contestId,
        covers: [coverOf('response', rows)],
      });
    }
    expect(await log.verify()).toMatchObject({ ok: true, findings: [] });
  });

  it('may wait for some seconds, never in the future', async () => {
    await commit(now - 1000);
    expect(await log.verify()).toMatchObject({ ok: true, pending: 1 });
    const key = await commit(now + 60_000);
    expect(await uncovered()).toEqual([{ what: 'rows-uncovered', key }]);
  });

  it('wait for nobody once the result is final', async () => {
    const covers = await coversAtFinal(log.database.reader.source.manager, contest.contestId);
    await log.record({ action: 'contest.finalized', contestId: contest.contestId, covers });
    const key = await commit(now - 1000);
    expect(await uncovered()).toEqual([{ what: 'rows-uncovered', key }]);
    expect((await log.verify()).pending).toBe(0);
  });
});
