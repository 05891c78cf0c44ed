import { Injectable } from '@nestjs/common';

import { addressOf } from '../../identity/identity.module.js';
import { IdentityService } from '../../identity/identity.service.js';
import { ClientAddress } from '../../platform/http/client-address.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { isLostConnection } from '../../platform/database/lost-connection.js';
import { RefusalError, refusalOf } from '../../platform/refusal.js';
import type { Refusal } from '../../protocol/error-code.js';
import { PROTOCOL_VERSION } from '../../protocol/events.js';
import { Broadcaster, type ContestNamespace, type ContestSocket } from '../live/broadcaster.js';
import { ContestRegistry } from '../live/contest-registry.js';

/** Longest token that is looked at; ours have 43 characters. */
const MAX_TOKEN = 64;

/** Who is behind a connection is settled once, at the handshake: by participant token or operator cookie. */
@Injectable()
export class Handshake {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly identity: IdentityService,
    private readonly broadcaster: Broadcaster,
    private readonly addresses: ClientAddress,
    private readonly metrics: Metrics,
  ) {}

  guard(namespace: ContestNamespace): void {
    this.broadcaster.attach(namespace);
    namespace.use((socket, next) => {
      void this.admit(socket, next);
    });
  }

  private async admit(socket: ContestSocket, next: (error?: Error) => void): Promise<void> {
    try {
      await this.identify(socket);
    } catch (error) {
      const fault = connectError(error);
      this.metrics.refused('handshake', fault.data.code);
      next(fault);
      return;
    }
    next();
  }

  private async identify(socket: ContestSocket): Promise<void> {
    const auth = socket.handshake.auth as { protocolVersion?: unknown; token?: unknown };
    if (auth.protocolVersion !== PROTOCOL_VERSION) throw new RefusalError(refusalOf('protocol.version'));
    socket.data.address = addressOf(this.addresses.of(socket.request));
    socket.data.participant = null;
    socket.data.operator = null;
    socket.data.joining = false;
    socket.data.watching = null;
    if (auth.token !== undefined) {
      const token = auth.token;
      const key =
        typeof token === 'string' && token.length <= MAX_TOKEN ? await this.registry.seatOfToken(token) : null;
      if (!key) throw new RefusalError(refusalOf('entry.token-unknown'));
      // Brought into memory here, so that the connection itself can take its seat at once.
      const live = await this.registry.get(key.contestId);
      await live.welcomeBack(key.participantId);
      if (live.roster.get(key.participantId)?.removed) throw new RefusalError(refusalOf('entry.removed'));
      socket.data.participant = key;
    }
    const { cookie } = socket.handshake.headers;
    if (cookie !== undefined) socket.data.operator = await this.identity.operatorOfCookie(cookie);
  }
}

/** The client finds the code as the error's message and the whole refusal as its data. */
function connectError(error: unknown): Error & { data: Refusal } {
  const code = isLostConnection(error) ? 'server.busy' : 'server.error';
  const refusal = error instanceof RefusalError ? error.refusal : refusalOf(code);
  return Object.assign(new Error(refusal.code), { data: refusal });
}
