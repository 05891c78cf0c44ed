import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { INestApplication, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Socket } from 'socket.io';

import { AppModule } from './app.module.js';
import type { SocketData } from './contest/socket-data.js';
import { WireFigures } from './contest/wire-figures.js';
import { IdentityService } from './identity/identity.service.js';
import type { AppConfig } from './platform/config/app-config.js';
import { RefusalFilter } from './platform/http/refusal-filter.js';
import { RestValidationPipe } from './platform/http/rest-validation.pipe.js';
import { applySecurity, securityHeaders } from './platform/http/security.js';
import { Metrics } from './platform/metrics/metrics.js';
import { ContestIoAdapter } from './platform/socket/contest-io-adapter.js';
import { OPERATOR_EVENTS } from './protocol/events.js';

const WEB_DIR = fileURLToPath(new URL('../web', import.meta.url));
const YEAR_SECONDS = 365 * 24 * 60 * 60;

const operatorEvents: ReadonlySet<string> = new Set([...OPERATOR_EVENTS, 'item:peek']);

/** The whole server, ready to listen; the caller starts the running contests and listens. */
export async function createServer(config: AppConfig, logger: LoggerService | false): Promise<NestExpressApplication> {
  const httpsOptions = config.tls && { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) };
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(config), {
    bodyParser: false,
    logger,
    abortOnError: false,
    ...(httpsOptions ? { httpsOptions } : {}),
  });
  furnish(app, config);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT', 'SIGHUP']);
  return app;
}

/** What stands between the network and the features; apart, so that a test may put a clock of its own underneath. */
export function furnish(app: NestExpressApplication, config: AppConfig, webDir = WEB_DIR): void {
  applySecurity(app, config);
  app.useGlobalPipes(new RestValidationPipe());
  app.useGlobalFilters(new RefusalFilter(app.get(Metrics)));
  app.useWebSocketAdapter(socketAdapter(app, config));
  describeRest(app);
  servePages(app, webDir);
}

function socketAdapter(app: INestApplication, config: AppConfig): ContestIoAdapter {
  const identity = app.get(IdentityService);
  return new ContestIoAdapter(app, {
    allowOrigin: (headers) => identity.originAllowed(headers),
    refusedEvent: (socket: Socket, event) =>
      operatorEvents.has(event) && (socket.data as SocketData).operator === null ? 'auth.required' : null,
    rawEvents: new Set(['response:submit']),
    messagesPerMinute: config.rates.messagesPerMinute,
    observer: app.get(WireFigures),
    nodeName: config.scaled?.nodeName ?? null,
    headers: securityHeaders(config),
  });
}

function describeRest(app: INestApplication): void {
  const about = new DocumentBuilder().setTitle('Xuesai 学赛').setVersion('1').build();
  // Made for whoever asks first: it takes a quarter of a second, and a server that comes back after a crash has none to lose.
  let document: OpenAPIObject | null = null;
  app.getHttpAdapter().get('/api/openapi.json', (_request: Request, response: Response) => {
    document ??= SwaggerModule.createDocument(app, about);
    response.json(document);
  });
}

/** The built web client. Its files carry a hash in their names; the page itself is always asked for anew. */
function servePages(app: NestExpressApplication, webDir: string): void {
  const page = join(webDir, 'index.html');
  app.use(
    '/assets',
    express.static(join(webDir, 'assets'), { immutable: true, maxAge: YEAR_SECONDS * 1000, fallthrough: false }),
  );
  app.use(express.static(webDir, { index: false, maxAge: 0 }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') && !/^\/(api|socket\.io)(\/|$)/.test(request.path);
    if (!isPage || !existsSync(page)) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
}
