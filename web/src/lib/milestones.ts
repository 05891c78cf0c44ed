/**
 * Spoken moments of a countdown: half time and 30 s, 10 s politely; 5 s and the end at once. None that lies above
 * half of the own time, none twice, and after a jump only the latest passed one.
 */
export interface Milestone {
  /** Remaining milliseconds at which it is due. */
  readonly atMs: number;
  readonly assertive: boolean;
  /** Also spoken at level 仅关键. */
  readonly critical: boolean;
}

const FIXED: readonly Milestone[] = [
  { atMs: 30_000, assertive: false, critical: false },
  { atMs: 10_000, assertive: false, critical: true },
  { atMs: 5_000, assertive: true, critical: true },
  { atMs: 0, assertive: true, critical: true },
];

/** Largest first. `ownMs` is the reader's own whole time. */
export function milestonesOf(ownMs: number): readonly Milestone[] {
  const half = Math.round(ownMs / 2);
  const fixed = FIXED.filter(({ atMs }) => atMs <= half);
  const near = fixed.some(({ atMs }) => Math.abs(atMs - half) < 3000);
  return near || half < 15_000 ? fixed : [{ atMs: half, assertive: false, critical: false }, ...fixed];
}

/** The milestone crossed between two readings of the remaining time, the latest where several were. */
export function crossed(milestones: readonly Milestone[], beforeMs: number, nowMs: number): Milestone | null {
  let latest: Milestone | null = null;
  for (const milestone of milestones) {
    if (beforeMs > milestone.atMs && nowMs <= milestone.atMs) latest = milestone;
  }
  return latest;
}
