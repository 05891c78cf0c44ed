/** Whole seconds left as people count them: 0.2 s left is still 1. */
export function wholeSeconds(ms: number): number {
  return Math.max(0, Math.ceil(ms / 1000));
}

export interface DurationWords {
  readonly minutes: number;
  readonly seconds: number;
}

export function splitSeconds(total: number): DurationWords {
  return { minutes: Math.floor(total / 60), seconds: total % 60 };
}

/** 14:03:22 in the reader's own time zone. */
export function clockTime(epochMs: number): string {
  const date = new Date(epochMs);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Points without needless zeros: 10, 2.5, 3.33. */
export function pointsText(points: number): string {
  return String(Math.round(points * 100) / 100);
}

/** 0.3333 -> 33.3%. */
export function percentText(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}
