import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { WsException } from '@nestjs/websockets';

import type { Refusal } from '../../protocol/error-code.js';
import { isLostConnection } from '../database/lost-connection.js';
import { BusyError, RefusalError, refusalOf } from '../refusal.js';

/** Where the database does not answer. */
const WITHOUT_DATABASE_MS = 2000;

type AckFunction = (ack: { readonly ok: false; readonly error: Refusal }) => void;

/**
 * Answers every failed message through its ack; without it Nest emits an `exception` event and the ack never comes.
 * Global filters skip gateways: bind it on each with `@UseFilters(AckFilter)`.
 */
@Catch()
export class AckFilter implements ExceptionFilter {
  private readonly logger = new Logger('Socket');

  catch(error: unknown, host: ArgumentsHost): void {
    // Client, data, ack, pattern; a client that asked for no ack gets none.
    const ack = host.getArgs<unknown[]>().find((argument) => typeof argument === 'function');
    const refusal = this.refusalFor(error);
    (ack as AckFunction | undefined)?.({ ok: false, error: refusal });
  }

  /** Also for handlers bound to the socket by hand. */
  refusalFor(error: unknown): Refusal {
    if (error instanceof RefusalError) return asMessageFault(error.refusal);
    if (isLostConnection(error)) return new BusyError(WITHOUT_DATABASE_MS).refusal;
    // Nest's own, thrown where a guard says no.
    if (error instanceof WsException && error.message === 'Forbidden resource') return refusalOf('auth.forbidden');
    this.logger.error(error);
    return refusalOf('server.error');
  }
}

/** Global pipes run before a gateway's own, so that a faulty message arrives here with the code of a faulty form. */
function asMessageFault(refusal: Refusal): Refusal {
  return refusal.code === 'rest.invalid' ? { ...refusal, ...refusalOf('protocol.malformed') } : refusal;
}
