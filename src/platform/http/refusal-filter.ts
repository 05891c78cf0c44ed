import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';

import type { ErrorCode, Refusal } from '../../protocol/error-code.js';
import type { Metrics } from '../metrics/metrics.js';
import { isLostConnection } from '../database/lost-connection.js';
import { BusyError, RefusalError, refusalOf } from '../refusal.js';

/** Where the database does not answer. */
const WITHOUT_DATABASE_MS = 2000;

/** Statuses that the ending of the code does not give. */
const STATUS: Partial<Readonly<Record<ErrorCode, number>>> = {
  'protocol.too-large': 413,
  'protocol.rate-limited': 429,
  'protocol.origin': 403,
  'auth.required': 401,
  'auth.bad-credentials': 401,
  'auth.session-expired': 401,
  'auth.delayed': 429,
  'auth.forbidden': 403,
  'auth.csrf': 403,
  'auth.login-taken': 409,
  'auth.oidc-off': 404,
  'auth.oidc-unreachable': 503,
  'auth.oidc-refused': 403,
  'auth.oidc-unlinked': 403,
  'auth.oidc-taken': 409,
  'auth.code-required': 401,
  'auth.bad-code': 401,
  'auth.password-expired': 401,
  'auth.wrong-password': 403,
  'auth.code-first': 403,
  'auth.password-first': 403,
  'auth.second-factor-first': 403,
  'auth.second-factor-on': 409,
  'auth.roles-refused': 409,
  'auth.separation-refused': 409,
  'setup.bad-token': 403,
  'setup.done': 409,
  'entry.removed': 403,
  'entry.not-open': 409,
  'entry.ended': 409,
  'response.already-submitted': 409,
  'rest.not-found': 404,
  'bank.shipped': 409,
  'bank.item-changed': 409,
  'bank.item-rejected': 422,
  'bank.status-refused': 422,
  'bank.import-undone': 409,
  'bank.media-rejected': 422,
  'unit.refused': 409,
  'reading.not-running': 409,
  'reading.published': 409,
  'reading.wrong-status': 409,
  'reading.not-joined': 409,
  'reading.elsewhere': 409,
  'reading.changed': 409,
  'statement.credential-refused': 401,
  'member.required': 401,
  'member.session-expired': 401,
  'study.modes-refused': 409,
  'study.entry-refused': 409,
  'study.entry-conflict': 409,
  'study.changed-meanwhile': 409,
  'study.evidence-missing': 422,
  'study.people-hidden': 403,
  'study.export-unfinished': 409,
  'study.attachment-rejected': 422,
  'server.busy': 503,
  'server.stopping': 503,
  'server.error': 500,
};
const CONFLICT = /^(contest|item|board|adjustment|appeal)\./;
const FAULTY_BODY = /\.(rejected|malformed|key-unfit)$|\.not-enough-items$/;

/** 404 for what is unknown, 409 for what the state does not allow, 400 for what is wrong in itself. */
export function statusOf(code: ErrorCode): number {
  const own = STATUS[code];
  if (own !== undefined) return own;
  if (code.endsWith('unknown')) return 404;
  return CONFLICT.test(code) && !FAULTY_BODY.test(code) ? 409 : 400;
}

/** Refusals of Nest and of the body parser, by their status. */
const OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'protocol.malformed',
  401: 'auth.required',
  403: 'auth.forbidden',
  404: 'rest.not-found',
  405: 'rest.not-found',
  413: 'protocol.too-large',
  415: 'protocol.malformed',
  429: 'protocol.rate-limited',
};

/** Turns everything thrown on a REST route into `{ error: Refusal }`; what nobody expected is logged, not shown. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly logger = new Logger('Rest');

  constructor(private readonly metrics: Metrics) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const refusal = this.refusalFor(error);
    this.metrics.refused('rest', refusal.code);
    if (response.headersSent) {
      response.end();
      return;
    }
    if (refusal.retryAfterMs !== undefined) response.setHeader('Retry-After', Math.ceil(refusal.retryAfterMs / 1000));
    response.status(statusOf(refusal.code)).json({ error: refusal });
  }

  private refusalFor(error: unknown): Refusal {
    if (error instanceof RefusalError) return error.refusal;
    if (isLostConnection(error)) return new BusyError(WITHOUT_DATABASE_MS).refusal;
    const code = OF_STATUS[clientStatus(error) ?? 500];
    if (code !== undefined) return refusalOf(code);
    this.logger.error(error);
    return refusalOf('server.error');
  }
}

/** The body parser throws plain errors that carry a status and `expose` where the client is at fault. */
function clientStatus(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { status, expose } = (error ?? {}) as { readonly status?: unknown; readonly expose?: unknown };
  return expose === true && typeof status === 'number' ? status : undefined;
}
