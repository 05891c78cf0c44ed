import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { newSubmissionId, type Participant } from '../support/contest-client.js';
import { BuiltServer, dropDataDir, newDataDir } from '../support/contest-server.js';
import { rightResponse, Stage } from '../support/contest-stage.js';
import { STRACE_OPTIONS, unsynced } from '../support/sync-trace.js';

const PARTICIPANTS = 20;

/** A kill -9 does not show this: the page cache outlives the process. The order of the system calls does. */
describe('an acknowledged response', () => {
  let dataDir: string;
  let server: BuiltServer | undefined;

  beforeAll(async () => {
    if (spawnSync('strace', ['-V']).status !== 0) {
      throw new Error('strace is missing and nothing else shows the order of system calls: apt-get install strace');
    }
    dataDir = await newDataDir();
  });

  afterAll(async () => {
    await server?.kill();
    await dropDataDir(dataDir);
  });

  it('was synced to disk before its ack was written to the socket, alone and in a group', async () => {
    const trace = join(dataDir, 'trace');
    server = await BuiltServer.start(dataDir, {}, ['strace', ...STRACE_OPTIONS, '-o', trace]);
    const stage = await Stage.set(server, { rounds: [{ items: 2 }] });
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const people: Participant[] = [];
    for (let index = 0; index < PARTICIPANTS; index++) people.push(await stage.join(`示例${index}`));
    await host.pressAll('round:introduce');

    const sent: string[] = [];
    const respond = async (person: Participant, contestItemId: string): Promise<void> => {
      const submissionId = newSubmissionId();
      sent.push(submissionId);
      const response = rightResponse(stage.item(contestItemId));
      expect(await person.submit({ contestItemId, opening: 1, submissionId, response })).toMatchObject({ ok: true });
    };
    const [first, second] = stage.items.map((item) => item.contestItemId);
    await host.pressAll('item:present', 'item:open');
    for (const person of people) await respond(person, first ?? '');
    await host.client.phase('closed');
    await host.pressAll('item:reveal', 'item:present', 'item:open');
    await Promise.all(people.map((person) => respond(person, second ?? '')));

    for (const { client } of people) client.close();
    host.client.close();
    // strace ends with what it traces, and only then is its file complete.
    process.kill(Number(await readFile(join(dataDir, 'xuesai.sqlite.pid'), 'utf8')), 'SIGTERM');
    await server.ended;
    expect(sent).toHaveLength(2 * PARTICIPANTS);
    expect(unsynced(await readFile(trace, 'utf8'), sent)).toEqual([]);
  }, 60_000);
});

describe('the reading of a trace', () => {
  const write = '11 pwrite64(20</d/x.sqlite-wal>, "one-id", 4096, 0) = 4096';
  const sync = '11 fdatasync(20</d/x.sqlite-wal>) = 0';
  const ack = '10 write(31<socket:[5]>, "43/contest,1[{\\"submissionId\\":\\"one-id\\"}]", 40) = 40';
  const begun = '11 fdatasync(20</d/x.sqlite-wal> <unfinished ...>';
  const ended = '11 <... fdatasync resumed>) = 0';

  it.each([
    ['written, synced, acknowledged', [write, sync, ack], []],
    ['the sync ended in time', [write, begun, ended, ack], []],
    ['the sync was still running', [write, begun, ack, ended], ['one-id']],
    ['the sync failed', [write, sync.replace('= 0', '= -1 EIO (Input/output error)'), ack], ['one-id']],
    ['the sync was of what came before', [sync, write, ack, sync], ['one-id']],
    ['the sync was of another file', [write, sync.replace('-wal', ''), ack], ['one-id']],
    ['no sync at all', [write, ack], ['one-id']],
    ['no ack', [write, sync], ['one-id']],
    ['another row', [write.replace('one-id', 'two-id'), sync, ack], ['one-id']],
  ])('%s', (_name, lines, expected) => {
    expect(unsynced(lines.join('\n'), ['one-id'])).toEqual(expected);
  });
});
