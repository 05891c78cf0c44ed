import { timingSafeEqual, createHash } from 'node:crypto';
import { Controller, Get, Header, HttpException, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import type { Request, Response } from 'express';

import { Public } from '../http/access.js';
import { AppConfig } from '../config/app-config.js';
import { Reader } from '../database/reader.js';
import { WriteQueue } from '../database/write-queue.js';
import { Metrics } from '../metrics/metrics.js';
import { NodeChecks } from './node-checks.js';
import { refuse } from '../refusal.js';

const READY_WITHIN_MS = 2000;

@ApiTags('health')
@Public()
@Controller('api/health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly writes: WriteQueue,
    private readonly reader: Reader,
    private readonly node: NodeChecks,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers.' })
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  @ApiOperation({ summary: 'The database takes writes and reads; 503 where it does not, or while the server stops.' })
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthCheckResult> {
    try {
      return await this.health.check([() => this.writer(), () => this.readers(), ...this.node.all()]);
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      response.status(error.getStatus());
      return error.getResponse() as HealthCheckResult;
    }
  }

  private writer() {
    return this.ping('writer', () => this.writes.touch((manager) => manager.query('SELECT 1')));
  }

  private readers() {
    return this.ping('reader', () => this.reader.source.query('SELECT 1'));
  }

  /** A plain "down" in place of the fault: this address is open to everyone. */
  private async ping<Key extends 'writer' | 'reader'>(key: Key, query: () => Promise<unknown>) {
    const check = this.indicators.check(key);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('late')), READY_WITHIN_MS);
    });
    try {
      await Promise.race([query(), late]);
      return check.up();
    } catch {
      return check.down();
    } finally {
      clearTimeout(timer);
    }
  }
}

@ApiTags('health')
@Public()
@Controller('api/metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ summary: 'Prometheus metrics, for this machine or with the token as bearer.' })
  read(@Req() request: Request): Promise<string> {
    if (!isLocal(request) && !this.hasToken(request)) throw refuse('auth.forbidden');
    return this.metrics.registry.metrics();
  }

  private hasToken(request: Request): boolean {
    const { metricsToken } = this.config;
    if (metricsToken === null) return false;
    const digest = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${metricsToken}`));
  }
}

/** Behind a proxy on this machine everybody comes from loopback; what was forwarded is not local. */
function isLocal(request: Request): boolean {
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers['forwarded'];
  return forwarded === undefined && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
}
