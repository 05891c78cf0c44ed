/** One typed connection to the server for the page's lifetime (participant, host and screen alike). */
import { readonly, ref } from 'vue';
import type { Ref } from 'vue';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { NAMESPACE, PROTOCOL_VERSION } from '@protocol/events.js';
import type { Ack, ClientEvent, ClientToServer, HandshakeAuth, ServerToClient } from '@protocol/events.js';
import { clockOffsetOf, roundTrip } from './clock.js';
import type { ClockSample } from './clock.js';
import { clientFault } from './refusal.js';
import type { Result } from './refusal.js';
import type { Refusal } from '@protocol/error-code.js';

export type ConnectionWord = 'connecting' | 'connected' | 'reconnecting' | 'offline' | 'replaced' | 'outdated';
export type ContestSocket = Socket<ServerToClient, ClientToServer>;

type Body<E extends ClientEvent> = Parameters<ClientToServer[E]>[0];
type Reply<E extends ClientEvent> = Parameters<ClientToServer[E]>[1] extends (ack: Ack<infer T>) => void ? T : never;

export interface Connection {
  readonly socket: ContestSocket;
  readonly state: Readonly<Ref<ConnectionWord>>;
  /** Why the server would not let this connection in (an entry that is no longer valid); null else. */
  readonly refusal: Readonly<Ref<Refusal | null>>;
  /** Server clock minus this device's clock, milliseconds. */
  readonly clockOffset: Readonly<Ref<number>>;
  /** Server epoch milliseconds, as well as this device knows it. */
  serverNow(): number;
  /** Sends and waits for the ack; a missing ack is `client.no-reply` after `timeoutMs` (5000). */
  request<E extends ClientEvent>(event: E, message: Body<E>, timeoutMs?: number): Promise<Result<Reply<E>>>;
  /** The participant's token for this and later handshakes; null forgets it. */
  setToken(token: string | null): void;
  /** Connects where it is not yet; resolves when connected or after `timeoutMs` with false. */
  open(timeoutMs?: number): Promise<boolean>;
  /** While true the connection is probed every 5 s, not only when the network or the page comes back. */
  setVigilant(vigilant: boolean): void;
  /** Another device took over: stop reconnecting until `open`. */
  standDown(): void;
  close(): void;
}

const PROBE_EVERY_MS = 5000;
const PROBE_TIMEOUT_MS = 2000;
const CLOCK_SAMPLES = 5;

function create(): Connection {
  const auth: { -readonly [K in keyof HandshakeAuth]: HandshakeAuth[K] } = { protocolVersion: PROTOCOL_VERSION };
  // Office proxies drop Upgrade: WebSocket first, polling where that fails.
  const socket: ContestSocket = io(NAMESPACE, {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth: (give) => give({ ...auth }),
    autoConnect: false,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2000,
    randomizationFactor: 0.5,
    timeout: 6000,
  });
  const state = ref<ConnectionWord>('connecting');
  const refusal = ref<Refusal | null>(null);
  const clockOffset = ref(0);
  let samples: ClockSample[] = [];
  let vigilantTimer: ReturnType<typeof setInterval> | null = null;
  let probing = false;

  async function request<E extends ClientEvent>(
    event: E,
    message: Body<E>,
    timeoutMs = 5000,
  ): Promise<Result<Reply<E>>> {
    if (!socket.connected) return clientFault('client.offline');
    try {
      // The typed emitter cannot see that a generic event's arguments fit; Body and Reply say that they do.
      const timed = socket.timeout(timeoutMs) as unknown as {
        emitWithAck(event: E, message: Body<E>): Promise<Ack<Reply<E>>>;
      };
      return await timed.emitWithAck(event, message);
    } catch {
      return clientFault('client.no-reply');
    }
  }

  async function measure(timeoutMs: number): Promise<boolean> {
    const sentAt = Date.now();
    const reply = await request('clock:ping', { sentAt }, timeoutMs);
    if (!reply.ok) return reply.error.code !== 'client.no-reply';
    samples = [...samples, roundTrip(sentAt, reply.data.serverAt, Date.now())].slice(-CLOCK_SAMPLES);
    clockOffset.value = clockOffsetOf(samples);
    return true;
  }

  /** The default heartbeat notices a dead network only after up to 45 s; a ping that stays out for 2 s does. */
  async function probe(atOnce = false): Promise<void> {
    if (probing || refusal.value !== null || state.value === 'replaced' || state.value === 'outdated') return;
    if (!socket.connected) {
      // The network is back: do not sit out the rest of a reconnection delay.
      if (socket.active && atOnce) socket.disconnect();
      if (!socket.active) socket.connect();
      return;
    }
    probing = true;
    const alive = await measure(PROBE_TIMEOUT_MS);
    probing = false;
    if (!alive && socket.connected) {
      state.value = 'reconnecting';
      // Closing the transport, not the socket, keeps socket.io's own reconnection going.
      socket.io.engine.close();
    }
  }

  socket.on('connect', () => {
    state.value = 'connected';
    refusal.value = null;
    samples = [];
    void (async () => {
      for (let count = 0; count < 3 && socket.connected; count += 1) await measure(PROBE_TIMEOUT_MS);
    })();
  });
  socket.on('disconnect', (reason) => {
    if (state.value === 'replaced' || state.value === 'outdated') return;
    state.value = navigator.onLine === false ? 'offline' : 'reconnecting';
    if (reason === 'io server disconnect') setTimeout(() => void probe(), 1000);
  });
  socket.on('connect_error', (error) => {
    // The server's refusals carry the code as message and the whole refusal as data; lost networks carry neither.
    const data = (error as Error & { readonly data?: Partial<Refusal> }).data;
    if (data?.code === 'protocol.version') {
      state.value = 'outdated';
      socket.disconnect();
      return;
    }
    if (data?.code?.startsWith('entry.') === true) {
      refusal.value = data as Refusal;
      state.value = 'reconnecting';
      return;
    }
    state.value = navigator.onLine === false ? 'offline' : 'reconnecting';
    // A refusal by the server's middleware ends socket.io's own attempts.
    if (!socket.active) setTimeout(() => void probe(), data?.retryAfterMs ?? 2000);
  });

  window.addEventListener('online', () => void probe(true));
  window.addEventListener('offline', () => {
    if (socket.connected) void probe();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && (socket.connected || state.value !== 'connecting')) void probe(true);
  });

  return {
    socket,
    state: readonly(state),
    refusal: readonly(refusal) as Readonly<Ref<Refusal | null>>,
    clockOffset: readonly(clockOffset),
    serverNow: () => Date.now() + clockOffset.value,
    request,
    setToken(token) {
      refusal.value = null;
      if (token === null) delete auth.token;
      else auth.token = token;
    },
    open(timeoutMs = 8000) {
      if (socket.connected) return Promise.resolve(true);
      if (state.value === 'replaced') state.value = 'connecting';
      return new Promise((resolve) => {
        const done = (connected: boolean): void => {
          clearTimeout(timer);
          socket.off('connect', onConnect);
          socket.off('connect_error', onRefused);
          resolve(connected);
        };
        const onConnect = (): void => done(true);
        const onRefused = (): void => {
          if (refusal.value !== null || state.value === 'outdated') done(false);
        };
        const timer = setTimeout(() => done(false), timeoutMs);
        socket.on('connect', onConnect);
        socket.on('connect_error', onRefused);
        socket.connect();
      });
    },
    setVigilant(vigilant) {
      if (vigilant === (vigilantTimer !== null)) return;
      if (vigilantTimer !== null) clearInterval(vigilantTimer);
      vigilantTimer = vigilant ? setInterval(() => void probe(), PROBE_EVERY_MS) : null;
    },
    standDown() {
      state.value = 'replaced';
      socket.disconnect();
    },
    close() {
      if (vigilantTimer !== null) clearInterval(vigilantTimer);
      vigilantTimer = null;
      socket.disconnect();
      state.value = 'connecting';
    },
  };
}

let shared: Connection | null = null;

/** The page's connection, made at first use; call `open` to connect. */
export function useConnection(): Connection {
  shared ??= create();
  return shared;
}
