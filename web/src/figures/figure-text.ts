/** Figures as people read them; a share never without what it is a part of. */

/** 41.7%; null where there is nothing to take a part of. */
export function percentOf(part: number, whole: number): string | null {
  return whole === 0 ? null : `${Math.round((part / whole) * 1000) / 10}%`;
}

/** With at most so many digits after the point; null where there is nobody to share it. */
export function meanOf(sum: number, count: number, digits: number): number | null {
  return count === 0 ? null : Math.round((sum / count) * 10 ** digits) / 10 ** digits;
}
