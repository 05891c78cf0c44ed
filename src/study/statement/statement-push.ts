import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { MoreThan } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { newId } from '../../platform/ids.js';
import type { StatementFigures } from '../../protocol/statement.js';
import { StatementEntity, StatementPushEntity } from '../persistence/statement.entity.js';
import { StatementReader, type StatementJson } from './statement-reader.js';

const LOOK_EVERY_MS = 30_000;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 10 * 60_000;
const AT_ONCE = 50;
const TIMEOUT_MS = 30_000;

/** 5 s, 10 s, 20 s … up to ten minutes. @param failures in a row, from 1 */
export const delayAfter = (failures: number): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - 1, 10));

type Progress = Pick<StatementPushEntity, 'sequence' | 'refused' | 'failures' | 'fault'>;
/** Longer than a batch takes that is sent one by one; a node that is gone is replaced after it. */
const HELD_MS = AT_ONCE * TIMEOUT_MS;

/** Not right, there already as another, too large: one must not hold up the others, and sent again it is the same. */
const ABOUT_CONTENT: ReadonlySet<number> = new Set([400, 409, 413]);

const NOTHING_YET: Progress = { sequence: 0, refused: 0, failures: 0, fault: null };

/**
 * Sends statements to an outside record store, in their order, where LRS_URL is set; of several nodes one does. They carry their ids, so that what
 * is sent twice after a broken connection is there once. What the store will not take is counted and passed over; what
 * it cannot take now is tried again later, and nothing is lost meanwhile.
 */
@Injectable()
export class StatementPush implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(StatementPush.name);
  private working: Promise<void> = Promise.resolve();
  private cancel: () => void = () => undefined;
  private stopped = false;
  /** Among several nodes, who this one is. */
  private readonly self = newId();

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly statements: StatementReader,
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.lrs !== null) this.after(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.cancel();
    await this.working;
    if (this.config.lrs === null) return;
    const held = { id: 1, heldBy: this.self };
    // A full disk: another node, or the next start, waits until the hold has run out.
    await this.queue
      .run((manager) => manager.update(StatementPushEntity, held, { heldBy: null }))
      .catch(() => undefined);
  }

  async figures(): Promise<StatementFigures['push']> {
    const { lrs } = this.config;
    if (lrs === null) return null;
    const { manager } = this.reader.source;
    const { sequence, refused, failures, fault } = await this.progress();
    const waiting = await manager.countBy(StatementEntity, { sequence: MoreThan(sequence) });
    const sent = (await manager.count(StatementEntity)) - waiting - refused;
    return { url: lrs.url, sent, refused, waiting, failures, fault };
  }

  private after(ms: number): void {
    if (this.stopped) return;
    this.cancel = this.clock.after(ms, () => {
      this.working = this.send().then((next) => this.after(next));
    });
  }

  /** One batch. @returns milliseconds until the next try */
  private async send(): Promise<number> {
    try {
      if (!(await this.hold())) return LOOK_EVERY_MS;
      const before = await this.progress();
      const rows = await this.statements.after(before.sequence, AT_ONCE);
      const last = rows.at(-1);
      if (last === undefined) return LOOK_EVERY_MS;
      const result = await this.post(rows.map(({ statement }) => statement));
      if (result.again !== null) return await this.failed(before, result.again);
      await this.keep({ sequence: last.sequence, refused: before.refused + result.refused, failures: 0, fault: null });
      return rows.length === AT_ONCE ? 0 : LOOK_EVERY_MS;
    } catch (error) {
      this.logger.error(`Sending statements: ${String(error)}`);
      return LONGEST_DELAY_MS;
    }
  }

  private async failed(before: Progress, fault: string): Promise<number> {
    const failures = before.failures + 1;
    if (failures === 1)
      this.logger.warn(`The record store at LRS_URL takes nothing now (${fault}); trying again later`);
    await this.keep({ ...before, failures, fault });
    return delayAfter(failures);
  }

  /** `again`: why all of it has to be tried again; null: it is there, but for those that were refused. */
  private async post(statements: readonly StatementJson[]): Promise<{ again: string | null; refused: number }> {
    const status = await this.call(statements);
    if (typeof status === 'string') return { again: status, refused: 0 };
    if (status < 300) return { again: null, refused: 0 };
    if (!ABOUT_CONTENT.has(status)) return { again: `HTTP ${status}`, refused: 0 };
    if (statements.length === 1) {
      this.logger.warn(`The record store refused statement ${String(statements[0]?.['id'])}: HTTP ${status}`);
      return { again: null, refused: 1 };
    }
    let refused = 0;
    for (const statement of statements) {
      const one = await this.post([statement]);
      if (one.again !== null) return one;
      refused += one.refused;
    }
    return { again: null, refused };
  }

  /** The status, or the name of what kept the call from being made. */
  private async call(statements: readonly StatementJson[]): Promise<number | string> {
    const { url, key, secret } = this.config.lrs ?? { url: '', key: '', secret: '' };
    try {
      const reply = await fetch(`${url}/statements`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-Experience-API-Version': '1.0.3',
          Authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
        },
        body: JSON.stringify(statements),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await reply.arrayBuffer();
      return reply.status;
    } catch (error) {
      return error instanceof Error ? error.name : 'Error';
    }
  }

  private async progress(): Promise<Progress> {
    return (await this.reader.source.manager.findOneBy(StatementPushEntity, { id: 1 })) ?? NOTHING_YET;
  }

  private async keep({ sequence, refused, failures, fault }: Progress): Promise<void> {
    const row = { sequence, refused, failures, fault, at: this.clock.now() };
    await this.queue.run((manager) => manager.update(StatementPushEntity, { id: 1, heldBy: this.self }, row));
  }

  /** @returns false while another node sends */
  private hold(): Promise<boolean> {
    const at = this.clock.now();
    return this.queue.run(async (manager) => {
      const row = await manager.findOneBy(StatementPushEntity, { id: 1 });
      if (row?.heldBy != null && row.heldBy !== this.self && (row.heldUntil ?? 0) > at) return false;
      const held = { heldBy: this.self, heldUntil: at + HELD_MS };
      if (row) await manager.update(StatementPushEntity, 1, held);
      else await manager.insert(StatementPushEntity, { id: 1, ...NOTHING_YET, at, ...held });
      return true;
    });
  }
}
