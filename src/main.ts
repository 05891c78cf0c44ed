import 'reflect-metadata';

import { LiveService } from './contest/live.service.js';
import { AppConfig, ConfigError } from './platform/config/app-config.js';
import { DatabaseLockedError } from './platform/database/database-lock.js';
import { ServerAddresses } from './platform/http/server-addresses.js';
import { AppLogger } from './platform/logging/app-logger.js';
import { printWelcome } from './welcome.js';
import { createServer } from './server.js';

/** Exit codes of sysexits.h that `npm start` understands: starting again would not help. */
const EXIT_CONFIGURATION = 78;
const EXIT_DATABASE_HELD = 75;

async function start(): Promise<void> {
  const config = AppConfig.read(process.env);
  const app = await createServer(config, new AppLogger(config.logLevel));
  await app.init();
  await app.get(LiveService).start();
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as { port: number };
  app.get(ServerAddresses).listensOn(port);
  await printWelcome(app);
}

start().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof DatabaseLockedError) {
    console.error(error.message);
    process.exit(error instanceof ConfigError ? EXIT_CONFIGURATION : EXIT_DATABASE_HELD);
  }
  console.error(error);
  process.exit(1);
});
