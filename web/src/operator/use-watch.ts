/** A contest as host or screen watch it: one snapshot that follows the server's frames over every reconnect. */
import { onBeforeUnmount, readonly, ref, shallowRef, watch as observe } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { OperatorEvent, OperatorMessages, ServerToClient } from '@protocol/events.js';
import type { Snapshot } from '@protocol/frames.js';
import { isPassing } from '../lib/refusal.js';
import type { Failure, Result } from '../lib/refusal.js';
import { useConnection } from '../lib/socket.js';
import type { Connection } from '../lib/socket.js';
import { applyBoard, applyCaption, applySnapshot } from '../participant/contest-state.js';
import { hasGap, withFrame, withTally } from './contest-state.js';

const RETRY_MS = 2000;
/** A hint may have been lost on the way (scaled mode): the state is asked for anyway now and then. */
const RESYNC_EVERY_MS = 15_000;

export interface WatchOptions {
  readonly contestId: string;
  readonly as: 'host' | 'screen';
  readonly screenKey?: string;
}

type Extra<E extends OperatorEvent> = Omit<OperatorMessages[E], 'contestId' | 'expectedVersion'>;

export interface Watch {
  readonly connection: Connection;
  /** Null until the first reply. */
  readonly snapshot: Readonly<ShallowRef<Snapshot | null>>;
  /** A refusal that does not pass by itself (not signed in, wrong key, unknown contest). */
  readonly failure: Readonly<Ref<Failure | null>>;
  start(): void;
  sync(): Promise<void>;
  /** A new handshake: the identity of the connection comes from it. */
  reconnect(): void;
  /** Sends an operator's command with the version of the latest frame. */
  command<E extends OperatorEvent>(event: E, extra: Extra<E>): Promise<Result<{ readonly version: number }>>;
}

export function useWatch(options: WatchOptions): Watch {
  const { contestId } = options;
  const connection = useConnection();
  const { socket } = connection;
  const snapshot = shallowRef<Snapshot | null>(null);
  const failure = ref<Failure | null>(null);
  let retry: ReturnType<typeof setTimeout> | undefined;
  let resync: ReturnType<typeof setInterval> | undefined;

  function take(reply: Result<{ readonly snapshot: Snapshot }>): void {
    if (!reply.ok) return;
    failure.value = null;
    snapshot.value = applySnapshot(snapshot.value, reply.data.snapshot);
  }

  async function watch(): Promise<void> {
    clearTimeout(retry);
    const { as, screenKey } = options;
    const reply = await connection.request('contest:watch', {
      contestId,
      as,
      ...(screenKey === undefined ? {} : { screenKey }),
    });
    take(reply);
    if (reply.ok) return;
    if (isPassing(reply.error.code)) retry = setTimeout(() => void watch(), reply.error.retryAfterMs ?? RETRY_MS);
    else failure.value = reply.error as Failure;
  }

  async function sync(): Promise<void> {
    if (snapshot.value === null) return;
    take(await connection.request('contest:sync', { contestId, sinceVersion: snapshot.value.version }));
  }

  const change = (next: (current: Snapshot) => Snapshot): void => {
    if (snapshot.value !== null) snapshot.value = next(snapshot.value);
  };
  const listeners: Partial<ServerToClient> = {
    'matters:changed': ({ appeals, adjustments }) =>
      change((current) => ({ ...current, openMatters: { appeals, adjustments } })),
    'contest:changed': (frame) => {
      const stale = snapshot.value !== null && frame.contestId === contestId && hasGap(snapshot.value, frame);
      change((current) => withFrame(current, frame));
      if (stale) void sync();
    },
    'response:tallied': (tally) => change((current) => withTally(current, tally)),
    'presence:changed': (presence) =>
      change((current) => (presence.contestId === contestId ? { ...current, presence } : current)),
    'leaderboard:changed': (board) => change((current) => applyBoard(current, board)),
    'caption:changed': (caption) => change((current) => applyCaption(current, caption)),
  };
  const onConnect = (): void => void watch();

  function start(): void {
    if (resync !== undefined) return;
    socket.on('connect', onConnect);
    for (const [event, listener] of Object.entries(listeners))
      socket.on(event as keyof ServerToClient, listener as never);
    connection.setVigilant(true);
    resync = setInterval(() => void sync(), RESYNC_EVERY_MS);
    if (socket.connected) void watch();
    else void connection.open();
  }

  observe(connection.refusal, (refusal) => {
    if (refusal !== null) failure.value = refusal;
  });

  onBeforeUnmount(() => {
    clearTimeout(retry);
    clearInterval(resync);
    socket.off('connect', onConnect);
    for (const [event, listener] of Object.entries(listeners))
      socket.off(event as keyof ServerToClient, listener as never);
    connection.close();
  });

  return {
    connection,
    snapshot,
    failure: readonly(failure) as Readonly<Ref<Failure | null>>,
    start,
    sync,
    reconnect() {
      failure.value = null;
      connection.close();
      void connection.open();
    },
    async command(event, extra) {
      const body = { contestId, expectedVersion: snapshot.value?.version ?? 0, ...extra };
      const reply = await connection.request(event, body as never);
      if (!reply.ok && (reply.error.code === 'contest.version-conflict' || reply.error.code === 'contest.wrong-phase'))
        await sync();
      return reply as Result<{ readonly version: number }>;
    },
  };
}
