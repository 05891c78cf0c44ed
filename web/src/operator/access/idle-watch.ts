/** Warns before a session ends, for want of activity or at its limit, early enough for everybody to answer. */
import { onBeforeUnmount, readonly, ref, watch } from 'vue';
import type { SessionRemaining } from '@protocol/access.js';
import { operatorApi, useSession } from '../session.js';

/** At least two minutes are left when the words stand there (WCAG 2.2.1 asks for 20 seconds). */
const WARN_MS = 3 * 60_000;
/** Before the limit, which nobody can move: once in time to finish what is begun, and once more before the end. */
const LIMIT_WARN_MS = [15 * 60_000, 3 * 60_000] as const;
/** A page asks again at the latest after so long; a clock that slept notices when it wakes. */
const ASK_AT_LEAST_MS = 10 * 60_000;
const TICK_MS = 1000;

export type SessionWarning = 'idle' | 'limit';

/**
 * Only one page of a browser asks aloud; activity on another, or a contest that is being run, moves the end, and the
 * question goes away by itself.
 */
export function useIdleWatch() {
  const { status } = useSession();
  const warning = ref<SessionWarning | null>(null);
  /** Of LIMIT_WARN_MS, how many were heard. */
  let heard = 0;
  const secondsLeft = ref(0);
  let endsAt = 0;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ticker: ReturnType<typeof setInterval> | undefined;

  function stop(): void {
    clearTimeout(timer);
    clearInterval(ticker);
    warning.value = null;
  }

  async function ask(): Promise<void> {
    const mine = (asked += 1);
    const reply = await operatorApi.get<SessionRemaining>('/api/session/remaining');
    // Somebody has asked again, or gone on, meanwhile.
    if (mine !== asked) return;
    if (reply.ok) settle(reply.data);
    // Signed out by now: the sign-in form shows over the page, and nothing typed is lost.
    else if (status.value === 'signed-in') timer = setTimeout(() => void ask(), TICK_MS * 30);
  }

  function settle({ idleMs, totalMs }: SessionRemaining): void {
    stop();
    endsAt = Date.now() + Math.min(idleMs, totalMs);
    // A new session, or a contest that is being run, has moved the limit.
    if (totalMs > LIMIT_WARN_MS[0]) heard = 0;
    const limitIn = totalMs - (LIMIT_WARN_MS[heard] ?? 0);
    if (limitIn <= 0 && totalMs > 0) {
      warn('limit');
      return;
    }
    if (idleMs <= WARN_MS && idleMs < totalMs) {
      warn('idle');
      return;
    }
    timer = setTimeout(() => void ask(), Math.max(TICK_MS, Math.min(idleMs - WARN_MS, limitIn, ASK_AT_LEAST_MS)));
  }

  function warn(why: SessionWarning): void {
    warning.value = why;
    count();
    ticker = setInterval(count, TICK_MS);
    // Another page, or the contest, may have moved the end meanwhile.
    timer = setTimeout(() => void ask(), TICK_MS * 20);
  }

  /** The warning of the limit was read; the work goes on until the next one. */
  function hear(): void {
    heard += 1;
    void extend();
  }

  function count(): void {
    secondsLeft.value = Math.max(0, Math.ceil((endsAt - Date.now()) / TICK_MS));
  }

  async function extend(): Promise<void> {
    stop();
    asked += 1;
    const reply = await operatorApi.post<SessionRemaining>('/api/session/extend');
    if (reply.ok) settle(reply.data);
  }

  const onWake = (): void => {
    if (document.visibilityState !== 'visible' || status.value !== 'signed-in') return;
    clearTimeout(timer);
    void ask();
  };
  document.addEventListener('visibilitychange', onWake);
  watch(status, (now) => (now === 'signed-in' ? void ask() : stop()), { immediate: true });
  onBeforeUnmount(() => {
    stop();
    document.removeEventListener('visibilitychange', onWake);
  });
  return { warning: readonly(warning), secondsLeft: readonly(secondsLeft), extend, hear };
}
