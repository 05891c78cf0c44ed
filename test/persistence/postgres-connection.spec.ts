import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';

import { openBarePostgres, openWriter } from '../../src/platform/database/data-source.js';
import { isLostConnection } from '../../src/platform/database/lost-connection.js';
import { PresenceLock } from '../../src/platform/database/presence-lock.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { BusyError } from '../../src/platform/refusal.js';
import { DATABASES, type TestDatabase } from '../support/databases.js';

const OVERDUE_MS = 200;
const pid = async (manager: Pick<EntityManager, 'query'>): Promise<number> => {
  const [row] = (await manager.query('SELECT pg_backend_pid() AS pid')) as readonly { readonly pid: number }[];
  return row?.pid ?? NaN;
};
const SLEEP = 'SELECT pg_sleep(20)';

describe.each(DATABASES.filter(({ name }) => name === 'postgres'))('a connection to $name', ({ create }) => {
  let database: TestDatabase;
  let url: string;
  let source: DataSource;

  beforeEach(async () => {
    database = await create();
    url = database.settings.kind === 'postgres' ? database.settings.url : '';
    source = await openWriter(database.settings, [], { statementMs: OVERDUE_MS });
  });

  afterEach(async () => {
    await source.destroy();
    await database.drop();
  });

  it('that holds a lock is asked for by the server itself, so that it goes with its machine', async () => {
    const bare = await openBarePostgres(url);
    const said: Record<string, unknown> = {};
    for (const name of ['idle', 'interval', 'count']) {
      const [row] = (await bare.query(`SHOW tcp_keepalives_${name}`)) as readonly object[];
      said[name] = Number(Object.values(row ?? {})[0]);
    }
    await bare.destroy();
    expect(said).toEqual({ idle: 5, interval: 2, count: 3 });
  });

  it('is given up with a statement that is not answered in time, and a new one goes on', async () => {
    const queue = new WriteQueue(source);
    const before = await queue.touch(pid);
    const hung = queue.touch((manager) => manager.query(SLEEP));
    const next = queue.touch(pid);
    await expect(hung).rejects.toBeInstanceOf(BusyError);
    expect(await next).not.toBe(before);
    expect(source.createQueryRunner().isTransactionActive).toBe(false);
  });

  it('is given up outside of transactions, too', async () => {
    const before = await pid(source);
    const error = await source.query(SLEEP).catch((reason: unknown) => reason);
    expect(isLostConnection(error)).toBe(true);
    expect(await pid(source)).not.toBe(before);
  });

  it('takes what must come in time past a job that holds the queue', async () => {
    const beside = await openWriter(database.settings, []);
    const queue = new WriteQueue(source, { beside });
    let end: () => void = () => undefined;
    let held: Promise<void> | undefined;
    await new Promise<void>((begun) => {
      held = queue.run(() => {
        begun();
        return new Promise<void>((ended) => (end = ended));
      });
    });
    expect(await queue.beside(pid)).toBeGreaterThan(0);
    end();
    await held;
    await beside.destroy();
  });

  it('is waited for no longer than five seconds where nobody answers', async () => {
    const sockets: { destroy(): void }[] = [];
    const silent: Server = createServer((socket) => sockets.push(socket));
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const { port } = silent.address() as { readonly port: number };
    const nowhere = `postgres://postgres@127.0.0.1:${port}/test`;
    const error = await PresenceLock.take(nowhere, { kind: 'shared' }).catch((reason: unknown) => reason);
    expect(isLostConnection(error)).toBe(true);
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => silent.close(closed));
  });
});
