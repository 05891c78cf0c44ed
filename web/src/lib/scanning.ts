/** Single-switch scanning as a state machine: groups of targets, a mark that moves, loops, a pause. Pure. */
export interface ScanState {
  /** Size of each group, in order; a group of one is chosen at once. */
  readonly groups: readonly number[];
  readonly group: number;
  /** Position inside the group; null while groups are scanned. */
  readonly within: number | null;
  readonly loopsDone: number;
  readonly paused: boolean;
}

export interface ScanTarget {
  readonly group: number;
  readonly item: number;
}

export function startScan(groups: readonly number[]): ScanState {
  return { groups: groups.filter((size) => size > 0), group: 0, within: null, loopsDone: 0, paused: false };
}

/** The mark moves on. After `loops` rounds over the groups it pauses; a round inside a group leads back out. */
export function stepScan(state: ScanState, loops: number): ScanState {
  if (state.paused || state.groups.length === 0) return state;
  if (state.within !== null) {
    const size = state.groups[state.group] ?? 0;
    return state.within + 1 < size ? { ...state, within: state.within + 1 } : { ...state, within: null };
  }
  if (state.group + 1 < state.groups.length) return { ...state, group: state.group + 1 };
  const loopsDone = state.loopsDone + 1;
  return { ...state, group: 0, loopsDone, paused: loopsDone >= loops };
}

/** The switch: wakes a paused scan, goes into a group, or chooses what is marked. */
export function pressScan(state: ScanState): { readonly state: ScanState; readonly chosen: ScanTarget | null } {
  if (state.groups.length === 0) return { state, chosen: null };
  if (state.paused) return { state: { ...state, group: 0, within: null, loopsDone: 0, paused: false }, chosen: null };
  const size = state.groups[state.group] ?? 0;
  if (state.within === null && size > 1) return { state: { ...state, within: 0 }, chosen: null };
  const chosen = { group: state.group, item: state.within ?? 0 };
  return { state: { ...state, within: null, loopsDone: 0 }, chosen };
}

/** How long the mark rests here. */
export function dwellMs(state: ScanState, intervalSeconds: number, firstExtraSeconds: number): number {
  const first = state.within === null ? state.group === 0 : state.within === 0;
  return (intervalSeconds + (first ? firstExtraSeconds : 0)) * 1000;
}

/** Presses as the hand means them: none within `debounceMs` of the last, and held for `holdMs`. */
export interface SwitchFilter {
  down(now: number): void;
  /** @returns whether the press counts */
  up(now: number): boolean;
}
export function switchFilter(debounceMs: number, holdMs: number): SwitchFilter {
  let downAt: number | null = null;
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    down(now) {
      // A key held down repeats: only the first counts.
      downAt ??= now;
    },
    up(now) {
      if (downAt === null) return false;
      const held = now - downAt;
      downAt = null;
      if (held < holdMs || now - lastAt < debounceMs) return false;
      lastAt = now;
      return true;
    },
  };
}
