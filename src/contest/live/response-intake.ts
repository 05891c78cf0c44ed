import { Injectable } from '@nestjs/common';

import { Clock } from '../../platform/clock/clock.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { refusalOf } from '../../platform/refusal.js';
import { CreditLimiter } from '../../platform/socket/credit-limiter.js';
import type { Ack, SubmitReceipt } from '../../protocol/events.js';
import { ContestStore } from '../contest.store.js';
import { isSubmitMessage } from '../dto/submit.dto.js';
import type { ContestSocket } from './broadcaster.js';
import { ContestRegistry } from './contest-registry.js';
import { submitResponse } from './response-desk.js';

type Reply = (ack: Ack<SubmitReceipt>) => void;

/**
 * The hot message, `response:submit`. It is bound to the socket and checked by a compiled checker instead of going
 * through Nest's pipes: at 10,000 responses a second an observable chain and a transformed object per message cost
 * twenty times the acknowledgement's time (docs/adr, wire contract).
 */
@Injectable()
export class ResponseIntake {
  readonly #limiters = new WeakMap<ContestSocket, CreditLimiter>();

  constructor(
    private readonly registry: ContestRegistry,
    private readonly store: ContestStore,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly metrics: Metrics,
  ) {}

  bind(socket: ContestSocket): void {
    socket.on('response:submit', this.#listener);
  }

  /** One function for all sockets; Socket.IO calls it with the socket as `this`. */
  readonly #listener = ((intake: ResponseIntake) =>
    function (this: ContestSocket, ...args: unknown[]): void {
      const reply = args.at(-1);
      // One object and its ack, as everywhere.
      if (typeof reply === 'function') intake.#take(this, args.length === 2 ? args[0] : null, reply as Reply);
    })(this);

  #take(socket: ContestSocket, message: unknown, reply: Reply): void {
    const since = performance.now();
    const settle: Reply = (ack) => {
      if (ack.ok) this.metrics.acknowledged(since);
      else this.metrics.refused('socket', ack.error.code);
      reply(ack);
    };
    if (!this.#limiterOf(socket).spend(since)) {
      return settle({ ok: false, error: refusalOf('protocol.rate-limited', { retryAfterMs: 1000 }) });
    }
    if (!isSubmitMessage(message)) return settle({ ok: false, error: refusalOf('protocol.malformed') });
    const key = socket.data.participant;
    const live = key?.contestId === message.contestId ? this.registry.peek(key.contestId) : undefined;
    const seat = key && live?.roster.get(key.participantId);
    if (!live || !seat || seat.connection?.id !== socket.id) {
      return settle({ ok: false, error: refusalOf('contest.not-joined') });
    }
    if (seat.removed) return settle({ ok: false, error: refusalOf('entry.removed') });
    void submitResponse(live, this.store, seat, message, this.clock.now()).then(settle);
  }

  /** A late response is looked up in the database: without a limit one socket could keep it busy. */
  #limiterOf(socket: ContestSocket): CreditLimiter {
    const known = this.#limiters.get(socket);
    if (known) return known;
    const limiter = new CreditLimiter(this.config.rates.messagesPerMinute);
    this.#limiters.set(socket, limiter);
    return limiter;
  }
}
