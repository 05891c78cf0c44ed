/** What the running server vouches for as it writes it: roles, who came in and how, what was said and erased. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { AuditFinding } from '../../src/audit/verify-audit.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { verifyLog } from '../support/audit-terminal.js';
import { Participant, type Console } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { personWith } from '../support/role-people.js';

let server: InProcessServer;
let stage: Stage;
let host: Console;
let people: Participant[];

beforeAll(async () => {
  server = await InProcessServer.start();
  stage = await Stage.set(server);
  await personWith(stage.operator, 'shili.arbiter', ['arbiter']);
  host = await stage.console();
  await host.pressAll('contest:open-lobby');
  const { pin } = stage.contest;
  const consent = { notice: true } as const;
  const asked = { pin, name: '示例乙', branchId: stage.branchId(0), consent, enteredBy: 'assistant' } as const;
  people = [await stage.join('示例甲'), await Participant.join(stage.url, asked)];
}, 60_000);
afterAll(async () => {
  for (const { client } of people) client.close();
  host.client.close();
  await server.close();
});

const write = (sql: string, ...values: readonly unknown[]) =>
  server.app.get(WriteQueue).run((manager) => manager.query(sql, [...values]));
const entry = async ({ chain, sequence }: AuditFinding): Promise<string | undefined> => {
  const rows = (await write('SELECT action FROM audit_entry WHERE chain = $1 AND sequence = $2', chain, sequence)) as {
    action: string;
  }[];
  return rows[0]?.action;
};
/** Past the log, and back again. */
async function tampered(change: readonly [string, ...unknown[]], back: readonly [string, ...unknown[]]) {
  await write(...change);
  const { findings } = await verifyLog(server.dataDir);
  await write(...back);
  expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true });
  return Promise.all(findings.map(async (one) => [one.what, one.kind, await entry(one)]));
}

describe('the running server vouches', () => {
  it('for a role from the moment it is given', async () => {
    expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true });
    const role = (to: string, from: string) =>
      [`UPDATE operator_role SET role = $1 WHERE role = $2`, to, from] as const;
    expect(await tampered(role('organiser', 'arbiter'), role('arbiter', 'organiser'))).toEqual([
      ['rows-changed', 'operator-role', 'operator.roles-held'],
    ]);
  });

  it('for what the hall plays by from the lobby on', async () => {
    const points = (by: number) => ['UPDATE contest_item SET points = points + $1', by] as const;
    expect(await tampered(points(100), points(-100))).toEqual([['rows-changed', 'final-item', 'contest.lobby-opened']]);
  });

  it('for a name from the moment somebody came in, and for a new one', async () => {
    const name = (to: string) => ['UPDATE participant SET name = $1 WHERE id = $2', to, people[0]?.id] as const;
    expect(await tampered(name('示例丙'), name('示例甲'))).toEqual([
      ['text-changed', 'participant-name', 'participants.joined'],
    ]);
    const renamed = { contestId: stage.contestId, participantId: people[0]?.id ?? '', name: '示例丁' };
    await host.client.demand('participant:rename', renamed);
    expect(await tampered(name('示例甲'), name('示例丁'))).toEqual([
      ['text-changed', 'participant-name', 'participant.renamed'],
    ]);
  });

  it('for whom somebody else worked the device, in the entry of their coming and under the final result', async () => {
    const details = (await write(
      `SELECT detail FROM audit_entry WHERE action = 'participants.joined' AND contest_id = $1 ORDER BY sequence`,
      stage.contestId,
    )) as { detail: string }[];
    expect(details.map(({ detail }) => JSON.parse(detail) as unknown)).toEqual([
      { participants: 1 },
      { participants: 1, assisted: [people[1]?.id] },
    ]);
    await host.pressAll('round:introduce', 'contest:end', 'contest:finalize');
    const by = (how: string) => ['UPDATE participant SET entered_by = $1 WHERE id = $2', how, people[1]?.id] as const;
    expect(await tampered(by('self'), by('assistant'))).toEqual([['rows-changed', 'final-entry', 'contest.finalized']]);
  });

  it('and says so, rather than that it is broken, once a name was erased', async () => {
    const { pin } = stage.contest;
    const code = people[0]?.receipt.rejoinCode;
    const answer = await stage.operator.post('/api/own-data/erase', { pin, code, confirm: true });
    expect([answer.code, answer.status]).toEqual([null, 204]);
    expect(await verifyLog(server.dataDir)).toMatchObject({ ok: true, erased: 1, findings: [] });
    await bodyOf(stage.operator.get(`/api/contests/${stage.contestId}/participants`));
  });
});
