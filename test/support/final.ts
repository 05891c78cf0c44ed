/** A contest on three nodes with its people seated, wherever nginx has led them. */
import { expect } from '@jest/globals';

import { Cluster, type ClusterOptions } from './cluster.js';
import { Console } from './contest-client.js';
import { rightResponse, Stage, wrongResponse, type StageOptions } from './contest-stage.js';
import { eventually } from './eventually.js';
import { Guest } from './guest.js';
import type { OwnPostgres, OwnRedis } from './own-services.js';
import { publicBoard, publicPage, recount, withRows } from './recount.js';
import { isVouchedFor } from './vouched.js';

export const GUESTS = 30;

const open: { close(): unknown }[] = [];

export class Final {
  private constructor(
    readonly cluster: Cluster,
    readonly stage: Stage,
    readonly guests: readonly Guest[],
  ) {}

  static async prepare(
    { postgres, redis }: { readonly postgres: OwnPostgres; readonly redis: OwnRedis },
    options: StageOptions = {},
    of: ClusterOptions = {},
  ): Promise<Final> {
    const cluster = await Cluster.start(postgres, redis, of);
    open.push({ close: () => cluster.stop() });
    const stage = await Stage.set(cluster.only(0), { rounds: [{ items: 3, timeLimitSeconds: 60 }], ...options });
    const host = await Final.hostOn(cluster, stage, 0);
    await host.pressAll('contest:open-lobby');
    host.client.close();
    const url = cluster.url;
    const guests = await Promise.all(
      Array.from({ length: GUESTS }, (_, at) =>
        Guest.join(
          url,
          { pin: stage.contest.pin, name: `示例${at}`, branchId: stage.branchId(at % 2) },
          at === GUESTS - 1 ? 'polling' : 'websocket',
        ),
      ),
    );
    open.push(...guests);
    return new Final(cluster, stage, guests);
  }

  /** Closes whatever was opened for one contest. */
  static async end(): Promise<void> {
    for (const one of open.splice(0).reverse()) await one.close();
  }

  private static async hostOn(of: Cluster, stage: Stage, node: number): Promise<Console> {
    const host = await Console.open(of.urlOf(node), stage.contestId, stage.operator.cookie ?? '');
    open.push(host.client);
    return host;
  }

  hostOn(node: number): Promise<Console> {
    return Final.hostOn(this.cluster, this.stage, node);
  }

  /** Behind a network that lets no WebSocket through; the others have one. */
  get poller(): Guest {
    return this.guests.at(-1)!;
  }

  /** Which node nginx has led somebody to. */
  nodeOf({ node }: Guest): number {
    return this.cluster.nodes.findIndex(({ name }) => name === node);
  }

  item(number: number): string {
    return this.stage.items[number - 1]?.contestItemId ?? '';
  }

  everybodySees(phase: Parameters<Guest['phase']>[0], number?: number): Promise<unknown> {
    return Promise.all(this.guests.map((guest) => guest.phase(phase, number)));
  }

  /** Every third is wrong. Answers the codes of what was refused for good. */
  async respond(number: number, guests: readonly Guest[] = this.guests): Promise<readonly (string | null)[]> {
    const item = this.stage.item(this.item(number));
    const responses = guests.map((guest) => {
      return guest.respond(item.contestItemId, 1, this.isWrong(guest) ? wrongResponse(item) : rightResponse(item));
    });
    return (await Promise.all(responses)).filter((code) => code !== null);
  }

  private isWrong(guest: Guest): boolean {
    return this.guests.indexOf(guest) % 3 === 0;
  }

  /** To the end, from whichever node, as far as it has not come. */
  async finish(host: Console): Promise<void> {
    await host.pressAll('contest:end');
    await this.everybodySees('ended');
  }

  /**
   * Nothing acknowledged is lost, everybody has the points of what was acknowledged once, each step was taken once, all
   * boards are the recomputed one.
   */
  async holds(): Promise<void> {
    const { contestId } = this.stage;
    await withRows(this.cluster.database, async (rows) => {
      const stored = await rows.all<{ submissionId: string }>(
        'SELECT submission_id AS "submissionId" FROM response WHERE contest_id = $1',
        contestId,
      );
      const ids = new Set(stored.map(({ submissionId }) => submissionId));
      const acknowledged = this.guests.flatMap((guest) => guest.acknowledged.map(({ submissionId }) => submissionId));
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
      const events = await rows.all<{ version: number; type: string; payload: string }>(
        'SELECT version, type, payload FROM contest_event WHERE contest_id = $1 ORDER BY version',
        contestId,
      );
      expect(events.map(({ version }) => version)).toEqual(events.map((_, at) => at + 1));
      const steps = events
        .filter(({ type }) => /^item-(presented|opened|closed|revealed)$|^round-|^contest-ended$/.test(type))
        .map(
          ({ type, payload }) => `${type} ${(JSON.parse(payload) as { contestItemId?: string }).contestItemId ?? ''}`,
        );
      expect(new Set(steps).size).toBe(steps.length);
    });
    const board = await recount(this.cluster.database, contestId);
    const points = board.standings.map(({ participantId, total }) => [participantId, total / 100]);
    expect(Object.fromEntries(points)).toEqual(this.earned());
    const truth = publicBoard(board);
    for (const [node, { server }] of this.cluster.nodes.entries()) {
      if (!server) continue;
      await eventually(async () => {
        expect(publicPage(await this.stage.on(this.cluster.only(node)).board())).toEqual(truth);
      });
    }
    await this.isVouchedFor();
    for (const guest of this.guests) {
      await eventually(() => {
        expect(guest.board?.rows.map(({ points }) => points)).toEqual(
          truth.rows.slice(0, 20).map(({ points }) => points),
        );
        expect(guest.isConnected).toBe(true);
      });
    }
  }

  /** By what the server told each of them it had saved, and nothing else. Speed does not count here. */
  private earned(): Readonly<Record<string, number>> {
    const pointsOf = (guest: Guest): number => {
      const items = guest.acknowledged.map(({ contestItemId }) => this.stage.item(contestItemId));
      return this.isWrong(guest) ? 0 : items.reduce((sum, { points }) => sum + points, 0);
    };
    return Object.fromEntries(this.guests.map((guest) => [guest.id, pointsOf(guest)]));
  }

  isVouchedFor(): Promise<void> {
    return isVouchedFor(this.cluster);
  }
}

/** Closed already by everybody's response, or now. */
export async function closeWherever(host: Console, number: number): Promise<void> {
  await eventually(async () => {
    const { phase, item } = await host.sync();
    if (item?.number === number && phase === 'closed') return;
    const code = await host.press('item:close', { override: true } as never);
    if (code !== null) throw new Error(code);
  }, 40_000);
}
