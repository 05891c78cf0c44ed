/** A budget of messages that refills evenly; a burst of a fifth of a minute's budget is let through. */
export class CreditLimiter {
  private credit: number;
  private refilledAt = 0;

  constructor(private readonly perMinute: number) {
    this.credit = perMinute / 5;
  }

  /** @param now monotonic milliseconds. @returns false when the budget is spent; nothing is taken then */
  spend(now: number): boolean {
    if (this.refilledAt > 0) {
      this.credit = Math.min(this.perMinute / 5, this.credit + ((now - this.refilledAt) * this.perMinute) / 60_000);
    }
    this.refilledAt = now;
    if (this.credit < 1) return false;
    this.credit -= 1;
    return true;
  }
}
