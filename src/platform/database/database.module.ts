import { mkdir } from 'node:fs/promises';
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';

import { AppConfig } from '../config/app-config.js';
import { Metrics } from '../metrics/metrics.js';
import type { EntityClass } from './data-source.js';
import { Database } from './database.js';
import { Reader } from './reader.js';
import { assertRestored } from './restore-mark.js';
import { WriteQueue } from './write-queue.js';

/** Gives WriteQueue and Reader to everyone. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static forRoot({ entities }: { readonly entities: readonly EntityClass[] }): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: Database,
          inject: [AppConfig, Metrics],
          useFactory: async (config: AppConfig, metrics: Metrics) => {
            await mkdir(config.dataDir, { recursive: true });
            assertRestored(config.dataDir);
            const database = await Database.open(config.database, entities, { observer: metrics });
            metrics.gauge(
              'xuesai_write_queue_depth',
              'Jobs and rows that wait for the writer.',
              () => database.writes.depth,
            );
            return database;
          },
        },
        { provide: WriteQueue, inject: [Database], useFactory: (database: Database) => database.writes },
        { provide: Reader, inject: [Database], useFactory: (database: Database) => database.reader },
      ],
      exports: [WriteQueue, Reader],
    };
  }

  /** The last of Nest's hooks: features have written what they had to in the earlier ones. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
