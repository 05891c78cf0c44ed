import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { ResponseLane, type ResponseRow } from '../../src/contest/response-lane.js';
import { ResponseSeals } from '../../src/contest/response-seals.js';
import { LocalBus } from '../../src/platform/bus/local-bus.js';
import { idAt } from '../../src/platform/ids.js';
import { Nodes } from '../../src/platform/nodes/nodes.service.js';
import { AuditLog } from '../support/audit-log.js';
import { DATABASES } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { insertContest, responseRow, type SampleContest } from '../support/rows.js';

/** Whether the log vouches for every response at the end of a server, and after one lost its way to the database. */
describe.each(DATABASES)('the seals of responses on $name', (kind) => {
  let log: AuditLog;
  let contest: SampleContest;
  let seals: ResponseSeals;
  let lane: ResponseLane;

  beforeEach(async () => {
    log = await AuditLog.open(kind);
    contest = await log.database.writes.run((manager) => insertContest(manager));
    await log.tamper('UPDATE contest SET open_item_id = $1, open_opening = 1', [contest.contestItemId]);
    await log.begin();
    const { writes, reader } = log.database;
    const nodes = new Nodes(new LocalBus({ name: 'one', incarnation: 'first' }), writes, reader, log.clock);
    seals = new ResponseSeals(writes, log.audit, log.clock, nodes);
    lane = new ResponseLane(writes, seals, log.clock);
    await seals.adopt([]);
  });
  afterEach(() => log.close());

  const rowOf = (index: number): ResponseRow => ({
    ...responseRow(contest, contest.participantIds[index] ?? ''),
    response: { value: true },
  });
  /** As the next start asks: after an orderly end nothing is adopted. */
  const adopted = async (): Promise<unknown> => {
    await seals.adopt([{ contestId: contest.contestId, until: log.clock.now() }]);
    return (await log.verify()).adopted;
  };
  const sound = { ok: true, findings: [], pending: 0 };

  it('hold what was on its way to the disk when the server was told to stop', async () => {
    const written = [lane.append(rowOf(0))];
    const stopped = seals.onApplicationShutdown();
    await Promise.all([...written, stopped]);
    expect(await log.verify()).toMatchObject(sound);
    expect(await adopted()).toEqual([]);
  });

  it('hold what an entry that failed at the very end had put back', async () => {
    await lane.append(rowOf(0));
    const failed = seals.sealedWith(() => Promise.reject(new Error('a fault of the caller')));
    const stopped = seals.onApplicationShutdown();
    await expect(failed).rejects.toThrow('a fault of the caller');
    await stopped;
    expect(await log.verify()).toMatchObject(sound);
  });

  it('try again by themselves where the entry could not be written', async () => {
    await lane.append(rowOf(0));
    await log.tamper('ALTER TABLE audit_entry RENAME TO audit_away');
    const recorded = jest.spyOn(log.audit, 'record');
    log.clock.advance(250);
    await eventually(() => expect(recorded).toHaveBeenCalledTimes(1));
    await expect(recorded.mock.results[0]?.value).rejects.toThrow('audit_entry');
    await log.tamper('ALTER TABLE audit_away RENAME TO audit_entry');
    await eventually(async () => {
      log.clock.advance(1000);
      expect(await log.verify()).toMatchObject(sound);
    });
  });

  it('take nothing any more once the log says that the server stopped', async () => {
    await seals.onApplicationShutdown();
    await expect(lane.append(rowOf(0))).rejects.toMatchObject({ refusal: { code: 'server.stopping' } });
  });

  it('say of what a lost connection left in doubt whether it stands there', async () => {
    const [there, gone] = [idAt(log.clock.now()), idAt(log.clock.now())];
    const { id, contestId, contestItemId, participantId, submissionId } = rowOf(0);
    await log.tamper(
      `INSERT INTO response (id, contest_id, contest_item_id, opening, participant_id, submission_id, response,
        received_at, batch) VALUES ($1, $2, $3, 1, $4, $5, '{"value":true}', $6, $7)`,
      [id, contestId, contestItemId, participantId, submissionId, log.clock.now(), there],
    );
    for (const batch of [there, gone]) seals.doubted(batch, new Set([contestId]));
    expect(await lane.append({ ...rowOf(0), id })).toMatchObject({ submissionId });
    await seals.onApplicationShutdown();
    expect(await log.verify()).toMatchObject(sound);
  });
});
