import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger, type ArgumentMetadata, type ArgumentsHost } from '@nestjs/common';
import { WsException } from '@nestjs/websockets';
import { IsString } from 'class-validator';

import { ERROR_MESSAGES } from '../../protocol/error-code.js';
import { refuse, type RefusalError } from '../refusal.js';
import { AckFilter } from './ack-filter.js';
import { SocketValidationPipe } from './socket-validation.pipe.js';

const hostOf = (...args: unknown[]) => ({ getArgs: () => args }) as unknown as ArgumentsHost;

const filter = new AckFilter();
const reply = filter.catch.bind(filter);

function ackOf(error: unknown): unknown {
  const acks: unknown[] = [];
  reply(
    error,
    hostOf({}, { contestId: '1' }, (ack: unknown) => acks.push(ack), 'item:open'),
  );
  expect(acks).toHaveLength(1);
  return acks[0];
}

describe('the ack of a failed message', () => {
  const log = jest.fn();

  beforeAll(() => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation(log);
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });

  it('carries the refusal', () => {
    expect(ackOf(refuse('item.not-open'))).toEqual({
      ok: false,
      error: { code: 'item.not-open', message: ERROR_MESSAGES['item.not-open'] },
    });
    expect(ackOf(new WsException('Forbidden resource'))).toMatchObject({ error: { code: 'auth.forbidden' } });
    expect(log).not.toHaveBeenCalled();
  });

  it('shows nothing of a bug, which is logged', () => {
    const bug = new TypeError('x is undefined');
    expect(ackOf(bug)).toEqual({
      ok: false,
      error: { code: 'server.error', message: ERROR_MESSAGES['server.error'] },
    });
    expect(log).toHaveBeenCalledWith(bug);
  });

  it('takes a message without an ack', () => {
    expect(() => reply(refuse('item.not-open'), hostOf({}, {}, 'item:open'))).not.toThrow();
  });
});

class Message {
  @IsString()
  contestId!: string;
}

describe('the body of a socket message', () => {
  const check = (value: unknown, metadata: ArgumentMetadata = { type: 'body', metatype: Message }) =>
    Promise.resolve().then(() => new SocketValidationPipe().transform(value, metadata));

  it('is let through where it fits, as an instance of its DTO', async () => {
    expect(await check({ contestId: '1' })).toBeInstanceOf(Message);
  });

  it.each([
    [{ contestId: 1 }],
    [{ contestId: '1', extra: 1 }],
    [{}],
    [undefined],
    [null],
    ['text'],
    [7],
    [[{ contestId: '1' }]],
  ])('%j is refused', async (value) => {
    const error: unknown = await check(value).catch((reason: unknown) => reason);
    expect((error as RefusalError).refusal?.code).toBe('protocol.malformed');
  });

  it('is never let through unchecked where the handler lost its DTO class', async () => {
    await expect(check({ contestId: '1' }, { type: 'body', metatype: Object })).rejects.toThrow(/no DTO class/);
    await expect(check({ contestId: '1' }, { type: 'body' } as ArgumentMetadata)).rejects.toThrow(/no DTO class/);
  });

  it('is all that is checked: the socket and the ack pass', async () => {
    const socket = { id: 1 };
    expect(await check(socket, { type: 'custom', metatype: Object })).toBe(socket);
  });
});
