import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { notedHeads } from '../../src/audit/head-note.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import type { SubmitReceipt } from '../../src/protocol/events.js';
import { auditOf, verifyLog as verify } from '../support/audit-terminal.js';
import type { Console, Participant } from '../support/contest-client.js';
import { BuiltServer, dropDataDir, newDataDir } from '../support/contest-server.js';
import { rightResponse, Stage } from '../support/contest-stage.js';
import { withRows } from '../support/recount.js';
import { copyDatabase, settingsOf } from '../support/ring-database.js';

/** A contest in which the server is killed while everybody responds, and which is finalized after it came back. */
describe('the audit log of a contest', () => {
  const PEOPLE = 40;
  let dataDir: string;
  let server: BuiltServer;
  let stage: Stage;
  let host: Console;
  let people: Participant[];

  beforeAll(async () => {
    dataDir = await newDataDir();
    server = await BuiltServer.start(dataDir);
    stage = await Stage.set(server, { rounds: [{ items: 2, everyKind: true, timeLimitSeconds: 600 }] });
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    people = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => stage.join(`示例${index}`, index % 2)));
    await host.pressAll('round:introduce', 'item:present', 'item:open');
  }, 90_000);

  afterAll(async () => {
    for (const { client } of people) client.close();
    host.client.close();
    await server.stop();
    await dropDataDir(dataDir);
  });

  const respond = (person: Participant, contestItemId: string, n: number) =>
    person.client.ask<SubmitReceipt>('response:submit', {
      contestId: stage.contestId,
      contestItemId,
      opening: 1,
      submissionId: `submission-${contestItemId}-${n}`,
      response: rightResponse(stage.item(contestItemId)),
    });

  it('is sound after kill -9 in the middle of the responses and a new start', async () => {
    const { item } = await host.client.phase('open');
    const contestItemId = item?.contestItemId ?? '';
    let acknowledged = 0;
    for (const [index, person] of people.entries()) {
      void respond(person, contestItemId, index).then(
        async (ack) => {
          if (ack.ok && ++acknowledged === PEOPLE / 2) await server.kill();
        },
        () => undefined,
      );
    }
    await Promise.all(people.map(({ client }) => client.gone()));
    host.client.close();
    server = await BuiltServer.start(dataDir);
    stage = stage.on(server);
    const report = await verify(dataDir);
    expect(report).toMatchObject({ ok: true, findings: [] });
    expect(report.rows).toBeGreaterThan(PEOPLE / 2);
  }, 90_000);

  it('is sound at the end, and shows where it stands', async () => {
    host = await stage.console();
    people = await Promise.all(people.map((person) => stage.comeBack(person)));
    const { item } = await host.sync();
    await Promise.all(people.map((person, index) => respond(person, item?.contestItemId ?? '', index)));
    if ((await host.sync()).phase === 'open') await host.client.phase('closed');
    await host.pressAll('item:reveal', 'contest:end', 'contest:finalize');
    expect(await verify(dataDir)).toMatchObject({ ok: true, pending: 0 });
    expect((await auditOf(dataDir, 'verify')).code).toBe(0);
    const { code, lines } = await auditOf(dataDir, 'head');
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^[0-9a-f]{8}\.[0-9a-f]{8} {2}\d+-[0-9a-f]{12}$/);
    await server.stop();
    expect(await verify(dataDir)).toMatchObject({ ok: true, pending: 0 });
    expect(await lastAction(dataDir)).toBe('server.stopped');
    const [noted] = (await notedHeads(join(dataDir, 'keys'))).values();
    expect((await auditOf(dataDir, 'head')).lines[0]).toContain(`  ${noted?.sequence}-${noted?.mac.slice(0, 12)}`);
  }, 90_000);

  it.each([
    [
      'contest-event',
      `UPDATE contest_event SET payload = replace(payload, '"at"', '"as"'), at = at - 1 WHERE version = 3`,
    ],
    ['response', `UPDATE response SET received_at = received_at - 1 WHERE id = (SELECT MIN(id) FROM response)`],
    [
      'final-participant',
      'UPDATE participant SET removed_at = 1 WHERE name_ordinal = 1 AND id = (SELECT MIN(id) FROM participant)',
    ],
    ['final-entry', `UPDATE participant SET entered_by = 'assistant' WHERE id = (SELECT MIN(id) FROM participant)`],
    ['final-item', 'UPDATE contest_item SET points = points + 100 WHERE ordinal = 0'],
    ['final-contest', `UPDATE contest SET settings = replace(settings, 'sum', 'mean') || ' '`],
    [
      'bank-item-revision',
      `UPDATE bank_item_revision SET content = content || ' ' WHERE id IN (SELECT MIN(id) FROM bank_item_revision)`,
    ],
  ])('names a changed row of the kind %s', async (kind, sql) => {
    const copy = await newDataDir();
    try {
      await cp(dataDir, copy, { recursive: true });
      await copyDatabase(dataDir, copy);
      await change(copy, sql);
      const { findings } = await verify(copy);
      expect(findings).toEqual([
        expect.objectContaining({
          what: 'rows-changed',
          kind,
          chain: expect.any(String),
          sequence: expect.any(Number),
        }),
      ]);
      const { code, lines } = await auditOf(copy, 'verify');
      expect(code).toBe(1);
      expect(lines.join('\n')).toContain(kind);
    } finally {
      await dropDataDir(copy);
    }
  });

  it('exports what can be checked without the database, and not once a byte was changed', async () => {
    const file = join(dataDir, 'audit.ndjson');
    expect((await auditOf(dataDir, 'export', '--from', '2020-01-01', '--to', '2999-12-31', '--out', file)).code).toBe(
      0,
    );
    expect((await auditOf(dataDir, 'verify-export', file)).code).toBe(0);
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain('示例1');
    await writeFile(file, text.replace('contest.finalized', 'contest.finalised'));
    expect((await auditOf(dataDir, 'verify-export', file)).code).toBe(1);
    await rm(file);
    expect(await verify(dataDir)).toMatchObject({ ok: true });
  });

  it('says what to do where a key is gone', async () => {
    const copy = await newDataDir();
    try {
      await cp(dataDir, copy, { recursive: true });
      await copyDatabase(dataDir, copy);
      await rm(join(copy, 'keys', 'audit.key'));
      const { code, lines } = await auditOf(copy, 'verify');
      expect(code).toBe(2);
      expect(lines.join('\n')).toContain('没有找到审计密钥');
    } finally {
      await dropDataDir(copy);
    }
  });
});

async function lastAction(dataDir: string): Promise<string | undefined> {
  return withRows(dataDir, async (rows) => {
    const [last] = await rows.all<{ action: string }>('SELECT action FROM audit_entry ORDER BY sequence DESC LIMIT 1');
    return last?.action;
  });
}

async function change(dataDir: string, sql: string): Promise<void> {
  const source = await openWriter(settingsOf(dataDir), []);
  try {
    await source.query(sql);
  } finally {
    await source.destroy();
  }
}
