import { computed, onBeforeUnmount, ref, toValue, watch } from 'vue';
import type { ComputedRef, MaybeRefOrGetter } from 'vue';
import { translate } from '../i18n/index.js';
import { splitSeconds, wholeSeconds } from '../lib/duration.js';
import { crossed, milestonesOf } from '../lib/milestones.js';
import { announce } from './use-announcer.js';

export interface CountdownInput {
  /** Server epoch milliseconds; null stops the clock. */
  readonly opensAt: MaybeRefOrGetter<number | null>;
  readonly closesAt: MaybeRefOrGetter<number | null>;
  readonly serverNow: () => number;
  /** Speak milestones into the live regions (participants only). */
  readonly speak?: MaybeRefOrGetter<boolean>;
}

export interface Countdown {
  /** Null while no clock runs. */
  readonly remainingMs: ComputedRef<number | null>;
  readonly seconds: ComputedRef<number | null>;
  /** 1 at the start, 0 at the end. */
  readonly share: ComputedRef<number>;
  readonly running: ComputedRef<boolean>;
}

/** 45 秒, 1 分 30 秒 */
export function secondsText(total: number): string {
  const { minutes, seconds } = splitSeconds(total);
  if (minutes === 0) return translate('item.time.seconds', { seconds });
  return seconds === 0
    ? translate('item.time.minutes', { minutes })
    : translate('item.time.minutesSeconds', { minutes, seconds });
}

const TICK_MS = 200;

export function useCountdown(input: CountdownInput): Countdown {
  const now = ref(input.serverNow());
  let before: number | null = null;
  let lastClosesAt: number | null = null;

  const remainingMs = computed(() => {
    const closesAt = toValue(input.closesAt);
    return closesAt === null ? null : Math.max(0, closesAt - now.value);
  });
  const totalMs = computed(() => {
    const opensAt = toValue(input.opensAt);
    const closesAt = toValue(input.closesAt);
    return opensAt === null || closesAt === null ? 0 : Math.max(1, closesAt - opensAt);
  });

  function tick(): void {
    now.value = input.serverNow();
    const remaining = remainingMs.value;
    if (remaining !== null && before !== null && toValue(input.speak) === true) {
      const due = crossed(milestonesOf(totalMs.value), before, remaining);
      if (due) {
        const text =
          due.atMs === 0
            ? translate('item.time.up')
            : translate('item.time.left', { time: secondsText(Math.round(due.atMs / 1000)) });
        announce(text, { assertive: due.assertive, critical: due.critical });
      }
    }
    before = remaining;
  }

  watch(
    () => toValue(input.closesAt),
    (closesAt) => {
      now.value = input.serverNow();
      if (closesAt === null) {
        before = null;
        lastClosesAt = null;
        return;
      }
      if (toValue(input.speak) === true && remainingMs.value !== null && remainingMs.value > 0) {
        const time = secondsText(wholeSeconds(remainingMs.value));
        if (lastClosesAt === null) announce(translate('item.time.start', { time }));
        else if (closesAt > lastClosesAt + 1000)
          announce(translate('item.time.extended', { time }), { critical: true });
      }
      lastClosesAt = closesAt;
      before = remainingMs.value;
    },
    { immediate: true },
  );

  const timer = setInterval(tick, TICK_MS);
  onBeforeUnmount(() => clearInterval(timer));

  return {
    remainingMs,
    seconds: computed(() => (remainingMs.value === null ? null : wholeSeconds(remainingMs.value))),
    share: computed(() => (remainingMs.value === null ? 0 : Math.min(1, remainingMs.value / totalMs.value))),
    running: computed(() => remainingMs.value !== null && remainingMs.value > 0),
  };
}
