import 'reflect-metadata';

import { LiveService } from './contest/live.service.js';
import { loadLateLibraries } from './late-libraries.js';
import { AppConfig, ConfigError } from './platform/config/app-config.js';
import { DatabaseLockedError } from './platform/database/database-lock.js';
import { RestoreUnfinishedError } from './platform/database/restore-mark.js';
import { ServerAddresses } from './platform/http/server-addresses.js';
import { ServiceUnreachableError } from './platform/service-unreachable-error.js';
import { UnfitDataError } from './platform/unfit-data-error.js';
import { AppLogger } from './platform/logging/app-logger.js';
import { printWelcome } from './welcome.js';
import { createServer } from './server.js';

/** Exit codes of sysexits.h that `npm start` understands: starting again would not help. */
const EXIT_CONFIGURATION = 78;
const EXIT_DATABASE_HELD = 75;
/** PostgreSQL or Redis does not answer: starting again helps once they do. */
const EXIT_UNREACHABLE = 69;

async function start(): Promise<void> {
  const config = AppConfig.read(process.env);
  const app = await createServer(config, new AppLogger(config.logLevel));
  await app.init();
  await app.get(LiveService).start();
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as { port: number };
  app.get(ServerAddresses).listensOn(port);
  await printWelcome(app);
  loadLateLibraries(() => app.get(LiveService).isBetweenItems);
}

function fail(error: unknown): never {
  if (error instanceof DatabaseLockedError) {
    console.error(error.message);
    process.exit(EXIT_DATABASE_HELD);
  }
  if (error instanceof ServiceUnreachableError) {
    console.error(error.message);
    process.exit(EXIT_UNREACHABLE);
  }
  const told = [ConfigError, RestoreUnfinishedError, UnfitDataError].some((kind) => error instanceof kind);
  const sentence = told ? (error as Error).message : addressFault(error);
  console.error(sentence ?? error);
  process.exit(sentence === null ? 1 : EXIT_CONFIGURATION);
}

/** An address that cannot be listened on is a matter of configuration. */
function addressFault(error: unknown): string | null {
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  switch (code) {
    case 'EADDRINUSE':
      return `端口 ${port} 已被其他程序占用，请用 PORT 换一个端口。 (Port ${port} is in use; set PORT to another.)`;
    case 'EACCES':
      return `没有使用端口 ${port} 的权限，请用 PORT 换一个 1024 以上的端口。 (Port ${port} is not permitted.)`;
    case 'EADDRNOTAVAIL':
      return `这台机器没有地址 ${address}，请检查 HOST。 (This machine has no address ${address}; check HOST.)`;
    default:
      return null;
  }
}

start().catch(fail);
