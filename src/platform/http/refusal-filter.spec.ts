import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  BadRequestException,
  ForbiddenException,
  HttpException,
  Logger,
  NotFoundException,
  type ArgumentsHost,
} from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsString, MaxLength, Min, ValidateNested } from 'class-validator';

import { ERROR_MESSAGES, type ErrorCode } from '../../protocol/error-code.js';
import { Metrics } from '../metrics/metrics.js';
import { BusyError, refuse, RefusalError } from '../refusal.js';
import { RefusalFilter, statusOf } from './refusal-filter.js';
import { RestValidationPipe } from './rest-validation.pipe.js';

function replyTo(error: unknown): { status: number; body: unknown; headers: Record<string, unknown> } {
  const seen = { status: 0, body: undefined as unknown, headers: {} as Record<string, unknown> };
  const response = {
    headersSent: false,
    status(code: number) {
      seen.status = code;
      return response;
    },
    json(body: unknown) {
      seen.body = body;
    },
    setHeader(name: string, value: unknown) {
      seen.headers[name] = value;
    },
  };
  const filter = new RefusalFilter(new Metrics());
  const reply = filter.catch.bind(filter);
  reply(error, { switchToHttp: () => ({ getResponse: () => response }) } as unknown as ArgumentsHost);
  return seen;
}

const refusal = (code: ErrorCode) => ({ error: { code, message: ERROR_MESSAGES[code] } });

describe('refusals over REST', () => {
  const logged: unknown[] = [];

  beforeAll(() => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation((message: unknown) => void logged.push(message));
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });

  it('shows a refusal with a status that fits', () => {
    expect(replyTo(refuse('contest.unknown'))).toMatchObject({ status: 404, body: refusal('contest.unknown') });
    expect(replyTo(refuse('contest.wrong-phase')).status).toBe(409);
    expect(replyTo(refuse('auth.required')).status).toBe(401);
    expect(replyTo(refuse('rest.invalid')).status).toBe(400);
  });

  it('says when to try again', () => {
    const { status, headers, body } = replyTo(new BusyError(1500));
    expect([status, headers]).toEqual([503, { 'Retry-After': 2 }]);
    expect(body).toMatchObject({ error: { code: 'server.busy', retryAfterMs: 1500 } });
  });

  it('has a status of 400 to 599 for every code', () => {
    const codes = Object.keys(ERROR_MESSAGES) as ErrorCode[];
    for (const code of codes) {
      // Not the caller's fault: this server's, or that of the provider of sign-ins.
      if (code.startsWith('server.') || code === 'auth.oidc-unreachable')
        expect(statusOf(code)).toBeGreaterThanOrEqual(500);
      else expect(statusOf(code).toString()).toMatch(/^4\d\d$/);
    }
  });

  it.each([
    [new NotFoundException('Cannot GET /api/nothing'), 404, 'rest.not-found'],
    [new BadRequestException('Unexpected token } in JSON at position 4'), 400, 'protocol.malformed'],
    [new ForbiddenException('Forbidden resource'), 403, 'auth.forbidden'],
    [new HttpException('ThrottlerException', 429), 429, 'protocol.rate-limited'],
    [Object.assign(new Error('request entity too large'), { status: 413, expose: true }), 413, 'protocol.too-large'],
  ] as const)('knows %s', (error, status, code) => {
    expect(replyTo(error)).toMatchObject({ status, body: refusal(code) });
  });

  it.each([
    [new Error('password = x in /srv')],
    ['a string'],
    [null],
    [Object.assign(new Error('x'), { status: 404 })],
  ])('logs %s and shows nothing of it', (error) => {
    logged.length = 0;
    const { status, body } = replyTo(error);
    expect([status, body]).toEqual([500, refusal('server.error')]);
    expect(logged).toEqual([error]);
  });
});

class Inner {
  @IsInt()
  @Min(3)
  points!: number;
}
class Outer {
  @IsString()
  @MaxLength(5)
  title!: string;

  @ValidateNested({ each: true })
  @Type(() => Inner)
  rounds!: Inner[];

  @IsString({ message: '请填写所在支部。' })
  branch!: string;
}

describe('validation over REST', () => {
  it('names every fault with its path and a Chinese sentence', async () => {
    const body = { title: 'too long', rounds: [{ points: 3 }, { points: 1 }], extra: 1 };
    const error: unknown = await new RestValidationPipe()
      .transform(body, { type: 'body', metatype: Outer })
      .catch((reason: unknown) => reason);
    expect((error as RefusalError).refusal).toEqual({
      code: 'rest.invalid',
      message: ERROR_MESSAGES['rest.invalid'],
      details: expect.arrayContaining([
        { path: 'title', message: '最多填写 5 个字符。' },
        { path: 'rounds.1.points', message: '不能小于 3。' },
        { path: 'branch', message: '请填写所在支部。' },
        { path: 'extra', message: '没有这个项目，请删除。' },
      ]),
    });
    expect((error as RefusalError).refusal.details).toHaveLength(4);
  });
});
