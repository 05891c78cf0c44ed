import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';

import { BusHub, LocalBus } from '../../src/platform/bus/local-bus.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { Nodes } from '../../src/platform/nodes/nodes.service.js';
import { ServerNodeEntity } from '../../src/platform/nodes/server-node.entity.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { ManualClock } from '../support/manual-clock.js';
import { createMigrated } from '../support/migrated-database.js';

const BEAT_MS = 1000;
const LONG_MS = 60_000;

/** A node whose way to the database can be cut, and whose turn comes when the test says so. */
class SampleNode {
  readonly clock: ManualClock;
  readonly buried: string[] = [];
  readonly nodes: Nodes;
  private turns = 0;
  private away = false;

  constructor(
    readonly name: string,
    database: Database,
    private readonly writer: DataSource,
    { hub, ahead = 0, incarnation = `${name}-1` }: { hub: BusHub; ahead?: number; incarnation?: string },
  ) {
    this.clock = new ManualClock(Date.UTC(2026, 0, 5, 9) + ahead);
    const queue = new WriteQueue(writer, { beside: this.cutOff() });
    this.nodes = new Nodes(new LocalBus({ name, incarnation }, hub), queue, database.reader, this.clock);
    this.nodes.onGone((_, gone) => {
      this.buried.push(gone.incarnation);
      return Promise.resolve();
    });
  }

  start(): Promise<void> {
    return this.nodes.onApplicationBootstrap();
  }

  cut(away: boolean): void {
    this.away = away;
  }

  /** One beat and one look, and what follows from it. */
  async turn(ms = BEAT_MS): Promise<void> {
    const before = this.turns;
    this.clock.advance(ms);
    await eventually(() => expect(this.turns).toBeGreaterThan(before));
    // What comes after the statements of a turn ends before the next is armed.
    await this.nodes.stopBeats();
    (this.nodes as unknown as { arm(): void }).arm();
  }

  private cutOff(): DataSource {
    const { writer } = this;
    const manager = {
      query: async (sql: string, values?: unknown[]): Promise<unknown> => {
        if (sql.startsWith('SELECT')) this.turns += 1;
        if (this.away) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
        return writer.query(sql, values) as Promise<unknown>;
      },
    };
    return { manager: manager as unknown as EntityManager } as DataSource;
  }
}

describe.each(DATABASES.filter(({ name }) => name === 'postgres'))('nodes over one $name', (kind) => {
  let place: TestDatabase;
  let database: Database;
  let writer: DataSource;
  let hub: BusHub;
  const started: SampleNode[] = [];

  beforeEach(async () => {
    place = await createMigrated(kind);
    database = await Database.open(place.settings, ENTITIES);
    writer = await openWriter(place.settings, ENTITIES);
    hub = new BusHub();
  });

  afterEach(async () => {
    for (const { nodes } of started.splice(0)) await nodes.stopBeats();
    await writer.destroy();
    await database.close();
    await place.drop();
  });

  async function start(name: string, more: { ahead?: number; incarnation?: string } = {}): Promise<SampleNode> {
    const node = new SampleNode(name, database, writer, { hub, ...more });
    started.push(node);
    await node.start();
    return node;
  }
  const rows = async (): Promise<string[]> =>
    (await writer.manager.find(ServerNodeEntity, { order: { name: 'ASC' } })).map(({ incarnation }) => incarnation);
  async function turns(count: number, ...nodes: readonly SampleNode[]): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) for (const node of nodes) await node.turn();
  }

  it('bury one that is silent for four of their own beats, once', async () => {
    const [one, other, silent] = [await start('one'), await start('other'), await start('silent')];
    await turns(3, one, other);
    expect([...one.buried, ...other.buried]).toEqual([]);
    await turns(3, one, other);
    expect([...one.buried, ...other.buried]).toEqual([silent.nodes.self.incarnation]);
    expect(await rows()).toEqual(['one-1', 'other-1']);
  });

  it('bury nobody after an outage of the database, whoever is back first', async () => {
    const [one, other] = [await start('one'), await start('other')];
    await turns(3, one, other);
    for (const node of [one, other]) node.cut(true);
    await turns(60, one, other);
    expect(one.nodes.isKnown).toBe(false);
    one.cut(false);
    await turns(3, one);
    expect(one.nodes.alive.map(({ name }) => name)).toEqual(['other']);
    other.cut(false);
    await turns(5, other, one);
    expect([...one.buried, ...other.buried]).toEqual([]);
    expect(await rows()).toEqual(['one-1', 'other-1']);
    expect(one.nodes.isKnown && other.nodes.isKnown).toBe(true);
  });

  it('bury nobody after a pause of their own', async () => {
    const [one, other] = [await start('one'), await start('other')];
    await turns(3, one, other);
    one.clock.skip(LONG_MS);
    await turns(3, one);
    await turns(5, other, one);
    expect([...one.buried, ...other.buried]).toEqual([]);
  });

  it('bury nobody because their clocks part', async () => {
    const [one, other] = [await start('one', { ahead: LONG_MS }), await start('other')];
    await turns(6, one, other);
    expect([...one.buried, ...other.buried]).toEqual([]);
    expect(one.nodes.alive.map(({ name }) => name)).toEqual(['other']);
  });

  it('take up at the start what an earlier start of the same name left, and nobody else', async () => {
    await start('one');
    await start('other');
    const again = await start('one', { ahead: LONG_MS, incarnation: 'one-2' });
    expect(again.buried).toEqual(['one-1']);
    expect(await rows()).toEqual(['one-2', 'other-1']);
  });

  it('go on beating, and say that all is known, where a burial fails', async () => {
    const one = await start('one');
    await start('silent');
    let failing = true;
    one.nodes.onGone(() => (failing ? Promise.reject(new Error('示例')) : Promise.resolve()));
    await turns(6, one);
    expect(one.nodes.isKnown).toBe(true);
    expect(await rows()).toEqual(['one-1', 'silent-1']);
    failing = false;
    await turns(1, one);
    expect(await rows()).toEqual(['one-1']);
  });
});
