import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

import type { AppConfig } from '../config/app-config.js';

/** Never in a log, wherever in a logged object they stand (two levels deep). */
const SECRETS = [
  'password',
  'passwordHash',
  'token',
  'tokenHash',
  'csrfToken',
  'rejoinCode',
  'screenKey',
  'needs',
  'cookie',
  'authorization',
  'currentPassword',
  'newPassword',
  'recoveryCodes',
  'entryCode',
  'secret',
  'clientSecret',
];

/** Nest tells of every module and route at each start: a hundred lines between the clerk and the address to type. */
const FRAMEWORK: ReadonlySet<string> = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'WebSocketsController',
  'NestApplication',
]);

/** Pino behind Nest's interface: one line of JSON each, or a readable line where a person looks at a terminal. */
export class AppLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(
    level: AppConfig['logLevel'],
    out: NodeJS.WritableStream & { readonly isTTY?: boolean } = process.stdout,
  ) {
    const options = {
      level,
      base: null,
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
    };
    this.pino = pino(options, { write: (line: string) => void out.write(out.isTTY === true ? readable(line) : line) });
  }

  log(message: unknown, ...more: unknown[]): void {
    this.write(FRAMEWORK.has(String(more.at(-1))) ? 'debug' : 'info', message, more);
  }
  error(message: unknown, ...more: unknown[]): void {
    // Nest logs a start that failed and then throws it; the composition root says it, once and in words.
    if (more.at(-1) === 'ExceptionHandler') return;
    this.write('error', message, more);
  }
  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }
  debug(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }
  verbose(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }
  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  /** Nest passes the context last, and for errors the stack before it. */
  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    more: unknown[],
  ): void {
    const context = more.length > 0 && typeof more.at(-1) === 'string' ? more.at(-1) : undefined;
    const stack = more.slice(0, -1).find((part) => typeof part === 'string');
    const fields = { ...(context === undefined ? {} : { context }), ...(stack === undefined ? {} : { stack }) };
    if (message instanceof Error) {
      // Only these: a failed query carries its parameters, which are people's names and responses.
      this.pino[level]({ ...fields, stack: message.stack }, message.message);
    } else if (typeof message === 'object' && message !== null) {
      this.pino[level]({ ...fields, ...message });
    } else {
      this.pino[level](fields, String(message));
    }
  }
}

function readable(line: string): string {
  const { level, time, context, msg, stack, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const clock = new Date(Number(time)).toLocaleTimeString('zh-CN', { hour12: false });
  const name = (pino.levels.labels[Number(level)] ?? '').toUpperCase().padEnd(5);
  const fields = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
  const where = context === undefined ? '' : ` [${String(context)}]`;
  return `${clock} ${name}${where} ${String(msg ?? '')}${fields}\n${stack === undefined ? '' : `${String(stack)}\n`}`;
}
