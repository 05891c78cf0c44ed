import { computed, onBeforeUnmount, reactive, shallowRef, watch } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import type { ServerToClient } from '@protocol/events.js';
import type { Failure } from '../lib/refusal.js';
import { isPassing } from '../lib/refusal.js';
import { useConnection } from '../lib/socket.js';
import type { Connection } from '../lib/socket.js';
import { keepOwnFigures } from './own-figures.js';
import { applyBoard, applyCaption, applyFrame, applyResult, applySnapshot, applyStanding } from './contest-state.js';
import type { ContestState } from './contest-state.js';
import { forgetEntry, forgetEverywhere, keepEntry, storedEntry } from './entry-store.js';
import { carries, connectAs, joinAgain, joinAnew, joinedSnapshot } from './session.js';
import type { Entry } from './entry-store.js';

export interface Contest {
  readonly connection: Connection;
  readonly entry: Entry | null;
  readonly state: ShallowRef<ContestState | null>;
  /** Joined on the present connection: submissions make sense. */
  readonly seated: ComputedRef<boolean>;
  /** Why the contest cannot be entered, when that will not pass by itself. */
  readonly barred: ShallowRef<Failure | null>;
  readonly sync: () => Promise<void>;
  /** After `session:replaced`: take the seat back. */
  readonly takeBack: () => void;
  readonly leave: () => void;
}

/** The contest of a participant's page, kept true over lost networks, gaps and refreshes. */
export function useContest(contestId: string): Contest {
  const connection = useConnection();
  const { socket } = connection;
  const stored = storedEntry(contestId);
  /** Its code may change while the page stands there. */
  const entry = stored && reactive({ ...stored });
  const state = shallowRef<ContestState | null>(joinedSnapshot(contestId));
  const barred = shallowRef<Failure | null>(null);
  const seatedOn = shallowRef<string | undefined>(state.value ? socket.id : undefined);
  const seated = computed(
    () => connection.state.value === 'connected' && seatedOn.value !== undefined && seatedOn.value === socket.id,
  );
  let left = false;
  let taking = false;

  async function sit(): Promise<void> {
    if (entry === null || left || taking) return;
    const socketId = socket.id;
    const reply = await joinAgain(entry);
    if (left) return;
    if (reply.ok) {
      barred.value = null;
      state.value = applySnapshot(state.value, reply.data.snapshot);
      seatedOn.value = socketId;
    } else if (isPassing(reply.error.code)) {
      setTimeout(() => {
        if (socket.connected && socket.id === socketId) void sit();
      }, reply.error.retryAfterMs ?? 1000);
    } else {
      bar(reply.error);
    }
  }

  function bar(error: Failure): void {
    barred.value = error;
    if (error.code === 'client.erased') forgetEverywhere(contestId);
    else if (error.code === 'entry.token-unknown' || error.code === 'entry.removed') forgetEntry(contestId);
    connection.close();
  }

  async function sync(): Promise<void> {
    const reply = await connection.request('contest:sync', { contestId, sinceVersion: state.value?.version ?? 0 });
    if (reply.ok) state.value = applySnapshot(state.value, reply.data.snapshot);
    else if (reply.error.code === 'contest.not-joined') await sit();
  }

  /** The other device's entry made this one's token void: the 续答码 gives a new one. */
  async function takeBack(): Promise<void> {
    if (entry === null || taking) return;
    taking = true;
    const reply = await joinAnew({
      pin: entry.pin,
      rejoinCode: entry.rejoinCode,
      ...(entry.assisted === true ? { enteredBy: 'assistant' as const } : {}),
    });
    taking = false;
    if (reply.ok) {
      state.value = applySnapshot(state.value, reply.data.snapshot);
      seatedOn.value = socket.id;
    } else if (!isPassing(reply.error.code)) {
      bar(reply.error);
    }
  }

  const change = (next: (before: ContestState) => ContestState): void => {
    if (state.value !== null) state.value = next(state.value);
  };
  const listeners: { readonly [E in keyof ServerToClient]?: ServerToClient[E] } = {
    'contest:changed': (frame) => {
      if (state.value === null) return;
      const applied = applyFrame(state.value, frame);
      state.value = applied.state;
      if (applied.gap) void sync();
    },
    'result:own': (result) => change((before) => applyResult(before, result)),
    'standing:own': (standing) => change((before) => applyStanding(before, standing)),
    'leaderboard:changed': (board) => change((before) => applyBoard(before, board)),
    'caption:changed': (caption) => change((before) => applyCaption(before, caption)),
    'session:replaced': () => connection.standDown(),
    'rejoin-code:changed': ({ rejoinCode }) => {
      if (entry === null) return;
      Object.assign(entry, { rejoinCode });
      keepEntry({ ...entry });
    },
    notice: (notice) => {
      if (notice.code === 'entry.removed') bar({ code: 'entry.removed', message: notice.text });
      else if (notice.code === 'entry.erased') bar({ code: 'client.erased', message: notice.text });
      // Something of one's own has changed: name or time.
      else void sync();
    },
  };

  const onConnect = (): void => void sit();
  if (entry !== null) {
    socket.on('connect', onConnect);
    for (const [event, listener] of Object.entries(listeners))
      socket.on(event as keyof ServerToClient, listener as never);
    if (state.value !== null) void sync();
    else if (socket.connected && carries(entry)) void sit();
    else void connectAs(entry);
  }
  watch(connection.refusal, (refusal) => {
    if (refusal !== null) bar(refusal);
  });
  watch(
    () => state.value?.ownResult,
    (result) => {
      if (result) keepOwnFigures(contestId, result.total, result.rank);
    },
    { immediate: true },
  );
  // A dead network is looked for while an item is open (protocol: ping every 5 s).
  watch(
    () => state.value?.phase === 'open' || state.value?.phase === 'presenting',
    (vigilant) => connection.setVigilant(vigilant),
    { immediate: true },
  );

  function leave(): void {
    left = true;
    socket.off('connect', onConnect);
    for (const [event, listener] of Object.entries(listeners))
      socket.off(event as keyof ServerToClient, listener as never);
    connection.setVigilant(false);
  }
  onBeforeUnmount(leave);

  return { connection, entry, state, seated, barred, sync, takeBack: () => void takeBack(), leave };
}
