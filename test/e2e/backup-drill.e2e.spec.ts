import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { runAuditCommand } from '../../src/cli/audit-command.js';
import { runBackupCommand } from '../../src/cli/backup-command.js';
import type { Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { rightResponse, Stage, wrongResponse } from '../support/contest-stage.js';
import { publicBoard, publicPage, recount, withRows } from '../support/recount.js';
import { databaseEnv, dropDatabase, emptyDatabase } from '../support/ring-database.js';

const PEOPLE = 12;

/** The drill that an office should do once a quarter, by the command that it would use. */
describe('a backup made in the middle of a contest', () => {
  let folder: string;
  let server: InProcessServer;
  let restored: InProcessServer | null = null;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xuesai-drill-'));
    server = await InProcessServer.start();
  });
  afterEach(async () => {
    await restored?.app.close();
    await server.close();
    await dropDatabase(join(folder, 'new-machine'));
    await rm(folder, { recursive: true, force: true });
  });

  async function backup(dataDir: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const terminal = {
      env: { DATA_DIR: dataDir, ...(await databaseEnv(dataDir)) },
      now: server.clock.now(),
      out: say,
      fault: say,
    };
    const exitCode = await runBackupCommand([...args, '--json'], terminal);
    if (exitCode !== 0) throw new Error(lines.join('\n'));
    return JSON.parse(lines.join('\n')) as Record<string, unknown>;
  }

  async function auditOf(dataDir: string): Promise<unknown> {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const terminal = {
      env: { DATA_DIR: dataDir, ...(await databaseEnv(dataDir)) },
      now: server.clock.now(),
      out: say,
      fault: say,
    };
    await runAuditCommand(['verify', '--json'], terminal);
    return JSON.parse(lines.join('\n'));
  }

  it('is restored, and the contest goes on with every response that was acknowledged before it', async () => {
    const key = join(folder, 'backup.key');
    const keygen = { env: {}, now: 0, out: (line: string) => said.push(line), fault: () => undefined };
    const said: string[] = [];
    await runBackupCommand(['keygen', key], keygen);
    const recipient = /age1\w+/.exec(said[0] ?? '')?.[0] ?? '';

    const stage = await Stage.set(server);
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const people = await Promise.all(
      Array.from({ length: PEOPLE }, (_, index) => stage.join(`示例${index}`, index % 2)),
    );
    const respond = async (person: Participant, index: number) => {
      const item = stage.item((await person.sync()).item?.contestItemId ?? '');
      return person.respond(index % 3 === 0 ? wrongResponse(item) : rightResponse(item));
    };
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    const early = await Promise.all(people.slice(0, 6).map(respond));
    expect(early.every(({ ok }) => ok)).toBe(true);
    // The other half responds while the copy is made.
    const [made] = await Promise.all([
      backup(server.dataDir, 'create', join(folder, 'drill.age'), '--recipient', recipient),
      ...people.slice(6).map((person, index) => respond(person, index + 6)),
    ]);
    await host.pressAll('item:close', 'item:reveal');

    const archive = made['file'] as string;
    await backup(server.dataDir, 'verify', archive, '--identity', key);
    const dataDir = join(folder, 'new-machine');
    await emptyDatabase(dataDir);
    await backup(dataDir, 'restore', archive, '--identity', key);
    expect(await auditOf(dataDir)).toMatchObject({ ok: true });
    const receipts = await withRows(dataDir, (rows) =>
      rows.all<{ submissionId: string }>('SELECT submission_id AS "submissionId" FROM response'),
    );
    const known = new Set(receipts.map(({ submissionId }) => submissionId));
    const acknowledged = early.flatMap((ack) => (ack.ok ? [ack.data.submissionId] : []));
    expect(acknowledged.filter((submissionId) => !known.has(submissionId))).toEqual([]);

    // Phones come back with their tokens, and send again what the copy does not know of.
    restored = await InProcessServer.start({}, server.clock, dataDir);
    const again = stage.on(restored);
    const console = await again.console();
    for (const [index, person] of people.entries()) {
      const back = await again.comeBack(person);
      if ((await back.sync()).ownResponse === undefined) expect((await respond(back, index)).ok).toBe(true);
    }
    restored.clock.advance(250);
    await console.client.phase('closed');
    await console.pressAll('item:reveal');
    expect(publicPage(await again.board())).toEqual(publicBoard(await recount(dataDir, stage.contestId)));
    expect((await again.board()).rows).toHaveLength(PEOPLE);
    await restored.app.close();
    restored = null;
    expect(await auditOf(dataDir)).toMatchObject({ ok: true });
  });
});
