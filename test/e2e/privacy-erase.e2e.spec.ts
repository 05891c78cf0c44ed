/** After somebody was erased the log verifies, the result can be counted again and is the same, and their page is let go. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { NeedsStore } from '../../src/contest/entry/needs.store.js';
import { NameRetention } from '../../src/contest/own-data/name-retention.js';
import { Retention } from '../../src/contest/own-data/retention.js';
import type { ContestResults } from '../../src/contest/results/results.service.js';
import { ResultsService } from '../../src/contest/results/results.service.js';
import { AppConfig } from '../../src/platform/config/app-config.js';
import { FieldCipher } from '../../src/platform/crypto/field-cipher.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { UnitBranchInfo } from '../../src/protocol/organisation.js';
import type { OwnData, OwnNeeds } from '../../src/protocol/privacy.js';
import { verifyLog } from '../support/audit-terminal.js';
import { ContestClient, Participant, type Console } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, rightResponse, Stage, wrongResponse } from '../support/contest-stage.js';
import { ManualClock } from '../support/manual-clock.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';
import { publicBoard, publicPage, recount, withRows } from '../support/recount.js';

const DAY_MS = 86_400_000;

let server: InProcessServer;
let first: Stage;

beforeAll(async () => {
  server = await InProcessServer.start({ NEEDS_KEEP_DAYS: '30', PERSONAL_KEEP_DAYS: '90' });
  first = await Stage.set(server);
});
afterAll(() => server.close());

const ask = <T>(stage: Stage, path: string, { receipt }: Participant, more = {}) =>
  bodyOf<T>(first.operator.post(path, { pin: stage.contest.pin, code: receipt.rejoinCode, ...more }));
const erase = (stage: Stage, person: Participant) => ask(stage, '/api/own-data/erase', person, { confirm: true });
const rowsOf = <T = object>(sql: string, ...values: string[]) =>
  withRows(server.dataDir, (rows) => rows.all<T>(sql, ...values));

interface Played {
  readonly stage: Stage;
  readonly host: Console;
  readonly people: readonly Participant[];
}

/** Three people, the first with more time; one item, which two get right. */
async function play(): Promise<Played> {
  const stage = await first.another({ rounds: [{ items: 1 }], settings: { appealWindowMinutes: 0 } });
  const host = await stage.console();
  await host.pressAll('contest:open-lobby');
  const people = [await stage.join('示例甲', 0, { multiplier: 1.5 }), await stage.join('示例乙'), await stage.join('示例丙', 1)]; // prettier-ignore
  await host.pressAll('round:introduce', 'item:present', 'item:open');
  const [item] = stage.items;
  if (!item) throw new Error('the contest has no item');
  for (const [index, person] of people.entries()) {
    await person.respond(index === 1 ? wrongResponse(item) : rightResponse(item));
  }
  if ((await host.sync()).phase === 'open') await host.press('item:close', { override: true });
  await host.client.phase('closed');
  await host.pressAll('item:reveal', 'contest:end');
  return { stage, host, people };
}

describe('an erased participant', () => {
  let played: Played;
  let before: { board: ReturnType<typeof publicPage>; results: ContestResults };
  const resultsOf = ({ stage }: Played) => server.app.get(ResultsService).of(stage.contestId);

  beforeAll(async () => {
    played = await play();
    await played.host.pressAll('contest:finalize');
    before = { board: publicPage(await played.stage.board()), results: await resultsOf(played) };
  });
  afterAll(() => played.host.client.close());

  it('is told on the open page, whose line then ends, and no token or code leads back', async () => {
    const [person] = played.people;
    if (!person) throw new Error('nobody came');
    await erase(played.stage, person);
    expect(await person.client.until('notice')).toMatchObject({ code: 'entry.erased' });
    await person.client.gone();
    await expect(played.stage.comeBack(person)).rejects.toThrow('entry.token-unknown');
    expect((await first.operator.get('/api/health/ready')).status).toBe(200);
    // The others stay.
    expect(played.people[1]?.client.socket.connected).toBe(true);
  });

  it('leaves the board, the recount from the rows and the filed digest as they were', async () => {
    expect(publicPage(await played.stage.board())).toEqual(before.board);
    expect(before.board).toEqual(publicBoard(await recount(server.dataDir, played.stage.contestId)));
    const after = await resultsOf(played);
    expect(after.digest).toBe(before.results.digest);
    expect(after.filedDigest).toBe(after.digest);
    const named = ({ participants }: ContestResults) => participants.map(({ name }) => name).toSorted();
    expect(named(before.results)).toContain('示例甲');
    expect(named(after)).not.toContain('示例甲');
    expect(after.participants.map(({ total }) => total)).toEqual(before.results.participants.map(({ total }) => total));
  });

  it('leaves a log that verifies, with the deed in it and without the name', async () => {
    const report = await verifyLog(server.dataDir);
    expect(report).toMatchObject({ ok: true });
    const entries = JSON.stringify(await rowsOf('SELECT * FROM audit_entry'));
    expect(entries).toContain('participant.erased');
    expect(entries).not.toContain('示例甲');
  });

  it('stays erased after a new start, on which everything holds as well', async () => {
    played.host.client.close();
    server = await server.restart();
    first = first.on(server);
    const again = played.stage.on(server);
    expect(publicPage(await again.board())).toEqual(before.board);
    expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true });
    await expect(again.comeBack(played.people[0] as Participant)).rejects.toThrow('entry.token-unknown');
  });
});

describe('own needs, by the code', () => {
  it('are said to be kept, with the notice that was consented to, and withdrawn at any time', async () => {
    const stage = await first.another({ rounds: [{ items: 1 }] });
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const [one, two] = [await stage.join('示例丁', 0, { multiplier: 2 }), await stage.join('示例戊')];
    const { contestId } = stage;
    await one.client.demand('participant:update-needs', { contestId, needs: { multiplier: 3 }, consent: true, noticeVersion: 1 }); // prettier-ignore
    const kept = (person: Participant) => ask<OwnNeeds>(stage, '/api/own-data/needs', person);
    expect(await kept(one)).toEqual({ kept: true, state: 'approved', consentAt: server.clock.now(), noticeVersion: 1 });
    expect(await kept(two)).toEqual({ kept: false, state: null, consentAt: null, noticeVersion: null });
    await ask(stage, '/api/own-data/needs/withdraw', one);
    expect(await kept(one)).toMatchObject({ kept: false });
    expect((await one.sync()).needs).toBeNull();
    expect(await rowsOf('SELECT * FROM participant_needs WHERE participant_id = ?', one.id)).toEqual([]);
    // Nothing to withdraw is no fault; a wrong code is one.
    await ask(stage, '/api/own-data/needs/withdraw', two);
    const wrong = { pin: stage.contest.pin, code: 'AAAAAAAA' };
    expect((await first.operator.post('/api/own-data/needs/withdraw', wrong)).code).toBe('entry.code-unknown');
    host.client.close();
    for (const { client } of [one, two]) client.close();
  });

  it('are taken also from whoever comes back by personal code on another device', async () => {
    const desk = new OrganisationDesk(first.operator);
    await desk.load(SAMPLE_ROSTER);
    const branches = await bodyOf<UnitBranchInfo[]>(first.operator.get('/api/organisation/units/all/branches?level=5'));
    const stage = await first.another({ branches, settings: { entry: 'roster' }, rounds: [{ items: 1 }] });
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const [{ code: entryCode } = { code: '' }] = await desk.codes(stage.contestId, stage.branchId(0));
    const join = { pin: stage.contest.pin, entryCode };
    const one = await Participant.join(stage.url, { ...join, consent: { notice: true } });
    const asking = { ...join, needs: { multiplier: 2 } as const };
    await expect(Participant.join(stage.url, asking)).rejects.toThrow('entry.needs-consent-required');
    const again = await Participant.join(stage.url, { ...asking, consent: { notice: true, needs: true, noticeVersion: 1 } }); // prettier-ignore
    expect([again.id, again.receipt.snapshot.needs]).toEqual([one.id, { multiplier: 2 }]);
    for (const client of [one.client, again.client, host.client]) client.close();
  });

  it('consents keep the notice that the page showed; no other number is taken', async () => {
    const stage = await first.another({ rounds: [{ items: 1 }] });
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const seat = await stage.join('示例己');
    const join = { pin: stage.contest.pin, name: '示例庚', branchId: stage.branchId(0) };
    const { client } = seat;
    const other = await ContestClient.connect(stage.url);
    expect(await other.ask('contest:join', { ...join, consent: { notice: true, noticeVersion: 99 } })).toMatchObject({
      ok: false,
      error: { code: 'protocol.malformed' },
    });
    const { rejoinCode: code } = await other.demand<{ rejoinCode: string }>('contest:join', { ...join, consent: { notice: true, noticeVersion: 1 } }); // prettier-ignore
    const data = await bodyOf<OwnData>(first.operator.post('/api/own-data', { pin: join.pin, code }));
    expect(data.participations).toMatchObject([{ name: '示例庚', noticeVersion: 1 }]);
    for (const one of [client, other, host.client]) one.close();
  });
});

describe('retention', () => {
  let played: Played;
  const needsRows = () => rowsOf('SELECT needs.* FROM participant_needs needs JOIN participant ON participant.id = needs.participant_id WHERE participant.contest_id = ?', played.stage.contestId); // prettier-ignore
  const names = async () => (await rowsOf<{ name: string }>('SELECT name FROM participant WHERE contest_id = ?', played.stage.contestId)).map(({ name }) => name).toSorted(); // prettier-ignore
  const pruned = () => rowsOf<{ detail: string }>(`SELECT detail FROM audit_entry WHERE action = 'retention.pruned'`);

  beforeAll(async () => {
    played = await play();
    await played.host.pressAll('contest:finalize');
    for (const { client } of played.people.slice(1)) client.close();
    played.host.client.close();
  });

  it('writes needs of an earlier form anew, which are read as before', async () => {
    const [person] = played.people;
    const cipher = server.app.get(FieldCipher);
    const old = cipher.encrypt('{"multiplier":1.5}', person?.id ?? '');
    await server.app
      .get(WriteQueue)
      .run((manager) =>
        manager.query('UPDATE participant_needs SET needs_encrypted = $1 WHERE participant_id = $2', [old, person?.id]),
      );
    await server.app.get(Retention).prune();
    const [row] = (await needsRows()) as { needs_encrypted: string }[];
    expect(row?.needs_encrypted).not.toBe(old);
    expect(cipher.decrypt(row?.needs_encrypted ?? '', person?.id ?? '')).toContain('"time-multiplier":1.5');
  });

  it('keeps what its time has not come for', async () => {
    server.clock.skip(29 * DAY_MS);
    const already = (await pruned()).length;
    await server.app.get(Retention).prune();
    expect([(await needsRows()).length, await names()]).toEqual([1, ['示例丙', '示例乙', '示例甲'].toSorted()]);
    expect(await pruned()).toHaveLength(already);
  });

  it('deletes needs when the contest has been over for a month, by itself, and says how many', async () => {
    const already = (await pruned()).length;
    server.clock.skip(2 * DAY_MS);
    // The job on a clock of its own: the server's would tick a heartbeat for every second of the hour.
    const { app } = server;
    const clock = new ManualClock(server.clock.now());
    const job = new Retention(app.get(WriteQueue), app.get(NeedsStore), app.get(NameRetention), app.get(AppConfig), clock); // prettier-ignore
    job.onApplicationBootstrap();
    clock.advance(60 * 60_000);
    while ((await pruned()).length === already) await new Promise((next) => setImmediate(next));
    expect(await needsRows()).toEqual([]);
    expect(await names()).toContain('示例甲');
    job.beforeApplicationShutdown();
    expect(JSON.parse((await pruned()).at(-1)?.detail ?? '')).toMatchObject({ participants: 0 });
  });

  it('takes the names out of old results, ends open pages, and changes no figure', async () => {
    const { stage, people } = played;
    const before = publicPage(await stage.on(server).board());
    server.clock.skip(60 * DAY_MS);
    const kept = await server.app.get(Retention).prune();
    expect(kept.participants).toBeGreaterThanOrEqual(3);
    expect(new Set(await names())).toEqual(new Set(['已注销参赛者']));
    await people[0]?.client.gone();
    expect(publicPage(await stage.on(server).board())).toEqual(before);
    expect(before).toEqual(publicBoard(await recount(server.dataDir, stage.contestId)));
    expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true });
    // Nobody is left to take out.
    expect(await server.app.get(Retention).prune()).toEqual({ needs: 0, participants: 0, putOff: false });
  });
});
