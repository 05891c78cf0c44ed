/** A whole server on a free port with a database of its own, empty. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { BusModule } from '../../src/platform/bus/bus.module.js';
import { Clock, SystemClock } from '../../src/platform/clock/clock.js';
import { AppConfig } from '../../src/platform/config/app-config.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { RefusalFilter } from '../../src/platform/http/refusal-filter.js';
import { RestValidationPipe } from '../../src/platform/http/rest-validation.pipe.js';
import { applySecurity } from '../../src/platform/http/security.js';
import { Metrics } from '../../src/platform/metrics/metrics.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { ExportSettings } from '../../src/study/handing-in/jobs/export-runner.js';
import { JobSettings } from '../../src/question-bank/jobs/job-settings.js';
import { ENTITIES } from './databases.js';
import { BUILT_EXPORTS, BUILT_JOBS } from './built-jobs.js';
import { databaseEnv, dropDatabase } from './ring-database.js';

export interface RunningApp {
  /** Without a slash at the end. */
  readonly url: string;
  readonly app: NestExpressApplication;
  readonly dataDir: string;
  /** Stops the server and deletes its files. */
  close(): Promise<void>;
}

interface AppOptions {
  readonly modules: readonly Type[];
  readonly clock?: Clock;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startApp({ modules, clock = new SystemClock(), env = {} }: AppOptions): Promise<RunningApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'xuesai-test-'));
  const own = { PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const config = AppConfig.read({ ...own, ...(await databaseEnv(dataDir)), ...env });
  const platform = [
    PlatformModule.forRoot(config),
    BusModule.forRoot(),
    DatabaseModule.forRoot({ entities: ENTITIES }),
  ];
  const built = await Test.createTestingModule({ imports: [...platform, ...modules] })
    .overrideProvider(Clock)
    .useValue(clock)
    .overrideProvider(JobSettings)
    .useValue(BUILT_JOBS)
    .overrideProvider(ExportSettings)
    .useValue(BUILT_EXPORTS)
    .compile();
  const app = built.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  applySecurity(app, config);
  app.useGlobalPipes(new RestValidationPipe());
  app.useGlobalFilters(new RefusalFilter(app.get(Metrics)));
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  const close = async () => {
    await app.close();
    await dropDatabase(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, app, dataDir, close };
}
