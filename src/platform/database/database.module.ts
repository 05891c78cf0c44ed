import { mkdir } from 'node:fs/promises';
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { ScaledClock } from '../clock/scaled-clock.js';
import { AppConfig } from '../config/app-config.js';
import { Metrics } from '../metrics/metrics.js';
import { openLongTurn, type EntityClass } from './data-source.js';
import { Database } from './database.js';
import { LongTurns } from './long-turns.js';
import type { InCommon } from './presence-lock.js';
import { Reader } from './reader.js';
import { assertRestored } from './restore-mark.js';
import { WriteQueue } from './write-queue.js';

interface Root {
  readonly entities: readonly EntityClass[];
  /** Of one node of several. */
  readonly common?: (config: AppConfig) => Promise<InCommon>;
}

/** Gives WriteQueue, Reader and LongTurns to everyone. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  static forRoot({ entities, common }: Root): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: Database,
          inject: [AppConfig, Metrics, Clock],
          useFactory: async (config: AppConfig, metrics: Metrics, clock: Clock) => {
            await mkdir(config.dataDir, { recursive: true });
            assertRestored(config.dataDir);
            const node = config.scaled?.nodeName ?? null;
            const presence = { node, ...(node === null || !common ? {} : { common: await common(config) }) };
            const database = await Database.open(config.database, entities, { observer: metrics, ...presence });
            metrics.gauge(
              'xuesai_write_queue_depth',
              'Jobs and rows that wait for the writer.',
              () => database.writes.depth,
            );
            if (clock instanceof ScaledClock) await keepTime(clock, database, metrics);
            return database;
          },
        },
        { provide: WriteQueue, inject: [Database], useFactory: (database: Database) => database.writes },
        { provide: Reader, inject: [Database], useFactory: (database: Database) => database.reader },
        { provide: LongTurns, inject: [AppConfig], useFactory: longTurns },
      ],
      exports: [WriteQueue, Reader, LongTurns],
    };
  }

  /** The last of Nest's hooks: features have written what they had to in the earlier ones. */
  async onApplicationShutdown(): Promise<void> {
    if (this.clock instanceof ScaledClock) this.clock.stop();
    await this.database.close();
  }
}

/** Among several nodes; one alone has its own order. */
function longTurns({ scaled, database }: AppConfig): LongTurns {
  return new LongTurns(scaled && database.kind === 'postgres' ? () => openLongTurn(database.url) : null);
}

const DATABASE_NOW = 'SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS double precision) AS now';

/** Before anybody else asks what time it is. */
async function keepTime(clock: ScaledClock, { reader }: Database, metrics: Metrics): Promise<void> {
  await clock.follow(async () => {
    const [row] = (await reader.source.query(DATABASE_NOW)) as readonly { readonly now: number }[];
    return row?.now ?? NaN;
  });
  metrics.gauge(
    'xuesai_clock_offset_ms',
    'How far the clock of the database is ahead of the clock of this machine.',
    () => clock.offset,
  );
  metrics.gauge(
    'xuesai_clock_behind_ms',
    'What is left of a step of the clock of the database that deadlines follow slowly.',
    () => clock.behind,
  );
}
