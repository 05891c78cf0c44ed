import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import type { LeaderboardPage } from '@protocol/rest.js';
import { api } from '../lib/api.js';
import type { Failure } from '../lib/refusal.js';

export const PAGE_SIZE = 50;
const REFRESH_MS = 20_000;

export interface Board {
  readonly page: ShallowRef<LeaderboardPage | null>;
  readonly failure: ShallowRef<Failure | null>;
  readonly offset: Ref<number>;
  readonly loadedAt: Ref<number>;
  readonly range: ComputedRef<{ readonly from: number; readonly to: number; readonly total: number }>;
  readonly load: (offset?: number) => Promise<void>;
  /** Shows the branches of a level, or what is below a unit; both null for the branches themselves. */
  readonly look: (level: number | null, unitId: string | null) => Promise<void>;
}

/** The public board by REST; read again every 20 s while the page is in view and the contest is on. */
export function useBoard(contestId: string): Board {
  const page = shallowRef<LeaderboardPage | null>(null);
  const failure = shallowRef<Failure | null>(null);
  const offset = ref(0);
  const loadedAt = ref(0);
  let place = '';

  async function load(from = offset.value): Promise<void> {
    const reply = await api.get<LeaderboardPage>(
      `/api/contests/${encodeURIComponent(contestId)}/leaderboard?offset=${from}&limit=${PAGE_SIZE}${place}`,
    );
    if (!reply.ok) {
      failure.value = reply.error;
      return;
    }
    failure.value = null;
    offset.value = from;
    page.value = reply.data;
    loadedAt.value = Date.now();
  }

  async function look(level: number | null, unitId: string | null): Promise<void> {
    place = (level === null ? '' : `&level=${level}`) + (unitId === null ? '' : `&unit=${encodeURIComponent(unitId)}`);
    await load();
  }

  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    void load();
    timer = setInterval(() => {
      if (document.visibilityState === 'visible' && page.value?.phase !== 'finalized') void load();
    }, REFRESH_MS);
  });
  onBeforeUnmount(() => clearInterval(timer));

  const range = computed(() => ({
    from: Math.min(offset.value + 1, page.value?.total ?? 0),
    to: offset.value + (page.value?.rows.length ?? 0),
    total: page.value?.total ?? 0,
  }));
  return { page, failure, offset, loadedAt, range, load, look };
}
