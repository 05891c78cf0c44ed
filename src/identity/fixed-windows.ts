import type { Clock } from '../platform/clock/clock.js';

const MAX_KEYS = 10_000;

/** Counts events by key in windows of one length that begin with the first event. */
export class FixedWindows {
  private readonly windows = new Map<string, { readonly endsAt: number; count: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly windowMs: number,
  ) {}

  /** Events of the running window, and how long it still runs. */
  state(key: string): { readonly count: number; readonly remainingMs: number } {
    const now = this.clock.now();
    const window = this.windows.get(key);
    return window && window.endsAt > now
      ? { count: window.count, remainingMs: window.endsAt - now }
      : { count: 0, remainingMs: 0 };
  }

  add(key: string): void {
    const now = this.clock.now();
    const window = this.windows.get(key);
    if (window && window.endsAt > now) {
      window.count += 1;
      return;
    }
    this.windows.delete(key);
    this.forgetOld(now);
    this.windows.set(key, { endsAt: now + this.windowMs, count: 1 });
  }

  /** Windows stand in the order in which they end, so the oldest come first. */
  private forgetOld(now: number): void {
    for (const [key, window] of this.windows) {
      if (window.endsAt > now && this.windows.size < MAX_KEYS) return;
      this.windows.delete(key);
    }
  }
}
