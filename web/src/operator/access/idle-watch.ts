/** Warns before a session ends for want of activity, early enough for everybody to answer. */
import { onBeforeUnmount, readonly, ref, watch } from 'vue';
import type { SessionRemaining } from '@protocol/access.js';
import { operatorApi, useSession } from '../session.js';

/** At least two minutes are left when the words stand there (WCAG 2.2.1 asks for 20 seconds). */
const WARN_MS = 3 * 60_000;
/** A page asks again at the latest after so long; a clock that slept notices when it wakes. */
const ASK_AT_LEAST_MS = 10 * 60_000;
const TICK_MS = 1000;

/**
 * Only one page of a browser asks aloud; activity on another, or a contest that is being run, moves the end, and the
 * question goes away by itself.
 */
export function useIdleWatch() {
  const { status } = useSession();
  const warning = ref(false);
  const secondsLeft = ref(0);
  let endsAt = 0;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ticker: ReturnType<typeof setInterval> | undefined;

  function stop(): void {
    clearTimeout(timer);
    clearInterval(ticker);
    warning.value = false;
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
    const left = Math.min(idleMs, totalMs);
    endsAt = Date.now() + left;
    if (idleMs <= WARN_MS) {
      warn();
      return;
    }
    timer = setTimeout(() => void ask(), Math.min(idleMs - WARN_MS, totalMs, ASK_AT_LEAST_MS));
  }

  function warn(): void {
    warning.value = true;
    count();
    ticker = setInterval(count, TICK_MS);
    // Another page, or the contest, may have moved the end meanwhile.
    timer = setTimeout(() => void ask(), TICK_MS * 20);
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
  return { warning: readonly(warning), secondsLeft: readonly(secondsLeft), extend };
}
