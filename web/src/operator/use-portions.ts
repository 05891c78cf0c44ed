import { computed, ref } from 'vue';
import type { ComputedRef } from 'vue';

export interface Portions<Row> {
  readonly shown: ComputedRef<readonly Row[]>;
  /** How many `more` would add; 0 where all is shown. */
  readonly next: ComputedRef<number>;
  readonly more: () => void;
}

/** A long list a portion at a time. */
export function usePortions<Row>(rows: () => readonly Row[], portion: number, first = portion): Portions<Row> {
  const limit = ref(first);
  return {
    shown: computed(() => rows().slice(0, limit.value)),
    next: computed(() => Math.max(0, Math.min(portion, rows().length - limit.value))),
    more: () => void (limit.value += portion),
  };
}
