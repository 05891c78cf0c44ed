import type { Clock } from '../../platform/clock/clock.js';

/** setTimeout holds 31 bits of milliseconds; a due time further away is looked at again after this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const OVERDUE_MS = 2000;

/** The one timer of a contest: whatever the server must do next by itself, at the time at which it is due. */
export class DueTimer {
  private cancel: (() => void) | null = null;
  private stopped = false;

  /** @param due what is due next, asked anew each time; `run` does it */
  constructor(
    private readonly clock: Clock,
    private readonly due: () => { readonly at: number; readonly run: () => void } | null,
  ) {}

  arm(): void {
    this.cancel?.();
    this.cancel = null;
    if (this.stopped) return;
    const due = this.due();
    if (!due) return;
    const wait = Math.min(Math.max(0, due.at - this.clock.now()), LONGEST_TIMER_MS);
    this.cancel = this.clock.after(wait, () => {
      const current = this.due();
      if (!current) return;
      if (current.at > this.clock.now()) this.arm();
      else current.run();
    });
  }

  /** A step that failed (a full disk, a lost database) is tried again; called once a second. */
  retry(): void {
    const due = this.due();
    if (due && this.clock.now() - due.at > OVERDUE_MS) this.arm();
  }

  stop(): void {
    this.stopped = true;
    this.cancel?.();
  }
}
